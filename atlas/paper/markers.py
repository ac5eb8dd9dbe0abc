"""Markers: points of a trace, and the same signs in its legend."""

from collections.abc import Sequence
from typing import Any

from atlas.paper import symbols
from atlas.paper.hues import CLEAR, rgba
from atlas.paper.sheet import Kind, Pen
from atlas.paper.vocabulary import Spec

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
        xs, ys = symbols.outline(str(symbol))
        hollow = symbols.is_open(str(symbol))
        outlines.append((x + radius * xs, y + radius * ys))
        fills.append(CLEAR if hollow else rgba(hue, faint * opacity))
        edges.append(rgba(hue if hollow else rim or hue, faint * opacity))
        widths.append(max(float(width), 1.0) if hollow else float(width))
    pen.shapes(outlines, fills, edges, widths, kind=kind)
