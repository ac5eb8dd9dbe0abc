"""One figure, read and ready to be laid out and drawn on a panel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import plotly.graph_objects as go

from atlas.drawing.base_map import BORDERS
from atlas.paper.axes import Axis, positions, read_axes
from atlas.paper.bars import Bars, draw_bars, read_bars
from atlas.paper.cells import draw_cells
from atlas.paper.notes import Ground, draw_note, draw_shape
from atlas.paper.scales import Scale, placed, reaches
from atlas.paper.scatters import draw_errors, draw_scatter
from atlas.paper.sheet import Box, Pen
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
        for place, number in enumerate(order):
            if place == areas and between is not None:
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
