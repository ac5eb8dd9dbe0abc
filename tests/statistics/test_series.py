from datetime import date

import numpy as np
import pandas as pd
import pytest

from atlas.statistics.series import NOT_KNOWN, rolling, series

COVERS = (date(2015, 1, 26), date(2026, 2, 6))


def test_months_are_complete_and_zero_inside_the_coverage(tiny):
    table = tiny({"date_start": "2015-03-02"}, {"date_start": "2015-05-30", "attribution": "suspected"})
    found = series(table, "month", date(2015, 1, 26), date(2015, 6, 30))
    assert found.counts["incidents"].tolist() == [0, 0, 1, 0, 1, 0]
    assert found.counts["incidents_sure"].tolist() == [0, 0, 1, 0, 0, 0]
    assert found.counts["covered_days"].tolist() == [6, 28, 31, 30, 31, 30]
    assert found.counts["partial"].tolist() == [True, False, False, False, False, False]
    assert found.counts.index.name == "bin"
    assert found.counts.index[0] == pd.Timestamp(2015, 1, 1)


@pytest.mark.parametrize(
    ("step", "first", "bins"),
    [("day", "2021-08-10", 9), ("week", "2021-08-09", 2), ("month", "2021-08-01", 1), ("quarter", "2021-07-01", 1),
     ("year", "2021-01-01", 1)],
)  # fmt: skip
def test_bins_begin_where_the_calendar_does(tiny, step, first, bins):
    found = series(tiny({"date_start": "2021-08-15"}), step, date(2021, 8, 10), date(2021, 8, 18))
    assert found.counts.index[0] == pd.Timestamp(first)
    assert len(found.counts) == bins
    assert found.counts["covered_days"].sum() == 9
    assert found.counts["incidents"].sum() == 1


def test_an_incident_across_an_edge_is_in_no_bin(tiny):
    table = tiny(
        {"date_start": "2021-08-30", "date_end": "2021-09-02"},
        {"date_start": "2021-08-01", "date_end": "2021-08-31", "date_precision": "month"},
    )
    monthly, yearly = series(table, "month", *COVERS), series(table, "year", *COVERS)
    assert (monthly.counts["incidents"].sum(), monthly.not_datable) == (1, 1)
    assert (yearly.counts["incidents"].sum(), yearly.not_datable) == (2, 0)


def test_an_incident_known_to_a_partly_covered_year_is_in_that_year(tiny):
    table = tiny({"date_start": "2015-01-01", "date_end": "2015-12-31", "date_precision": "year"})
    found = series(table, "year", *COVERS)
    assert found.counts.loc["2015-01-01", "incidents"] == 1
    assert found.counts.loc["2015-01-01", "partial"]


def test_rows_outside_the_coverage_are_counted_apart(tiny):
    table = tiny({"date_start": "2015-01-10"}, {"date_start": "2026-02-07"}, {"date_start": "2026-02-06"})
    found = series(table, "month", *COVERS)
    assert (found.counts["incidents"].sum(), found.outside, found.not_datable) == (1, 2, 0)


def test_a_selection_narrows_the_bins_and_its_edge_cuts(tiny):
    table = tiny(
        {"date_start": "2021-08-14"},
        {"date_start": "2021-08-15"},
        {"date_start": "2021-08-01", "date_end": "2021-08-31", "date_precision": "month"},
    )
    found = series(table, "month", *COVERS, start=date(2021, 8, 15), end=date(2021, 10, 31))
    assert found.counts["incidents"].tolist() == [1, 0, 0]
    assert (found.first, found.last) == (date(2021, 8, 15), date(2021, 10, 31))
    assert (found.not_datable, found.outside) == (1, 1)


def test_a_selection_beyond_the_coverage_has_no_bin(tiny):
    found = series(tiny({"date_start": "2021-08-14"}), "month", *COVERS, by="country", start=date(2027, 1, 1))
    assert found.counts.empty
    assert found.incidents_by.empty
    assert found.outside == 1


def test_a_row_without_a_date_is_not_datable(tiny):
    table = tiny({"date_start": None}, {"date_start": "2021-08-14"})
    found = series(table, "month", *COVERS)
    assert (found.counts["incidents"].sum(), found.not_datable, found.outside) == (1, 1, 0)


def test_groups_stand_in_the_order_of_the_closed_list_and_the_unknown_last(tiny):
    table = tiny(
        {"attack_type": "shooting", "killed_best": 4, "killed_high": 9},
        {"attack_type": "suicide bombing", "attribution": "disputed"},
        {"attack_type": None},
    )
    found = series(table, "year", date(2020, 1, 1), date(2020, 12, 31), by="attack_type")
    assert found.incidents_by.columns.tolist() == ["suicide bombing", "shooting", NOT_KNOWN]
    assert found.incidents_by.loc["2020-01-01"].tolist() == [1, 1, 1]
    assert found.sure_by.loc["2020-01-01"].tolist() == [0, 1, 1]
    assert found.killed_by.loc["2020-01-01"].tolist() == [1, 4, 1]


def test_means_wait_for_a_full_window_of_complete_bins(tiny):
    table = tiny(*[{"date_start": f"2015-{month:02}-05"} for month in (2, 2, 3, 4)])
    found = series(table, "month", date(2015, 1, 26), date(2015, 5, 31))
    means = rolling(found.complete(), 2, 3)
    np.testing.assert_allclose(means[2], [np.nan, np.nan, 1.5, 1, 0.5])
    np.testing.assert_allclose(means[3], [np.nan, np.nan, np.nan, 4 / 3, 2 / 3])
    assert rolling(found.complete(), 2, 2).columns.tolist() == [2]


def test_windows_must_make_sense(tiny):
    counts = pd.Series([1.0])
    with pytest.raises(ValueError, match="1 <= short <= long"):
        rolling(counts, 3, 2)
