"""The top of every page: its title, the selection in words, and what the table is."""

from pathlib import Path

import streamlit as st

from atlas.drawing.palette import ink_on, map_ink
from atlas.drawing.view import View
from atlas.text import day_in_words
from components import selection, state
from components.plain import plain

_STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def page_header(title: str, current: View, about: str = "") -> None:
    """Show title, selection, coverage and whatever of the visitor's link had to be ignored."""
    _style()
    st.title(title, anchor=False)
    if about:
        st.markdown(about)
    for notice in selection.notices():
        st.warning(plain(notice))
    if state.opened().faults:
        st.caption("Some rows of the tables beside the incidents cannot be read and are left out: see the Method page.")
    opened = current.incidents
    st.markdown(f"**Selected:** {plain(current.sentence)}.")
    st.caption(f"Data to {day_in_words(opened.covers_to)} · press-weighted, not a census · table {opened.version}")


def _style() -> None:
    """Load the style that makes the focus seen and chosen values readable in both themes."""
    mark = map_ink(state.theme())["mark"]
    st.html(f"<style>:root {{ --atlas-mark: {mark}; --atlas-on-mark: {ink_on(mark)}; }}\n{_STYLE}</style>")
