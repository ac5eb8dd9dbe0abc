"""Intervals of rates, shares and odds in closed form, for numbers and arrays alike.

statsmodels has them too, but brings all of scipy.stats: 0.6 s of every start and every command. The tests hold each
formula against it.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

Bounds = tuple[NDArray[np.float64], NDArray[np.float64]]
LEVEL = 0.05
"""The error of an interval where none is given."""


def normal_reach(alpha: float) -> float:
    """Give how many standard errors a two-sided normal interval with this error reaches."""
    return float(-ndtri(alpha / 2))


def student_reach(freedom: float, alpha: float = LEVEL) -> float:
    """Give how many standard errors Student's interval with this error reaches."""
    return float(stdtrit(freedom, 1 - alpha / 2))


def wilson(count: ArrayLike, size: ArrayLike, alpha: float = LEVEL) -> Bounds:
    """Give Wilson's score interval of a share (Wilson 1927, JASA 22, 209-212); NaN without any size."""
    part, whole, reach = np.asarray(count, dtype=float), np.asarray(size, dtype=float), normal_reach(alpha)
    share, pull = part / whole, reach**2 / whole
    middle = (share + pull / 2) / (1 + pull)
    spread = reach * np.sqrt(share * (1 - share) / whole + pull / (4 * whole)) / (1 + pull)
    return np.where(part == 0, 0.0, middle - spread), np.where(part == whole, 1.0, middle + spread)


def difference(second: ArrayLike, second_size: ArrayLike, first: ArrayLike, first_size: ArrayLike) -> Bounds:
    """Give Newcombe's hybrid score interval of a difference of two shares, the first taken from the second.

    Newcombe 1998, Statistics in Medicine 17, 873-890, method 10. Counts and sizes, as `wilson` takes them.
    """
    shares = [np.asarray(count, dtype=float) / np.asarray(size, dtype=float)
              for count, size in ((second, second_size), (first, first_size))]  # fmt: skip
    (low_2, high_2), (low_1, high_1) = wilson(second, second_size), wilson(first, first_size)
    gap = shares[0] - shares[1]
    down = np.sqrt((shares[0] - low_2) ** 2 + (high_1 - shares[1]) ** 2)
    up = np.sqrt((high_2 - shares[0]) ** 2 + (shares[1] - low_1) ** 2)
    return gap - down, gap + up


def poisson_rate(count: float, exposure: float, alpha: float = LEVEL) -> tuple[float, float]:
    """Give the score interval of a Poisson rate."""
    reach = normal_reach(alpha)
    middle, spread = count + reach**2 / 2, reach * np.sqrt(count + reach**2 / 4)
    return float((middle - spread) / exposure), float((middle + spread) / exposure)


def odds_ratio(second: float, second_size: float, first: float, first_size: float) -> tuple[float, float]:
    """Give the interval of an odds ratio, second over first, from its logarithm with half a unit added to each cell.

    Agresti 1999, Biometrics 55, 597-602.
    """
    cells = np.array([second, second_size - second, first, first_size - first]) + 0.5
    middle = np.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    spread = normal_reach(LEVEL) * np.sqrt((1 / cells).sum())
    return float(np.exp(middle - spread)), float(np.exp(middle + spread))
