"""The bars of a figure as rectangles of its axes: stacked, overlaid, or from a base of their own."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from atlas.paper.axes import Axis, Floats, positions
from atlas.paper.sheet import CLEAR, Pen, rgba
from atlas.paper.vocabulary import PrintError, Spec

_DEFAULT_GAP = 0.2


class Placed(Protocol):
    """An axis that lies in the panel."""

    def px(self, numbers: npt.ArrayLike) -> Floats:
        """Place numbers."""


class Bars(NamedTuple):
    """The bars of one trace. Those without a height are not a number."""

    across: bool
    """True when they lie, and their length runs along x."""
    start: Floats
    """Their edges along the axis of their places, the second one in ``end``."""
    end: Floats
    foot: Floats
    """Where they begin, and in ``tip`` end, along the axis of their lengths."""
    tip: Floats


def read_bars(figure: Spec, axes: Mapping[str, Axis]) -> dict[int, Bars]:
    """Work out the bars of each bar trace of a figure, by its number."""
    layout = figure["layout"]
    drawn = {number: trace for number, trace in enumerate(figure["data"]) if trace["type"] == "bar"}
    mode = str(layout.get("barmode", "group"))
    if mode not in {"stack", "overlay"} and any(trace.get("offset") is None for trace in list(drawn.values())[1:]):
        raise PrintError(f"Cannot print bars in mode {mode!r}.", hint="Stack or overlay them, or give them an offset.")
    stacks: dict[tuple[str, float], float] = {}
    found = {}
    for number, trace in drawn.items():
        lies = trace.get("orientation") == "h"
        x, y = (axes[str(trace.get(f"{side}axis") or side)] for side in "xy")
        places, lengths = (y, x) if lies else (x, y)
        at, length = positions(trace, places), positions(trace, lengths)
        base = _base(trace, f"{x.name}{y.name}", at, length, stacks if mode == "stack" else None)
        wide = _width(trace, at, float(layout.get("bargap", _DEFAULT_GAP)))
        start = at + np.broadcast_to(trace["offset"], at.shape) if trace.get("offset") is not None else at - wide / 2
        found[number] = Bars(lies, start, start + wide, base, base + length)
    return found


def _base(trace: Spec, pair: str, at: Floats, length: Floats, stacks: dict[tuple[str, float], float] | None) -> Floats:
    """Give where each bar begins: at its own base, on the bars before it, or at zero."""
    if trace.get("base") is not None:
        return np.broadcast_to(np.asarray(trace["base"], dtype=float), at.shape)
    if stacks is None:
        return np.zeros(at.shape)
    found = np.zeros(at.shape)
    for place, (spot, height) in enumerate(zip(at.tolist(), length.tolist(), strict=True)):
        found[place] = stacks.get((pair, spot), 0.0)
        stacks[pair, spot] = found[place] + (0.0 if np.isnan(height) else height)
    return found


def _width(trace: Spec, at: Floats, gap: float) -> Floats:
    """Give the width of each bar: its own, or what its neighbours leave."""
    if trace.get("width") is not None:
        return np.broadcast_to(np.asarray(trace["width"], dtype=float), at.shape)
    apart = np.diff(np.unique(at[~np.isnan(at)]))
    return np.full(at.shape, (1.0 - gap) * float(apart.min() if len(apart) else 1.0))


def draw_bars(pen: Pen, trace: Spec, bars: Bars, x: Placed, y: Placed) -> None:
    """Draw the bars of a trace."""
    there = np.flatnonzero(~np.isnan(bars.tip) & ~np.isnan(bars.start))
    along, length = (y, x) if bars.across else (x, y)
    edges = along.px(bars.start), along.px(bars.end), length.px(bars.foot), length.px(bars.tip)
    outlines = []
    for place in there:
        low, high, foot, tip = (float(edge[place]) for edge in edges)
        sides, ends = [low, high, high, low], [foot, foot, tip, tip]
        outlines.append((ends, sides) if bars.across else (sides, ends))
    marker, line = trace.get("marker") or {}, (trace.get("marker") or {}).get("line") or {}
    opacity = np.broadcast_to(np.asarray(marker.get("opacity", 1.0), dtype=float), bars.tip.shape)
    pattern, width = marker.get("pattern"), float(line.get("width", 0.0))
    ink = str(marker["color"])
    fills = [CLEAR if pattern else rgba(ink, float(opacity[place])) for place in there]
    rims = [rgba(str(line.get("color", ink)), float(opacity[place])) if width else CLEAR for place in there]
    hatch = rgba(str(pattern.get("fgcolor", ink))) if pattern else None
    pen.shapes(outlines, fills, rims, width, hatch=hatch, kind="bar")
