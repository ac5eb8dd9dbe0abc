"""The answer on top of the Overview: one sentence, how sure it is, and the way to its reasons."""

import streamlit as st

from atlas.drawing.view import View
from atlas.pages import PAGES
from atlas.topics.shift.exhibits.story import Brief, brief, usual_question
from components import state
from components.plain import plain


def shift_line(current: View) -> Brief:
    """State how the share of the wider north changed at the change of power, lead to the verdict; return the words."""
    told = brief(state.outline(current.filters, usual_question(current)), current)
    with st.container(border=True, key="answer", gap="xsmall"):
        st.header(plain(told.headline), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(plain(told.how_sure), width="content")
            st.page_link(PAGES["shift"].script, label="How sure, and why")
        lifted = current.filters.everywhere_and_always() != current.filters
        if lifted:
            st.caption("All of Afghanistan and the whole period: place and period of the selection do not count here.")
    return told
