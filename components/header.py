"""The top of every page: its title, the selection in words, and what the table is."""

import streamlit as st

from atlas.exhibits.view import View
from atlas.text import day_in_words
from components import sidebar
from components.plain import plain


def page_header(title: str, current: View, about: str = "") -> None:
    """Show title, selection, coverage and whatever of the visitor's link had to be ignored."""
    st.title(title, anchor=False)
    if about:
        st.markdown(about)
    for notice in sidebar.notices():
        st.warning(notice)
    opened = current.incidents
    st.markdown(f"**Selected:** {plain(current.sentence)}.")
    st.caption(f"Data to {day_in_words(opened.covers_to)} · press-weighted, not a census · table {opened.version}")
