"""A picture: words, panels and foot on one page, and the file of it."""

import threading
from collections.abc import Mapping
from typing import NamedTuple

import plotly.graph_objects as go

from atlas.paper.sizes import SIZES, Form, Size


class Words(NamedTuple):
    """What stands above and beneath the panels of a picture. Plain text: nothing in it is read as markup."""

    title: str
    selection: str
    """The filters in a sentence, under the title."""
    caption: str
    foot: tuple[str, ...]
    """Small lines at the end: source, version, date of the data, link."""


_LOCK = threading.Lock()
"""Matplotlib is not thread-safe, and the app serves several visitors at once."""


def picture(
    panels: Mapping[str, go.Figure],
    size: str | Size,
    form: Form,
    *,
    words: Words | None = None,
    fields: Mapping[str, str] | None = None,
    is_map: bool = False,
) -> bytes:
    """Draw figures of the light theme on paper and give the file.

    Parameters
    ----------
    panels
        Heading to figure; a single one has the empty heading.
    size
        One of ``SIZES``, by its name, or a size of one's own.
    form
        Which kind of file.
    words
        Title, selection, caption and foot; None draws the bare panels.
    fields
        What the file carries inside it.
    is_map
        Whether the figures are maps in kilometres of the plane.

    Raises
    ------
    PrintError
        Where a figure holds something that paper does not know.
    """
    # Matplotlib takes a while to load, for which a page that only offers a picture must not wait.
    import matplotlib as mpl

    from atlas.paper.page import (
        SETTINGS,
        composed,
        written,
    )

    wanted = SIZES[size] if isinstance(size, str) else size
    with _LOCK, mpl.rc_context(SETTINGS):
        sheet = composed(panels, wanted, words, is_map=is_map)
        title = words.title if words else next(iter(panels), "")
        about = f"{words.selection} {words.caption}".strip() if words else ""
        return written(sheet.figure, form, fields or {}, title, about)
