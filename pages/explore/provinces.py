"""Provinces: a ranking that says how sure each rank is, and the profile of one province."""

import streamlit as st

from components import profile, state
from components.empty import show_beside, show_nothing_if_empty
from components.header import page_header
from components.incident_card import show_asked_incident

current = state.current()
page_header("Provinces", current)
show_asked_incident(current)
if not show_nothing_if_empty(current):
    choice = profile.choose_ranking()
    profile.show_ranking(current, choice)
    show_beside(current)

code = profile.choose_profile(current)
if code:
    profile.show_profile(current, code)
