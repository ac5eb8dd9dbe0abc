"""One figure or map with all that belongs to it, whatever it is shown on: a page, paper, a slide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.palette import Theme

Drawing = Callable[[Theme], go.Figure]
"""Draws a figure in the colours of a theme; paper takes the light one."""


@dataclass(frozen=True)
class Exhibit:
    """A figure or a map, its words and its data.

    What costs time, drawing and table, is a call: nothing is computed before somebody wants it.
    """

    key: str
    """Its stable name: of its widgets, and of the file it is saved as."""
    title: str
    panels: Mapping[str, Drawing]
    """The drawings side by side, by their headings; a single one has the empty heading."""
    caption: str
    table: Callable[[], pd.DataFrame]
    """The numbers behind the drawing, its table twin; what names a row stands in the index or the first columns."""
    incidents: Callable[[], Sequence[str]]
    """The ids of the incidents behind it, each once, in the table's order."""
    line: str = ""
    """What is drawn, where and when, in at most 20 words: what a reader sees under the title before asking for more."""
    lead: str = ""
    """The first sentence of the caption where it stands larger, elsewhere on the page."""
    method: str = ""
    """How the figure came about and from where the way of doing it comes; Markdown."""
    is_map: bool = False
    """True when the drawings are maps in kilometres of the equal-area plane: paper adds graticule, arrow and inset."""

    @property
    def brief(self) -> str:
        """What stands under the title: the line, or the first sentence of the caption where no line was written."""
        return self.line or self.caption.partition(". ")[0].removesuffix(".") + "." * bool(self.caption)

    @property
    def alt(self) -> str:
        """What the figure shows, in words, for those who do not see it."""
        return f"{self.lead} {self.caption}".strip()


def ids(rows: Callable[[], pd.DataFrame]) -> Callable[[], Sequence[str]]:
    """Give the call that lists the incidents of a table, which is made only then."""
    return lambda: rows()["id"].astype(str).tolist()
