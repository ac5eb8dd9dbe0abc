"""Timeline: incidents and deaths from day to year, and the years of each province."""

import streamlit as st

from atlas.topics.timeline.exhibits import deaths_over_time, incidents_over_time, years_of_provinces
from components import state, timeline
from components.empty import show_beside, show_nothing_if_empty
from components.failure import EndOfPage
from components.figure_card import figure_card
from components.header import page_header

current = state.current()
page_header("Timeline", current)
if show_nothing_if_empty(current):
    raise EndOfPage

options = timeline.choose_options()
with st.container(border=True):
    figure_card(incidents_over_time(current, options), current)
show_beside(current)
with st.container(border=True):
    figure_card(deaths_over_time(current, options), current)
order = timeline.choose_order()
with st.container(border=True):
    figure_card(years_of_provinces(current, order), current)
