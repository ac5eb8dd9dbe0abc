"""The list of incidents with its search, and the card of the one that is open beside it."""

import streamlit as st

from atlas.drawing.number_words import span
from atlas.drawing.view import View
from atlas.incidents.filters import Filters
from atlas.incidents.search import SEARCHED, search
from atlas.statistics.totals import killed
from components import selection
from components.incident_card import open_incident, show_asked_incident
from components.incident_table import ORDERS, SHOWN, incident_table
from components.plain import plain


def show_found(current: View) -> None:
    """Show the search, what it found in the selection, and what it would find beside it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search", key="search", bind="query-params",
            placeholder="place, year, target, name of an event, number …",
            help="Rows that hold every word. Places and events are known under their other names and spellings.",
        )  # fmt: skip
        order = st.selectbox("Order", list(ORDERS), key="order", width=170)
    found = search(current.read(*SHOWN, *SEARCHED), words)
    low, best, high = killed(found.rows)
    said = f"{len(found.rows):,} of {current.number:,} selected incidents"
    said += f", {span(low, high)} people killed" if len(found.rows) else ""
    said += f" (best estimate {best:,})." if low != high else "."
    if found.taken_for:
        said += f" Read as “{found.taken_for}”."
    st.caption(plain(said))
    _show_outside(current, words, len(found.rows))
    if not open_incident():
        incident_table(found.rows, key="incident_rows", why=found.why if words else None, order=order)
        return
    listed, card = st.columns([1, 1], gap="medium")
    with card:
        show_asked_incident(current)
    with listed:
        incident_table(found.rows, key="incident_rows", why=found.why if words else None, order=order)


def _show_outside(current: View, words: str, inside: int) -> None:
    """Say how many more the words find outside the selection, with the way to them."""
    if not words or current.filters == Filters(classes=(), labels=()):
        return
    outside = len(search(current.incidents.table, words).rows) - inside
    if outside > 0:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{outside:,} more outside your filters.", width="content")
            st.button("Show them", key="search_outside", type="tertiary", on_click=_lift_all)


def _lift_all() -> None:
    selection.adopt(Filters(classes=(), labels=()))
