from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.statistics.periods import Period, Question, month_numbers, months_of

DAYS = st.dates(date(2014, 1, 1), date(2027, 12, 31))


def test_a_period_holds_whole_intervals_and_touches_parts(tiny):
    table = tiny(
        {"date_start": "2021-08-14"},
        {"date_start": "2021-08-14", "date_end": "2021-08-16"},
        {"date_start": "2021-08-15"},
    )
    after = Period(date(2021, 8, 15), date(2021, 12, 31))
    assert after.holds(table).tolist() == [False, False, True]
    assert after.touches(table).tolist() == [False, True, True]


def test_a_cut_makes_two_periods_that_follow_on_each_other():
    asked = Question.at(date(2021, 8, 15), date(2015, 1, 26), date(2026, 2, 6))
    assert asked.before == (date(2015, 1, 26), date(2021, 8, 14))
    assert asked.after == (date(2021, 8, 15), date(2026, 2, 6))
    assert asked.moved(unit="days").before == asked.before


def test_months_know_how_much_of_them_is_covered():
    months = months_of(Period(date(2021, 8, 15), date(2021, 10, 1)))
    assert months.days.tolist() == [17, 30, 1]
    assert months.first == month_numbers([date(2021, 8, 31)])[0]


def test_an_empty_period_has_no_days():
    empty = Period(date(2021, 8, 15), date(2021, 8, 14))
    assert (empty.days, empty.months, months_of(empty).days.sum()) == (0, 0, 0)


@given(first=DAYS, last=DAYS)
def test_the_months_of_a_period_have_its_days(first, last):
    period = Period(first, last)
    months = months_of(period)
    assert months.days.sum() == period.days
    assert months.exposure.sum() == pytest.approx(period.months)
    assert (months.days >= 0).all()
    assert (months.days <= 31).all()
