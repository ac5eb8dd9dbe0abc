"""The Map page before and after: what it sends to the frame, what it says, and circles of the right period."""

import json

import pytest

from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS
from atlas.statistics.circles import levels
from atlas.text import day_in_words
from atlas.topics.shift.exhibits import before_after
from components import map_modes
from tests import visits
from tests.visits import text as said

PAIR = {"show": "Before and after"}


@pytest.fixture
def sent(monkeypatch):
    """What the page sends to the frame of the map."""
    views = []
    frame = lambda **arguments: views.append(json.loads(arguments["view"]) | {"bytes": len(arguments["view"])})  # noqa: E731
    monkeypatch.setattr("components.map_view.map_frame", lambda: frame)
    return views


def opened(state=None, **query):
    app = visits.opened("map", state=state, **query)
    assert not app.exception
    return app


def test_the_board_is_what_opens(sent):
    app = opened()
    assert not sent
    assert app.button_group(key="show").value == "One period"


def test_before_and_after_sends_three_maps_and_says_their_numbers(sent):
    app = opened({"map_about": True}, **PAIR)
    pair = sent[-1]["pair"]
    assert pair["headings"] == [
        "Before: 26 January 2015 to 14 August 2021",
        f"After: 15 August 2021 to {day_in_words(read_incidents(EVENTS).covers_to)}",
        "The difference",
    ]
    assert len(pair["counts"][0]) == len(pair["provinces"].split()) == 34
    assert all(pair["circles"])
    assert sent[-1]["bytes"] < 40_000
    assert "Most recorded incidents: Nangarhar" in said(app)
    assert "located incidents before" in said(app)


def test_the_periods_are_those_of_the_question_and_not_of_the_sidebar(sent):
    periods = {"a_from": "2018-01-01", "a_to": "2019-12-31", "b_from": "2020-01-01", "b_to": "2023-12-31"}
    app = opened({"group_Exact days": True}, **periods, **PAIR)
    assert sent[-1]["pair"]["headings"][:2] == ["Before: 2018 to 2019", "After: 2020 to 2023"]
    totals = sent[-1]["pair"]["totals"]
    assert "do not count here" not in said(app)
    app.date_input(key="from").set_value("2021-08-15").run()
    assert sent[-1]["pair"]["totals"] == totals
    assert "do not count here" in said(app)


def test_a_chosen_province_is_outlined_and_the_maps_stay_whole(sent):
    opened(province="Kabul", **PAIR)
    assert sent[-1]["selected"] == ["AF-KAB"]
    assert sum(number > 0 for number in sent[-1]["pair"]["counts"][5]) > 5


def test_periods_that_share_days_are_refused_with_the_reason(sent):
    app = opened(a_from="2018-01-01", a_to="2021-12-31", b_from="2020-01-01", b_to="2023-12-31", **PAIR)
    assert "share days" in said(app)
    assert not [view for view in sent if "pair" in view]


def test_a_circle_of_the_second_map_lists_the_incidents_of_the_second_period(monkeypatch):
    found = {}
    pair = before_after.pair

    def kept(*asked):
        found["pair"] = pair(*asked)
        return found["pair"]

    monkeypatch.setattr(map_modes.before_after, "pair", kept)
    opened(**PAIR)
    for number, side in enumerate((found["pair"].before, found["pair"].after)):
        largest = levels(side.entries).levels[0]
        circles = largest.circles
        name = f"{largest.side}:{circles.latitude[0]}:{circles.longitude[0]}:"
        app = opened({"map_circle": name, "map_circle_of": number}, **PAIR)
        assert f"{circles.incidents[0]} located incidents in the circle" in said(app)
