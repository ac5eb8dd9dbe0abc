"""A figure with its 95 % interval."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Estimate(NamedTuple):
    """A value with its 95 % interval; None where there is no value, or where a bound is infinite or not known."""

    value: float | None
    low: float | None
    high: float | None

    def above(self, threshold: float) -> bool:
        """Tell whether the whole interval lies above a threshold."""
        return self.low is not None and self.low > threshold

    def below(self, threshold: float) -> bool:
        """Tell whether the whole interval lies below a threshold."""
        return self.high is not None and self.high < threshold


UNKNOWN = Estimate(None, None, None)


class Estimates(NamedTuple):
    """Many values with their intervals, as three arrays of one shape; not a number where there is none."""

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def one(self) -> Estimate:
        """Give the only one of them."""
        return Estimate(*(finite(float(part)) for part in self))


def finite(number: float) -> float | None:
    """Give a number, or None where it is infinite or not a number."""
    return number if np.isfinite(number) else None
