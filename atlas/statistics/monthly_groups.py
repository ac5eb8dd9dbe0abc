"""Counts per month of several groups at once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.statistics.periods import Months


def monthly_groups(
    month: NDArray[np.int64], codes: NDArray[np.integer[Any]], size: int, months: Months
) -> NDArray[np.int64]:
    """Count rows per group and calendar month.

    Parameters
    ----------
    month
        The number of each row's month (``periods.month_numbers``); one outside the months counts in the nearest.
    codes
        The group of each row, 0 to ``size`` - 1; a negative code counts nowhere.

    Returns
    -------
    numpy.ndarray
        Shape (size, months).
    """
    length, held = len(months.days), codes >= 0
    column = np.clip(month[held] - months.first, 0, length - 1)
    cells = codes[held].astype(np.int64) * length + column
    return np.asarray(np.bincount(cells, minlength=size * length).reshape(size, length), dtype=np.int64)
