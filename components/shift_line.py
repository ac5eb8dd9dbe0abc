"""The one generated sentence of the Overview: the regions' shares before and from the change of power."""

import streamlit as st

from atlas.drawing.view import View
from atlas.topics.shift.exhibits.story import direction
from components.plain import plain


def shift_line(current: View) -> None:
    """State how the shares of the east and of the wider north differ, and lead to the verdict."""
    with st.container(border=True):
        st.markdown(plain(direction(current)))
        with st.container(horizontal=True, vertical_alignment="center"):
            lifted_note = (
                "For the whole of Afghanistan and the whole period covered, whatever place and period are selected."
            )
            st.caption(lifted_note, width="content")
            st.page_link("pages/briefing/shift.py", label="The verdict, and what could undo it")
