"""The legend: a sign and its words for every trace that has a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from atlas.paper.fonts import extent
from atlas.paper.sheet import CLEAR, Box, Pen, rgba
from atlas.paper.traces import draw_markers
from atlas.paper.vocabulary import Spec

_KEY_PX, _GAP_PX, _ROW_PX = 22.0, 6.0, 19.0
_BETWEEN_PX = 14.0
_MOST_PX = 14.0
"""How large a marker is in the legend at most."""


@dataclass(frozen=True)
class Legend:
    """The entries of a legend in columns of one width."""

    entries: tuple[Spec, ...]
    size: float
    columns: int
    column_px: float

    @property
    def height(self) -> float:
        """How high it is, in pixels."""
        return ceil(len(self.entries) / self.columns) * self._row_px if self.entries else 0.0

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return min(self.columns, len(self.entries)) * self.column_px - _BETWEEN_PX if self.entries else 0.0

    @property
    def _row_px(self) -> float:
        lines = max((extent(str(entry["name"]), self.size)[1] for entry in self.entries), default=0.0)
        return max(_ROW_PX, lines + 4)

    def draw(self, pen: Pen, left: float, top: float, ink: str) -> None:
        """Draw it from its upper left corner, row by row."""
        for number, entry in enumerate(self.entries):
            x = left + number % self.columns * self.column_px
            y = top + (number // self.columns + 0.5) * self._row_px
            _draw_key(pen, entry, Box(x, y - 6, x + _KEY_PX, y + 6))
            pen.write(x + _KEY_PX + _GAP_PX, y, str(entry["name"]), self.size, ink, kind="key")


def read_legend(figure: Spec, room: float, size: float) -> Legend:
    """Lay out the legend of a figure for a width in pixels; empty where the figure has none."""
    layout = figure["layout"]
    named = [trace for trace in figure["data"] if trace.get("name") and trace.get("showlegend", True) is not False]
    shown = layout.get("showlegend", len(figure["data"]) > 1) and trace_kinds(named)
    entries = tuple(named) if shown else ()
    size = float(((layout.get("legend") or {}).get("font") or {}).get("size", size))
    widest = max((extent(str(entry["name"]), size)[0] for entry in entries), default=0.0)
    column = _KEY_PX + _GAP_PX + widest + _BETWEEN_PX
    columns = max(1, min(len(entries), int((room + _BETWEEN_PX) // column)))
    rows = ceil(len(entries) / columns) if entries else 1
    return Legend(entries, size, ceil(len(entries) / rows) or 1, column)


def trace_kinds(named: Sequence[Spec]) -> bool:
    """Tell whether any of the traces is of a kind that a legend explains."""
    return any(trace["type"] in {"bar", "scatter"} for trace in named)


def _draw_key(pen: Pen, trace: Spec, box: Box) -> None:
    """Draw the sign of a trace: a swatch, a line, a marker, or what it has of them."""
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if trace["type"] == "bar":
        _draw_swatch(pen, trace["marker"], box)
        return
    modes, line = str(trace.get("mode", "lines")), trace.get("line") or {}
    width, dash = float(line.get("width", 2.0)), str(line.get("dash", "solid"))
    if trace.get("fill"):
        edge = rgba(str(line["color"])) if width else CLEAR
        xs, ys = [box.left, box.right, box.right, box.left], [box.top, box.top, box.bottom, box.bottom]
        pen.outlines([(xs, ys)], rgba(str(trace["fillcolor"])), edge, width, dash=dash, kind="key")
    elif "lines" in modes:
        pen.line([box.left, box.right], [middle[1], middle[1]], str(line["color"]), width, dash=dash, kind="key")
    if "markers" in modes:
        draw_markers(pen, [middle], _sample(trace), most=_MOST_PX, kind="key")


def _sample(trace: Spec) -> Spec:
    """Give the marker of a legend: the first of a trace's, in an ordinary size."""
    marker = {**(trace.get("marker") or {})}
    marker.setdefault("color", (trace.get("line") or {}).get("color"))
    sizes = [size for size in np.atleast_1d(np.asarray(marker.get("size", 6.0), dtype=float)) if size > 0]
    marker["size"] = float(np.median(sizes)) if sizes else 7.0
    rim = {key: _first(value) for key, value in (marker.get("line") or {}).items()}
    return {key: _first(value) for key, value in marker.items() if key != "line"} | {"line": rim}


def _first(value: Any) -> Any:  # noqa: ANN401  (whatever a figure holds)
    return value if isinstance(value, str | int | float) else value[0]


def _draw_swatch(pen: Pen, marker: Spec, box: Box) -> None:
    line, pattern, hue = marker.get("line") or {}, marker.get("pattern"), str(marker["color"])
    opacity = float(np.max(np.asarray(marker.get("opacity", 1.0), dtype=float), initial=0.0)) or 1.0
    width = float(line.get("width", 0.0))
    xs, ys = [box.left + 2, box.right - 2, box.right - 2, box.left + 2], [box.top, box.top, box.bottom, box.bottom]
    edges = [rgba(str(line.get("color", hue)), opacity) if width else CLEAR]
    hatch = rgba(str(pattern.get("fgcolor", hue))) if pattern else None
    pen.shapes([(xs, ys)], [CLEAR if pattern else rgba(hue, opacity)], edges, width, hatch=hatch, kind="key")
