"""A selection of the shipped table and its stamp: what exports are made of."""

from datetime import date

import pytest

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp, stamp
from atlas.incidents.filters import Filters
from atlas.incidents.load import Incidents, read_incidents
from atlas.settings import EVENTS
from atlas.statistics.row_facts import RowFacts


@pytest.fixture(scope="session")
def opened() -> Incidents:
    return read_incidents(EVENTS)


@pytest.fixture(scope="session")
def everything(opened) -> View:
    """Every row of the shipped table."""
    return View.of(opened, RowFacts(opened.measured), Filters(classes=(), labels=()))


@pytest.fixture(scope="session")
def early(everything) -> View:
    """The attacks of the first two years: some forty rows, with and without coordinates."""
    return everything.seen_through(Filters(end=date(2016, 12, 31)))


@pytest.fixture(scope="session")
def early_stamp(early) -> Stamp:
    return stamp(early, title="Incidents", link="/map?to=2016-12-31", made=date(2026, 11, 22), source=EVENTS)
