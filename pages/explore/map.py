"""Map: provinces by a measure, incidents as circles; a click selects a province for every page."""

import streamlit as st

from components import map_modes, state
from components.empty import show_beside, show_nothing_if_empty
from components.header import page_header
from components.incident_card import show_asked_incident
from components.map_view import show_map
from components.question import choose_question

current = state.current()
head, board, foot = st.container(), st.container(), st.container()
with board:  # first, because the browser draws first what arrives first
    with st.container(horizontal=True, gap="medium"):
        mode = map_modes.choose_mode()
        measure = map_modes.choose_measure() if mode != map_modes.PAIR else map_modes.MEASURES[0]
    if mode == map_modes.PAIR:
        question = choose_question(current)
        map_modes.show_before_after(current, question, key="map", height=600)
    elif mode == map_modes.PLAY:
        map_modes.show_play(current, key="map", measure=measure, height=560)
    else:
        show_map(current, key="map", measure=measure, height=600)
with head:
    page_header("Map", current)
    empty = mode != map_modes.PAIR and show_nothing_if_empty(current)
with foot:
    if mode != map_modes.PAIR and not empty:
        show_beside(current)
    show_asked_incident(current)
