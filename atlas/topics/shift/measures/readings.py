"""What the table says about one place in two periods: counts, the model's shares, rates, and how they differ."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.beta_binomial import POINTS
from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import Estimate
from atlas.statistics.monthly import Monthly, per_month
from atlas.statistics.odds import relative_odds_ratio
from atlas.statistics.periods import Question, months_of
from atlas.statistics.rates import rate, rate_ratio
from atlas.statistics.shares import SharePeriod
from atlas.topics.shift.measures.counted import Counted, Rise, confidence_of_rate, model, rise


class Reading(NamedTuple):
    """One place before and after. Shares are fractions of its country's units; rates are units per covered month."""

    before: SharePeriod
    after: SharePeriod
    rise: Rise | None
    """None where the place has none, or all, of the units of both periods."""
    rate_before: Estimate
    rate_after: Estimate
    rate_ratio: Estimate
    rate_confidence: float | None
    """One-sided confidence that the rate rose; no posterior probability."""
    odds_ratio: Estimate
    """The odds of the place against the rest of its country, after over before: general under-reporting cancels."""

    @property
    def inside(self) -> int:
        """Units in the place, both periods together."""
        return self.before.inside + self.after.inside


def read(rows: pd.DataFrame, inside: NDArray[np.bool_], question: Question, points: int = POINTS) -> Reading:
    """Read one place.

    Parameters
    ----------
    rows
        Plain table of one country, all with a province: the denominator.
    inside
        Which of the rows lie in the place.
    question
        Gives periods, unit, smallest difference and prior.
    points
        Points of the model's grid.
    """
    counted, sure = Counted.of(rows, inside, question), is_sure(rows)
    firm = Counted.of(rows[sure], inside[sure], question)
    first, second = _monthly(counted, question)
    return Reading(
        *sides(firm, counted),
        rise=rise(model(counted, question, points=points), question),
        rate_before=rate(first),
        rate_after=rate(second),
        rate_ratio=rate_ratio(first, second),
        rate_confidence=confidence_of_rate(counted, question),
        odds_ratio=relative_odds_ratio(first, second),
    )


def sides(sure: Counted, every: Counted) -> tuple[SharePeriod, SharePeriod]:
    """Return the counts of both periods: the sure units and all of them."""
    before, after = (
        SharePeriod(int(some.inside.sum()), int(each.inside.sum()), len(some.month), len(each.month))
        for some, each in zip(sure, every, strict=True)
    )
    return before, after


def _monthly(counted: Counted, question: Question) -> tuple[Monthly, Monthly]:
    before, after = (
        per_month(each, months_of(period))
        for each, period in zip(counted, (question.before, question.after), strict=True)
    )
    return before, after
