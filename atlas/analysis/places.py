"""Counts per province, over all time and per year."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from atlas.analysis.certainty import is_sure, tolls
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
        all incidents that have a province), not_located (incidents without coordinates), first and last (day). The
        province with most incidents comes first, equals by province_id. Provinces without an incident are left out.
    """
    killed = tolls(table)
    rows = pd.DataFrame(
        {
            "province_id": table["province_id"],
            "incidents_sure": is_sure(table),
            "incidents": 1,
            "killed_low": killed.low,
            "killed_best": killed.best,
            "killed_high": killed.high,
            "not_located": ~has_point(table),
        }
    )
    counts = rows.groupby("province_id", observed=True).sum().astype("int64")
    counts.insert(5, "share", counts["incidents"] / counts["incidents"].sum())
    dates = table.groupby("province_id", observed=True)
    counts["first"], counts["last"] = dates["date_start"].min(), dates["date_end"].max()
    counts.index = pd.Index(counts.index.astype("str"), name="province_id")
    return counts.sort_index().sort_values("incidents", ascending=False, kind="stable")


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
