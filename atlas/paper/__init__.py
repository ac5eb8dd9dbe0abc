"""Figures and maps for paper and slides, as PNG, SVG and PDF, without a browser.

Every figure of the atlas is a Plotly figure made of a small vocabulary: bars, lines, markers, texts, areas, cells,
error bars, shapes, notes, axes and a legend. This room draws that vocabulary with Matplotlib, so that paper shows the
same colours, order and numbers as the screen. There is no maintained library for the step from Plotly to Matplotlib,
and Plotly's own (kaleido) starts a Chrome, which a server of the atlas does not have. What is not in the vocabulary
raises ``PrintError`` and is never left out in silence (``vocabulary``).

How to use it
-------------
``picture(panels, size, form, words=..., fields=..., is_map=...)`` gives the bytes of a picture.

panels
    Heading to Plotly figure in the light theme: the panels of an ``Exhibit``, each drawn. Several stand side by side
    as far as the width allows.
size
    One of ``SIZES`` by its name ("A4 column", "A4 full width", "Letter column", "Letter full width", "16:9 slide"),
    or a ``Size``; ``Size.within(width_mm, height_mm)`` makes one for a box of a document or slide of your own.
form
    "png" (300 dpi), "svg" (text is text) or "pdf" (fonts embedded).
words
    ``Words(title, selection, caption, foot)``; None draws the bare panels, for a document with its own words.
fields
    Key to value, carried inside the file in every form: PNG text chunks of these keys; SVG ``<metadata>`` whose text
    is one JSON object; PDF document info, ``/Keywords`` as the same JSON object. Keys are Latin letters, 1 to 79.
is_map
    True adds graticule, north arrow, inset, and the notes on projection and disputed borders.

The same arguments give the same bytes. Matplotlib is not thread-safe: one lock stands round each picture.
"""

from atlas.paper.pictures import Words, picture
from atlas.paper.sizes import SIZES, Form, Size
from atlas.paper.vocabulary import PrintError

__all__ = ["SIZES", "Form", "PrintError", "Size", "Words", "picture"]
