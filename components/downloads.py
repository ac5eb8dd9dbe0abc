"""The download menu of a figure or map: pictures for paper and slides, and the data behind it.

Streamlit's own button for a CSV file, which it lays over every table, is off, and with it the copying of cells
(``client.disableDataExport`` in ``.streamlit/config.toml``): what they give bears no stamp and asks for no licence.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from atlas.drawing.exhibit import Exhibit
from atlas.drawing.view import View
from atlas.exports.figure_files import figure_csv, figure_name
from atlas.exports.licence import licence_of
from atlas.exports.stamp import Stamp
from atlas.pages import KEYS, PAGES
from components import login
from components.plain import plain
from components.share_stamp import source, stamp_of

SIZES = ("A4 column", "A4 full width", "16:9 slide")
"""The sizes offered; ``atlas.paper.SIZES`` knows them."""

_Form = Literal["png", "svg", "pdf"]
_FORMS: dict[_Form, tuple[str, str]] = {
    "png": ("PNG, 300 dpi", "image/png"),
    "svg": ("SVG", "image/svg+xml"),
    "pdf": ("PDF", "application/pdf"),
}
"""Each form's name and its media type."""


def show_downloads(exhibit: Exhibit, view: View) -> None:
    """Show the menu; what stands in it is made when it is opened, and a file when it is asked for."""
    menu = st.popover("Download", key=f"{exhibit.key}_download", on_change="rerun", type="tertiary")
    if not menu.open:
        return
    with menu:
        size = st.radio("Size of the picture", SIZES, index=1, key=f"{exhibit.key}_size", horizontal=True)
        made = stamp_of(view, title=exhibit.title, page=_page(), parameters=_parameters())
        question = licence_of(view.incidents.version, source()).question()
        rows = login.may_take_rows()
        allowed = rows and (not question or st.checkbox(plain(question), key=f"{exhibit.key}_licence"))
        with st.container(horizontal=True):
            for form, (name, mime) in _FORMS.items():
                _offer(name, (exhibit, made), (form, mime), partial(_picture, exhibit, made, size, form))
            data = partial(figure_csv, exhibit, made)
            _offer("Data (CSV)", (exhibit, made), ("csv", "text/csv"), data, allowed=allowed)
        if not rows:
            st.caption(login.ONLY_ANALYSTS)
        st.caption(
            "Each file says what it shows, of which table, and how to come back; the data list the incidents behind it."
        )


def _offer(
    label: str, what: tuple[Exhibit, Stamp], form: tuple[str, str], make: Callable[[], bytes], *, allowed: bool = True
) -> None:
    (exhibit, made), (suffix, mime) = what, form
    name = figure_name(exhibit, made, suffix)
    st.download_button(
        label, make, name, mime, key=f"{exhibit.key}_as_{suffix}", on_click="ignore", disabled=not allowed
    )


def _picture(exhibit: Exhibit, made: Stamp, size: str, form: _Form) -> bytes:
    # Matplotlib is loaded with the first picture and not with the page.
    from atlas.exports.figure_files import figure_file  # noqa: PLC0415

    return figure_file(exhibit, made, size, form)


def _page() -> str:
    """Give the page that the visitor looks at, as its address."""
    name = urlsplit(st.context.url or "").path.rpartition("/")[2]
    return name if name in PAGES else ""


def _parameters() -> dict[str, list[str]]:
    """Give what is chosen on this page beside the filters."""
    return {key: st.query_params.get_all(key) for key in st.query_params if key in KEYS}
