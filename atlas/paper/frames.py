"""Axes as they are seen: grid, lines, ticks, labels and titles."""

from collections.abc import Mapping

from atlas.paper import fonts
from atlas.paper.fonts import extent
from atlas.paper.scales import Scale, Tick, size_px, ticks
from atlas.paper.sheet import Box, Pen
from atlas.paper.vocabulary import Spec

_DARK, _PALE = "#444444", "#eeeeee"
"""Plotly's colours of lines and grids whose figure names none."""

_TICK_PX, _PAD_PX = 5.0, 4.0


def draw_grid(pen: Pen, scales: Mapping[str, Scale], plot: Box) -> None:
    """Draw the grid lines and the lines of zero, beneath the traces."""
    for scale in scales.values():
        spec = scale.axis.spec
        if not scale.axis.visible:
            continue
        across = _partner(scale, scales, plot)
        zero = scale.axis.kind == "linear" and spec.get("zeroline", True) and scale.holds(0.0)
        if spec.get("showgrid", True):
            hue, dash = str(spec.get("gridcolor", _PALE)), str(spec.get("griddash", "solid"))
            for tick in ticks(scale):
                if not (zero and abs(tick.number) < 1e-12):
                    _draw(pen, scale, tick.number, across, hue, dash=dash)
        if zero:
            hue = str(spec.get("zerolinecolor", _DARK))
            _draw(pen, scale, 0.0, across, hue, width=float(spec.get("zerolinewidth", 1.0)))


def draw_axes(pen: Pen, scales: Mapping[str, Scale], plot: Box, size: float, ink: str) -> None:
    """Draw the lines of the axes with ticks, labels and titles, above the traces."""
    for scale in scales.values():
        if scale.axis.visible:
            _draw_axis(pen, scale, _edge(scale, scales, plot), size, ink)


def _partner(scale: Scale, scales: Mapping[str, Scale], plot: Box) -> tuple[float, float]:
    """Give the pixels that a grid line runs through: those of the axis that it crosses."""
    other = scales.get(str(scale.axis.spec.get("anchor") or ("y" if scale.axis.name.startswith("x") else "x")))
    if other is not None:
        return other.start, other.end
    return (plot.bottom, plot.top) if scale.axis.name.startswith("x") else (plot.left, plot.right)


def _edge(scale: Scale, scales: Mapping[str, Scale], plot: Box) -> float:
    """Give the pixel of the edge at which an axis stands."""
    first, last = _partner(scale, scales, plot)
    return last if scale.axis.spec.get("side") in {"top", "right"} else first


def _draw(
    pen: Pen, scale: Scale, number: float, across: tuple[float, float], hue: str, *, width: float = 1.0,
    dash: str = "solid",
) -> None:  # fmt: skip
    at = [float(scale.px(number))] * 2
    upright = scale.axis.name.startswith("x")
    pen.line(*((at, list(across)) if upright else (list(across), at)), hue, width, dash=dash, kind="axis")


def _draw_axis(pen: Pen, scale: Scale, edge: float, size: float, ink: str) -> None:
    spec, upright = scale.axis.spec, scale.axis.name.startswith("x")
    outward = (-1 if spec.get("side") == "top" else 1) if upright else (1 if spec.get("side") == "right" else -1)
    if spec.get("showline", "linecolor" in spec):
        ends = [scale.start, scale.end]
        hue = str(spec.get("linecolor", _DARK))
        pen.line(*((ends, [edge] * 2) if upright else ([edge] * 2, ends)), hue, 1.0, kind="axis")
    length = _tick_px(spec)
    labelled, label_ink = size_px(scale, size), str((spec.get("tickfont") or {}).get("color", ink))
    for tick in ticks(scale):
        if length and spec.get("tickcolor") != "rgba(0,0,0,0)":
            at, ends = [float(scale.px(tick.number))] * 2, [edge, edge + outward * length]
            pen.line(*((at, ends) if upright else (ends, at)), str(spec.get("tickcolor", _DARK)), 1.0, kind="axis")
        _label(pen, scale, tick, edge + outward * (length + _PAD_PX), outward, size=labelled, ink=label_ink)
    title = (spec.get("title") or {}).get("text")
    if title:
        _draw_title(pen, scale, str(title), edge + outward * reach_px(scale, size), outward, size=size, ink=ink)


def _tick_px(spec: Spec) -> float:
    return float(spec.get("ticklen", _TICK_PX)) if spec.get("ticks") == "outside" else 0.0


def _turned(scale: Scale, size: float) -> bool:
    """Tell whether the names of a lying axis are too long to stand side by side: then they are written upwards."""
    if scale.axis.kind != "category" or not scale.axis.name.startswith("x"):
        return False
    step = scale.length / max(len(scale.axis.categories), 1)
    return any(extent(name, size)[0] + _PAD_PX > step for name in scale.axis.categories)


def _label(pen: Pen, scale: Scale, tick: Tick, edge: float, outward: int, *, size: float, ink: str) -> None:
    at = float(scale.px(tick.middle))
    if _turned(scale, size):
        middle = edge + outward * extent(tick.label, size)[0] / 2
        pen.write_upwards(at, middle, tick.label, size, ink, kind="axis")
    elif scale.axis.name.startswith("x"):
        pen.write(
            at, edge, tick.label, size, ink, across="center", down="top" if outward > 0 else "bottom", kind="axis"
        )
    else:
        pen.write(edge, at, tick.label, size, ink, across="left" if outward > 0 else "right", kind="axis")


def _draw_title(pen: Pen, scale: Scale, title: str, edge: float, outward: int, *, size: float, ink: str) -> None:
    """Write the title of an axis at ``edge``, the outer end of its labels: beneath x, and upwards beside y."""
    middle = (scale.start + scale.end) / 2
    if scale.axis.name.startswith("x"):
        pen.write(middle, edge, title, size, ink, across="center", down="bottom" if outward > 0 else "top", kind="axis")
    else:
        pen.write_upwards(edge - outward * fonts.LINE * size / 2, middle, title, size, ink, kind="axis")


def reach_px(scale: Scale, size: float) -> float:
    """Measure how far an axis reaches out of the plot: ticks, labels, and for x its title."""
    if not scale.axis.visible:
        return 0.0
    labelled, told = size_px(scale, size), ticks(scale)
    upright = scale.axis.name.startswith("x")
    widest = max(
        (extent(tick.label, labelled)[0 if not upright or _turned(scale, labelled) else 1] for tick in told),
        default=0.0,
    )
    title = (scale.axis.spec.get("title") or {}).get("text")
    return _tick_px(scale.axis.spec) + _PAD_PX + widest + (fonts.LINE * size + _PAD_PX / 2 if title else 0.0)
