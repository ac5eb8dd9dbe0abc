from streamlit.testing.v1 import AppTest

from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS, TALIBAN_TAKEOVER
from atlas.statistics.periods import Question
from atlas.topics.borders import words as border_words
from atlas.topics.borders.measures.nearness import lines_of, nearness
from atlas.topics.borders.measures.sides import sides
from tests import visits
from tests.visits import text


def opened(**query: str) -> AppTest:
    app = visits.opened("borders", **query)
    assert not app.exception
    return app


def question_of() -> Question:
    incidents = read_incidents(EVENTS)
    return Question.at(TALIBAN_TAKEOVER, incidents.covers_from, incidents.covers_to)


def test_the_answer_on_top_is_the_measure():
    incidents, question = read_incidents(EVENTS), question_of()
    lines = {"all": [border for line in lines_of().values() for border in line]}
    row = nearness(Filters().apply(incidents.table), question, (50,), lines).to_dict("records")[0]
    app = opened()
    assert app.metric[0].value == border_words.share_span(row["before_low"], row["before_high"])
    assert app.metric[1].value == border_words.share_span(row["after_low"], row["after_high"])
    assert f"{row['after_surely_sure']} to {row['after_possibly']} of" in text(app)


def test_a_border_and_a_band_can_be_chosen_by_link():
    app = opened(border="Pakistan", bands="100 km")
    assert "Within 100 km of the border with Pakistan" in text(app)
    assert "Share of attacks in Afghanistan within 100 km of each border" in text(app)


def test_the_answer_tells_both_sides_of_the_border_with_pakistan():
    app = opened()
    found = sides(
        read_incidents(EVENTS).table.pipe(Filters().apply), question_of(), 50, {"Pakistan": lines_of()["Pakistan"]}
    )
    assert [side.trend for side in found] == ["fell", "rose"]
    assert "recorded attacks fell on the Afghan side and rose on the other" in text(app)


def test_the_northern_neighbours_together_have_an_entry_of_their_own():
    assert "Within 50 km of the borders with Turkmenistan" in text(opened(border="Northern neighbours"))


def test_values_that_make_no_sense_fall_back_to_the_default_view():
    app = opened(border="Atlantis", bands="a stone's throw", a_from="never")
    assert "Within 50 km of the borders of Afghanistan" in text(app)


def test_the_comparison_keeps_the_whole_country_whatever_place_is_selected():
    whole, narrow = opened(), opened(country="Iran")
    assert [each.value for each in whole.metric] == [each.value for each in narrow.metric]
    assert "1 recorded attack outside Afghanistan and Pakistan" in text(narrow)


def test_what_crossed_is_listed_and_what_lies_beyond_follows_the_filters():
    app = opened(**{"class": "", "label": ""})
    links = [link.proto.label.replace("\\", "") for link in app.get("page_link")]
    assert sum("→" in link for link in links) == 4
    assert any("Hairatan → Termez" in link for link in links)
    incidents = read_incidents(EVENTS).table
    far = (~incidents["country"].isin(["Afghanistan", "Pakistan"])).sum()
    assert f"{far} recorded incidents outside Afghanistan and Pakistan" in text(app)


def test_an_empty_selection_still_answers_and_leads_back():
    app = opened(**{"from": "2015-01-26", "to": "2015-01-26"})
    assert "No incident in the table matches" in text(app)
    assert app.metric
