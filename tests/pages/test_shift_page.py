"""The story of the shift on its page: whatever is selected and asked, it answers or says why it does not."""

import pytest
from streamlit.testing.v1 import AppTest

from tests import visits
from tests.visits import text


def opened(**query: str) -> AppTest:
    return visits.opened("shift", **query)


def test_the_answer_comes_first_in_one_breath_then_three_lines_and_the_steps():
    app = opened()
    assert not app.exception
    titles = [title.value for title in app.header]
    assert len(titles[0].split()) <= 25
    assert "the share of the north and north-east" in titles[0].replace("\\", "")
    assert [title[:1] for title in titles[1:9]] == list("12345678")
    said = text(app)
    assert all(title in said for title in ("What it rests on", "What speaks against it", "What is not known"))
    assert "Counted as the north and north-east: " in said
    app.session_state["verdict_others"] = True
    app.run()
    assert all(place in text(app) for place in ("Nangarhar:", "Kabul:", "The west:", "Bajaur:"))


def test_the_paragraph_to_copy_carries_its_citation():
    app = opened()
    app.session_state["verdict_paragraph"] = True
    app.run()
    (paragraph,) = [code.value for code in app.code if "Method" in code.value]
    assert paragraph.startswith(app.header[0].value.replace("\\", "")[:40])


def test_smallest_difference_and_prior_stand_in_the_link():
    app = opened(least="10 points", prior="Wide")
    assert not app.exception
    assert (app.selectbox(key="least").value, app.selectbox(key="prior").value) == (10, "wide")


def test_every_figure_opens_its_table_and_its_method():
    app = opened()
    keys = ("maps", "shares", "path", "flows", "grid", "reporting", "targets", "attribution_by_year")
    assert not app.dataframe
    for key in keys:
        app.toggle(key=f"{key}_table").set_value(True)
    app.session_state["grid_about"] = True
    app.run()
    assert not app.exception
    assert len(app.dataframe) == len(keys)
    assert all(len(table.value) for table in app.dataframe)
    assert "Simonsohn, Simmons and Nelson" in text(app)


@pytest.mark.parametrize("query", [{"killed_min": "5000"}, {"killed_min": "60"}], ids=["nothing", "a handful"])
def test_too_few_incidents_are_said_and_claim_nothing(query):
    app = opened(**query)
    assert not app.exception
    assert app.header[0].value.startswith(("Cannot tell", "Nothing to compare"))
    assert "The mean centre moved" not in text(app)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"a_to": "2023-01-01"}, "share days"),
        ({"b_from": "2025-01-01", "b_to": "2022-01-01"}, "ends before it begins"),
    ],
)
def test_periods_that_cannot_be_compared_are_refused_in_words(changes, said):
    app = opened(**changes)
    assert not app.exception
    assert said in text(app)
    assert len(app.header) == 0


def test_nonsense_in_a_link_falls_back_to_the_default_question():
    app = opened(a_from="yesterday", area="Atlantis", count="many")
    assert not app.exception
    assert "before 15 August 2021" in text(app)


def test_another_region_is_asked_and_defined_in_full():
    app = opened()
    app.selectbox(key="area").set_value("af-east").run()
    assert not app.exception
    assert "Counted as the east: Kunar, Laghman, Nangarhar and Nuristan." in text(app)
