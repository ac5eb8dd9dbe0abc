from datetime import date

import pytest

from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS
from atlas.statistics.circles import levels
from components.map_view import Circle
from tests import visits
from tests.visits import text as said


def opened(circle="", **query):
    return visits.opened("map", state={"map_circle": circle}, show="Before and after", **query)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1:2",
        "7:34430:70450:",
        "1:34430:70450:town:x",
        "1:1e3:70450:town",
        "1:99999999:0:town",
        "drop",
        "500:1:1::24240-24245",
    ],
)
def test_what_names_no_circle_is_none(text):
    assert Circle.read(text) is None


def test_a_circle_is_read_as_the_browser_names_it():
    assert Circle.read("500:34430:-70450:") == Circle(500, 34_430, -70_450, "")
    assert Circle.read("1:34430:70450:district") == Circle(1, 34_430, 70_450, "district")


def test_an_open_circle_lists_its_newest_incidents_and_says_how_many_more():
    table = Filters(countries=("Afghanistan",), end=date(2021, 8, 14)).apply(read_incidents(EVENTS).measured)
    largest = levels(table).levels[0]
    number = int(largest.circles.incidents[0])
    app = opened(f"{largest.side}:{largest.circles.latitude[0]}:{largest.circles.longitude[0]}:")
    assert not app.exception
    assert f"{number} located incidents in the circle" in said(app)
    assert f"{number - 20} more are on the page" in said(app)
    app.button(key="map_close_circle").click().run()
    assert "in the circle" not in said(app)


def test_a_circle_that_the_selection_empties_is_not_shown():
    app = opened("1000:-60000:10000:")
    assert not app.exception
    assert "in the circle" not in said(app)


def test_a_drawn_area_in_a_link_selects_and_can_be_released():
    app = opened(ring="66.2,36;69.8,36;69.8,37.2;66.2,37.2")
    assert "inside a drawn area around 36.6° N, 68.0° E" in said(app)
    app.button(key="release_ring").click().run()
    assert "drawn area around" not in said(app)


def test_a_bad_area_in_a_link_is_said_and_changes_nothing():
    app = opened(ring="here")
    assert not app.exception
    assert "which was ignored: an area is written as corners" in said(app)
    assert app.run().text_input(key="ring").value == ""  # the link follows with the next change
