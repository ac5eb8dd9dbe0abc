"""The least-distance plan that turns one distribution over places into another."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EVENNESS = 1e-6
"""What a kilometre costs more for each kilometre of the way: 0.1 % at 1,000 km.

Several plans may be shortest. This makes two middling hauls cheaper than a short and a long one of the same sum, so
that the same shares always give the same plan; the plan is at most that much longer than the shortest.
"""

SMALLEST = 1e-9


def least_distance(before: Floats, after: Floats, km: Floats) -> Floats:
    """Plan which share moves from where to where so that the sum of share times distance is least.

    Parameters
    ----------
    before, after
        Shares of the places, each adding up to 1.
    km
        Distances, shape (places, places).

    Returns
    -------
    numpy.ndarray
        Shares moved, shape (places, places), from row to column; what stays is not in it. As distances obey the
        triangle inequality, what a place has in common before and after stays.

    Notes
    -----
    The transportation problem (Hitchcock 1941, Journal of Mathematics and Physics 20, 224-230), solved by the dual
    simplex method of HiGHS. Its cost is the earth mover's or Wasserstein-1 distance; the share that moves is the total
    variation distance.
    """
    from scipy.optimize import linprog

    surplus = before - after
    givers, takers = np.flatnonzero(surplus > SMALLEST), np.flatnonzero(surplus < -SMALLEST)
    plan = np.zeros_like(km)
    if not len(givers) or not len(takers):
        return plan
    ways = km[np.ix_(givers, takers)]
    given = surplus[givers]
    taken = -surplus[takers] * given.sum() / -surplus[takers].sum()
    found = linprog(
        (ways + EVENNESS * ways**2).ravel(),
        A_eq=_sums(*ways.shape),
        # The last equation follows from the others.
        b_eq=np.concatenate([given, taken[:-1]]),
        method="highs-ds",
        options={"presolve": False},
    )
    if not found.success:
        raise ArithmeticError(f"The transport plan was not found: {found.message}")
    plan[np.ix_(givers, takers)] = np.where(found.x > SMALLEST, found.x, 0.0).reshape(ways.shape)
    return plan


def _sums(givers: int, takers: int) -> Floats:
    """Write the sums of rows and of columns of a matrix, laid out in one line, as equations; without the last one."""
    rows = np.kron(np.eye(givers), np.ones((1, takers)))
    columns = np.kron(np.ones((1, givers)), np.eye(takers))
    return np.vstack([rows, columns])[:-1]
