"""Shapes and annotations: what a figure draws and writes beside its traces."""

from collections.abc import Mapping
from math import hypot
from typing import Any

from atlas.paper.fonts import extent
from atlas.paper.scales import Scale
from atlas.paper.sheet import CLEAR, Box, Pen, rgba
from atlas.paper.vocabulary import Spec

_ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


class Ground:
    """The plot with its scales: finds places by any of Plotly's references.

    ``bounded`` says that no name may reach over the frame, as on a map.
    """

    def __init__(
        self, plot: Box, scales: Mapping[str, Scale], size: float, ink: str, *, bounded: bool = False
    ) -> None:  # fmt: skip
        self.plot, self.scales, self.size, self.ink, self.bounded = plot, scales, size, ink, bounded

    def at(self, side: str, reference: str, value: Any) -> float:  # noqa: ANN401  (a date, a number, a category)
        """Give the pixel of a value: of an axis ("x2"), of a part of its domain ("y domain"), or of the paper."""
        plot = self.plot
        if reference == "paper":
            part = float(value)
            return plot.left + part * plot.width if side == "x" else plot.bottom - part * plot.height
        name, _, domain = reference.partition(" ")
        scale = self.scales[name]
        if domain:
            return scale.start + float(value) * (scale.end - scale.start)
        return float(scale.at([value])[0])


def draw_shape(pen: Pen, shape: Spec, ground: Ground) -> None:
    """Draw a line or a rectangle."""
    xs, ys = (_ends(shape, side, ground) for side in "xy")
    line, opacity = shape.get("line") or {}, float(shape.get("opacity", 1.0))
    width, hue = float(line.get("width", 2.0)), str(line.get("color", ground.ink))
    pixels = "pixel" in (shape.get("xsizemode"), shape.get("ysizemode"))
    pen.clip = None if pixels or "paper" in (shape.get("xref"), shape.get("yref")) else ground.plot
    if shape["type"] == "line":
        pen.line(xs, ys, hue, width, dash=str(line.get("dash", "solid")), opacity=opacity, kind="shape")
    else:
        box = Box(min(xs), min(ys), max(xs), max(ys))
        fill = rgba(str(shape["fillcolor"]), opacity) if shape.get("fillcolor") else CLEAR
        pen.box(box, fill, rgba(hue, opacity) if width else CLEAR, width)
    pen.clip = None


def _ends(shape: Spec, side: str, ground: Ground) -> list[float]:
    reference = str(shape.get(f"{side}ref") or side)
    if shape.get(f"{side}sizemode") == "pixel":
        start = ground.at(side, reference, shape.get(f"{side}anchor", 0))
        sign = 1 if side == "x" else -1
        return [start + sign * float(shape[f"{side}{end}"]) for end in "01"]
    return [ground.at(side, reference, shape[f"{side}{end}"]) for end in "01"]


def place(note: Spec, ground: Ground) -> tuple[float, float, str, str, Box]:
    """Give where an annotation is written: its anchor in pixels, how it is aligned to it, and the box round it."""
    text, size = str(note["text"]), float((note.get("font") or {}).get("size", ground.size))
    x, y = (ground.at(side, str(note.get(f"{side}ref") or side), note[side]) for side in "xy")
    across, down = (_aligned(note, side) for side in "xy")
    pad = float(note.get("borderpad", 1.0)) + (float(note.get("borderwidth", 1.0)) if note.get("bordercolor") else 0.0)
    if note.get("showarrow", True):
        x, y, across, down = x + float(note["ax"]), y + float(note["ay"]), "center", "middle"
    x += float(note.get("xshift", 0)) + pad * (1 - 2 * _ACROSS[across])
    y += -float(note.get("yshift", 0)) + pad * (1 - 2 * _DOWN[down])
    width, height = extent(text, size)
    if ground.bounded and note.get("xref") != "paper":
        left = x - _ACROSS[across] * width - pad
        x += max(0.0, ground.plot.left - left) - max(0.0, left + width + 2 * pad - ground.plot.right)
    left, top = x - _ACROSS[across] * width, y - _DOWN[down] * height
    return x, y, across, down, Box(left - pad, top - pad, left + width + pad, top + height + pad)


def is_seen(note: Spec, ground: Ground) -> bool:
    """Tell whether what an annotation is about lies on its axes."""
    for side in "xy":
        name = str(note.get(f"{side}ref") or side)
        if name in ground.scales:
            scale = ground.scales[name]
            if not scale.holds(float(scale.axis.numbers([note[side]])[0])):
                return False
    return True


def _aligned(note: Spec, side: str) -> str:
    """Give how an annotation is aligned; what does not say it is centred, or on the paper leans to its edge."""
    said = str(note.get(f"{side}anchor") or "auto")
    if said != "auto":
        return said
    names = ("left", "center", "right") if side == "x" else ("bottom", "middle", "top")
    if note.get(f"{side}ref") != "paper":
        return names[1]
    part = float(note[side])
    return names[0] if part < 1 / 3 else names[2] if part > 2 / 3 else names[1]


def draw_note(pen: Pen, note: Spec, ground: Ground) -> None:
    """Write an annotation, on its plate and with its arrow where it has them; one beyond its axis is not seen."""
    if not is_seen(note, ground):
        return
    x, y, across, down, box = place(note, ground)
    opacity, font = float(note.get("opacity", 1.0)), note.get("font") or {}
    if note.get("showarrow", True):
        _draw_arrow(pen, note, ground, box)
    if note.get("bgcolor") or note.get("bordercolor"):
        fill = rgba(str(note["bgcolor"]), opacity) if note.get("bgcolor") else CLEAR
        edged = note.get("bordercolor")
        edge = rgba(str(edged), opacity) if edged else CLEAR
        pen.box(box, fill, edge, float(note.get("borderwidth", 1.0)) if edged else 0.0, kind="plate")
    size, ink = float(font.get("size", ground.size)), str(font.get("color", ground.ink))
    pen.write(x, y, str(note["text"]), size, ink, across=across, down=down, opacity=opacity, kind="note")


def _draw_arrow(pen: Pen, note: Spec, ground: Ground, box: Box) -> None:
    """Draw a line from the text to what it is about; it has no head (``arrowhead`` 0)."""
    x, y = (ground.at(side, str(note.get(f"{side}ref") or side), note[side]) for side in "xy")
    from_x, from_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    length = hypot(x - from_x, y - from_y) or 1.0
    kept = 1 - float(note.get("standoff", 0)) / length
    width, hue = float(note.get("arrowwidth", 1)), str(note.get("arrowcolor", ground.ink))
    pen.line([from_x, from_x + kept * (x - from_x)], [from_y, from_y + kept * (y - from_y)], hue, width, kind="plate")
