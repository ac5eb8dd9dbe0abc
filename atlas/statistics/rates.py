"""How many incidents a region has per covered month, and how that changed between two periods.

Only counts of incidents, operations or days belong here. Deaths are no counts of independent events: a single attack
kills any number, so no test of this module may be put to them.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincc, ndtr

from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.intervals import poisson_rate, student_reach, wilson
from atlas.statistics.monthly import Monthly

PRIOR = 20
"""How many units of a region the dispersion of its country weighs (chosen by simulation, docs/SIMULATION.md)."""


def dispersion(*periods: Monthly) -> float | None:
    """Give how much more the monthly counts vary than independent incidents would, at least 1.

    It is Pearson's chi-square over its degrees of freedom with one mean rate per period and a month's exposure in days:
    the scale of a quasi-Poisson model. A rare region often shows no bursts only because there is too little of it: its
    own dispersion is therefore averaged with that of the country, which weighs as much as `PRIOR` units of the region,
    and the average counts where it is the larger. None when no period has two covered months.
    """
    freedom = degrees_of_freedom(*periods)
    if freedom < 1:
        return None
    size = sum(period.n_inside for period in periods)
    own = sum(_chi_square(period.inside, period.days) for period in periods) / freedom
    country = sum(_chi_square(period.total, period.days) for period in periods) / freedom
    return max(1.0, own, (size * max(own, 1.0) + PRIOR * country) / (size + PRIOR))


def degrees_of_freedom(*periods: Monthly) -> int:
    """Give the covered months less one for each period."""
    return sum(int((period.days > 0).sum()) - 1 for period in periods)


def rate(counts: Monthly) -> Estimate:
    """Give the region's units per covered month.

    Notes
    -----
    Score interval of a Poisson rate on the effective count, that is the count over the dispersion. Without two covered
    months the interval is open.
    """
    if counts.exposure <= 0:
        return UNKNOWN
    value, spread = counts.n_inside / counts.exposure, dispersion(counts)
    if spread is None:
        return Estimate(value, 0.0, None)
    low, high = poisson_rate(counts.n_inside / spread, counts.exposure / spread, tail(degrees_of_freedom(counts)))
    return Estimate(value, max(0.0, low), high)


def rate_ratio(before: Monthly, after: Monthly) -> Estimate:
    """Divide the region's units per covered month after by those before.

    Returns
    -------
    Estimate
        Value 0 without any after; value and upper bound None (infinite) without any before; unknown without any at all.

    Notes
    -----
    Given both counts together, the later one of two independent Poisson counts is binomial (Przyborowski and Wilenski
    1940, Biometrika 31, 313-323). Wilson's score interval of that binomial share, on the counts over their common
    dispersion, becomes an interval of the ratio. It comes close to the interval of a quasi-Poisson model, and unlike
    that one it has a bound on the known side when a count is 0.
    """
    first, second = before.n_inside, after.n_inside
    if before.exposure <= 0 or after.exposure <= 0 or first + second == 0:
        return UNKNOWN
    time = before.exposure / after.exposure
    value = second / first * time if first else None
    spread = dispersion(before, after)
    if spread is None:
        return Estimate(value, 0.0, None)
    alpha = tail(degrees_of_freedom(before, after))
    low, high = wilson(second / spread, (first + second) / spread, alpha)
    return Estimate(value, _odds(float(low) if second else 0.0) * time, _odds(float(high)) * time if first else None)


def exact_p(before: Monthly, after: Monthly) -> float | None:
    """Test whether the two rates are equal as if incidents were independent: the two-sided exact conditional test.

    None without any incident or without any covered day in a period. Incidents do come in bursts, so it is too small;
    it stands beside `rate_ratio` to show by how much.
    """
    if before.exposure <= 0 or after.exposure <= 0 or before.n_inside + after.n_inside == 0:
        return None
    from statsmodels.stats.rates import test_poisson_2indep

    with np.errstate(divide="ignore"):  # the library also forms the ratio, which is infinite from nothing
        found = test_poisson_2indep(
            after.n_inside, after.exposure, before.n_inside, before.exposure, method="exact-cond", compare="ratio"
        )
    return min(1.0, float(found.pvalue))


@cache
def tail(freedom: int) -> float:
    """Give the error at which a normal interval is as wide as Student's at 5 % with so many degrees of freedom."""
    return float(2 * ndtr(-student_reach(freedom)))


def _chi_square(counts: NDArray[np.int64], days: NDArray[np.int64]) -> float:
    """Compare monthly counts with what one rate per covered day would give; 0 without any."""
    covered, size = days > 0, int(counts.sum())
    if size == 0:
        return 0.0
    expected = size * days[covered] / days.sum()
    return float(((counts[covered] - expected) ** 2 / expected).sum())


def _odds(share: float) -> float:
    return share / (1 - share)


def rate_confidence(
    before: NDArray[np.int64], days_before: NDArray[np.int64], after: NDArray[np.int64], days_after: NDArray[np.int64]
) -> float | None:
    """Return the one-sided confidence that a region's rate is higher after than before; no posterior probability.

    Parameters
    ----------
    before, after
        The region's counts in the blocks of each period, empty blocks among them.
    days_before, days_after
        Covered days of the same blocks.

    Returns
    -------
    float or None
        0 to 1; None where the region has no count, or a period no covered day.

    Notes
    -----
    Quasi-Poisson with the region's own Pearson dispersion over its blocks, at least 1. Given their sum, the counts over
    the dispersion are binomial; the confidence is that of the mid-p interval, by its beta approximation (Brown, Cai and
    DasGupta 2001, Statistical Science 16, 101-133), so that a period without any count is no exception.
    """
    covered = [int(days.sum()) for days in (days_before, days_after)]
    sums = [int(counts.sum()) for counts in (before, after)]
    if not all(covered) or not any(sums):
        return None
    freedom = len(before) + len(after) - 2
    chi_square = _chi_square(before, days_before) + _chi_square(after, days_after)
    scale = max(1.0, chi_square / freedom) if freedom > 0 else 1.0
    expected = covered[1] / sum(covered)
    return float(betaincc(sums[1] / scale + 0.5, sums[0] / scale + 0.5, expected))
