"""The pictures of a pack: each exhibit drawn once, whatever number of files it goes into."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

import plotly.graph_objects as go

from atlas.drawing.exhibit import Exhibit
from atlas.paper.sizes import Form, Size

MOST_HEIGHT_MM = 150.0
"""A picture in a document is no higher, so that it stays on one page with its title and its caption."""
MAP_HEIGHT_MM = 108.0
"""A single map, with its legend beside it: it shares a page with a chart."""
LEAST_HEIGHT_MM = 60.0
MM_PER_PX = 0.19
"""A chart is a little less high on paper than on screen: two usual ones share a page."""
LINE, LINE_MM, USUAL_LINES = 120, 3.6, 12
"""Characters and height of a line of a caption, and how many have room beneath the highest picture."""


class Printer(Protocol):
    """Prints panels as a picture, as `atlas.paper.picture` does."""

    def __call__(self, panels: Mapping[str, go.Figure], size: Size, form: Form, *, is_map: bool) -> bytes:
        """Give the bytes of a picture."""


def _printed(panels: Mapping[str, go.Figure], size: Size, form: Form, *, is_map: bool) -> bytes:
    # The renderer loads Matplotlib, which a page that only offers a pack must not wait for.
    from atlas.paper import picture

    return picture(panels, size, form, is_map=is_map)


def _unnoticed(_: Exhibit) -> None:
    """Pass over a picture that was made."""


class Pictures:
    """Pictures of exhibits in the colours for paper, without words round them: a document has its own.

    Panels are drawn once for each exhibit, a picture is made once for each exhibit, size and form. Exhibits are told
    apart as objects, so that one collection serves all renderers of a pack.
    """

    def __init__(self, printer: Printer = _printed, made: Callable[[Exhibit], None] = _unnoticed) -> None:
        """Begin a collection; ``made`` is called after each picture that was made anew."""
        self._printer = printer
        self._made = made
        self._panels: dict[int, tuple[Exhibit, Mapping[str, go.Figure]]] = {}
        self._pictures: dict[tuple[int, Size, Form], bytes] = {}

    def of(self, exhibit: Exhibit, size: Size, form: Form) -> bytes:
        """Give the picture of an exhibit.

        Parameters
        ----------
        exhibit
            What to draw.
        size
            Width and greatest height; `Size.within` fits one of `SIZES` to a box.
        form
            "png" (300 dpi), "svg" or "pdf".
        """
        wanted = (id(exhibit), size, form)
        if wanted not in self._pictures:
            self._pictures[wanted] = self._printer(self.panels(exhibit), size, form, is_map=exhibit.is_map)
            self._made(exhibit)
        return self._pictures[wanted]

    def size_of(self, exhibit: Exhibit, size: Size) -> Size:
        """Give the size of a picture over the whole width of a document, less high over many words."""
        heights = [figure.layout.height for figure in self.panels(exhibit).values()]
        words = LINE_MM * max(0.0, len(exhibit.alt) // LINE - USUAL_LINES)
        single = exhibit.is_map and len(exhibit.panels) == 1
        wanted = MOST_HEIGHT_MM if exhibit.is_map or None in heights else max(heights) * MM_PER_PX
        most = min(wanted, MAP_HEIGHT_MM if single else MOST_HEIGHT_MM - words)
        return replace(size.within(size.width_mm, max(most, LEAST_HEIGHT_MM)), fills=single)

    def panels(self, exhibit: Exhibit) -> Mapping[str, go.Figure]:
        """Draw the panels of an exhibit in the light theme, or give them as they were drawn before."""
        # The exhibit is kept beside its panels: its identity stays its own as long as the collection lives.
        if id(exhibit) not in self._panels:
            self._panels[id(exhibit)] = (exhibit, {head: draw("light") for head, draw in exhibit.panels.items()})
        return self._panels[id(exhibit)][1]
