"""The top and the foot of every page: title and selection above, what the table is below."""

from pathlib import Path

import streamlit as st

from atlas.drawing import incident_words
from atlas.drawing.palette import ink_on, map_ink
from atlas.drawing.view import View
from atlas.exports.licence import read_licence
from atlas.incidents.chips import chips
from atlas.incidents.filters import Filters
from atlas.pages import PAGES
from atlas.statistics.left_out import lacking
from atlas.text import day_in_words
from components import selection, state
from components.plain import plain
from components.why import offer_why

STYLE = f"html body {{\n{Path(__file__).with_name('page.css').read_text(encoding='utf-8')}\n}}"
"""The style of all pages, nested so that it holds before Streamlit's own wherever it stands: the server puts it into
the head of the page as well, where it is before anything arrives that could move."""


def page_header(title: str, current: View, about: str = "", *, with_chips: bool = True) -> None:
    """Show title and selection, and whatever of the visitor's link had to be ignored.

    ``with_chips`` is False on a page whose board shows the selection itself.
    """
    _style()
    st.title(title, anchor=False)
    if about:
        st.markdown(about)
    _show_own_table(current)
    if fault := state.fault_of_table():
        st.warning(
            f"The table was changed and cannot be read now: {plain(fault)} Shown is what it held before; a "
            "reloaded page tries again."
        )
    for notice in selection.notices():
        st.warning(plain(notice))
    if with_chips:
        _show_chips(current.filters)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"Selected: {plain(current.sentence)}.", width="content")
        offer_why(current)
    missing = lacking(current.incidents.measured, current.held)
    if said := incident_words.lacking_sentence(current.number, missing):
        st.caption(plain(said))


def _show_own_table(current: View) -> None:
    """Say on every page that it shows the visitor's own table, under which licence, and lead back."""
    own = state.own_table()
    if own is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="own_table_line"):
        licence = read_licence(own.path).name
        title = plain(current.incidents.title)
        st.caption(f"Your table, seen by you alone: **{title}** · {plain(licence)}", width="content")
        st.button("Back to the atlas's table", on_click=leave_own_table, key="leave_own", type="tertiary")


def leave_own_table() -> None:
    """Open the atlas's own table again, in its default view."""
    state.use_table(None)
    selection.start_anew()


def page_foot(current: View) -> None:
    """Say in one line what the table is, at the foot of every page."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="page_foot"):
        data_to = day_in_words(current.incidents.covers_to)
        st.caption(f"Data to {data_to} · what was reported, not a census", width="content")
        st.page_link(PAGES["method"].script, label="Method")
    if state.opened().faults:
        st.caption("Some rows of the tables beside the incidents cannot be read and are left out: see the Method page.")


def _show_chips(chosen: Filters) -> None:
    """Show each condition of the selection with a cross that releases it."""
    with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center", key="chips"):
        for chip in chips(chosen):
            said = f"Release: {plain(chip.words)}"
            words = f"{plain(chip.words)} ✕"
            st.button(words, key=f"chip_{chip.key}", on_click=selection.adopt, args=(chip.without,), help=said)
        if chosen != Filters():
            st.button("Clear all", key="chips_clear", on_click=selection.reset, type="tertiary")


def _style() -> None:
    """Load the style that makes the focus seen and chosen values readable in both themes."""
    mark = map_ink(state.theme())["mark"]
    st.html(f"<style>:root {{ --atlas-mark: {mark}; --atlas-on-mark: {ink_on(mark)}; }}\n{STYLE}</style>")
