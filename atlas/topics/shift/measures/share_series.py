"""The shares of several groups of provinces in a country's incidents, year by year, with their intervals."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import is_sure
from atlas.statistics.monthly import per_month, units
from atlas.statistics.periods import Months, Period, Unit, month_numbers, months_of
from atlas.statistics.shares import Sums, in_country, shares

FEWEST = 10
"""Below this many units in the whole country a bin has no share: the interval would say nothing."""


class ShareSeries(NamedTuple):
    """Shares per bin and group.

    ``table`` has one row per group and bin, in that order: group, first, last (days covered), inside_sure, inside,
    total_sure, total, share, low, high (fractions; not a number where the bin has fewer than ``FEWEST`` units).
    ``not_datable`` counts the rows that cross the edge of a bin and are in none.
    """

    table: pd.DataFrame
    not_datable: int

    @property
    def sparse(self) -> list[date]:
        """Give the first days of the bins that are too thin for a share."""
        bins = self.table.drop_duplicates("first")
        return [day.date() for day in bins.loc[bins["total"] < FEWEST, "first"]]


def share_series(
    table: pd.DataFrame,
    groups: Mapping[str, Collection[str]],
    covered: Period,
    *,
    country: str = "Afghanistan",
    unit: Unit = "incidents",
    months_per_bin: int = 12,
) -> ShareSeries:
    """Follow the shares of groups of provinces through the calendar.

    Parameters
    ----------
    table
        Plain table; rows of other countries and rows without a province are left out of the denominator.
    groups
        Name and province ids of each group.
    months_per_bin
        12 for calendar years, 6 for half-years; the first and last bin end where the coverage does.

    Notes
    -----
    Wilson's interval (Wilson 1927, Journal of the American Statistical Association 22, 209-212) on the effective
    number of incidents, see ``shares.effective_size``.
    """
    rows = in_country(table, country)
    months = months_of(covered)
    of_month = (months.first + np.arange(len(months.days))) // months_per_bin
    bins = np.unique(of_month)
    kept = covered.holds(rows) & _in_one_bin(rows, months_per_bin)
    dealt = of_month[:, None] == bins[None, :]
    found = [
        _group(rows[kept], rows.loc[kept, "province_id"].isin(list(provinces)), unit, months, dealt).assign(
            group=name, **_days(bins, months_per_bin, covered)
        )
        for name, provinces in groups.items()
    ]
    columns = ["group", "first", "last", "inside_sure", "inside", "total_sure", "total", "share", "low", "high"]
    return ShareSeries(pd.concat(found, ignore_index=True)[columns], int((covered.touches(rows) & ~kept).sum()))


def _in_one_bin(rows: pd.DataFrame, months_per_bin: int) -> NDArray[np.bool_]:
    first, last = (month_numbers(rows[column]) // months_per_bin for column in ("date_start", "date_end"))
    return np.asarray(first == last, dtype=np.bool_)


def _group(
    rows: pd.DataFrame, inside: "pd.Series[bool]", unit: Unit, months: Months, dealt: NDArray[np.bool_]
) -> pd.DataFrame:
    """Count one group per bin and give its share where there is enough to share."""
    member, sure = inside.to_numpy(dtype=np.bool_), is_sure(rows)
    counted = per_month(units(rows, member, unit), months)
    certain = per_month(units(rows[sure], member[sure], unit), months)
    estimates = shares(Sums.of(counted.inside, counted.total, months.days, dealt))
    chosen = dealt.astype(np.int64)
    table = pd.DataFrame(
        {
            "inside_sure": certain.inside @ chosen,
            "inside": counted.inside @ chosen,
            "total_sure": certain.total @ chosen,
            "total": counted.total @ chosen,
            "share": estimates.value,
            "low": estimates.low,
            "high": estimates.high,
        }
    )
    thin = table["total"] < FEWEST
    table.loc[thin, ["share", "low", "high"]] = np.nan
    return table


def _days(bins: NDArray[np.int64], months_per_bin: int, covered: Period) -> dict[str, list[pd.Timestamp]]:
    """Give the first and last covered day of each bin."""
    starts = [int(number) * months_per_bin for number in (*bins, bins[-1] + 1)]
    edges = [pd.Timestamp(start // 12, start % 12 + 1, 1) for start in starts]
    return {
        "first": [max(edge, pd.Timestamp(covered.first)) for edge in edges[:-1]],
        "last": [min(edge - pd.Timedelta(days=1), pd.Timestamp(covered.last)) for edge in edges[1:]],
    }
