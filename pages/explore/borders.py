"""Borders: how near to each border incidents lie, what crossed it, and what happened far beyond."""

import streamlit as st

from atlas.topics.borders.exhibits import (
    beyond,
    crossings_of,
    first_incidents,
    map_of_borders,
    near,
    near_over_time,
    shares_near,
)
from components import borders, state
from components.empty import show_beside, show_nothing_if_empty
from components.failure import EndOfPage
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
    raise EndOfPage

found = near(current, options)
crossed = crossings_of(current, options)
share, where = st.columns(2)
with share.container(border=True, height="stretch"):
    figure_card(shares_near(current, question, options), current)
with where.container(border=True, height="stretch"):
    figure_card(map_of_borders(current, found, crossed, options), current)
with st.container(border=True):
    figure_card(near_over_time(current, found, options), current)
far, across = st.columns([3, 2])
with far.container(border=True, height="stretch"):
    figure_card(beyond(current), current)
with across.container(border=True, height="stretch"):
    borders.show_crossings(current, crossed)
show_beside(current)
with st.container(border=True):
    figure_card(first_incidents(current), current)
show_asked_incident(current)
