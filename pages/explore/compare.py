"""Compare: any two selections side by side, and what differs between them."""

import streamlit as st

from atlas.topics.comparison.exhibits import both_by, both_over_time, compared
from components import compare, state
from components.compare_sides import chosen_sides, show_presets
from components.figure_card import figure_card
from components.header import page_header

current = state.current()
page_header(
    "Compare",
    current,
    "Any two selections side by side. The pairs below are made of what is selected in the sidebar; each side can then "
    "be changed by itself.",
)
show_presets(current)
both = compared(current, chosen_sides(current))
compare.show_sides(both)
compare.show_answer(both)

with st.container(border=True):
    figure_card(both_over_time(both), both.view)
column = compare.choose_mix()
with st.container(border=True):
    figure_card(both_by(both, column), both.view)
compare.show_link(both)
