"""Measuring tables are valid incident tables of the size asked for, inside the same coverage and provinces."""

import json
from datetime import date

import pandas as pd
import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.geography.join import JoinReport
from atlas.incidents.filters import Filters
from atlas.incidents.load import Incidents, read_incidents
from benchmarks.tables import JITTER_DEGREES, TITLE, measuring_table, write_measuring_table


@pytest.fixture(scope="module")
def events() -> Incidents:
    return read_incidents(settings.EVENTS)


@pytest.fixture(scope="module")
def drawn(events: Incidents) -> pd.DataFrame:
    return measuring_table(events, 700)


def test_every_row_shows_on_every_page_that_is_compared(drawn):
    assert len(Filters().apply(drawn)) == len(drawn) == 700
    assert drawn["latitude"].notna().all()


def test_ids_are_new_and_in_the_order_of_the_days(drawn):
    assert drawn["id"].is_unique
    assert drawn["id"].is_monotonic_increasing
    assert drawn["date_start"].is_monotonic_increasing


def test_days_fill_the_coverage_and_stay_inside(drawn, events):
    assert drawn["date_start"].min() >= pd.Timestamp(events.covers_from)
    assert drawn["date_end"].max() <= pd.Timestamp(events.covers_to)
    assert set(drawn["date_start"].dt.year) == set(range(events.covers_from.year, events.covers_to.year + 1))


def test_points_move_a_little_and_keep_their_province(drawn, events):
    home = events.table.drop_duplicates("summary").set_index("summary")
    known = drawn[drawn["summary"].isin(home.index[events.table["summary"].value_counts()[home.index] == 1])]
    source = home.loc[known["summary"]]
    moved = abs(known["latitude"].to_numpy() - source["latitude"].to_numpy())
    assert 0 < moved.max() <= JITTER_DEGREES + 1e-5
    assert (moved > 0).mean() > 0.5
    assert known["province_id"].astype("str").tolist() == source["province_id"].astype("str").tolist()


def test_the_same_seed_gives_the_same_table_and_another_seed_another(drawn, events):
    pd.testing.assert_frame_equal(drawn, measuring_table(events, 700))
    assert not drawn["date_start"].equals(measuring_table(events, 700, seed=1)["date_start"])


def test_the_file_loads_without_a_rejected_row_and_says_what_it_is(tmp_path, events):
    path = write_measuring_table(50, tmp_path)
    opened = read_incidents(path)
    assert (len(opened.table), len(opened.rejected), opened.notes) == (50, 0, ())
    assert (opened.covers_from, opened.covers_to, opened.title) == (events.covers_from, events.covers_to, TITLE)
    assert json.loads((tmp_path / f"{path.name}-metadata.json").read_text(encoding="utf-8"))["url"] == path.name


def test_a_table_without_a_point_is_refused(tiny):
    day = date(2020, 1, 1)
    table = tiny({"latitude": None, "longitude": None})
    bare = Incidents(table, table.head(0), JoinReport(placed=1, abroad=0), day, day, "", "bare.csv", "", ())
    with pytest.raises(DataError, match=r"bare\.csv"):
        measuring_table(bare, 10)
