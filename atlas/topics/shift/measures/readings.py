"""What the table says about one place in two periods: counts, shares, rates, and how they differ."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import Estimate
from atlas.statistics.monthly import Monthly, monthly
from atlas.statistics.odds import relative_odds_ratio
from atlas.statistics.periods import Question
from atlas.statistics.rates import exact_p, rate, rate_ratio
from atlas.statistics.shares import SharePeriod, share, share_difference


class Reading(NamedTuple):
    """One place before and after. Shares are fractions of its country's units; rates are units per covered month."""

    before: SharePeriod
    after: SharePeriod
    share_before: Estimate
    share_after: Estimate
    difference: Estimate
    rate_before: Estimate
    rate_after: Estimate
    rate_ratio: Estimate
    odds_ratio: Estimate
    """The odds of the place against the rest of its country, after over before: general under-reporting cancels."""
    p_if_independent: float | None
    """Exact conditional test of equal rates, as if incidents were independent; only beside the interval."""

    @property
    def inside(self) -> int:
        """Units in the place, both periods together."""
        return self.before.inside + self.after.inside


def read(rows: pd.DataFrame, inside: NDArray[np.bool_], question: Question) -> Reading:
    """Read one place.

    Parameters
    ----------
    rows
        Plain table of one country, all with a province: the denominator.
    inside
        Which of the rows lie in the place.
    question
        Gives the periods and the unit.
    """
    counts = count(rows, inside, question)
    sure = is_sure(rows)
    firm = count(rows[sure], inside[sure], question)
    before, after = (
        SharePeriod(some.n_inside, every.n_inside, some.n, every.n) for some, every in zip(firm, counts, strict=True)
    )
    first, second = counts
    return Reading(
        before=before,
        after=after,
        share_before=share(first),
        share_after=share(second),
        difference=share_difference(first, second),
        rate_before=rate(first),
        rate_after=rate(second),
        rate_ratio=rate_ratio(first, second),
        odds_ratio=relative_odds_ratio(first, second),
        p_if_independent=exact_p(first, second),
    )


def count(rows: pd.DataFrame, inside: NDArray[np.bool_], question: Question) -> tuple[Monthly, Monthly]:
    """Count both periods month by month."""
    before, after = (monthly(rows, inside, period, question.unit) for period in (question.before, question.after))
    return before, after
