"""Why this number: the rows that make it, and what each filter leaves out."""

import pytest

from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.pages import PAGES
from atlas.settings import EVENTS
from tests.visits import opened, text


@pytest.mark.parametrize("address", PAGES)
def test_every_page_offers_it(address):
    assert opened(address).button(key="why").label == "Why this number"


def test_it_opens_the_rows_that_count_and_per_filter_those_left_out():
    app = opened("timeline", country="Pakistan")
    app.button(key="why").click().run()
    assert not app.exception
    table = read_incidents(EVENTS).measured
    chosen = Filters(countries=("Pakistan",))
    held = chosen.holds(table)
    options = app.selectbox(key="why_part").options
    assert options[0] == f"Counted: all that count ({held.sum()} incidents)"
    elsewhere = (chosen.without("countries").holds(table) & ~held).sum()
    assert f"Left out by country: Pakistan ({elsewhere} incidents)" in options
    assert sum(option.startswith("Left out by") for option in options) == 3
    app.selectbox(key="why_part").set_value(len(options) - 1).run()
    assert not app.exception


def test_an_empty_selection_tells_which_filter_empties_it():
    app = opened("", **{"from": "2015-01-26", "to": "2015-01-26"})
    app.button(key="why").click().run()
    assert not app.exception
    assert "None." in text(app)
    assert any("26 January 2015" in option for option in app.selectbox(key="why_part").options)
