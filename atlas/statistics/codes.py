"""A column of few distinct words as codes, read from where pandas keeps them."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray


class Coded(NamedTuple):
    """The words of a column, and for each row the number of its word; -1 for an empty cell."""

    codes: NDArray[np.integer[Any]]
    words: list[str]


def coded(column: pd.Series) -> Coded:
    """Give the codes of a column; a categorical one already has them, so that no row is looked at."""
    values = column.array if isinstance(column.dtype, pd.CategoricalDtype) else pd.Categorical(column)
    return Coded(values.codes, [str(word) for word in values.categories])
