"""Compare: any two selections side by side, and what differs between them."""

import streamlit as st

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
both = compare.compared(current, chosen_sides(current))
compare.show_sides(both)
compare.show_answer(both)

with st.container(border=True):
    figure_card(current=both.current, key="compare_series", **compare.series_card(both))
column = compare.choose_mix()
with st.container(border=True):
    figure_card(current=both.current, key="compare_mix", **compare.mix_card(both, column))
compare.show_link(both)
