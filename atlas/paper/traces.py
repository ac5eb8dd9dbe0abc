"""Traces: markers, lines, areas, texts and error bars, and the cells of a heatmap."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from atlas.paper.axes import Floats, positions
from atlas.paper.scales import Scale, error_ends
from atlas.paper.sheet import CLEAR, Box, Kind, Pen, graded, rgba
from atlas.paper.vocabulary import PrintError, Spec

_POLYGONS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-up": ((0, -1), (1.15, 1), (-1.15, 1)),
    "line-ew": ((-1.4, 0), (1.4, 0)),
}
_OPEN = "-open"


@cache
def outline(symbol: str) -> tuple[Floats, Floats]:
    """Give the corners of a symbol of radius one. Raises ``PrintError`` for one that is not known."""
    name = symbol.removesuffix(_OPEN)
    if name == "circle":
        turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        return np.cos(turns), np.sin(turns)
    if name not in _POLYGONS:
        raise PrintError(f"Cannot print the marker {symbol!r}.", hint=f"Use circle, {', '.join(_POLYGONS)}.")
    corners = np.array(_POLYGONS[name], dtype=float)
    return corners[:, 0], corners[:, 1]


def is_open(symbol: str) -> bool:
    """Tell whether a symbol is an outline without an inside."""
    return symbol.endswith(_OPEN)


DEFAULT_PX = 6.0
_BUBBLES = 0.7


def each(value: Any, number: int, default: Any = None) -> list[Any]:  # noqa: ANN401  (whatever a figure holds)
    """Give a value of a figure for each of its points: one for all, or one each."""
    if value is None:
        return [default] * number
    if isinstance(value, str | int | float):
        return [value] * number
    return list(value)


def _default_opacity(marker: Spec) -> float:
    """Give the opacity of markers that do not say it: those of many sizes overlap, so Plotly makes them paler."""
    return 1.0 if isinstance(marker.get("size", DEFAULT_PX), int | float) else _BUBBLES


def draw_markers(
    pen: Pen, spots: Sequence[tuple[float, float]], marker: Spec, *, most: float | None = None, opacity: float = 1.0,
    kind: Kind = "point",
) -> None:  # fmt: skip
    """Draw a marker at each spot, in pixels; those of size zero are not drawn. ``most`` bounds their size."""
    number, line = len(spots), marker.get("line") or {}
    told = zip(
        spots, each(marker.get("size"), number, DEFAULT_PX), each(marker.get("symbol"), number, "circle"),
        each(marker.get("color"), number), each(marker.get("opacity"), number, _default_opacity(marker)),
        each(line.get("color"), number), each(line.get("width"), number, 0.0), strict=True,
    )  # fmt: skip
    outlines, fills, edges, widths = [], [], [], []
    for (x, y), size, symbol, hue, faint, rim, width in told:
        radius = (size if most is None else min(size, most)) / 2
        if radius <= 0:
            continue
        xs, ys = outline(str(symbol))
        hollow = is_open(str(symbol))
        outlines.append((x + radius * xs, y + radius * ys))
        fills.append(CLEAR if hollow else rgba(hue, faint * opacity))
        edges.append(rgba(hue if hollow else rim or hue, faint * opacity))
        widths.append(max(float(width), 1.0) if hollow else float(width))
    pen.shapes(outlines, fills, edges, widths, kind=kind)


def draw_cells(pen: Pen, trace: Spec, x: Scale, y: Scale, plot: Box) -> None:
    """Draw the cells of a heatmap; those without a value show what lies beneath."""
    across, down = (_edges(positions(trace, scale.axis)) for scale in (x, y))
    xs, ys = x.px(across), y.px(down)
    gap_x, gap_y = float(trace.get("xgap", 0.0)) / 2, float(trace.get("ygap", 0.0)) / 2
    low, high = float(trace["zmin"]), float(trace["zmax"])
    outlines, fills = [], []
    for row, line in enumerate(trace["z"]):
        top, bottom = sorted((float(ys[row]), float(ys[row + 1])))
        for column, value in enumerate(line):
            if value is None or np.isnan(value):
                continue
            left, right = sorted((float(xs[column]), float(xs[column + 1])))
            left, right = left + gap_x, right - gap_x
            outlines.append(
                ([left, right, right, left], [top + gap_y, top + gap_y, bottom - gap_y, bottom - gap_y])
            )  # fmt: skip
            fills.append(graded(trace["colorscale"], (float(value) - low) / (high - low)))
    pen.clip = plot
    pen.shapes(outlines, fills, [CLEAR] * len(fills), kind="cell")
    pen.clip = None


def _edges(middles: Floats) -> Floats:
    """Give the edges of cells, half-way between their middles."""
    if len(middles) < 2:
        middle = float(middles[0]) if len(middles) else 0.0
        return np.array([middle - 0.5, middle + 0.5])
    between = (middles[1:] + middles[:-1]) / 2
    return np.concatenate([[2 * middles[0] - between[0]], between, [2 * middles[-1] - between[-1]]])


_TEXT_PX = 3.0
"""How far a text keeps off the middle of its point, beside half the point."""


def draw_scatter(pen: Pen, trace: Spec, x: Scale, y: Scale, plot: Box, *, before: Spec | None) -> None:
    """Draw a scatter trace; ``before`` is the one that an area reaches back to (``tonexty``)."""
    xs, ys = x.px(positions(trace, x.axis)), y.px(positions(trace, y.axis))
    modes = str(trace.get("mode", "lines")).split("+")
    pen.clip = plot
    if trace.get("fill"):
        _fill(pen, trace, xs, ys, x, y=y, before=before)
    line = trace.get("line") or {}
    if "lines" in modes and float(line.get("width", 2.0)) > 0 and trace.get("fill") != "toself":
        _draw_line(pen, trace, xs, ys)
    pen.clip = None if trace.get("cliponaxis") is False else plot
    held = ~np.isnan(xs) & ~np.isnan(ys)
    spots = list(zip(xs[held].tolist(), ys[held].tolist(), strict=True))
    if "markers" in modes and spots:
        draw_markers(pen, spots, _of(trace, held), opacity=float(trace.get("opacity", 1.0)))
    if "text" in modes and spots:
        pen.clip = None
        _write(pen, trace, held, spots)
    pen.clip = None


def _of(trace: Spec, held: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Spec:
    """Give the marker of a trace, in lists as long as its points; the colour is that of the line where it has none."""
    marker = dict(trace.get("marker") or {})
    marker.setdefault("color", (trace.get("line") or {}).get("color"))
    return {
        key: [item for item, kept in zip(value, held, strict=True) if kept] if _is_list(value) else value
        for key, value in marker.items()
    }


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | dict)


def _draw_line(pen: Pen, trace: Spec, xs: Floats, ys: Floats) -> None:
    if trace.get("connectgaps"):
        raise PrintError("Cannot print a line that is drawn across its gaps.", hint="Leave the gaps open.")
    line = trace.get("line") or {}
    opacity = float(trace.get("opacity", 1.0))
    hue, width = str(line["color"]), float(line.get("width", 2.0))
    pen.line(xs, ys, hue, width, dash=str(line.get("dash", "solid")), opacity=opacity)


def _fill(pen: Pen, trace: Spec, xs: Floats, ys: Floats, x: Scale, *, y: Scale, before: Spec | None) -> None:
    """Fill the rings of a trace, or what lies between it and the trace before."""
    line = trace.get("line") or {}
    width = float(line.get("width", 2.0)) if "lines" in str(trace.get("mode", "lines")) else 0.0
    edge = rgba(str(line.get("color", trace["fillcolor"])))
    fill, dash = rgba(str(trace["fillcolor"])), str(line.get("dash", "solid"))
    if trace["fill"] == "toself":
        pen.outlines(rings(xs, ys), fill, edge, width, dash=dash)
    elif trace["fill"] == "tonexty" and before is not None:
        other = x.px(positions(before, x.axis)), y.px(positions(before, y.axis))
        pen.outlines([(np.append(xs, other[0][::-1]), np.append(ys, other[1][::-1]))], fill)
    else:
        raise PrintError(f"Cannot print the area {trace['fill']!r}.", hint="Use toself, or tonexty after a trace.")


def rings(xs: Floats, ys: Floats) -> list[tuple[Floats, Floats]]:
    """Cut a path where a place is not a number."""
    cuts = np.flatnonzero(np.isnan(xs) | np.isnan(ys))
    parts = zip(np.split(xs, cuts), np.split(ys, cuts), strict=True)
    whole = [(px[~np.isnan(px)], py[~np.isnan(px)]) for px, py in parts]
    return [(px, py) for px, py in whole if len(px) > 1]


def _write(
    pen: Pen, trace: Spec, held: np.ndarray[tuple[int], np.dtype[np.bool_]], spots: list[tuple[float, float]]
) -> None:
    """Write the texts of a trace beside its points."""
    number, font = len(held), trace.get("textfont") or {}
    columns = (each(trace.get("text"), number, ""), each(font.get("size"), number, 12), each(font.get("color"), number))
    sizes = (
        each((trace.get("marker") or {}).get("size"), number, 0) if "markers" in str(trace["mode"]) else [0] * number
    )
    down, across = str(trace.get("textposition", "middle center")).split()
    rows = [row for row, kept in zip(zip(*columns, sizes, strict=True), held, strict=True) if kept]
    for (x, y), (text, size, hue, point) in zip(spots, rows, strict=True):
        if not str(text).strip():
            continue
        off = _TEXT_PX + point / 2
        aside = {"left": -off, "center": 0.0, "right": off}[across]
        lift = {"top": -off, "middle": 0.0, "bottom": off}[down]
        pen.write(
            x + aside, y + lift, str(text), float(size), str(hue),
            across={"left": "right", "center": "center", "right": "left"}[across],
            down={"top": "bottom", "middle": "middle", "bottom": "top"}[down],
        )  # fmt: skip


def draw_errors(pen: Pen, trace: Spec, x: Scale, y: Scale, plot: Box, *, tips: tuple[Floats, Floats]) -> None:
    """Draw the error bars of a trace; ``tips`` are the numbers that they stand round, along x and y."""
    pen.clip = None if trace.get("cliponaxis") is False else plot
    for side, scale, other, middle, fixed in (("x", x, y, tips[0], tips[1]), ("y", y, x, tips[1], tips[0])):
        error = trace.get(f"error_{side}")
        if not error:
            continue
        ends = [scale.px(end) for end in error_ends(error, middle)]
        cap, at = float(error.get("width", 4.0)), other.px(fixed)
        for low, high, place in zip(*ends, at, strict=True):
            if not np.isnan([low, high, place]).any():
                along, across = _bar(float(low), float(high), float(place), cap)
                spots = (along, across) if side == "x" else (across, along)
                pen.line(*spots, str(error["color"]), float(error.get("thickness", 2.0)), kind="error")
    pen.clip = None


def _bar(low: float, high: float, place: float, cap: float) -> tuple[list[float], list[float]]:
    """Give the course of an error bar with its two caps, along and across its axis."""
    gap = float("nan")
    if not cap:
        return [low, high], [place, place]
    ends = [place - cap, place + cap]
    return [low, high, gap, low, low, gap, high, high], [place, place, gap, *ends, gap, *ends]
