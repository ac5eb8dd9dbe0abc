"""A column that the schema gains turns up on the card, in the search and in every export, or is listed as left out."""

from atlas.incidents import search
from atlas.incidents.columns import COLUMNS, of_kind
from components import incident_card, incident_table

ONLY_ON_THE_CARD = {
    "date_precision", "initiated_by_group", "operation_id", "district", "province_id", "latitude", "longitude",
    "coordinate_source", "origin_place", "origin_province_id", "injured_low", "injured_best", "injured_high",
    "killed_basis", "attackers_killed", "attributed_by", "found_through", "known_as", "sources", "added", "revised",
}  # fmt: skip
"""Columns that the list of incidents leaves to the card: it would be too wide."""


def test_the_card_shows_every_column_that_it_does_not_list_as_left_out():
    card = incident_card
    named = {*card._WHAT.values(), *card._SURE.values(), *card._FURTHER.values()}
    assert named | card._ELSEWHERE | card._LEFT_OUT == set(COLUMNS)
    assert not named & (card._ELSEWHERE | card._LEFT_OUT)
    assert "known_as" in named


def test_every_word_is_searched_or_listed_as_left_out():
    words = set(of_kind("id", "text", "choice", "place code", "country", "sources"))
    assert set(search.SEARCHED) | search.LEFT_OUT == words
    assert "known_as" in search.SEARCHED


def test_the_table_shows_every_column_or_leaves_it_to_the_card():
    shown = set(incident_table._COLUMNS) - {"province"}
    assert shown | ONLY_ON_THE_CARD == set(COLUMNS)
    assert not shown & ONLY_ON_THE_CARD
