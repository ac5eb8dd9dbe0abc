"""Reopen a view on the Share page: the stamp of an exported file, and the way to what it shows."""

from datetime import date
from functools import partial

import streamlit as st

from atlas.apart import apart, untold
from atlas.drawing.view import View
from atlas.errors import DataError
from atlas.exports.link import Reopening, reopen
from atlas.exports.stamp import Stamp
from atlas.exports.stamp_reader import KINDS, LIMITS, MOST_BYTES, exported_stamp, short
from atlas.incidents.filters import Filters
from atlas.pages import KEYS, PAGES
from atlas.settings import METHOD_VERSION
from atlas.text import day_in_words
from components import selection, state
from components.plain import plain


def show_reopening(view: View) -> None:
    """Take an exported file, show what it says of itself, and lead to the view that it shows."""
    st.header("Reopen a view from a file", anchor=False)
    st.markdown("Figures and tables from the atlas carry their selection. Give one back to see it as it was.")
    given = st.file_uploader(
        "An exported file", type=list(KINDS), max_upload_size=MOST_BYTES >> 20, key="reopen", width="stretch"
    )
    if given is None:
        return
    try:
        found = apart(partial(untold, partial(exported_stamp, given.name, given.getvalue())), LIMITS, short(given.name))
        way = reopen(found.link, state.options(), KEYS, _covered(view))
    except DataError as error:
        st.error(plain(error.message))
        st.info(plain(error.hint))
        return
    _show_stamp(found, way, view)


def _covered(view: View) -> tuple[date, date]:
    return view.incidents.covers_from, view.incidents.covers_to


def _show_stamp(found: Stamp, way: Reopening, view: View) -> None:
    """Show the stamp, what has changed since, and the link."""
    with st.container(border=True):
        # What a foreign file says is shown without Markdown, which would make a link of every address in it.
        for line in (found.title, *found.footer()[:-1]):
            st.text(line)
        st.caption(f"Made on {day_in_words(found.made)}. Opens: {way.link.title}.")
        for notice in _notices(found, way, view):
            st.warning(plain(notice))
        opens = st.button("Open this view", key="open_view", type="primary", on_click=_select, args=(way.filters,))
    if opens:
        own = {key: values for key, values in way.link.parameters.items() if key in KEYS}
        st.switch_page(PAGES[way.link.page].script, query_params=own)


def _select(filters: Filters) -> None:
    """Set the widgets of the sidebar to a selection, and let those of the pages take what a link says."""
    selection.adopt(filters)
    for key in KEYS & {str(key) for key in st.session_state}:
        del st.session_state[key]


def _notices(found: Stamp, way: Reopening, view: View) -> list[str]:
    """Say what is no longer as it was when the file was made."""
    opened, said = view.incidents, []
    if found.version != opened.version:
        said.append(
            f"The file was made from version {found.version}, data to {day_in_words(found.covers_to)}. Open now is "
            f"version {opened.version}, data to {day_in_words(opened.covers_to)}: numbers may differ."
        )
    if found.method != METHOD_VERSION:
        said.append(f"It was counted by method {found.method}; the atlas now counts by method {METHOD_VERSION}.")
    return [*said, *(problem.sentence() for problem in way.problems)]
