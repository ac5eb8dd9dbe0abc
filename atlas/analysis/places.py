"""Counts per province, over all time and per year."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas.analysis.certainty import has_toll, is_sure, tolls
from atlas.analysis.series import NOT_KNOWN, series
from atlas.analysis.totals import has_point


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
    provinces = table["province_id"].astype("category").cat
    codes = provinces.codes.to_numpy()
    placed = codes >= 0
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
    size = len(provinces.categories)
    sums = {name: np.bincount(codes[placed], values[placed], size) for name, values in measures.items()}
    index = pd.Index(provinces.categories.astype("str"), name="province_id")
    counts = pd.DataFrame(sums, index=index).round().astype("int64")
    counts.insert(5, "share", counts["incidents"] / max(1, counts["incidents"].sum()))
    for name, days in (
        ("first", table["date_start"].groupby(codes).min()),
        ("last", table["date_end"].groupby(codes).max()),
    ):
        counts[name] = days.reindex(range(size)).to_numpy()
    return counts[counts["incidents"] > 0].sort_index().sort_values("incidents", ascending=False, kind="stable")


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
