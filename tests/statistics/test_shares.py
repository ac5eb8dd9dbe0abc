from datetime import date

import pytest

from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.periods import Question
from atlas.statistics.shares import compare_shares

CUT = date(2021, 8, 15)
COVERS = (date(2015, 1, 26), date(2026, 2, 6))
ASKED = Question.at(CUT, *COVERS)
NORTH = {"AF-KDZ"}


def spread(number, first_year, years, **more):
    """Spread incidents evenly over the months of some years."""
    places = [(first_year + k // 12 % years, k % 12 + 1) for k in range(number)]
    return [{"date_start": f"{year}-{month:02}-05", **more} for year, month in places]


def north(**more):
    return {"province_id": "AF-KDZ", "region_id": "af-north-east", **more}


def test_counts_are_intervals_on_either_side_of_the_cut(tiny):
    table = tiny(
        {"date_start": "2021-08-14"},
        {"date_start": "2021-08-14", "attribution": "disputed", **north()},
        {"date_start": "2021-08-15", **north()},
        {"date_start": "2021-08-01", "date_end": "2021-08-31"},
        {"date_start": "2020-01-01", "country": "Pakistan", "province_id": "PK-BA", "region_id": "pk-balochistan"},
        {"date_start": "2020-01-01", "province_id": None, "region_id": None},
    )
    found = compare_shares(table, ASKED, NORTH)
    assert found.before == (0, 1, 1, 2)
    assert found.after == (1, 1, 1, 1)
    assert (found.before.share, found.not_datable) == (0.5, 1)
    assert found.direction == "uncertain"


def monthly(year, month, length, inside, outside):
    """Give the same incidents to each month of a period."""
    months = [(year + (month - 1 + k) // 12, (month - 1 + k) % 12 + 1) for k in range(length)]
    mix = [north()] * inside + [{}] * outside
    return [{"date_start": f"{y}-{m:02}-05", **row} for y, m in months for row in mix]


def test_independent_incidents_get_the_published_interval(tiny):
    """Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: 56/70 against 48/80."""
    table = tiny(*monthly(2016, 1, 16, 3, 2), *monthly(2017, 5, 14, 4, 1))
    found = compare_shares(table, Question.at(date(2017, 5, 1), date(2016, 1, 1), date(2018, 6, 30)), NORTH)
    assert (found.before.inside, found.before.total, found.after.inside, found.after.total) == (48, 80, 56, 70)
    assert found.change == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert found.direction == "rose"


def test_a_burst_makes_the_interval_wider(tiny):
    before = [*spread(45, 2016, 5), *spread(15, 2016, 5, **north())]
    even = [*before, *spread(30, 2022, 3, **north()), *spread(30, 2022, 3)]
    burst = [{"date_start": "2022-03-05", **north()}] * 30 + [{"date_start": "2023-03-05"}] * 30
    calm, rough = (compare_shares(tiny(*rows), ASKED, NORTH) for rows in (even, [*before, *burst]))
    assert calm.change.value == rough.change.value
    assert rough.change.low < calm.change.low
    assert (calm.direction, rough.direction) == ("rose", "uncertain")


def test_a_fall_is_named_too(tiny):
    rows = [*spread(60, 2016, 5, **north()), *spread(60, 2022, 3)]
    assert compare_shares(tiny(*rows), ASKED, NORTH).direction == "fell"


def test_few_incidents_say_nothing(tiny):
    rows = [*spread(9, 2016, 5, **north()), *spread(100, 2022, 4)]
    assert compare_shares(tiny(*rows), ASKED, NORTH).direction == "uncertain"


def test_a_period_without_incidents_has_no_difference(tiny):
    found = compare_shares(tiny({"date_start": "2016-01-01"}), ASKED, NORTH)
    assert found.change == UNKNOWN
    assert found.after.share is None


def test_one_month_allows_no_interval(tiny):
    rows = [*spread(20, 2016, 5), *([{"date_start": "2021-08-20", **north()}] * 20)]
    found = compare_shares(tiny(*rows), Question.at(CUT, COVERS[0], date(2021, 8, 31)), NORTH)
    assert found.change == Estimate(1.0, -1.0, 1.0)
    assert found.direction == "uncertain"
