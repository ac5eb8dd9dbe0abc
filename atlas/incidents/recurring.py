"""Days that come back every year, and elections: when Ramadan, Ashura and Nowruz fall, and the weeks of polls."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Hijri

from atlas.incidents.context import read_sheet

RAMADAN, ASHURA, NOWRUZ, ELECTIONS = KINDS = ("Ramadan", "Ashura", "Nowruz", "Elections")
"""What recurs, in the order in which it is offered."""

LUNAR_MARGIN = timedelta(days=1)
"""A month begins when the crescent is seen: the day kept may differ by one from the calculated one."""

ELECTION_RUN_UP = timedelta(days=7)
"""An election's days are polling day and the week before it."""

RULES = {
    RAMADAN: "the calculated month and a day on either side",
    ASHURA: "10 Muharram as calculated and a day on either side",
    NOWRUZ: "20 and 21 March",
    ELECTIONS: "polling day and the week before it, in the country that votes",
}
"""Which days each kind holds, in words."""

CALCULABLE = date(1924, 8, 1), date(2077, 11, 16)
"""First and last day for which the Umm al-Qura tables can be computed."""

HIJRI_YEARS = 1343, 1500
"""First and last lunar year of those tables."""

_MUHARRAM, _RAMADAN = 1, 9
_HIJRI_YEARS_PER_YEAR = 365.2425 / 354.367
_HIJRA = 622


class Band(NamedTuple):
    """Some days in a row that recur, both ends included."""

    kind: str
    name: str
    first: date
    last: date
    country: str = ""
    """The only country that it concerns; empty for all."""


def bands(
    kinds: Collection[str], first: date, last: date, countries: Collection[str] | None = None
) -> tuple[Band, ...]:
    """List the recurring days between two days, cut to them.

    Parameters
    ----------
    kinds
        Values of ``KINDS``; others are an error.
    first, last
        The span. Lunar dates are known inside ``CALCULABLE`` only.
    countries
        Whose elections to give; all by default.

    Returns
    -------
    tuple of Band
        By kind in the order of ``KINDS``, then by day.

    Notes
    -----
    Nowruz, the first day of the solar year, falls on 20 or 21 March. Lunar dates are calculated from the Umm al-Qura
    tables (hijridate). The day that people kept follows the sighting of the crescent and may differ by one between
    countries, so every lunar band is a day wider at both ends.
    """
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise ValueError(f"recurring dates are {', '.join(KINDS)}, not {', '.join(sorted(unknown))}")
    makers = {RAMADAN: _ramadans, ASHURA: _ashuras, NOWRUZ: _nowruzes, ELECTIONS: _elections}
    found = [band for kind in KINDS if kind in kinds for band in makers[kind](first, last)]
    wanted = [band for band in found if not band.country or countries is None or band.country in countries]
    reaching = [band for band in wanted if band.first <= last and band.last >= first]
    return tuple(band._replace(first=max(band.first, first), last=min(band.last, last)) for band in reaching)


def _ramadans(first: date, last: date) -> Iterator[Band]:
    for year in _hijri_years(first, last):
        begin = Hijri(year, _RAMADAN, 1)
        end = Hijri(year, _RAMADAN, begin.month_length()).to_gregorian()
        yield Band(RAMADAN, f"Ramadan {year}", begin.to_gregorian() - LUNAR_MARGIN, end + LUNAR_MARGIN)


def _ashuras(first: date, last: date) -> Iterator[Band]:
    for year in _hijri_years(first, last):
        day = Hijri(year, _MUHARRAM, 10).to_gregorian()
        yield Band(ASHURA, f"Ashura {year}", day - LUNAR_MARGIN, day + LUNAR_MARGIN)


def _nowruzes(first: date, last: date) -> Iterator[Band]:
    for year in range(first.year, last.year + 1):
        yield Band(NOWRUZ, f"Nowruz {year}", date(year, 3, 20), date(year, 3, 21))


def _elections(first: date, last: date) -> Iterator[Band]:  # noqa: ARG001  (all makers take the span)
    for day, country, kind in read_sheet("elections")[["date", "country", "kind"]].itertuples(index=False):
        polled = day.date()
        yield Band(ELECTIONS, f"{country}, {kind} election", polled - ELECTION_RUN_UP, polled, str(country))


def _hijri_years(first: date, last: date) -> range:
    """Return the lunar years that may touch a span, inside what the tables hold."""
    low, high = (min(max(day, CALCULABLE[0]), CALCULABLE[1]) for day in (first, last))
    begin, end = (int((day.year - _HIJRA) * _HIJRI_YEARS_PER_YEAR) for day in (low, high))
    return range(max(begin - 1, HIJRI_YEARS[0]), min(end + 2, HIJRI_YEARS[1]) + 1)
