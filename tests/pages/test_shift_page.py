"""The story of the shift on its page: whatever is selected and asked, it answers or says why it does not."""

import pytest
from streamlit.testing.v1 import AppTest

from tests import visits
from tests.visits import text


def opened(**query: str) -> AppTest:
    return visits.opened("shift", **query)


def test_the_verdict_comes_first_with_its_caveat_four_tests_and_five_steps():
    app = opened()
    assert not app.exception
    titles = [title.value for title in app.header]
    assert titles[0] in {"Supported", "Partly supported", "Not supported", "Cannot tell"}
    assert [title[:1] for title in titles[1:6]] == list("12345")
    said = text(app)
    assert "is no census" in said
    assert all(f"{name} · " in said for name in ("T1", "T2", "T3", "T4"))
    assert all(place in said for place in ("Nangarhar:", "Kabul:", "The west:", "Bajaur:"))
    assert [number.label for number in app.metric] == ["Tipping point", "Published gap"]


def test_every_figure_opens_its_table_and_its_method():
    app = opened()
    keys = ("maps", "shares", "path", "flows", "grid")
    assert not app.dataframe
    for key in keys:
        app.toggle(key=f"{key}_table").set_value(True)
    app.session_state["grid_about"] = True
    app.run()
    assert not app.exception
    assert len(app.dataframe) == len(keys)
    assert all(len(table.value) for table in app.dataframe)
    assert "specification curve of Simonsohn" in text(app)


@pytest.mark.parametrize("query", [{"killed_min": "5000"}, {"killed_min": "60"}], ids=["nothing", "a handful"])
def test_too_few_incidents_are_said_and_claim_nothing(query):
    app = opened(**query)
    assert not app.exception
    assert app.header[0].value == "Cannot tell"
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
    assert "The east is here Kunar, Laghman, Nangarhar and Nuristan." in text(app)
    assert "Does not apply" in text(app)
