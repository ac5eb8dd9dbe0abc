"""Incidents: every row of the selection, searchable and sortable, and one card per incident with its sources."""

from components import state
from components.empty import show_beside, show_nothing_if_empty
from components.failure import EndOfPage
from components.header import page_header
from components.incident_search import show_found

current = state.current()
page_header("Incidents", current)
if show_nothing_if_empty(current):
    raise EndOfPage
show_found(current)
show_beside(current)
