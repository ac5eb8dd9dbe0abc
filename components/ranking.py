"""The switches of the ranking on the Provinces page, and its answer in words."""

import streamlit as st

from atlas.drawing.view import View
from atlas.topics.provinces.exhibits import SHOWN, Choice, places_ranked, ranked
from atlas.topics.provinces.measures.ranks import MEASURES, Grouping
from atlas.topics.provinces.words import ranking as rank_words
from components.figure_card import figure_card
from components.plain import plain

GROUPINGS: dict[str, Grouping] = {"provinces": "province_id", "regions": "region_id"}


def choose_ranking() -> Choice:
    """Show the switches of the ranking and give what is chosen; they live in the URL."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        measure = st.segmented_control(
            "Rank by", list(MEASURES), default=MEASURES[0], required=True, key="rank", bind="query-params"
        )
        of = st.segmented_control(
            "Places", list(GROUPINGS), default="provinces", required=True, key="rank_of", bind="query-params"
        )
    return Choice(measure, GROUPINGS[of])


def show_ranking(current: View, choice: Choice, profiled: str | None) -> None:
    """State who leads and how sure that is, and draw the ranking; ``profiled`` is the province with an open profile."""
    ranks = ranked(current, choice)
    with st.container(border=True):
        st.markdown(plain(rank_words.ranking_sentence(ranks.found, ranks.names)))
    places = len(ranks.found.table)
    if not places:
        return
    every = places <= SHOWN or st.session_state.get("rank_all", False)
    with st.container(border=True):
        figure_card(places_ranked(current, choice, ranks, every=every, profiled=profiled), current)
        if places > SHOWN:
            st.toggle(f"Show all {places}", key="rank_all")
