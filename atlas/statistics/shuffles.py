"""Random orders of things that come in months: what chance could have made of the same months."""

import numpy as np
from numpy.typing import NDArray

from atlas.settings import SEED


def shuffles(month: NDArray[np.int64], number: int) -> NDArray[np.int16]:
    """Draw orders that permute whole months and keep the things of each as they stand.

    Parameters
    ----------
    month
        Month of each thing, 0, 1, 2, ... without a gap, ascending; at most 32,767 things.
    number
        How many orders to draw; always the same ones for the same months.

    Returns
    -------
    array of shape (number, things)
        Positions.
    """
    months = int(month.max(initial=-1)) + 1
    random = np.random.default_rng(SEED)
    # Sixteen bits are sorted and moved several times as fast.
    ranks = random.permuted(np.tile(np.arange(months, dtype=np.int16), (number, 1)), axis=1)
    return np.argsort(ranks[:, month], axis=1, kind="stable").astype(np.int16)


def within_sides(orders: NDArray[np.int16], split: int) -> NDArray[np.int16]:
    """Permute the things before a split among themselves, and those from it on."""
    sides = (orders[orders < split], orders[orders >= split])
    return np.concatenate([side.reshape(len(orders), -1) for side in sides], axis=1)
