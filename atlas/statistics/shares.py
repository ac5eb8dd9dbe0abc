"""The share of a region in the incidents of a country: per period, and how it differs between two."""

from collections.abc import Collection
from datetime import date
from typing import Literal, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import Estimate, Estimates
from atlas.statistics.intervals import difference, wilson
from atlas.statistics.monthly import Monthly, monthly
from atlas.statistics.periods import Question

FEWEST_INSIDE = 10
"""Below this many incidents inside the region, both periods together, nothing is said about a change."""

Direction = Literal["rose", "fell", "uncertain"]


class Sums(NamedTuple):
    """What the intervals need to know of the months of a period: arrays of one shape, an entry per specification."""

    months: NDArray[np.float64]
    inside: NDArray[np.float64]
    total: NDArray[np.float64]
    inside_squared: NDArray[np.float64]
    inside_total: NDArray[np.float64]
    total_squared: NDArray[np.float64]
    total_squared_by_days: NDArray[np.float64]
    """Each month's squared total over its part of the covered days."""

    @classmethod
    def of(
        cls,
        inside: NDArray[np.int64],
        total: NDArray[np.int64],
        days: NDArray[np.int64],
        dealt: NDArray[np.bool_] | None = None,
    ) -> Self:
        """Add up counts whose last axis is the months.

        Parameters
        ----------
        inside, total
            Counts, any shape that ends in months.
        days
            Covered days of each month; those without any do not count.
        dealt
            Which months make each of several periods (months x periods): the last axis is then the periods. All months
            make the one period by default.
        """
        covered = days > 0
        periods = covered[:, None] & (np.ones((len(days), 1), dtype=np.bool_) if dealt is None else dealt)
        chosen = periods.astype(float)
        inner, whole = inside.astype(float), total.astype(float)
        per_day = whole**2 / np.maximum(days, 1)
        sums = [product @ chosen for product in (inner, whole, inner**2, inner * whole, whole**2, per_day)]
        months = np.broadcast_to(chosen.sum(axis=0), sums[0].shape)
        found = [months, *sums[:-1], sums[-1] * (days @ chosen)]
        return cls(*(found if dealt is not None else (each[..., 0] for each in found)))


def effective_size(sums: Sums) -> NDArray[np.float64]:
    """Give the number of independent incidents that would know as much; not a number when one month is all there is.

    Incidents come in bursts. The size is the number of incidents over the Pearson dispersion of the monthly counts,
    or the size at which a binomial share would have the variance of the share clustered by month, whichever is smaller.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums.inside / sums.total
        chi_square = sums.total_squared_by_days / sums.total - sums.total
        dispersion = np.maximum(1.0, chi_square / (sums.months - 1))
        squares = sums.inside_squared - 2 * share * sums.inside_total + share**2 * sums.total_squared
        variance = sums.months / (sums.months - 1) * np.maximum(squares, 0.0) / sums.total**2
        by_share = np.where(variance > 1e-12, share * (1 - share) / variance, np.inf)
        size = np.minimum(sums.total / dispersion, by_share)
    return np.where((sums.total > 0) & (sums.months > 1), size, np.nan)


def shares(sums: Sums) -> Estimates:
    """Give the share of each specification with Wilson's interval on the effective size."""
    size = effective_size(sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = sums.inside / sums.total
        low, high = wilson(value * size, size)
    return _widest_where_unknown(value, np.maximum(low, 0.0), np.minimum(high, 1.0), (0.0, 1.0))


def share_differences(before: Sums, after: Sums) -> Estimates:
    """Subtract the shares of each specification, with their interval on the effective sizes; see ``newcombe``."""
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = before.inside / before.total, after.inside / after.total
    return newcombe(first, effective_size(before), second, effective_size(after))


def newcombe(
    first: NDArray[np.float64],
    first_size: NDArray[np.float64],
    second: NDArray[np.float64],
    second_size: NDArray[np.float64],
) -> Estimates:
    """Subtract the first share from the second, each known from a number of independent incidents.

    Notes
    -----
    Newcombe's hybrid score interval for the difference of two proportions (Newcombe 1998, Statistics in Medicine 17,
    873-890, method 10).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = difference(second * second_size, second_size, first * first_size, first_size)
    return _widest_where_unknown(second - first, low, high, (-1.0, 1.0))


def share(counts: Monthly) -> Estimate:
    """Give a region's share of one period; see ``shares``."""
    return shares(sums_of(counts)).one()


def share_difference(before: Monthly, after: Monthly) -> Estimate:
    """Subtract the shares of two periods; see ``share_differences``."""
    return share_differences(sums_of(before), sums_of(after)).one()


def sums_of(counts: Monthly) -> Sums:
    """Add up the months of one period."""
    return Sums.of(counts.inside, counts.total, counts.days)


def _widest_where_unknown(
    value: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], widest: tuple[float, float]
) -> Estimates:
    """Give the widest interval where there is a value and no effective size."""
    lost = np.isnan(low) & ~np.isnan(value)
    return Estimates(value, np.where(lost, widest[0], low), np.where(lost, widest[1], high))


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


class ShareChange(NamedTuple):
    """How a region's share changed at ``cut``, the first day of the second period.

    ``direction`` is "rose" or "fell" only when the whole interval lies on that side of 0 and the region has at least
    ``FEWEST_INSIDE`` incidents. ``not_datable`` rows lie across the edge of a period.
    """

    cut: date
    before: SharePeriod
    after: SharePeriod
    change: Estimate
    direction: Direction
    not_datable: int


def compare_shares(table: pd.DataFrame, question: Question, inside: Collection[str]) -> ShareChange:
    """Compare the share of a region in the two periods of a question.

    Parameters
    ----------
    table
        Plain table; rows of other countries and rows without a province are left out of the denominator.
    inside
        The province ids that make the region.
    """
    rows = in_country(table, question.country)
    member = rows["province_id"].isin(list(inside)).to_numpy(dtype=np.bool_)
    counts = [monthly(rows, member, period, question.unit) for period in (question.before, question.after)]
    held = [period.holds(rows) for period in (question.before, question.after)]
    touched = question.before.touches(rows) | question.after.touches(rows)
    change = share_difference(*counts)
    before, after = (_period(member[each], is_sure(rows[each])) for each in held)
    crossing = int((touched & ~held[0] & ~held[1]).sum())
    named = direction(change, sum(each.n_inside for each in counts))
    return ShareChange(question.after.first, before, after, change, named, crossing)


def in_country(table: pd.DataFrame, country: str) -> pd.DataFrame:
    """Give the rows of a country that have a province: the denominator of every share."""
    return table[((table["country"] == country) & table["province_id"].notna()).to_numpy(dtype=np.bool_)]


def direction(change: Estimate, inside: int) -> Direction:
    """Name the direction of a change where its whole interval lies on one side of 0 and the counts suffice."""
    if inside < FEWEST_INSIDE:
        return "uncertain"
    return "rose" if change.above(0) else "fell" if change.below(0) else "uncertain"


def _period(member: NDArray[np.bool_], sure: NDArray[np.bool_]) -> SharePeriod:
    return SharePeriod(int((member & sure).sum()), int(member.sum()), int(sure.sum()), len(sure))
