"""Timeline: incidents and deaths from day to year, and the years of each province."""

import streamlit as st

from components import state, timeline
from components.empty import show_beside, show_nothing_if_empty
from components.figure_card import figure_card
from components.header import page_header

current = state.current()
page_header("Timeline", current)
if show_nothing_if_empty(current):
    st.stop()

options = timeline.choose_options()
with st.container(border=True):
    figure_card(
        key="timeline",
        title=f"Incidents per {options.step}",
        current=current,
        **timeline.incidents_card(current, options),
    )
show_beside(current)
with st.container(border=True):
    figure_card(
        key="deaths",
        title=f"People killed per {options.step}",
        current=current,
        **timeline.deaths_card(current, options),
    )
order = timeline.choose_order()
with st.container(border=True):
    figure_card(
        key="heatmap", title="Incidents by province and year", current=current, **timeline.heatmap_card(current, order)
    )
