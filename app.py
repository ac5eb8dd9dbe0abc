"""The frame of the atlas: page set-up, navigation, sidebar, and then the page."""

import streamlit as st

from atlas.pages import PAGES
from components import failure, header, selection, sidebar, state

st.set_page_config("Khorasan Atlas", "static/icon.png", layout="wide", initial_sidebar_state=330)
page = st.navigation(
    [
        st.Page(page.script, title=page.title, url_path=page.address, default=not page.address)
        for page in PAGES.values()
    ],
    position="top",
)
with failure.told_in_words():
    state.hand_over(selection.foreseen())
    sidebar.begin()
    try:
        with failure.told_in_words():
            page.run()
        header.page_foot(state.current())
    finally:  # after the page, because a browser paints first what arrives first
        sidebar.show()
state.settle_memory()
