"""A column that the schema gains turns up on the card, in the search and in every export, or is listed as left out."""

from atlas.incidents import search
from atlas.incidents.columns import COLUMNS, of_kind
from components import incident_card, incident_table

ONLY_ON_THE_CARD = {
    "event_class", "label", "attack_type", "target_type", "confidence", "location_precision", "known_as",
    "date_precision", "initiated_by_group", "operation_id", "district", "latitude", "longitude",
    "coordinate_source", "origin_place", "origin_province_id", "injured_low", "injured_best", "injured_high",
    "killed_basis", "killed_figures", "attackers_killed", "attributed_by", "found_through", "sources", "added",
    "revised", "source_table",
}  # fmt: skip
"""Columns that the list of incidents leaves to the card: it would be too wide."""

WRITTEN_AS = {
    "date": {"date_start", "date_end"}, "where": {"place", "province_id", "country"},
    "killed": {"killed_low", "killed_best", "killed_high"}, "why": set(),
}  # fmt: skip
"""Columns of the list that put several of the table into words."""


def test_the_card_shows_every_column_that_it_does_not_list_as_left_out():
    card = incident_card
    named = {*card._WHAT.values(), *card._SURE.values(), *card._FURTHER.values()}
    assert named | card._ELSEWHERE | card._LEFT_OUT == set(COLUMNS)
    assert not named & (card._ELSEWHERE | card._LEFT_OUT)
    assert "known_as" in named


def test_every_word_is_searched_or_listed_as_left_out():
    words = set(of_kind("id", "text", "choice", "place code", "country"))
    assert set(search.SEARCHED) | search.LEFT_OUT == words
    assert "known_as" in search.SEARCHED
    assert "sources" not in search.SEARCHED


def test_the_table_shows_every_column_or_leaves_it_to_the_card():
    shown = set().union(*(WRITTEN_AS.get(name, {name}) for name in incident_table._COLUMNS))
    assert shown | ONLY_ON_THE_CARD == set(COLUMNS)
    assert not shown & ONLY_ON_THE_CARD
