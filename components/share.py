"""The view on the Share page: what is selected, the link to it, and how to cite it."""

import streamlit as st

from atlas.drawing.number_words import counted, span, spanned
from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.pages import PAGES
from atlas.text import thousands
from components.share_stamp import address, stamp_of, way_back


def show_view(view: View) -> Stamp:
    """Show the selection in numbers, the link that reopens it and its citation; give the stamp of its exports."""
    made = stamp_of(view, title="Selected incidents", page=_page())
    found = spanned(made.incidents_sure, made.incidents, "incident")
    rows = f"{thousands(view.number)} of the table's {counted(len(view.incidents.table), 'row')}"
    st.markdown(f"**{found}**, {span(made.killed_low, made.killed_high)} people killed · {rows}")
    left, right = st.columns(2, gap="medium")
    with left:
        _show_link(view)
    with right:
        st.header("Citation", anchor=False)
        st.code(made.citation, language=None, wrap_lines=True)
    return made


def _page() -> str:
    """Give the page that the link opens, as chosen."""
    chosen: str = st.session_state.get("share_page", "")
    return chosen if chosen in PAGES else ""


def _show_link(view: View) -> None:
    st.header("Link to this view", anchor=False)
    st.code(address(way_back(view, _page())), language=None, wrap_lines=True)
    offered = {page.address: page.title for page in PAGES.values() if page.address != "share"}
    st.selectbox("It opens", list(offered), format_func=offered.__getitem__, key="share_page", width=240)
