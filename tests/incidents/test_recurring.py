from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.incidents.recurring import ASHURA, CALCULABLE, ELECTIONS, KINDS, NOWRUZ, RAMADAN, RULES, bands

SPAN = date(2015, 1, 26), date(2026, 2, 6)
DAY = timedelta(days=1)

# First days of Ramadan as announced in Saudi Arabia, and of Ashura; both within a day of those in Afghanistan.
RAMADANS = ["2015-06-18", "2016-06-06", "2017-05-27", "2018-05-16", "2019-05-06", "2020-04-24", "2021-04-13",
            "2022-04-02", "2023-03-23", "2024-03-11", "2025-03-01"]  # fmt: skip
ASHURAS = ["2015-10-23", "2016-10-11", "2017-09-30", "2018-09-20", "2019-09-09", "2020-08-29", "2021-08-18",
           "2022-08-08", "2023-07-28", "2024-07-16", "2025-07-05"]  # fmt: skip


def test_ramadan_begins_a_day_before_the_calculated_month_and_ends_a_day_after():
    found = bands([RAMADAN], *SPAN)
    assert [band.first + DAY for band in found] == [date.fromisoformat(day) for day in RAMADANS]
    assert {(band.last - band.first).days + 1 for band in found} == {29 + 2, 30 + 2}
    assert found[4].name == "Ramadan 1440"


def test_ashura_is_the_calculated_day_and_one_on_either_side():
    found = bands([ASHURA], *SPAN)
    assert [(band.first, band.last) for band in found] == [
        (day - DAY, day + DAY) for day in map(date.fromisoformat, ASHURAS)
    ]


def test_the_attack_on_the_eve_of_ashura_2016_falls_on_it():
    (band,) = bands([ASHURA], date(2016, 1, 1), date(2016, 12, 31))
    assert band.first <= date(2016, 10, 11) <= band.last


def test_nowruz_is_both_days_on_which_the_solar_year_can_begin():
    assert [(band.first, band.last) for band in bands([NOWRUZ], date(2019, 1, 1), date(2020, 12, 31))] == [
        (date(2019, 3, 20), date(2019, 3, 21)),
        (date(2020, 3, 20), date(2020, 3, 21)),
    ]


def test_elections_are_polling_day_and_the_week_before_in_the_wanted_countries():
    found = bands([ELECTIONS], *SPAN, countries=["Afghanistan", "Pakistan"])
    assert [(band.country, band.first, band.last) for band in found] == [
        ("Pakistan", date(2018, 7, 18), date(2018, 7, 25)),
        ("Afghanistan", date(2018, 10, 13), date(2018, 10, 20)),
        ("Afghanistan", date(2019, 9, 21), date(2019, 9, 28)),
        ("Pakistan", date(2024, 2, 1), date(2024, 2, 8)),
    ]
    assert len(bands([ELECTIONS], *SPAN)) > len(found)
    assert bands([ELECTIONS], *SPAN, countries=[]) == ()


def test_bands_are_cut_to_the_span():
    (band,) = bands([RAMADAN], date(2019, 5, 10), date(2019, 5, 12))
    assert (band.first, band.last) == (date(2019, 5, 10), date(2019, 5, 12))
    assert bands([RAMADAN], date(2019, 7, 1), date(2019, 7, 2)) == ()


def test_a_kind_that_is_not_offered_is_an_error_that_lists_the_kinds():
    with pytest.raises(ValueError, match="Ramadan, Ashura, Nowruz, Elections, not Easter"):
        bands(["Easter"], *SPAN)


def test_every_kind_says_which_days_it_holds():
    assert tuple(RULES) == KINDS


@given(st.dates(date(1900, 1, 1), date(2120, 1, 1)), st.integers(0, 4000))
def test_bands_lie_in_the_span_in_order_of_their_kind(first, length):
    last = first + timedelta(days=length)
    found = bands(KINDS, first, last)
    assert all(first <= band.first <= band.last <= last for band in found)
    assert [KINDS.index(band.kind) for band in found] == sorted(KINDS.index(band.kind) for band in found)
    if CALCULABLE[0].year + 2 < first.year and last.year < CALCULABLE[1].year - 2 and length > 2 * 366:
        assert {RAMADAN, ASHURA, NOWRUZ} <= {band.kind for band in found}
