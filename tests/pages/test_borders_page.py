from streamlit.testing.v1 import AppTest

from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS, TALIBAN_TAKEOVER
from atlas.statistics.periods import Question
from atlas.topics.borders import words as border_words
from atlas.topics.borders.measures.nearness import NORTH, lines_of, nearness
from tests import visits
from tests.visits import text


def opened(**query: str) -> AppTest:
    app = visits.opened("borders", **query)
    assert not app.exception
    return app


def test_the_answer_on_top_is_the_measure():
    incidents = read_incidents(EVENTS)
    question = Question.at(TALIBAN_TAKEOVER, incidents.covers_from, incidents.covers_to)
    lines = {NORTH: lines_of()[NORTH]}
    row = nearness(Filters().apply(incidents.table), question, (50,), lines).to_dict("records")[0]
    app = opened()
    assert app.metric[0].value == border_words.share_span(row["before_low"], row["before_high"])
    assert app.metric[1].value == border_words.share_span(row["after_low"], row["after_high"])
    assert f"{row['after_surely_sure']} to {row['after_possibly']} of" in text(app)


def test_a_border_and_a_band_can_be_chosen_by_link():
    app = opened(border="Pakistan", bands="100 km")
    assert "Within 100 km of the border with Pakistan" in text(app)
    assert "Share within 100 km, before and after" in text(app)


def test_values_that_make_no_sense_fall_back_to_the_default_view():
    app = opened(border="Atlantis", bands="a stone's throw", a_from="never")
    assert "Within 50 km of the borders with Turkmenistan" in text(app)


def test_the_comparison_keeps_the_whole_country_whatever_place_is_selected():
    whole, narrow = opened(), opened(country="Iran")
    assert [each.value for each in whole.metric] == [each.value for each in narrow.metric]
    assert "1 incident outside Afghanistan and Pakistan" in text(narrow)


def test_what_crossed_is_listed_and_what_lies_beyond_follows_the_filters():
    app = opened(**{"class": "", "label": ""})
    links = [link.proto.label.replace("\\", "") for link in app.get("page_link")]
    assert sum("→" in link for link in links) == 4
    assert any("Hairatan → Termez" in link for link in links)
    incidents = read_incidents(EVENTS).table
    far = (~incidents["country"].isin(["Afghanistan", "Pakistan"])).sum()
    assert f"to {far} incidents outside Afghanistan and Pakistan in" in text(app)


def test_an_empty_selection_still_answers_and_leads_back():
    app = opened(**{"from": "2015-01-26", "to": "2015-01-26"})
    assert "No incident in the table matches" in text(app)
    assert app.metric
