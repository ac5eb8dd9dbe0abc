"""The share of a region in the incidents of a country, before and from a cut date on."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.stats.proportion import confint_proportions_2indep

from atlas.analysis.certainty import is_sure

FEWEST_INSIDE = 10
"""Below this many incidents inside the region, both periods together, nothing is said about a change."""

Direction = Literal["rose", "fell", "uncertain"]


class SharePeriod(NamedTuple):
    """One period: incidents inside the region and in the whole country, sure ones and all."""

    inside_sure: int
    inside: int
    total_sure: int
    total: int

    @property
    def share(self) -> float | None:
        """Give the share of all incidents as a fraction, None without any incident."""
        return self.inside / self.total if self.total else None


class Difference(NamedTuple):
    """Share after minus share before, as fractions, with its 95 % interval; None when a period has no incident."""

    value: float | None
    low: float | None
    high: float | None


class ShareChange(NamedTuple):
    """How a region's share changed at ``cut``, the first day of the second period.

    ``direction`` is "rose" or "fell" only when the interval over all rows and the one over the sure rows both lie on
    that side of 0 and the region has at least ``FEWEST_INSIDE`` incidents. ``not_datable`` rows span the cut.
    """

    cut: date
    before: SharePeriod
    after: SharePeriod
    change: Difference
    change_sure: Difference
    direction: Direction
    not_datable: int


def compare_shares(
    table: pd.DataFrame,
    cut: date,
    covers_from: date,
    covers_to: date,
    inside: Collection[str],
    *,
    column: str = "region_id",
    country: str = "Afghanistan",
) -> ShareChange:
    """Compare the share of a region before ``cut`` and from it on.

    Parameters
    ----------
    table
        Plain table; rows of other countries and rows without a province are left out of the denominator.
    cut
        First day of the second period.
    covers_from, covers_to
        First and last covered day: months without any incident count in the dispersion.
    inside
        The values of ``column`` that make the region.

    Notes
    -----
    Newcombe's hybrid score interval for the difference of two proportions (Newcombe 1998, Statistics in Medicine 17,
    873-890, method 10). Incidents come in bursts, so each period enters with an effective size: the number of
    incidents over the Pearson dispersion of the monthly counts, or the size at which a binomial share would have
    the variance of the share clustered by month, whichever is smaller.
    """
    rows = table.loc[(table["country"] == country) & table["province_id"].notna()]
    before = (rows["date_end"] < pd.Timestamp(cut)).to_numpy(dtype=bool)
    after = (rows["date_start"] >= pd.Timestamp(cut)).to_numpy(dtype=bool)
    member, sure = rows[column].isin(list(inside)).to_numpy(dtype=bool), is_sure(rows)
    first, last = _months(covers_from, cut - timedelta(days=1)), _months(cut, covers_to)

    def difference(chosen: NDArray[np.bool_]) -> Difference:
        return _difference(
            _sample(rows.loc[before & chosen, "date_start"], member[before & chosen], first),
            _sample(rows.loc[after & chosen, "date_start"], member[after & chosen], last),
        )

    change, change_sure = difference(np.ones(len(rows), dtype=bool)), difference(sure)
    periods = _period(member[before], sure[before]), _period(member[after], sure[after])
    direction = _direction(change, change_sure, periods[0].inside + periods[1].inside)
    return ShareChange(cut, *periods, change, change_sure, direction, int((~before & ~after).sum()))


class _Sample(NamedTuple):
    inside: int
    total: int
    effective: float


def _months(first: date, last: date) -> tuple[int, int]:
    """Give the first covered month of a period, counted from year 0, and how many there are."""
    begin, end = (12 * day.year + day.month - 1 for day in (first, max(first, last)))
    return begin, end - begin + 1


def _sample(dates: "pd.Series[pd.Timestamp]", member: NDArray[np.bool_], months: tuple[int, int]) -> _Sample:
    """Count a period and find the size its incidents would have if they were independent."""
    begin, length = months
    month = (12 * dates.dt.year + dates.dt.month - 1 - begin).to_numpy().clip(0, length - 1)
    totals = np.bincount(month, minlength=length)
    insides = np.bincount(month[member], minlength=length)
    return _Sample(int(insides.sum()), int(totals.sum()), _effective_size(insides, totals))


def _effective_size(insides: NDArray[np.int64], totals: NDArray[np.int64]) -> float:
    """Shrink the number of incidents for clustering in time; not a number when one month is all there is."""
    size, months = int(totals.sum()), len(totals)
    if size == 0 or months < 2:
        return float("nan")
    mean, share = size / months, insides.sum() / size
    dispersion = max(1.0, float(((totals - mean) ** 2 / mean).sum()) / (months - 1))
    variance = months / (months - 1) * float(((insides - share * totals) ** 2).sum()) / size**2
    by_share = share * (1 - share) / variance if variance > 0 else np.inf
    return float(min(size / dispersion, by_share))


def _difference(before: _Sample, after: _Sample) -> Difference:
    """Subtract the shares, with Newcombe's interval on the effective sizes; the widest one if a size is unknown."""
    if not before.total or not after.total:
        return Difference(None, None, None)
    first, second = before.inside / before.total, after.inside / after.total
    if np.isnan(before.effective) or np.isnan(after.effective):
        return Difference(second - first, -1.0, 1.0)
    low, high = confint_proportions_2indep(
        second * after.effective, after.effective, first * before.effective, before.effective, method="newcomb"
    )
    return Difference(second - first, float(low), float(high))


def _direction(change: Difference, change_sure: Difference, inside: int) -> Direction:
    """Name the direction only where both intervals agree on it."""
    lows, highs = (change.low, change_sure.low), (change.high, change_sure.high)
    if inside < FEWEST_INSIDE:
        return "uncertain"
    if all(low is not None and low > 0 for low in lows):
        return "rose"
    if all(high is not None and high < 0 for high in highs):
        return "fell"
    return "uncertain"


def _period(member: NDArray[np.bool_], sure: NDArray[np.bool_]) -> SharePeriod:
    return SharePeriod(int((member & sure).sum()), int(member.sum()), int(sure.sum()), len(sure))
