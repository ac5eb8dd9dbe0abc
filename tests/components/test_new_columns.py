"""A column that the schema gains turns up on the card, in the search and in every export, or is listed as left out."""

from atlas.incidents import search
from atlas.incidents.columns import COLUMNS, of_kind
from components import incident_card, incident_table


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


def test_the_list_sends_only_what_it_shows(tiny):
    table = tiny({}, {"known_as": "Abbey Gate"})
    plainly, searched = incident_table._listed(table, None), incident_table._listed(table, table["known_as"])
    assert set(searched.columns) == set(incident_table._COLUMNS)
    assert set(searched.columns) - set(plainly.columns) == {"why"}
