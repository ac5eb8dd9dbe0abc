"""The frame of the atlas: page set-up, navigation, sidebar, and then the page."""

import streamlit as st

from components import failure, header, selection, sidebar, state

st.set_page_config("Khorasan Atlas", "static/icon.png", layout="wide", initial_sidebar_state=330)
page = st.navigation(
    [
        st.Page("pages/briefing/overview.py", title="Overview", default=True),
        st.Page("pages/briefing/shift.py", title="The shift", url_path="shift"),
        st.Page("pages/explore/map.py", title="Map", url_path="map"),
        st.Page("pages/explore/timeline.py", title="Timeline", url_path="timeline"),
        st.Page("pages/explore/provinces.py", title="Provinces", url_path="provinces"),
        st.Page("pages/explore/borders.py", title="Borders", url_path="borders"),
        st.Page("pages/explore/compare.py", title="Compare", url_path="compare"),
        st.Page("pages/evidence/claims.py", title="Claims", url_path="claims"),
        st.Page("pages/evidence/coverage.py", title="Coverage", url_path="coverage"),
        st.Page("pages/evidence/context.py", title="Context", url_path="context"),
        st.Page("pages/evidence/incidents.py", title="Incidents", url_path="incidents"),
        st.Page("pages/evidence/method.py", title="Method", url_path="method"),
        st.Page("pages/share/share.py", title="Share", url_path="share"),
        st.Page("pages/share/import_.py", title="Import", url_path="import"),
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
