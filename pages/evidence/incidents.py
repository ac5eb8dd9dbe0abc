"""Incidents: every row of the selection, searchable and sortable, and one card per incident with its sources."""

import streamlit as st

from atlas.incidents.search import search
from components import state
from components.empty import show_beside, show_nothing_if_empty
from components.failure import EndOfPage
from components.header import page_header
from components.incident_card import show_asked_incident
from components.incident_table import incident_table

current = state.current()
page_header("Incidents", current)
show_asked_incident(current, by_hand=True)
if show_nothing_if_empty(current):
    raise EndOfPage

words = st.text_input(
    "Search",
    key="search",
    bind="query-params",
    placeholder="place, target, source, number …",
    help="Rows that hold every word, in any column of text; accents and case do not matter.",
)
found = search(current.rows, words)
st.caption(f"{len(found):,} of {current.number:,} selected incidents. A column head sorts; a row opens its card above.")
incident_table(found, key="incident_rows")
show_beside(current)
