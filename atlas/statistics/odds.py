"""The odds of a region against the rest of its country, and how they changed: general under-reporting cancels."""

import numpy as np

from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.intervals import odds_ratio
from atlas.statistics.monthly import Monthly
from atlas.statistics.shares import effective_size, sums_of


def relative_odds_ratio(before: Monthly, after: Monthly) -> Estimate:
    """Divide the odds of an incident to lie in the region rather than in the rest of the country, after by before.

    If one part of all incidents goes unrecorded in a period, region and rest alike, the ratio stays what it is. It does
    not when reporting fell in one of the two only.

    Returns
    -------
    Estimate
        Unknown where a period has no incident, or where the region has none or all of them in both periods; open on
        both sides where a period has a single covered month.

    Notes
    -----
    Log interval with 1/2 added to each cell (Haldane 1956, Annals of Human Genetics 20, 309-311; Gart 1966, Biometrika
    53, 609-610: statsmodels' "logit-adjusted"), the cells being those of the effective sizes of ``shares``, so that
    bursts widen it. The value is the plain ratio; where a cell is 0 that would be 0 or infinite, and it is the middle
    of the interval on the logarithmic scale.
    """
    if not before.n or not after.n:
        return UNKNOWN
    inside, size = before.n_inside + after.n_inside, before.n + after.n
    if inside in (0, size):
        return UNKNOWN
    low, high = _interval(before, after)
    cells = (before.n_inside, before.n - before.n_inside, after.n_inside, after.n - after.n_inside)
    plain = cells[2] * cells[1] / (cells[0] * cells[3]) if all(cells) else None
    if np.isnan(low):
        return Estimate(plain, 0.0, None)
    return Estimate(plain if plain is not None else float(np.sqrt(low * high)), low, high)


def _interval(before: Monthly, after: Monthly) -> tuple[float, float]:
    first, second = (float(effective_size(sums_of(period))) for period in (before, after))
    if np.isnan(first) or np.isnan(second):
        return float("nan"), float("nan")
    return odds_ratio(after.n_inside / after.n * second, second, before.n_inside / before.n * first, first)
