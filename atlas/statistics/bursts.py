"""The mean place of incidents that come in bursts: its covariance by month, and how far that can be trusted."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import fdtri

from atlas.statistics.ellipses import Ellipse
from atlas.statistics.periods import Unit, month_numbers

Floats = NDArray[np.float64]

FEWEST_ROWS = 5
FEWEST_MONTHS = 3
"""With fewer incidents, or fewer months that have any, nothing is said about a mean place."""

UNSEEN = 2.0
"""How many unseen incidents, lying like all those compared, each covariance is widened by.

As in the "plus four" interval of Agresti and Coull for proportions: a rare, distant province that happens to be missing
from a small sample would otherwise count as impossible. Measured in benchmarks/simulation.
"""

ACCURACY_M = 5_000.0
"""How far from a town's point an incident recorded there may lie: no place is known better than that."""

FEWEST_FREEDOM = 3.0
"""With fewer effective degrees of freedom the ellipse would reach far beyond any country, and says nothing."""

LEVEL = 0.95


class BurstMean(NamedTuple):
    """A mean place in the plane with its covariance (square metres), the number of months and degrees of freedom."""

    mean: Floats
    covariance: Floats
    months: int
    freedom: float


def burst_months(table: pd.DataFrame) -> NDArray[np.int64]:
    """Give the number of the month of each row; all rows of an operation stand in the month of its first."""
    month, operation = month_numbers(table["date_start"]), operations(table)
    first = np.full(len(table), np.iinfo(np.int64).max)
    np.minimum.at(first, operation, month)
    return first[operation]


def operations(table: pd.DataFrame) -> NDArray[np.intp]:
    """Tell rows apart by their operation, numbered from 0; an incident without one is an operation of its own."""
    named = table["operation_id"].to_numpy(dtype=object)
    lone = pd.isna(named) | (named == "")
    return np.asarray(pd.factorize(np.where(lone, table["id"].to_numpy(dtype=object), named))[0])


def unit_weights(table: pd.DataFrame, unit: Unit) -> Floats:
    """Weigh each row so that each incident, operation or first day counts once; its rows share the weight evenly."""
    if unit == "incidents":
        return np.ones(len(table))
    code = operations(table) if unit == "operations" else pd.factorize(table["date_start"].to_numpy())[0]
    return np.asarray(1.0 / np.bincount(code)[code])


def burst_mean(xy: Floats, weights: Floats, months: NDArray[np.int64], pool: Floats) -> BurstMean | None:
    """Estimate a mean place and its covariance when the incidents of a month belong together.

    Parameters
    ----------
    xy, weights, months
        Position (n x 2, metres of the plane), weight and month of each row.
    pool
        Positions (m x 2) of everything that is compared: what an unseen incident might have been.

    Returns
    -------
    BurstMean or None
        None for fewer than `FEWEST_ROWS` rows or `FEWEST_MONTHS` months.

    Notes
    -----
    Cluster-robust covariance with the jackknife's correction (CR3, Bell and McCaffrey 2002, Survey Methodology 28,
    169-181): the sum of each month's deviations is divided by one less its share h of the weight. Degrees of freedom
    are those of the effective number of months, 1 / sum(h^2), less one (Carter, Schnepel and Steigerwald 2017, Review
    of Economics and Statistics 99, 698-709, with equal variances), because a few large months count for little more
    than themselves.
    """
    names, month = np.unique(months, return_inverse=True)
    if len(xy) < FEWEST_ROWS or len(names) < FEWEST_MONTHS:
        return None
    share = np.bincount(month, weights=weights) / weights.sum()
    mean = np.average(xy, axis=0, weights=weights)
    moved = (xy - mean) * (weights / weights.sum())[:, None]
    sums = np.column_stack([np.bincount(month, weights=moved[:, axis]) for axis in (0, 1)]) / (1 - share)[:, None]
    away = pool - mean
    size = weights.sum() ** 2 / (weights**2).sum()
    scatter = away.T @ away / len(pool) + ACCURACY_M**2 * np.eye(2)
    covariance = sums.T @ sums + UNSEEN * scatter / size**2
    return BurstMean(mean, covariance, len(names), float(1 / (share**2).sum() - 1))


def confidence_ellipse(means: Sequence[BurstMean], centre: Floats) -> Ellipse | None:
    """Draw the 95 % confidence ellipse of a mean place, or of the difference of two, about ``centre``.

    None where nearly all incidents fall in a few months, so that there is no useful bound.

    Notes
    -----
    Hotelling's T2 with the degrees of freedom of Nel and van der Merwe as modified by Krishnamoorthy and Yu (2004,
    Statistics and Probability Letters 66, 161-169), Welch's for two dimensions: f = (p + p^2) / sum of
    (tr(W^2) + tr(W)^2) / f_i with W = S_i S^-1, and T2 ~ f p / (f - p + 1) F(p, f - p + 1), p = 2.
    """
    whole = np.sum([each.covariance for each in means], axis=0)
    parts = [np.linalg.solve(whole, each.covariance) for each in means]
    shares = [
        (np.trace(part @ part) + np.trace(part) ** 2) / one.freedom for part, one in zip(parts, means, strict=True)
    ]
    freedom = 6 / float(np.sum(shares))
    if freedom < FEWEST_FREEDOM:
        return None
    reach = 2 * freedom / (freedom - 1) * fdtri(2, freedom - 1, LEVEL)
    return Ellipse.of(centre, reach * whole)
