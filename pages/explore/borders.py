"""Borders: how near to each border incidents lie, what crossed it, and what happened far beyond."""

import streamlit as st

from components import borders, state
from components.empty import show_beside, show_nothing_if_empty
from components.figure_card import figure_card
from components.header import page_header
from components.incident_card import show_asked_incident
from components.question import choose_question

current = state.current()
page_header(
    "Borders",
    current,
    "How much of the activity lies near each border of Afghanistan, what crossed them, and what happened far beyond.",
)
question = choose_question(current)
options = borders.choose_options()
borders.show_answer(current, question, options)
if show_nothing_if_empty(current):
    st.stop()

found = borders.near(current, options)
crossed = borders.crossings_of(current, options)
share, where = st.columns(2)
with share.container(border=True, height="stretch"):
    figure_card(
        key="shares_near",
        title=f"Share within {options.band_km} km, before and after",
        current=current,
        **borders.shares_card(current, question, options),
    )
with where.container(border=True, height="stretch"):
    figure_card(
        key="border_map",
        title="Where: borders and crossings",
        current=current,
        **borders.map_card(current, found, crossed, options),
    )
with st.container(border=True):
    figure_card(
        key="pressure",
        title=f"Incidents within {options.band_km} km of each border, per year",
        current=current,
        **borders.pressure_card(current, found),
    )
beyond, across = st.columns([3, 2])
with beyond.container(border=True, height="stretch"):
    figure_card(key="lane", title="Beyond Afghanistan and Pakistan", current=current, **borders.lane_card(current))
with across.container(border=True, height="stretch"):
    borders.show_crossings(current, crossed)
show_beside(current)
with st.container(border=True):
    figure_card(
        key="firsts",
        title="First recorded incident in each province, and returns after a pause",
        current=current,
        **borders.firsts_card(current),
    )
show_asked_incident(current)
