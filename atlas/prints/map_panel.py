"""A map on a panel: the figure with degrees at its frame."""

from dataclasses import dataclass

from atlas.prints import graticule
from atlas.prints.graticule import Frame
from atlas.prints.hues import CLEAR, rgba
from atlas.prints.panel import Panel
from atlas.prints.sheet import Pen
from atlas.visuals.palette import MUTED, OTHER

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
