"""One figure, read, laid out and drawn on its part of a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import plotly.graph_objects as go

from atlas.drawing.base_map import BORDERS
from atlas.paper import frames
from atlas.paper.axes import Axis, positions, read_axes
from atlas.paper.bars import Bars, draw_bars, read_bars
from atlas.paper.fonts import extent
from atlas.paper.legends import Legend, read_legend
from atlas.paper.notes import Ground, draw_note, draw_shape, place
from atlas.paper.scales import Scale, placed, reaches, size_px, ticks
from atlas.paper.sheet import Box, Pen, rgba
from atlas.paper.traces import draw_cells, draw_errors, draw_scatter
from atlas.paper.vocabulary import Spec, check

_ORDER = {"heatmap": 0, "bar": 1, "scatter": 2}
"""What Plotly draws beneath what, among traces of one ``zorder``."""


@dataclass(frozen=True)
class Drawn:
    """A figure of Plotly as plain dicts, with what follows from it for every size."""

    spec: Spec

    @classmethod
    def read(cls, figure: go.Figure) -> "Drawn":
        """Read a figure. Raises ``PrintError`` where paper does not know a part of it."""
        spec = {
            "data": [trace.to_plotly_json() for trace in figure.data],
            "layout": figure.layout.to_plotly_json(),
        }
        check(spec)
        return cls(spec)

    @property
    def layout(self) -> Spec:
        """Everything but the traces."""
        layout: Spec = self.spec["layout"]
        return layout

    @cached_property
    def axes(self) -> Mapping[str, Axis]:
        """The axes by their short names."""
        return read_axes(self.spec)

    @cached_property
    def bars(self) -> Mapping[int, Bars]:
        """The bars of each bar trace, by its number."""
        return read_bars(self.spec, self.axes)

    @cached_property
    def reach(self) -> Mapping[str, tuple[float, float]]:
        """The first and the last number of each axis."""
        return reaches(self.spec, self.axes, self.bars)

    @property
    def type_px(self) -> float:
        """The size of ordinary text."""
        return float((self.layout.get("font") or {}).get("size", 12))

    @property
    def ink(self) -> str:
        """The colour of ordinary text."""
        return str((self.layout.get("font") or {}).get("color", "#000000"))

    def scales(self, plot: Box) -> dict[str, Scale]:
        """Lay the axes into a plot."""
        return placed(self.axes, self.reach, plot)

    def ground(self, plot: Box) -> Ground:
        """Give what finds places on a plot."""
        return Ground(plot, self.scales(plot), self.type_px, self.ink, bounded="scaleanchor" in self.axes["y"].spec)

    def draw_below(self, pen: Pen, plot: Box) -> None:
        """Draw what lies beneath the grid: the ground of the plot and the shapes that belong there."""
        ground = self.ground(plot)
        for shape in self.layout.get("shapes", ()):
            if shape.get("layer") == "below":
                draw_shape(pen, shape, ground)

    def draw_traces(self, pen: Pen, plot: Box, between: Callable[[], None] | None = None) -> None:
        """Draw every trace in Plotly's order from below, and ``between`` on the areas of a map."""
        scales, traces = self.scales(plot), self.spec["data"]
        order = sorted(range(len(traces)), key=lambda n: (int(traces[n].get("zorder") or 0), _ORDER[traces[n]["type"]]))
        areas = sum(int(traces[number].get("zorder") or 0) < BORDERS for number in order)
        for at, number in enumerate(order):
            if at == areas and between is not None:
                between()
            trace = traces[number]
            x, y = (scales[str(trace.get(f"{side}axis") or side)] for side in "xy")
            if trace["type"] == "heatmap":
                draw_cells(pen, trace, x, y, plot)
            elif trace["type"] == "bar":
                self._draw_bar(pen, number, x, y, plot)
            else:
                draw_scatter(pen, trace, x, y, plot, before=traces[number - 1] if number else None)
                draw_errors(pen, trace, x, y, plot, tips=(positions(trace, x.axis), positions(trace, y.axis)))

    def _draw_bar(self, pen: Pen, number: int, x: Scale, y: Scale, plot: Box) -> None:
        trace, bars = self.spec["data"][number], self.bars[number]
        pen.clip = plot
        draw_bars(pen, trace, bars, x, y)
        pen.clip = None
        middle = np.asarray((bars.start + bars.end) / 2)
        draw_errors(pen, trace, x, y, plot, tips=(bars.tip, middle) if bars.across else (middle, bars.tip))

    def draw_above(self, pen: Pen, plot: Box) -> None:
        """Draw the shapes above the traces, and the annotations above all."""
        ground = self.ground(plot)
        for shape in self.layout.get("shapes", ()):
            if shape.get("layer") != "below":
                draw_shape(pen, shape, ground)
        for note in self.layout.get("annotations", ()):
            draw_note(pen, note, ground)


_GAP_PX = 6.0
_DEFAULT_PX = 340.0
_BENEATH_PX = 64.0
"""What the height of a figure on screen holds beneath its plot, where it does not say so."""
_LEAST = 0.4
"""The least part of a figure's height that its plot keeps."""
_CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Panel:
    """A figure and where its parts stand, in pixels from the upper left."""

    drawn: Drawn
    width: float
    height: float
    plot: Box
    legend: Legend
    legend_left: float
    legend_top: float

    def draw(self, pen: Pen, between: Callable[[], None] | None = None) -> None:
        """Draw the figure; ``between`` draws what lies on the areas of a map and beneath its borders."""
        scales, drawn = self.drawn.scales(self.plot), self.drawn
        ground = str(drawn.layout.get("plot_bgcolor") or _CLEAR)
        if rgba(ground)[3]:
            pen.box(self.plot, rgba(ground), kind="axis")
        drawn.draw_below(pen, self.plot)
        frames.draw_grid(pen, scales, self.plot)
        drawn.draw_traces(pen, self.plot, between)
        frames.draw_axes(pen, scales, self.plot, drawn.type_px, drawn.ink)
        drawn.draw_above(pen, self.plot)
        self.legend.draw(pen, self.legend_left, self.legend_top, drawn.ink)


def laid_out(
    figure: go.Figure, width: float, *, height: float | None = None, edge: tuple[float, float] | None = None,
    bare: bool = False,
) -> Panel:  # fmt: skip
    """Lay a figure out for a width in pixels.

    Parameters
    ----------
    height
        Of the whole panel; by default that of the figure on screen, and for a map what its frame needs.
    edge
        For a map, what its frame must leave free on the left and on top, for the degrees.
    bare
        Leave the legend away, which is drawn elsewhere.
    """
    drawn = Drawn.read(figure)
    where, margin = _standing(drawn), drawn.layout.get("margin") or {}
    inside = float(margin.get("l", 0)) + float(margin.get("r", 0)) if where == "inside" else _GAP_PX
    legend = read_legend({"data": (), "layout": {}} if bare else drawn.spec, width - inside, drawn.type_px)
    guess = Box(0, 0, width, _DEFAULT_PX)
    for _ in range(2):  # the labels depend on the length of the axes, which the labels leave
        left, right = _sides(drawn, guess, edge)
        top, bottom = _ends(drawn, Box(left, 0, width - right, guess.height), legend, where, edge)
        guess = _plot(drawn, width, height, (left, top, right, bottom), is_map=edge is not None)
    return Panel(
        drawn,
        width,
        guess.bottom + bottom,
        guess,
        legend,
        *_legend_spot(drawn, guess, legend, where, bottom=bottom, widest=width),
    )


def _plot(
    drawn: Drawn, width: float, height: float | None, margins: tuple[float, float, float, float], *, is_map: bool
) -> Box:
    left, top, right, bottom = margins
    plot_width = width - left - right
    if is_map:
        (west, east), (south, north) = drawn.reach["x"], drawn.reach["y"]
        ratio = (north - south) / (east - west)
        tall = plot_width * ratio if height is None else min(plot_width * ratio, height - top - bottom)
        return Box(left, top, left + tall / ratio, top + tall)
    if height is None:
        screen = float(drawn.layout.get("height") or _DEFAULT_PX)
        room = max(float((drawn.layout.get("margin") or {}).get("b", 0)), _BENEATH_PX)
        height = screen + max(0.0, bottom - room)
        return Box(left, top, width - right, top + max(height - top - bottom, _LEAST * screen))
    return Box(left, top, width - right, max(height - bottom, top + 1))


def _sides(drawn: Drawn, plot: Box, edge: tuple[float, float] | None) -> tuple[float, float]:
    """Give the left and the right margin: what the figure sets, and no less than its labels need."""
    margin = drawn.layout.get("margin") or {}
    scales = drawn.scales(plot)
    upright = [scale for name, scale in scales.items() if name.startswith("y")]
    left = max([float(margin.get("l", 0)), *(frames.reach_px(scale, drawn.type_px) for scale in upright)])
    right = max([float(margin.get("r", 0)), *(_overhang(scale, drawn.type_px) for scale in scales.values())])
    if edge is not None:
        left = max(left, edge[0])
    beyond = [
        place(note, drawn.ground(plot))[4].right - plot.right
        for note in drawn.layout.get("annotations", ())
        if note.get("xref") == "paper" and float(note["x"]) >= 1 and note.get("xanchor") == "left"
    ]
    return left, max([right, *(over + 2 for over in beyond)])


def _overhang(scale: Scale, size: float) -> float:
    """Measure how far the last label of a lying axis reaches beyond its end."""
    if not scale.axis.name.startswith("x"):
        return 0.0
    reached = [float(scale.px(tick.middle)) + extent(tick.label, size_px(scale, size))[0] / 2 for tick in ticks(scale)]
    return max([0.0, *(end - scale.end for end in reached)])


def _standing(drawn: Drawn) -> str:
    """Tell where the legend stands: beneath the plot, above it, or inside."""
    legend = drawn.layout.get("legend") or {}
    y = float(legend.get("y", 1.0))
    if legend.get("yref") == "container" or y <= 0:
        return "beneath"
    return "above" if y >= 1 and legend.get("yanchor") == "bottom" else "inside"


def _ends(drawn: Drawn, plot: Box, legend: Legend, where: str, edge: tuple[float, float] | None) -> tuple[float, float]:
    """Give the upper and the lower margin."""
    margin, scales = drawn.layout.get("margin") or {}, drawn.scales(plot)
    lying = [scale for name, scale in scales.items() if name.startswith("x")]
    above = [frames.reach_px(scale, drawn.type_px) for scale in lying if scale.axis.spec.get("side") == "top"]
    room = legend.height + _GAP_PX if legend.entries else 0.0
    top = max([float(margin.get("t", 0)), *above])
    if where == "above":
        top = max(top, room)
    bottom = max([float(margin.get("b", 0)) if where != "beneath" else 0.0, _beneath(drawn, plot)])
    if where == "beneath":
        bottom += room
    return (top if edge is None else max(top, edge[1])), max(bottom, _GAP_PX)


def _beneath(drawn: Drawn, plot: Box) -> float:
    """Measure how far axes, and what hangs in pixels under the plot, reach beneath it."""
    lying = [
        scale for name, scale in drawn.scales(plot).items()
        if name.startswith("x") and scale.axis.spec.get("side") != "top"
    ]  # fmt: skip
    ground = drawn.ground(plot)
    hanging = [
        place(note, ground)[4].bottom - plot.bottom for note in drawn.layout.get("annotations", ())
        if note.get("yref") == "paper" and float(note["y"]) == 0
    ]  # fmt: skip
    found = [0.0, *(frames.reach_px(scale, drawn.type_px) - _lift(drawn, scale, plot) for scale in lying), *hanging]
    return max(found) + (2 if max(found) else 0)


def _lift(drawn: Drawn, scale: Scale, plot: Box) -> float:
    """Measure how high above the bottom of the plot a lying axis stands."""
    anchor = drawn.scales(plot).get(str(scale.axis.spec.get("anchor") or "y"))
    return 0.0 if anchor is None else plot.bottom - max(anchor.start, anchor.end)


def _legend_spot(
    drawn: Drawn, plot: Box, legend: Legend, where: str, *, bottom: float, widest: float
) -> tuple[float, float]:
    """Give the upper left corner of the legend."""
    spec = drawn.layout.get("legend") or {}
    right = spec.get("xanchor") == "right"
    if where == "above":
        left = plot.right - legend.width if right else min(plot.left, widest - legend.width)
        return max(0.0, left), plot.top - legend.height - _GAP_PX / 2
    if where == "inside":
        return plot.left + float(spec.get("x", 0)) * plot.width, plot.bottom - float(spec.get("y", 1)) * plot.height
    left = max(0.0, min(plot.left, widest - legend.width))
    return left, plot.bottom + bottom - legend.height
