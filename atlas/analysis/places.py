"""Counts per province, over all time and per year."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.analysis.certainty import has_toll, is_sure, tolls
from atlas.analysis.coded import coded
from atlas.analysis.series import NOT_KNOWN, series
from atlas.analysis.totals import has_point

BY_PROVINCE = (
    "incidents_sure", "incidents", "killed_low", "killed_best", "killed_high", "share", "toll_known", "not_located",
    "first", "last",
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


def by_province(table: pd.DataFrame) -> pd.DataFrame:
    """Count incidents and deaths per province.

    Returns
    -------
    pandas.DataFrame
        Index province_id; columns incidents_sure, incidents, killed_low, killed_best, killed_high, share (fraction of
        all incidents that have a province), toll_known (incidents with any figure of deaths), not_located (incidents
        without coordinates), first and last (day). The province with most incidents comes first, equals by
        province_id. Provinces without an incident are left out.
    """
    codes, names = coded(table["province_id"])
    placed = codes >= 0
    held, size = codes[placed], len(names)
    killed = tolls(table)
    measures = {
        "incidents_sure": is_sure(table),
        "incidents": placed,
        "killed_low": killed.low,
        "killed_best": killed.best,
        "killed_high": killed.high,
        "toll_known": has_toll(table),
        "not_located": ~has_point(table),
    }
    # Sums by code are several times faster than a grouped frame, and the map asks for them at every change.
    sums = {name: np.bincount(held, values[placed], size).round().astype("int64") for name, values in measures.items()}
    order = sorted(np.flatnonzero(sums["incidents"]), key=lambda code: (-sums["incidents"][code], names[code]))
    days = {
        "first": _edge(np.minimum, table["date_start"], held, placed, size),
        "last": _edge(np.maximum, table["date_end"], held, placed, size),
    }
    found = sums | {"share": sums["incidents"] / max(1, sums["incidents"].sum())} | days
    index = pd.Index([names[code] for code in order], dtype="object", name="province_id")
    return pd.DataFrame({name: found[name][order] for name in BY_PROVINCE}, index=index)


def _edge(
    of: np.ufunc, days: pd.Series, codes: NDArray[Any], placed: NDArray[np.bool_], size: int
) -> NDArray[np.datetime64]:
    """Give the first or the last day of each code; what stands for a code without rows means nothing."""
    stamps = days.to_numpy(dtype="datetime64[us]")[placed]
    if not len(stamps):
        return np.full(size, np.datetime64("NaT"), dtype="datetime64[us]")
    edges = np.full(size, stamps.max() if of is np.minimum else stamps.min())
    of.at(edges, codes, stamps)
    return edges


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
