"""The Map page in its modes: what it sends to the frame, what it says, and circles of the right period."""

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
PLAY = {"show": "Through time"}
SETTING = ("legend", "selected", "ring", "uncovered")


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


def test_a_single_map_is_what_opens(sent):
    opened()
    assert {"pair", "play"}.isdisjoint(sent[-1])
    assert sent[-1]["bytes"] < 25_000


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
    assert not [box for box in app.button_group if box.key == "measure"]


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


def test_a_play_is_sent_once_whole_and_names_what_it_leaves_out(sent):
    app = opened({"map_about": True}, **PLAY)
    play = sent[-1]["play"]
    assert sum(play["incidents"]) > sum(play["spots"][1]) > 400  # some are known only to their province
    assert play["left"] in said(app)
    assert sent[-1]["bytes"] < 25_000
    assert "Played by quarter, Q1 2015 to Q1 2026" in said(app)


def test_a_circle_of_a_play_lists_what_was_counted_in_it_when_it_was_opened(sent):
    opened(**PLAY)
    play = sent[-1]["play"]
    cell = max(range(len(play["spot_runs"])), key=play["spot_runs"].__getitem__)
    begin = sum(play["spot_runs"][:cell])
    bins, counts = (column[begin : begin + play["spot_runs"][cell]] for column in play["spots"][:2])
    name = f"{play['side']}:{play['cells'][0][cell]}:{play['cells'][1][cell]}:"
    until = play["month"] + play["months"] * (bins[1] + 1) - 1
    app = opened({"map_circle": f"{name}:{play['month']}-{until}"}, **PLAY)
    assert f"{sum(counts[:2])} located incidents in the circle, January 2015 to " in said(app)
    assert len(counts) > 2


@pytest.mark.parametrize("measure", ["deaths", "share"])
def test_a_play_has_every_measure_and_the_setting_of_the_single_map(sent, measure):
    selection = {"measure": measure, "province": "Kabul", "ring": "68,34;70,34;70,35;68,35"}
    opened(**selection, **PLAY)
    played = sent[-1]
    opened(**selection)
    single = sent[-1]
    assert (played["play"]["measure"], played["selected"], len(played["ring"])) == (measure, ["AF-KAB"], 4)
    assert [played[part] for part in SETTING] == [single[part] for part in SETTING]


def test_an_empty_selection_and_an_uncovered_period_can_be_played(sent):
    app = opened(**{"from": "2015-01-26", "to": "2015-01-26"}, **PLAY)
    assert "No incident in the table matches" in said(app)
    assert sum(sent[-1]["play"]["incidents"]) == 0


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
