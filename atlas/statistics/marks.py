"""What every count tells of its rows: how many are sure, have a toll, have coordinates. One pass counts them all."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import has_toll, is_sure
from atlas.statistics.totals import has_point

_BITS = 3


class Marked(NamedTuple):
    """Counts by code, one element per code."""

    incidents: NDArray[np.int64]
    sure: NDArray[np.int64]
    toll_known: NDArray[np.int64]
    located: NDArray[np.int64]


def marked(table: pd.DataFrame, codes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give codes that carry the marks of each row as well; ``unmarked`` gives the codes back.

    ``codes`` is any whole number of at least 0 per row.
    """
    marks = is_sure(table) + 2 * has_toll(table) + 4 * has_point(table)
    found: NDArray[np.intp] = (codes << _BITS) + marks
    return found


def unmarked(codes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the codes without the marks."""
    return codes >> _BITS


def counts(codes: NDArray[np.intp], size: int) -> Marked:
    """Count the rows of each code below a size, and of these the ones with each mark; ``codes`` are marked ones."""
    wide = size << _BITS
    apart = np.bincount(codes, minlength=wide)[:wide].reshape(size, 2, 2, 2)
    located, toll_known, sure = (apart.take(1, axis=axis).sum(axis=(1, 2)) for axis in (1, 2, 3))
    return Marked(apart.sum(axis=(1, 2, 3)), sure, toll_known, located)
