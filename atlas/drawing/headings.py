"""Titles that state a finding, and the one line under them.

A title says only what the record itself says ("recorded"), and names a place or a year only where the sure incidents
and all of them agree on it. It never says how likely a thing is: that is the business of a test and its own words.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from atlas.drawing.number_words import capitalised, counted, plural, spanned
from atlas.incidents.filters import Filters
from atlas.statistics.series import TimeSeries
from atlas.text import day_in_words, joined

FEW = 5
"""Below this many incidents a title counts them instead of naming a peak."""

NAMED = 3
"""More places or years than this are not named in a title."""

SOLID = "solid: sure, hatched: suspected or disputed"
INCIDENTS = ("incidents_sure", "incidents")
DEATHS = ("killed_low", "killed_best", "killed_high")


class Of(NamedTuple):
    """What a title counts."""

    one: str
    """One of it: "attack"."""
    columns: Sequence[str] = INCIDENTS
    """The readings of its number, of which none may contradict the title."""

    @property
    def many(self) -> str:
        """Give the plural."""
        return plural(self.one)


def counted_in(filters: Filters) -> Of:
    """Name what a selection counts: attacks where it holds nothing else, incidents otherwise."""
    return Of("attack" if filters.classes == ("attack",) else "incident")


def line(what: str, first: date, last: date, reading: str = "") -> str:
    """Write what is drawn, when, and how to read it: "Attacks per year, 1 May 2020 to 2 May 2021; solid: sure"."""
    when = f"{day_in_words(first)} to {day_in_words(last)}" if first < last else day_in_words(first)
    said = f"{what}, {when}" if first <= last else what
    return f"{capitalised(said)}{f'; {reading}' if reading else ''}."


def over_time(series: TimeSeries, of: Of, where: str = "") -> str:
    """Say when there was most; ``where`` follows the noun (" in Kunar")."""
    counts = series.counts
    total = int(counts["incidents"].sum()) if len(counts) else 0
    if not total:
        return f"No recorded {of.one}{where} can be dated to one {series.step}"
    years = counts.groupby(pd.DatetimeIndex(counts.index).year)[[*of.columns]].sum()
    hit = years.index[years[of.columns[-1]] > 0]
    if total < FEW:
        span = f"{hit[0]}" if len(hit) == 1 else f"{hit[0]} to {hit[-1]}"
        return f"{capitalised(counted(total, f'recorded {of.one}'))}{where}, {span}"
    if len(years) < 2:
        sure, most = (int(counts[column].sum()) for column in INCIDENTS)
        return f"{capitalised(spanned(sure, most, f'recorded {of.one}'))}{where} in {years.index[0]}"
    highest = [str(year) for year in _first(years, of)]
    if len(highest) > NAMED:
        return f"No single year stands out among the recorded {of.many}{where}"
    if len(highest) > 1:
        return f"Recorded {of.many}{where} were most numerous in {joined(highest, 'or')}"
    return f"Recorded {of.many}{where} peaked in {highest[0]}"


def deaths_over_time(series: TimeSeries) -> str:
    """Say in which year most people were killed, as far as the lowest and the highest figures agree."""
    counts = series.counts
    if not len(counts) or not counts["killed_high"].sum():
        return "No death is recorded in this period"
    years = counts.groupby(pd.DatetimeIndex(counts.index).year)[[*DEATHS]].sum()
    low, high = (int(counts[column].sum()) for column in ("killed_low", "killed_high"))
    if len(years) < 2 or counts["incidents"].sum() < FEW:
        return f"{capitalised(spanned(low, high, 'person'))} recorded killed"
    highest = [str(year) for year in _first(years, Of("death", DEATHS))]
    if len(highest) > NAMED:
        return "No single year stands out as the deadliest on record"
    return f"{joined(highest, 'or')} was the deadliest year on record"


def leaders(table: pd.DataFrame, names: Mapping[str, str], of: Of, unit: str = "province") -> str:
    """Name the places that hold more than half, if few do.

    Parameters
    ----------
    table
        Index code; the columns of ``of``.
    names
        Code to label.
    of
        What is counted.
    unit
        What a row is.
    """
    ordered = table.sort_values(of.columns[-1], ascending=False, kind="stable")[[*of.columns]]
    held = ordered[ordered[of.columns[-1]] > 0]
    if held.empty:
        return f"No recorded {of.one} with a known {unit}"
    if len(held) == 1:
        return f"All recorded {of.many} with a known {unit} are in {names.get(str(held.index[0]), held.index[0])}"
    totals = held.sum()
    for number in range(1, NAMED + 1):
        if number < len(held) and (held.head(number).sum()[totals > 0] * 2 > totals[totals > 0]).all():
            named = [names.get(str(code), str(code)) for code in held.index[:number]]
            return f"{joined(named)} {'has' if number == 1 else 'have'} more than half of the recorded {of.many}"
    if len(held) <= NAMED + 1:
        return f"Recorded {of.many} are divided among {len(held)} {plural(unit)}"
    return f"The first {NAMED} of {len(held)} {plural(unit)} may have less than half of the recorded {of.many}"


def _first(years: pd.DataFrame, of: Of) -> list[int]:
    """List the years that stand first by any of the readings."""
    found = {year for column in of.columns if years[column].any() for year in _highest(years[column])}
    return sorted(found)


def _highest(values: pd.Series) -> list[int]:
    return [int(year) for year in values.index[values == values.max()]]
