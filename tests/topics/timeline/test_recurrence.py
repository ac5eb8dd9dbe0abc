from datetime import date
from typing import NamedTuple

import pytest

from atlas.statistics.estimate import UNKNOWN
from atlas.statistics.periods import Period
from atlas.topics.timeline.measures import leading_countries, recurrences

YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


class Days(NamedTuple):
    kind: str
    first: date
    last: date
    country: str = ""


APRIL = Days("April", date(2020, 4, 1), date(2020, 4, 30))


def every_month(number, **change):
    return [
        {"date_start": f"2020-{month:02}-{day:02}", **change} for month in range(1, 13) for day in range(1, number + 1)
    ]


def test_an_even_spread_gives_what_the_days_give(tiny):
    (found,) = recurrences(tiny(*every_month(10)), [APRIL], YEAR)
    assert (found.kind, found.bands, found.incidents, found.total) == ("April", 1, 10, 120)
    assert found.expected == pytest.approx(120 * 30 / 366)
    assert found.share_of_days == pytest.approx(30 / 366)
    assert found.ratio.low < 1 < found.ratio.high


def test_a_real_excess_is_found(tiny):
    more = [{"date_start": f"2020-04-{day:02}"} for day in range(1, 31) for _ in range(5)]
    (found,) = recurrences(tiny(*every_month(10), *more), [APRIL], YEAR)
    assert found.ratio.low > 1
    assert found.ratio_sure.low > 1


def test_only_rows_dated_to_the_day_and_inside_the_period_count(tiny):
    table = tiny(
        {"date_start": "2020-04-05"},
        {"date_start": "2020-04-01", "date_end": "2020-04-30", "date_precision": "month"},
        {"date_start": "2019-04-05"},
        {"date_start": "2020-05-01", "attribution": "disputed"},
    )
    (found,) = recurrences(table, [APRIL], YEAR)
    assert (found.incidents, found.incidents_sure, found.total) == (1, 1, 2)


def test_too_few_expected_incidents_are_not_tested(tiny):
    (found,) = recurrences(tiny(*every_month(1)), [APRIL], YEAR)
    assert found.ratio == found.ratio_sure == UNKNOWN


def test_a_band_of_one_country_holds_only_its_incidents(tiny):
    there = Days("poll", date(2020, 4, 1), date(2020, 4, 30), "Pakistan")
    table = tiny(*every_month(10), *every_month(5, country="Pakistan", province_id="PK-BA"))
    (found,) = recurrences(table, [there], YEAR)
    assert found.incidents == 5
    assert found.expected == pytest.approx(60 * 30 / 366)


def test_overlapping_bands_of_one_kind_count_a_day_once(tiny):
    (found,) = recurrences(tiny(*every_month(10)), [APRIL, APRIL], YEAR)
    assert (found.bands, found.incidents) == (2, 10)


def test_an_empty_table_and_no_band_give_zeros_and_nothing(tiny):
    (found,) = recurrences(tiny(), [APRIL], YEAR)
    assert (found.total, found.incidents, found.expected, found.ratio) == (0, 0, 0, UNKNOWN)
    assert recurrences(tiny(), [], YEAR) == []


def test_countries_with_few_incidents_lead_nowhere(tiny):
    rows = [{}] * 30 + [{"country": "Pakistan"}] * 5 + [{"country": "Iran"}]
    assert leading_countries(tiny(*rows)) == ["Afghanistan", "Pakistan"]
