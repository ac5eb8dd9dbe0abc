"""Any valid table opens every page: a sample here, the whole by `python -m tests.tables.matrix`."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.incidents.load import read_incidents
from atlas.pages import PAGES
from tests.tables.drawn import tables
from tests.tables.matrix import faults_of, opened_table, visits
from tests.tables.small import TABLES, write, write_named
from tests.visits import opened, text

ADDRESSES = list(PAGES)
LACKING = {
    ("one row", "shift"): "The table covers one day, 1 May 2020: no two periods can be set against each other",
    ("five rows of one day", "shift"): "Nothing to compare",
    ("ends before the cut", "shift"): "the first half of its days is set against the second",
    ("begins after the cut", "borders"): "the first half of its days is set against the second",
    ("known to the country", "map"): "None of the 30 selected incidents has a province or coordinates",
    ("known to the country", "shift"): "in one of the two periods no attack is placed in a province of Afghanistan",
    ("nothing has coordinates", ""): "None of the 36 selected incidents has coordinates",
    ("no tolls", "timeline"): "None of the 36 selected incidents has a known toll",
    ("one row abroad", "provinces"): "The selected incident has no province",
    ("no attack at all", ""): "No incident in the table matches this selection",
}
"""What a page says of what it cannot show."""


@pytest.mark.parametrize("name", TABLES)
def test_a_small_table_opens_a_page(name, tmp_path):
    """Each table meets one page, so that every page meets four tables."""
    path = write_named(name, tmp_path)
    assert read_incidents(path).rejected.empty
    with opened_table(path):
        app = opened(ADDRESSES[list(TABLES).index(name) % len(ADDRESSES)])
        assert not faults_of(app)
        assert not app.error


@pytest.mark.parametrize("address", PAGES)
def test_a_table_of_one_row_opens_every_page_under_every_selection(address, tmp_path):
    with opened_table(write_named("one row", tmp_path)):
        for selection, app in visits(address):
            assert not faults_of(app), selection


@pytest.mark.parametrize(("name", "address"), LACKING)
def test_a_page_says_what_it_cannot_show(name, address, tmp_path):
    with opened_table(write_named(name, tmp_path)):
        assert LACKING[name, address] in text(opened(address))


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(rows=tables, address=st.sampled_from(ADDRESSES))
def test_a_table_drawn_from_the_schema_opens_a_page(rows, address):
    with TemporaryDirectory() as folder, opened_table(write(rows, Path(folder) / "drawn.csv")):
        assert not faults_of(opened(address))
