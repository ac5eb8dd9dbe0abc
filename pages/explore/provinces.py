"""Provinces: a ranking that says how sure each rank is, and the profile of one province."""

import streamlit as st

from components import profile, ranking, state
from components.empty import show_beside, show_nothing_if_empty
from components.header import page_header

current = state.current()
page_header("Provinces", current)
above = st.container()
code = profile.choose_profile(current)
with above:
    if not show_nothing_if_empty(current):
        ranking.show_ranking(current, ranking.choose_ranking(), code)
        show_beside(current)
if code:
    profile.show_profile(current, code)
profile.show_incidents(current, code)
