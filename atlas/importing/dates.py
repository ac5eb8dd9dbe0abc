"""Dates as people write them: the order of day and month is decided once per column, never per cell."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from atlas.importing.settings import DateOrder, Reading

Precision = Literal["day", "week", "month", "year"]

FOUNDED = date(2014, 1, 1)
"""Before this year no part of Islamic State stood in the region: an earlier date is a slip."""

EXCEL_EPOCH = date(1899, 12, 30)
CENTURY = 100
PIVOT = 69
"""Years of two digits below it belong to this century."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier enero",
            "february feb februar février febrero",
            "march mar märz mrz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août agosto",
            "september sep sept septembre septiembre",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_CLOCK = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_CLOCK}")
_SLASHED_ISO = re.compile(rf"(\d{{4}})[/.](\d{{1,2}})[/.](\d{{1,2}}){_CLOCK}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
_NUMERIC = re.compile(rf"(\d{{1,2}})([/.\- ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_CLOCK}")
_DAY_WORD = re.compile(
    rf"(?:[^\W\d]+[,\-– ]+)?(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s\-/,]*([^\W\d_]+)\.?[\s\-/,]*(\d{{4}}|\d{{2}}){_CLOCK}"
)
_WORD_DAY = re.compile(
    rf"(?:[^\W\d]+[,\-– ]+)?([^\W\d_]+)\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:\s*[-–]\s*(\d{{1,2}}))?[\s,\-]+(\d{{4}}){_CLOCK}"
)
_WORD_YEAR = re.compile(r"([^\W\d_]+)\.?[\s\-/,]*(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[/.](\d{4})")
_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_SERIAL = re.compile(r"([34]\d{4})(?:\.0+)?")


class Day(NamedTuple):
    """What one cell says: the days from start to end, or what is wrong with it."""

    start: date | None
    end: date | None
    precision: Precision
    fault: str = ""


EMPTY = Day(None, None, "day")


class Survey(NamedTuple):
    """What all different texts of one column allow."""

    order: DateOrder
    """The order in which every cell is read; "" where both fit and someone has to say."""
    exchanged: bool
    """Whether Excel exchanged day and month in the cells it took for dates."""
    asked: bool
    why: str


def survey(texts: Iterable[str]) -> Survey:
    """Decide how a column is to be read.

    Where Excel met dates of the other order, it took those with a day up to 12 for dates, exchanging day and month, and
    left the others as text. So a column in which every text has a number above 12 first, and no date a day above 12, is
    such a column.
    """
    numeric = [found for text in texts if (found := _NUMERIC.fullmatch(text))]
    dates = [found for text in texts if (found := _ISO.fullmatch(text))]
    if not numeric:
        return Survey("", exchanged=False, asked=False, why="")
    first = [int(found[1]) for found in numeric]
    second = [int(found[3]) for found in numeric]
    day_first, month_first = _share(first, second), _share(second, first)
    dotted = all(found[2] == "." for found in numeric)
    order: DateOrder = "day first" if dotted or day_first >= month_first else "month first"
    leading = first if order == "day first" else second
    if dates and min(leading) > 12 and max(int(found[3]) for found in dates) <= 12:
        why = f"every text has a day above 12, no date cell has one: Excel exchanged day and month; read {order}"
        return Survey(order, exchanged=True, asked=False, why=why)
    if day_first == month_first == 1.0 and not dotted:
        return _by_clock(numeric)
    return Survey(order, exchanged=False, asked=False, why=f"dates read {order}: the other order does not fit")


def _share(days: list[int], months: list[int]) -> float:
    """Give the share of cells that an order fits."""
    fit = sum(1 <= day <= 31 and 1 <= month <= 12 for day, month in zip(days, months, strict=True))
    return fit / len(days)


def _by_clock(numeric: list[re.Match[str]]) -> Survey:
    """Both orders fit every cell: a time of day behind slashes is written by programs that put the month first."""
    if all(":" in found[0] and found[2] == "/" for found in numeric):
        return Survey("month first", exchanged=False, asked=False, why="dates with a time of day: month first")
    return Survey("", exchanged=False, asked=True, why="day first and month first both fit every date")


def is_numeric(text: str) -> bool:
    """Tell whether a text is a date whose order of day and month has to be known."""
    return _NUMERIC.fullmatch(text) is not None


def read_day(text: str, reading: Reading, today: date | None = None) -> Day:
    """Read one cell.

    Parameters
    ----------
    text
        The tidied cell.
    reading
        How the column is read; see `survey`.
    today
        The day after which a date lies in the future; the present day (UTC) by default.
    """
    if not text or text.casefold() in {"na", "n/a", "nan", "null", "none", "-", "unknown", "?"}:
        return EMPTY
    try:
        found = next((day for parse in _PARSERS if (day := parse(text, reading))), None)
    except ValueError:
        return Day(None, None, "day", "is no day of the calendar: check day and month")
    if found is None:
        return Day(None, None, "day", "is no date that is known: write it as YYYY-MM-DD")
    return _bounded(found, today or datetime.now(UTC).date(), two_digits=reading.two_digits)


def _bounded(day: Day, today: date, *, two_digits: bool = False) -> Day:
    if day.start is None or day.fault:
        return day
    if day.start.year < CENTURY:
        if two_digits and day.end is not None:
            start, end = (one.replace(year=one.year + 2000) for one in (day.start, day.end))
            return _bounded(Day(start, end, day.precision), today)
        year = day.start.year
        reason = f"has the year {year:04d}, written for {year + 2000}: accept the repair “two-digit year”"
        return Day(None, None, day.precision, reason)
    if day.start < FOUNDED:
        return day._replace(fault=f"is before {FOUNDED.year}, when the group did not exist: check the year")
    if day.start > today + timedelta(days=1):
        return day._replace(fault="lies in the future: check the year")
    return day


def _day(year: int, month: int, day: int) -> Day:
    found = date(year, month, day)
    return Day(found, found, "day")


def _full(year: str) -> int:
    short = int(year)
    return short if len(year) > 2 else short + (2000 if short < PIVOT else 1900)


def _month(year: int, month: int) -> Day:
    return Day(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _as_iso(text: str, reading: Reading) -> Day | None:
    found = _ISO.fullmatch(text) or _SLASHED_ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups()[:3])
    if reading.exchanged:
        return _day(year, day, month)
    return _month(year, month) if day == 0 and month else _day(year, month, day)


def _as_numeric(text: str, reading: Reading) -> Day | None:
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    if not reading.order:
        return Day(None, None, "day", "may be day first or month first: say which in a mapping file (date_order)")
    first, second, year = int(found[1]), int(found[3]), _full(found[4])
    return _day(year, first, second) if reading.order == "month first" else _day(year, second, first)


def _as_day_word(text: str, _: Reading) -> Day | None:
    found = _DAY_WORD.fullmatch(text)
    month = _MONTHS.get(found[2].casefold()) if found else None
    return _day(_full(found[3]), month, int(found[1])) if found and month else None


def _as_word_day(text: str, _: Reading) -> Day | None:
    found = _WORD_DAY.fullmatch(text)
    month = _MONTHS.get(found[1].casefold()) if found else None
    if not found or not month:
        return None
    start = date(int(found[4]), month, int(found[2]))
    end = start.replace(day=int(found[3])) if found[3] else start
    if end < start:
        raise ValueError
    days = (end - start).days
    return Day(start, end, "day" if not days else "week" if days < 7 else "month")


def _as_month(text: str, _: Reading) -> Day | None:
    words = _WORD_YEAR.fullmatch(text)
    if words and (month := _MONTHS.get(words[1].casefold())):
        return _month(int(words[2]), month)
    found = _YEAR_MONTH.fullmatch(text)
    if not found:
        return None
    year, month = (int(found[1]), int(found[2])) if found[1] else (int(found[4]), int(found[3]))
    return _month(year, month)


def _as_year(text: str, _: Reading) -> Day | None:
    found = _YEAR.fullmatch(text)
    return Day(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31), "year") if found else None


def _as_serial(text: str, _: Reading) -> Day | None:
    """Read a day as Excel counts it where a date lost its format."""
    found = _SERIAL.fullmatch(text)
    if not found:
        return None
    day = EXCEL_EPOCH + timedelta(days=int(found[1]))
    return Day(day, day, "day")


_PARSERS = (_as_iso, _as_numeric, _as_day_word, _as_word_day, _as_month, _as_year, _as_serial)


def in_parts(year: str, month: str, day: str, today: date | None = None) -> Day:
    """Read a date in three columns, where 0, 99 or nothing stand for what is not known."""
    try:
        numbers = [int(float(part)) if part else 0 for part in (year, month, day)]
    except (ValueError, OverflowError):
        words = _MONTHS.get(month.casefold())
        return (
            in_parts(year, str(words), day, today)
            if words
            else Day(None, None, "day", "is no date in numbers: write year, month and day as whole numbers")
        )
    unknown = {0, 99, -9, -99}
    try:
        if numbers[1] in unknown:
            found = Day(date(numbers[0], 1, 1), date(numbers[0], 12, 31), "year")
        elif numbers[2] in unknown:
            found = _month(numbers[0], numbers[1])
        else:
            found = _day(*numbers)
    except (ValueError, OverflowError):
        return Day(None, None, "day", "is no day of the calendar: check day and month")
    return _bounded(found, today or datetime.now(UTC).date())
