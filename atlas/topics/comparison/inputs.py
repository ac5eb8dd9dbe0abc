"""What the drawings and sentences of a comparison expect of a finished measure."""

from typing import Protocol

import pandas as pd

from atlas.drawing.inputs import Estimate

__all__ = ["Comparison", "Estimate", "Figures", "Mix"]


class Figures(Protocol):
    """The figures of one side."""

    @property
    def incidents_sure(self) -> int:
        """Claimed and attributed incidents."""

    @property
    def incidents(self) -> int:
        """All incidents."""

    @property
    def months(self) -> float:
        """Covered mean months."""

    @property
    def rate_sure(self) -> Estimate:
        """Sure incidents per month."""

    @property
    def rate(self) -> Estimate:
        """All incidents per month."""

    @property
    def killed_low(self) -> int:
        """Persons killed at least, sure incidents only."""

    @property
    def killed_best(self) -> int:
        """Best estimate."""

    @property
    def killed_high(self) -> int:
        """Highest figures."""

    @property
    def toll_known(self) -> int:
        """Incidents with any figure of deaths."""

    @property
    def per_incident(self) -> tuple[float, float, float] | None:
        """Mean killed per incident with a known toll: low, best, high."""

    @property
    def median(self) -> float | None:
        """Median of the best figures."""


class Comparison(Protocol):
    """Two sides and what differs."""

    @property
    def left(self) -> Figures:
        """The first side."""

    @property
    def right(self) -> Figures:
        """The second side."""

    @property
    def ratio(self) -> Estimate:
        """Rate of the right side over that of the left."""

    @property
    def ratio_sure(self) -> Estimate:
        """The same over the sure incidents."""

    @property
    def verdict(self) -> str:
        """One of more, less, uncertain, too few to say, not compared."""

    @property
    def shared(self) -> int:
        """Incidents in both sides."""

    @property
    def common_days(self) -> int:
        """Days in both periods."""


class Mix(Protocol):
    """What two sides are made of."""

    @property
    def column(self) -> str:
        """Column that is compared."""

    @property
    def table(self) -> pd.DataFrame:
        """A row per value: left_sure, left, right_sure, right, both shares, difference, low, high, verdict."""

    @property
    def left(self) -> int:
        """Incidents of the left side that have a value."""

    @property
    def right(self) -> int:
        """Incidents of the right side that have a value."""

    @property
    def left_without(self) -> int:
        """Incidents of the left side without a value."""

    @property
    def right_without(self) -> int:
        """Incidents of the right side without a value."""
