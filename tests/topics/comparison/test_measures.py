from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.statistics.estimate import UNKNOWN
from atlas.statistics.periods import Period
from atlas.topics.comparison.measures import MIX, Side, compare, mix, shared_rows
from tests.conftest import tiny_table

BEFORE, AFTER = Period(date(2020, 1, 1), date(2020, 12, 31)), Period(date(2021, 1, 1), date(2021, 6, 30))


def spread(number, year, **change):
    """Spread incidents evenly over the months of half a year."""
    return [{"date_start": f"{year}-{1 + place % 6:02}-10", **change} for place in range(number)]


def sides(left, right, periods=(BEFORE, AFTER)):
    table = tiny_table(*left, *right)
    return Side(table.iloc[: len(left)], periods[0]), Side(table.iloc[len(left) :], periods[1])


def test_both_sides_are_counted_from_the_sure_incidents_to_all():
    left, right = sides(
        [{"attribution": "disputed", "killed_low": 2, "killed_best": 4, "killed_high": 9}, {}],
        [{"date_start": "2021-02-01", "killed_low": None, "killed_best": None, "killed_high": None}],
    )
    found = compare(left, right)
    assert (found.left.incidents_sure, found.left.incidents, found.right.incidents) == (1, 2, 1)
    assert (found.left.killed_low, found.left.killed_best, found.left.killed_high) == (1, 5, 10)
    assert found.left.per_incident == (1.5, 2.5, 5)
    assert (found.left.median, found.right.median, found.right.toll_known) == (2.5, None, 0)
    assert found.right.per_incident is None


def test_rates_are_per_covered_month_so_that_unequal_periods_compare():
    found = compare(*sides(spread(24, 2020), spread(12, 2021)))
    assert found.left.rate.value == pytest.approx(24 / 366 * 365.2425 / 12)
    assert found.ratio.value == pytest.approx((12 / 181) / (24 / 366))
    assert found.ratio.low < 1 < found.ratio.high
    assert found.verdict == "uncertain"


def test_a_direction_needs_the_sure_incidents_and_all_to_agree():
    few, many = spread(6, 2020), spread(60, 2021)
    assert compare(*sides(few, many)).verdict == "more"
    assert compare(*sides(spread(60, 2020), spread(6, 2021))).verdict == "less"
    unsure = spread(6, 2021) + spread(54, 2021, attribution="suspected")
    assert compare(*sides(few, unsure)).verdict == "uncertain"


def test_below_ten_incidents_nothing_is_said():
    assert compare(*sides(spread(1, 2020), spread(8, 2021))).verdict == "too few to say"


def test_sides_that_share_an_incident_are_not_tested():
    table = tiny_table(*spread(30, 2020))
    left, right = Side(table, BEFORE), Side(table.iloc[:1], BEFORE)
    found = compare(left, right)
    assert (found.shared, found.verdict, found.ratio) == (1, "not compared", UNKNOWN)
    assert shared_rows(right, left) == 1
    assert set(mix(left, right, "target_type").table["verdict"]) == {"not compared"}


def test_two_places_in_one_period_are_compared_month_by_month():
    left, right = sides(spread(40, 2020), spread(12, 2020, province_id="AF-BAL"), (BEFORE, BEFORE))
    found = compare(left, right)
    assert found.common_days == 366
    assert found.ratio.value == pytest.approx(0.3)
    assert found.verdict == "less"


def test_an_empty_side_or_a_period_without_a_day_is_not_compared():
    left, right = sides(spread(20, 2020), [])
    found = compare(left, right)
    assert (found.verdict, found.right.incidents, found.right.rate.value) == ("not compared", 0, 0)
    none = Period(date(2021, 1, 2), date(2021, 1, 1))
    assert compare(left, Side(right.table, none)).right.rate == UNKNOWN
    parts = mix(left, right, "target_type")
    assert (parts.left, parts.right) == (20, 0)
    assert parts.table["difference"].isna().all()
    assert mix(right, right, "target_type").table.empty


def test_a_mix_compares_shares_and_sorts_by_difference():
    left = spread(30, 2020, target_type="civilians") + spread(10, 2020, target_type="Taliban")
    right = spread(5, 2021, target_type="civilians") + spread(35, 2021, target_type="Taliban")
    found = mix(*sides(left, right), "target_type")
    assert list(found.table.columns) == list(MIX)
    assert found.table.index.tolist() == ["Taliban", "civilians"]
    assert found.table["difference"].tolist() == pytest.approx([0.625, -0.625])
    assert found.table["verdict"].tolist() == ["more", "less"]
    assert (found.table["low"] <= found.table["difference"]).all()


def test_a_rare_value_and_a_row_without_a_value_are_named():
    left = [*spread(30, 2020), {"region_id": None, "province_id": None}]
    right = [*spread(30, 2021), {"date_start": "2021-02-01", "region_id": "af-north"}]
    found = mix(*sides(left, right), "region_id")
    assert found.table.loc["af-north", "verdict"] == "too few to say"
    assert (found.left, found.left_without, found.right, found.right_without) == (30, 1, 31, 0)


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["civilians", "Taliban", "media"]), st.sampled_from(["claimed", "suspected"]), st.integers(1, 6)
    ),
    max_size=30,
)


def rows(drawn, year):
    return [
        {"date_start": f"{year}-{month:02}-05", "target_type": target, "attribution": attribution}
        for target, attribution, month in drawn
    ]


@given(_ROWS, _ROWS)
def test_nothing_is_lost_and_swapping_the_sides_turns_every_difference_over(left, right):
    one, other = sides(rows(left, 2020), rows(right, 2021))
    there, back = mix(one, other, "target_type"), mix(other, one, "target_type")
    assert int(there.table["left"].sum()) == len(left)
    assert int(there.table["right"].sum()) == len(right)
    turned = -back.table["difference"].reindex(there.table.index)
    pd.testing.assert_series_equal(there.table["difference"], turned, check_names=False)
