"""A map on a panel: the figure with degrees at its frame."""

from dataclasses import dataclass

from atlas.drawing.palette import MUTED, OTHER
from atlas.paper import graticule
from atlas.paper.graticule import Frame
from atlas.paper.hues import CLEAR, rgba
from atlas.paper.panel import Panel
from atlas.paper.sheet import Pen

EDGE = (graticule.LEFT_PX, graticule.TOP_PX)


@dataclass(frozen=True)
class MapPanel:
    """A laid out map."""

    panel: Panel

    @property
    def frame(self) -> Frame:
        """What it shows, in kilometres."""
        (left, right), (lower, upper) = self.panel.drawn.reach["x"], self.panel.drawn.reach["y"]
        return left, lower, right, upper

    def draw(self, pen: Pen) -> None:
        """Draw the map with its meridians and parallels beneath the borders, and its frame."""
        plot = self.panel.plot
        self.panel.draw(pen, between=lambda: graticule.draw(pen, self.frame, plot, OTHER))
        graticule.label(pen, self.frame, plot, MUTED["light"])
        pen.box(plot, CLEAR, rgba(MUTED["light"]), 0.6, kind="axis")
