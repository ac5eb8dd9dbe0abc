"""What a question counts in its two periods, and what the model says about it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.beta_binomial import POINTS, PRIORS, Posterior, posterior
from atlas.statistics.blocks import HALF_YEAR, Blocks, Step, blocks, covered_days, cut_block
from atlas.statistics.estimate import Estimate
from atlas.statistics.monthly import Units, units
from atlas.statistics.periods import Question, month_numbers
from atlas.statistics.rates import rate_confidence


class Counted(NamedTuple):
    """The units of both periods of a question: the month of each, and whether it lies inside the region."""

    before: Units
    after: Units

    @classmethod
    def of(cls, rows: pd.DataFrame, inside: NDArray[np.bool_], question: Question) -> Self:
        """Count the rows that lie wholly in a period.

        Parameters
        ----------
        rows
            Plain table of one country, all with a province: the denominator.
        inside
            Which of the rows lie in the region.
        """
        return next(cls.each(rows, [inside], question))

    @classmethod
    def each(cls, rows: pd.DataFrame, insides: Iterable[NDArray[np.bool_]], question: Question) -> Iterator[Self]:
        """Count the same rows for several regions: the months of incidents are looked up once for all of them."""
        needed = rows[["date_start", "operation_id"]]
        held = [period.holds(rows) for period in (question.before, question.after)]
        parts = [needed[each] for each in held]
        months = [month_numbers(part["date_start"]) for part in parts]
        for inside in insides:
            if question.unit == "incidents":
                sides = (Units(month, inside[each]) for month, each in zip(months, held, strict=True))
            else:
                sides = (units(part, inside[each], question.unit) for part, each in zip(parts, held, strict=True))
            yield cls(*sides)

    def blocks(self, step: Step = HALF_YEAR) -> tuple[Blocks, Blocks]:
        """Return the counts of both periods in blocks of time."""
        return blocks(self.before.month, self.before.inside, step), blocks(self.after.month, self.after.inside, step)

    @property
    def inside(self) -> int:
        """Units inside the region, both periods together."""
        return int(self.before.inside.sum() + self.after.inside.sum())

    @property
    def totals(self) -> tuple[int, int]:
        """Units of the country in each period."""
        return len(self.before.month), len(self.after.month)


class Rise(NamedTuple):
    """What the model says of a region's share: probabilities 0 to 1; shares, and their difference, as fractions."""

    p_rise: float
    p_beyond: float
    """The probability that it rose by more than the smallest difference of interest."""
    difference: Estimate
    share_before: Estimate
    share_after: Estimate

    @property
    def p_fall(self) -> float:
        """The probability that it fell."""
        return 1 - self.p_rise


def model(
    counted: Counted, question: Question, step: Step = HALF_YEAR, *, whole: bool = True, points: int = POINTS
) -> Posterior | None:
    """Integrate the model over the blocks of both periods.

    Parameters
    ----------
    counted
        What is counted.
    question
        Gives the prior, and the edge between the periods.
    step
        Length of a block.
    whole
        False leaves out the block that the edge cuts, on both of its sides.
    """
    before, after = counted.blocks(step)
    if not whole:
        cut = cut_block(question.before, question.after, step)
        before, after = before.without(cut), after.without(cut)
    return posterior(before, after, PRIORS[question.prior], points)


def rise(found: Posterior | None, question: Question) -> Rise | None:
    """Read the probabilities off a posterior; None where there is none."""
    if found is None:
        return None
    return Rise(found.p_rise, found.p_beyond(question.smallest), found.difference, found.before, found.after)


def confidence_of_rate(counted: Counted, question: Question) -> float | None:
    """Return the one-sided confidence that the region's own rate per covered day rose; see ``rate_confidence``."""
    sides = []
    for found, period in zip(counted.blocks(), (question.before, question.after), strict=True):
        numbers, days = covered_days(period)
        place = np.searchsorted(numbers, found.number)
        counts = np.zeros(len(numbers), dtype=np.int64)
        if len(numbers):
            np.add.at(counts, np.clip(place, 0, len(numbers) - 1), found.inside)
        sides += [counts, days]
    return rate_confidence(*sides)
