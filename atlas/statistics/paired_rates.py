"""The ratio of the rates of two sets of incidents that share their months, as two regions of one period do."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.intervals import student_reach
from atlas.statistics.periods import DAYS_PER_MONTH, Months, month_numbers

_CONFIDENCE = 0.95


class Exposed(NamedTuple):
    """Incidents per calendar month, and the days of each month in which they could have been counted."""

    first: int
    """Number of the first month: 12 x year + month - 1."""
    counts: NDArray[np.int64]
    days: NDArray[np.int64] | NDArray[np.float64]

    @property
    def n(self) -> int:
        """All incidents."""
        return int(self.counts.sum())

    @property
    def months(self) -> float:
        """The days in mean months: the exposure of the rate."""
        return float(self.days.sum()) / DAYS_PER_MONTH

    @property
    def rate(self) -> float | None:
        """Incidents per mean month, None without a day."""
        return self.n / self.months if self.months else None

    @property
    def deviations(self) -> NDArray[np.float64]:
        """What each month adds to the error of the logarithm of the rate: (count - expected) / n."""
        expected = self.n * self.days / self.days.sum()
        return np.asarray((self.counts - expected) / self.n, dtype=np.float64)


def exposed(table: pd.DataFrame, months: Months) -> Exposed:
    """Count the rows of a table by the month of their first day; one outside the months counts in the nearest."""
    place = np.clip(month_numbers(table["date_start"]) - months.first, 0, len(months.days) - 1)
    return Exposed(months.first, np.bincount(place, minlength=len(months.days)), months.days)


def paired_ratio(reference: Exposed, other: Exposed) -> Estimate:
    """Give the monthly rate of ``other`` over that of ``reference``, with an interval that allows for bursts.

    The two may share months but no incident. Their months are compared in pairs, so that what moves both at once (a
    wave, a gap in reporting) does not count as a difference. Where they share none, ``rates.rate_ratio`` is for them.

    Returns
    -------
    Estimate
        Without an interval when either has no incident; unknown when the reference has none or a side no day.

    Notes
    -----
    The variance of the logarithm is that of a Poisson regression with month as cluster (the sandwich estimator, Liang
    and Zeger 1986, Biometrika 73, 13-22), the deviations of both rates subtracted month by month before they are
    squared; it is never below the Poisson variance. Student's t on the months less one.
    """
    if not reference.n or other.rate is None or reference.rate is None:
        return UNKNOWN
    ratio = other.rate / reference.rate
    if not other.n:
        return Estimate(0.0, None, None)
    begin = min(reference.first, other.first)
    length = max(reference.first + len(reference.days), other.first + len(other.days)) - begin
    deviations, covered = np.zeros(length), np.zeros(length, dtype=np.bool_)
    for sign, side in ((1, other), (-1, reference)):
        span = slice(side.first - begin, side.first - begin + len(side.days))
        deviations[span] += sign * side.deviations
        covered[span] |= side.days > 0
    return _log_interval(ratio, deviations, int(covered.sum()), floor=1 / other.n + 1 / reference.n)


def _log_interval(value: float, deviations: NDArray[np.float64], months: int, *, floor: float) -> Estimate:
    """Put an interval round a rate or a ratio on the logarithmic scale; none with a single month."""
    if months < 2:
        return Estimate(value, None, None)
    variance = max(floor, months / (months - 1) * float((deviations**2).sum()))
    reach = float(np.exp(student_reach(months - 1, 1 - _CONFIDENCE) * np.sqrt(variance)))
    return Estimate(value, value / reach, value * reach)
