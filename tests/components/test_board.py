"""The board on a page: what it sends to its frame, and what a message of the frame does."""

import json
from datetime import date

import pytest
import streamlit as st

from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS
from atlas.topics.board.exhibits import told
from components import board
from tests import visits
from tests.visits import text as said


class Frame:
    """What pages send to the frame; a message that is put into it is sent as the browser does, once."""

    def __init__(self):
        self.sent = []
        self.messages = []

    def __getitem__(self, place):
        return self.sent[place]

    def show(self, **arguments):
        self.sent.append(json.loads(arguments["view"]) | {"bytes": len(arguments["view"])})
        if self.messages:
            st.session_state[arguments["key"]] = self.messages.pop()
            arguments["on_change"]()
            st.rerun()


@pytest.fixture
def frame(monkeypatch):
    made = Frame()
    monkeypatch.setattr(board, "board_frame", lambda: made.show)
    return made


def test_the_overview_and_the_map_send_addresses_and_words_and_no_row(frame):
    for page, layout in (("", "board"), ("map", "map")):
        app = visits.opened(page)
        assert not app.exception
        view = frame[-1]
        assert view["layout"] == layout
        assert view["data"].startswith("columns-")
        assert view["texts"].startswith("texts-")
        assert "sums" not in view
        assert view["bytes"] < 10_000
        assert view["selection"] == view["defaults"]
        assert view["words"]["sentence"] == "Attacks by ISKP or IS Pakistan Province."


def test_the_view_says_what_the_link_selects(frame):
    visits.opened("", province="Kabul", measure="killed", **{"from": "2021-08-15"})
    view = frame[-1]
    assert view["selection"]["provinces"] == ["AF-KAB"]
    assert view["selection"]["start"] == "2021-08-15"
    assert view["measure"] == "killed"
    assert "Kabul" in view["words"]["sentence"]


def test_a_measure_that_does_not_exist_is_the_default(frame):
    visits.opened("", measure="pain")
    assert frame[-1]["measure"] == "incidents"


@pytest.mark.parametrize(
    "chosen",
    [
        Filters(),
        Filters(start=date(2016, 4, 1), end=date(2020, 6, 30)),
        Filters(provinces=("AF-NAN", "AF-KAB"), attributions=("claimed",)),
        Filters(classes=(), labels=()),
        Filters(killed_min=2, killed_max=30, ring=((66.2, 36.0), (69.8, 36.0), (69.8, 37.2))),
        Filters(regions=("af-north-wide",), confidences=("low",), precisions=("site",), countries=("Afghanistan",)),
    ],
)
def test_a_message_of_the_board_becomes_the_selection_of_all_pages(frame, chosen):
    message = {"kind": "select", "number": "x-1", "selection": told(chosen), "measure": "killed"}
    assert len(json.dumps(message)) < 1_000
    frame.messages.append(message)
    app = visits.opened("")
    assert not app.exception
    assert frame[-1]["selection"] == told(chosen)
    assert frame[-1]["heard"] == "x-1"
    assert frame[-1]["measure"] == "killed"


def test_a_row_that_is_asked_for_opens_its_card(frame):
    opened = read_incidents(EVENTS).table
    frame.messages.append({"kind": "incident", "row": 7})
    app = visits.opened("")
    assert not app.exception
    assert opened["summary"].iloc[7] in said(app)


NO_MESSAGES = (
    None, 5, {}, {"kind": "select"}, {"kind": "select", "selection": 3}, {"kind": "incident", "row": "x"},
    {"kind": "incident", "row": -1},
)  # fmt: skip


@pytest.mark.parametrize("message", NO_MESSAGES)
def test_a_message_that_is_none_changes_nothing(frame, message):
    frame.messages.append(message)
    app = visits.opened("", province="Kabul")
    assert not app.exception
    assert frame[-1]["selection"]["provinces"] == ["AF-KAB"]


def test_what_a_message_holds_besides_is_checked_as_a_link_is(frame):
    wrong = {"provinces": ["AF-KAB", "<b>"], "start": "never", "ring": [["a", "b"]], "killed_min": "many"}
    frame.messages.append({"kind": "select", "number": "x", "selection": wrong})
    app = visits.opened("")
    assert not app.exception
    assert frame[-1]["selection"]["provinces"] == ["AF-KAB"]
    assert "start" not in frame[-1]["selection"]


def test_an_empty_selection_says_so_and_leads_back(frame):
    app = visits.opened("", **{"from": "2015-01-26", "to": "2015-01-26"})
    assert "No incident in the table matches" in said(app)
    app.button(key="reset_from_empty").click().run()
    assert frame[-1]["selection"] == frame[-1]["defaults"]


def test_the_words_are_those_of_the_measures(frame):
    visits.opened("")
    table = Filters().apply(read_incidents(EVENTS).table)
    assert f"{len(table)} incidents" in frame[-1]["words"]["caption"]
