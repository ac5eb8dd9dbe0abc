"""Counts per province, over all time and per year."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import tolls
from atlas.statistics.codes import Coded, coded
from atlas.statistics.row_facts import Entries, entries, first_day, last_day
from atlas.statistics.series import NOT_KNOWN, series
from atlas.statistics.totals import counts, marked, unmarked

COUNTS = (
    "incidents_sure", "incidents", "killed_low", "killed_best", "killed_high", "share", "toll_known", "not_located",
)  # fmt: skip


class YearTable(NamedTuple):
    """Incidents per province and year.

    ``counts`` has the index province_id and one column per covered year (int), with whole numbers; a province without
    any incident is not in it. ``partial_years`` are covered only in part. ``not_datable`` rows cross the turn of a
    year, ``no_province`` rows can be dated but have no province, ``outside`` rows lie outside the span: none of the
    three is in the counts.
    """

    counts: pd.DataFrame
    partial_years: tuple[int, ...]
    not_datable: int
    no_province: int
    outside: int


def by_province(table: pd.DataFrame | Entries) -> pd.DataFrame:
    """Count incidents and deaths per province, of a plain table or of entries of its facts.

    Returns
    -------
    pandas.DataFrame
        Index province_id; columns incidents_sure, incidents, killed_low, killed_best, killed_high, share (fraction of
        all incidents that have a province), toll_known (incidents with any figure of deaths), not_located (incidents
        without coordinates), first and last (day). The province with most incidents comes first, equals by
        province_id. Provinces without an incident are left out.
    """
    held = entries(table)
    found, provinces = province_counts(held), held.fact(_provinces)
    codes, size = unmarked(held.take(provinces.codes)), len(provinces.words)
    kept = [provinces.words.index(str(name)) for name in found.index]
    first = _edge(np.minimum, held.of(first_day), codes, size)[kept]
    return found.assign(first=first, last=_edge(np.maximum, held.of(last_day), codes, size)[kept])


def province_counts(table: pd.DataFrame | Entries) -> pd.DataFrame:
    """Give ``by_province`` without the first and the last day: what a map draws at every change of the selection."""
    held = entries(table)
    provinces: Coded = held.fact(_provinces)
    marked_codes, words = held.take(provinces.codes), provinces.words
    counted, codes = counts(marked_codes, len(words)), unmarked(marked_codes)
    # Sums by code are several times faster than a grouped frame.
    killed = (np.bincount(codes, held.take(toll), len(words) + 1)[:-1].round() for toll in held.fact(tolls))
    number = counted.incidents
    found = (
        counted.sure, number, *(sums.astype(np.int64) for sums in killed), number / max(1, number.sum()),
        counted.toll_known, number - counted.located,
    )  # fmt: skip
    order = sorted(np.flatnonzero(number), key=lambda code: (-number[code], words[code]))
    index = pd.Index([words[code] for code in order], dtype="object", name="province_id")
    return pd.DataFrame(dict(zip(COUNTS, (values[order] for values in found), strict=True)), index=index)


def _provinces(table: pd.DataFrame) -> Coded:
    """Code the provinces with their marks, ready to be counted: the number after the last stands for no province."""
    codes, words = coded(table["province_id"])
    return Coded(marked(table, np.where(codes < 0, len(words), codes).astype(np.intp)), words)


def _edge(of: np.ufunc, days: NDArray[np.datetime64], codes: NDArray[np.intp], size: int) -> NDArray[np.datetime64]:
    """Give the first or the last day of each code; what stands for a code without rows means nothing."""
    if not len(days):
        return np.full(size, np.datetime64("NaT"), dtype="datetime64[us]")
    stamps = days.view(np.int64)  # whole numbers are compared thirty times faster than days
    edges = np.full(size + 1, stamps.max() if of is np.minimum else stamps.min())
    of.at(edges, codes, stamps)
    return edges[:size].view("datetime64[us]")


def by_year_and_province(
    table: pd.DataFrame, covers_from: date, covers_to: date, *, start: date | None = None, end: date | None = None
) -> YearTable:
    """Count incidents per province and year inside the coverage; the arguments are those of ``series``."""
    years = series(table, "year", covers_from, covers_to, by="province_id", start=start, end=end)
    counts = years.incidents_by.T
    counts.columns = pd.Index(pd.DatetimeIndex(years.counts.index).year, name="year")
    placed = counts.drop(index=NOT_KNOWN, errors="ignore").sort_index()
    partial = tuple(int(year) for year in counts.columns[years.counts["partial"]])
    unplaced = int(counts.to_numpy().sum() - placed.to_numpy().sum())
    return YearTable(placed, partial, years.not_datable, unplaced, years.outside)
