"""How sure one can be that a row belongs in a count: the attribution and the range of the toll."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.incidents.vocabulary import SURE
from atlas.statistics.codes import coded


class Tolls(NamedTuple):
    """The toll of each row as three arrays of persons, in the order of the rows; an unknown toll adds nothing."""

    low: NDArray[np.float64]
    best: NDArray[np.float64]
    high: NDArray[np.float64]


def is_sure(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell for each row whether its attribution is claimed or attributed."""
    attribution = coded(table["attribution"])
    sure = np.array([*(word in SURE for word in attribution.words), False])  # the last one is for no attribution
    return np.asarray(sure[attribution.codes], dtype=np.bool_)


def tolls(table: pd.DataFrame, kind: Literal["killed", "injured"] = "killed") -> Tolls:
    """Give the low, best and high toll of each row, ready to be summed.

    The low toll counts the sure rows only, so that it answers "at least how many". Where a row lacks its high figure
    the best one stands in, and for a missing best figure the low one; a row without any figure adds 0 to all three.
    """
    low, best, high = (table[f"{kind}_{bound}"].to_numpy(dtype=float) for bound in ("low", "best", "high"))
    best = _filled(best, low)
    high = _filled(high, best)
    sure_low = np.where(is_sure(table), low, 0.0)
    return Tolls(_filled(sure_low, 0.0), _filled(best, 0.0), _filled(high, 0.0))


def has_toll(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell for each row whether any figure of its deaths is known."""
    figures = [table[f"killed_{bound}"].to_numpy(dtype=float) for bound in ("low", "best", "high")]
    return np.asarray(~np.isnan(figures).all(axis=0))


def _filled(values: NDArray[np.float64], stand_in: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Replace what is missing."""
    missing = np.isnan(values)
    return np.where(missing, stand_in, values) if missing.any() else values
