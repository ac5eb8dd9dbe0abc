"""Map: provinces by a measure, incidents as circles; a click selects a province for every page."""

import streamlit as st

from components import state
from components.empty import show_beside, show_nothing_if_empty
from components.header import page_header
from components.incident_card import show_asked_incident
from components.map_view import MEASURES, show_map

current = state.current()
page_header("Map", current)
measure = st.segmented_control(
    "Colour the provinces by", list(MEASURES), default=MEASURES[0], required=True, key="measure", bind="query-params"
)
with st.container():  # always there, so that the map below keeps its place and is not loaded anew
    empty = show_nothing_if_empty(current)
show_map(current, key="map", measure=measure, height=600)
if not empty:
    show_beside(current)
show_asked_incident(current)
