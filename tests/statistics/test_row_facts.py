"""A facts gives every selection what a selected table would give, and works a fact out once."""

import numpy as np
import pandas as pd
import pytest

from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS
from atlas.statistics.circles import levels
from atlas.statistics.province_counts import by_province, province_counts
from atlas.statistics.row_facts import RowFacts, entries, first_day, last_day
from atlas.statistics.totals import placing, totals


@pytest.fixture(scope="module")
def standing() -> pd.DataFrame:
    return read_incidents(EVENTS).measured


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters().without("classes", "labels"),
        Filters(provinces=("AF-NAN",)),
        Filters(countries=("Russia",)),
        Filters(precisions=("province",)),
        Filters(attributions=("disputed",), killed_min=10_000),
    ],
    ids=["default", "everything", "one province", "abroad", "without coordinates", "nothing"],
)
def test_entries_count_like_the_selected_table(standing, filters):
    held, table = RowFacts(standing).entries(filters.holds(standing)), filters.apply(standing)
    assert len(held) == len(table)
    assert totals(held) == totals(table)
    assert placing(held) == placing(table)
    pd.testing.assert_frame_equal(by_province(held), by_province(table))
    for ours, theirs in zip(levels(held).levels, levels(table).levels, strict=True):
        assert ours.side == theirs.side
        assert all(np.array_equal(*columns) for columns in zip(ours.circles, theirs.circles, strict=True))


def test_a_fact_is_worked_out_once_for_all_selections(tiny):
    asked = []

    def fact(table):
        asked.append(len(table))
        return table["killed_best"].to_numpy()

    facts = RowFacts(tiny({"killed_best": 1}, {"killed_best": 2}, {"killed_best": 4}))
    assert facts.entries(np.array([True, False, True])).of(fact).tolist() == [1, 4]
    assert facts.entries(np.array([True, True, True])).of(fact).tolist() == [1, 2, 4]
    assert asked == [3]


def test_a_table_has_entries_of_its_own_and_entries_stay_what_they_are(tiny):
    whole = entries(tiny({}, {}))
    assert len(whole) == 2
    assert entries(whole) is whole


def test_days_keep_the_order_of_the_rows(tiny):
    held = entries(tiny({"date_start": "2021-08-01", "date_end": "2021-08-31"}, {"date_start": "2016-07-23"}))
    assert held.of(first_day).astype("datetime64[D]").astype(str).tolist() == ["2021-08-01", "2016-07-23"]
    assert held.of(last_day).astype("datetime64[D]").astype(str).tolist() == ["2021-08-31", "2016-07-23"]


def test_the_counts_of_a_map_are_those_of_the_table_without_its_days(standing):
    whole = by_province(standing)
    pd.testing.assert_frame_equal(province_counts(standing), whole.drop(columns=["first", "last"]))
