"""Overview: the headline figures, where, when, and the latest incidents."""

import streamlit as st

from atlas.drawing import captions
from atlas.incidents.glossary import glossary
from atlas.statistics.totals import totals
from atlas.text import interval
from atlas.topics.timeline.exhibits import when as when_exhibit
from components import state
from components.empty import show_beside, show_nothing_if_empty
from components.failure import EndOfPage
from components.figure_card import figure_card
from components.header import page_header
from components.incident_table import incident_list
from components.map_view import show_map
from components.shift_line import shift_line

current = state.current()
page_header(
    "Khorasan Atlas",
    current,
    "Where incidents linked to Islamic State Khorasan Province take place, how the "
    "activity has moved, and how sure one can be.",
)
if show_nothing_if_empty(current):
    raise EndOfPage

figure = totals(current.entries)
counted, killed, provinces, latest = st.columns(4)
counted.metric(
    "Incidents",
    interval(figure.incidents_sure, figure.incidents),
    border=True,
    help="Lower bound: claimed or attributed. Upper bound: with the suspected and the disputed ones.",
)
killed.metric(
    "People killed",
    interval(figure.killed_low, figure.killed_high),
    border=True,
    help=f"Best estimate {figure.killed_best:,.0f}; victims, attackers left out where sources separate them.",
)
provinces.metric("Provinces with an incident", figure.provinces, border=True)
latest.metric("Latest incident", figure.last.isoformat(), border=True)
st.caption(captions.headline(figure))
show_beside(current)
shift_line(current)

where, when = st.columns([3, 2], gap="large")
with where:
    st.header("Where", anchor=False)
    show_map(current, key="overview_map", height=560)
with when:
    figure_card(when_exhibit(current), current)
    st.header("Latest five", anchor=False)
    incident_list(current.rows.tail(5).iloc[::-1])

with st.expander("Glossary"):
    st.table(glossary(), border="horizontal")
