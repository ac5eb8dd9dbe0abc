"""Counts in blocks of calendar time: what clusters stands in one block, and blocks count as independent."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from atlas.statistics.periods import Period, month_numbers

Step = Literal["month", "half-year", "year"]

STEPS: dict[Step, int] = {"month": 1, "half-year": 6, "year": 12}
"""Months of a block."""

HALF_YEAR: Step = "half-year"


class Blocks(NamedTuple):
    """Counts of a region and of its country in the blocks of one period that hold any, in order of time."""

    number: NDArray[np.int64]
    """Number of the block: months since the year 0 over the months of a block."""
    inside: NDArray[np.int64]
    total: NDArray[np.int64]

    @property
    def n_inside(self) -> int:
        """All that lies inside the region."""
        return int(self.inside.sum())

    @property
    def n(self) -> int:
        """All of the country."""
        return int(self.total.sum())

    @property
    def share(self) -> float | None:
        """The pooled share as a fraction, None without any."""
        return self.n_inside / self.n if self.n else None

    def without(self, number: int | None) -> "Blocks":
        """Return the counts without one block."""
        kept = self.number != number if number is not None else np.ones(len(self.number), dtype=np.bool_)
        return Blocks(self.number[kept], self.inside[kept], self.total[kept])


def blocks(month: NDArray[np.int64], inside: NDArray[np.bool_], step: Step = HALF_YEAR) -> Blocks:
    """Count what is known by the number of its month (``periods.month_numbers``)."""
    number = month // STEPS[step]
    if not len(number):
        none = np.zeros(0, dtype=np.int64)
        return Blocks(none, none, none)
    first = int(number.min())
    total = np.bincount(number - first)
    within = np.bincount(number[inside] - first, minlength=len(total))
    held = np.flatnonzero(total)
    return Blocks(held + first, within[held].astype(np.int64), total[held].astype(np.int64))


def cut_block(before: Period, after: Period, step: Step = HALF_YEAR) -> int | None:
    """Return the number of the block in which the first period ends and the second begins; None where none does."""
    ends, begins = (int(number) // STEPS[step] for number in month_numbers([before.last, after.first]))
    return begins if ends == begins else None


def covered_days(period: Period, step: Step = HALF_YEAR) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the number of every block of a period and its covered days; a period without days has no block."""
    days = np.arange(np.datetime64(period.first), np.datetime64(period.last) + 1)
    if not len(days):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    numbers = (days.astype("datetime64[M]").astype(np.int64) + 12 * 1970) // STEPS[step]
    found, count = np.unique(numbers, return_counts=True)
    return found, count.astype(np.int64)
