"""The order of day and month is decided per column, and no cell is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.importing.dates import in_parts, read_day, survey
from atlas.importing.settings import Reading

TODAY = date(2026, 6, 1)
DAY_FIRST = Reading("day first")


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("05 July 2024", date(2024, 7, 5), "day"),
        ("8-Jan-18", date(2018, 1, 8), "day"),
        ("2024-07-05 00:00:00.000", date(2024, 7, 5), "day"),
        ("2024-07-05T10:00:00Z", date(2024, 7, 5), "day"),
        ("06.01.2020", date(2020, 1, 6), "day"),
        ("20240705", date(2024, 7, 5), "day"),
        ("January 1-3, 2021", date(2021, 1, 1), "week"),
        ("Sunday, November 19, 2017", date(2017, 11, 19), "day"),
        ("Mai 2019", date(2019, 5, 1), "month"),
        ("2019-05", date(2019, 5, 1), "month"),
        ("2019", date(2019, 1, 1), "year"),
        ("43831", date(2020, 1, 1), "day"),
    ],
)
def test_forms_are_read(text: str, start: date, precision: str) -> None:
    found = read_day(text, DAY_FIRST, TODAY)

    assert (found.start, found.precision, found.fault) == (start, precision, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 February 2020", "no day of the calendar"),
        ("yesterday", "no date that is known"),
        ("1900-01-01", "before 2014"),
        ("0025-06-14", "written for 2025"),
        ("2031-01-01", "in the future"),
    ],
)
def test_what_is_no_date_is_said(text: str, said: str) -> None:
    assert said in read_day(text, DAY_FIRST, TODAY).fault


def test_a_two_digit_year_is_read_once_accepted() -> None:
    assert read_day("0024-06-14", Reading(two_digits=True), TODAY).start == date(2024, 6, 14)


def test_an_order_that_is_not_known_is_asked_in_the_cell_too() -> None:
    assert "day first or month first" in read_day("03/04/2019", Reading(), TODAY).fault


def test_one_cell_above_12_decides_the_column() -> None:
    assert survey(["03/04/2019", "25/04/2019"]).order == "day first"
    assert survey(["03/04/2019", "04/25/2019"]).order == "month first"


def test_both_orders_fit_and_are_asked() -> None:
    assert survey(["03/04/2019", "05/06/2019"]).asked


def test_a_time_behind_slashes_means_month_first() -> None:
    assert survey(["03/04/2019 00:00:00"]).order == "month first"


def test_days_exchanged_by_excel_are_found_by_their_pattern() -> None:
    found = survey(["14/06/2016", "26/08/2016", "2016-09-11"])

    assert found.exchanged
    assert read_day("2016-09-11", Reading("day first", exchanged=True), TODAY).start == date(2016, 11, 9)


def test_dates_in_parts_keep_what_is_unknown() -> None:
    assert in_parts("2015", "7", "0", TODAY).precision == "month"
    assert in_parts("2016", "0", "0", TODAY).end == date(2016, 12, 31)
    assert "calendar" in in_parts("2016", "13", "1", TODAY).fault


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read_day(text, DAY_FIRST, TODAY)

    assert found.start is None or found.end is not None
