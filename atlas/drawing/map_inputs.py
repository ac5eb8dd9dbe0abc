"""What the maps of incidents expect of finished counts: circles, and their levels of detail."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Words = NDArray[np.object_]


class Circles(Protocol):
    """Circles column by column, the largest first."""

    @property
    def latitude(self) -> Whole:
        """In whole thousandths of a degree; so is the longitude."""

    @property
    def longitude(self) -> Whole:
        """Of the middle."""

    @property
    def incidents(self) -> Whole:
        """How many."""

    @property
    def incidents_sure(self) -> Whole:
        """Claimed and attributed ones."""

    @property
    def killed_best(self) -> Whole:
        """Best estimate of the killed."""

    @property
    def toll_known(self) -> Whole:
        """How many have any figure of deaths."""

    @property
    def place(self) -> Words:
        """The most frequent place."""

    @property
    def precision(self) -> Words:
        """How closely a single place is known; empty where several are gathered."""


class Level(Protocol):
    """The circles of one level of detail."""

    @property
    def side(self) -> int:
        """Side of a cell in thousandths of a degree; 1 for single places."""

    @property
    def circles(self) -> Circles:
        """All of them."""


class Levels(Protocol):
    """Levels of detail, from the largest cells to the smallest, each complete."""

    @property
    def levels(self) -> Sequence[Level]:
        """None without a located incident."""

    @property
    def gathered(self) -> bool:
        """True when single places are too many to be drawn."""
