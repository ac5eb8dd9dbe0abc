from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.statistics.monthly import Monthly
from atlas.statistics.periods import Period
from atlas.statistics.shares import share_difference
from atlas.topics.shift.measures.tipping import published_counts, tipping


def even(inside, outside, months=20):
    """Give each month the same counts."""
    ones = np.ones(months, dtype=np.int64)
    return Monthly(ones * inside, ones * (inside + outside), ones * 30)


def test_the_difference_is_undone_by_the_number_that_arithmetic_asks_for():
    """40 of 60 against 20 of 60: a share of a third needs 120 incidents in all, 60 more."""
    found = tipping(even(1, 2), even(2, 1))
    assert found.to_zero == 60
    assert found.to_zero_before == 60  # (20 + 60) / (60 + 60) is two thirds as well


def test_the_lower_bound_gives_way_first():
    found = tipping(even(1, 2), even(2, 1))
    assert 0 < found.to_lower_bound < found.to_zero
    assert 0 < found.to_lower_bound_before < found.to_zero_before


def test_nothing_is_to_be_undone_where_nothing_rose():
    assert tipping(even(1, 1), even(1, 1)) == (0, 0, 0, 0)
    assert tipping(even(2, 1), even(1, 2)) == (0, 0, 0, 0)


def test_a_region_that_had_none_before_keeps_a_difference_whatever_is_missing():
    assert tipping(even(0, 3), even(1, 2)).to_zero is None


def test_an_empty_period_has_no_tipping_point():
    assert tipping(even(0, 0), even(1, 2)) == (None, None, None, None)


@given(inside=st.integers(0, 3), outside=st.integers(1, 4), more=st.integers(1, 3))
def test_tipping_points_are_numbers_of_incidents_exactly_where_something_rose(inside, outside, more):
    before, after = even(inside, outside), even(inside + more, outside)
    found = tipping(before, after)
    assert (found.to_lower_bound > 0) == share_difference(before, after).above(0)
    assert found.to_zero is None or found.to_lower_bound <= found.to_zero


def published(**changes):
    row = {
        "id": "PC-001", "who": "A source", "actor": "the group", "area_id": "AF", "unit": "attacks",
        "period_start": pd.Timestamp("2021-08-01"), "period_end": pd.Timestamp("2021-12-31"), "figure_low": 10.0,
        "source": "https://example.org",
    }  # fmt: skip
    return row | changes


AFTER = Period(date(2021, 8, 15), date(2022, 12, 31))


def test_a_published_count_is_set_beside_the_same_days(tiny):
    table = tiny({"date_start": "2021-09-01"}, {"date_start": "2022-02-01"})
    (found,) = published_counts(pd.DataFrame([published()]), table, AFTER)
    assert (found.recorded, found.figure, found.gap) == (1, 10, 9)


@pytest.mark.parametrize(
    "changes",
    [
        {"actor": "all groups"},
        {"area_id": "PK"},
        {"unit": "killed"},
        {"figure_low": -75.0},
        {"period_start": pd.Timestamp("2021-01-01")},
    ],
)
def test_a_count_of_something_else_is_not(tiny, changes):
    assert published_counts(pd.DataFrame([published(**changes)]), tiny({}), AFTER) == []


def test_the_widest_gap_comes_first(tiny):
    rows = pd.DataFrame([published(), published(id="PC-002", figure_low=12.0), published(id="PC-003", figure_low=0.5)])
    assert [each.id for each in published_counts(rows, tiny({}), AFTER)] == ["PC-002", "PC-001", "PC-003"]
