"""From the numbers of an axis to places in the panel, and what an axis reaches where a figure does not say it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from atlas.paper.axes import Axis, Floats, positions
from atlas.paper.bars import Bars
from atlas.paper.sheet import Box
from atlas.paper.vocabulary import Spec

_ROOM = 0.05
"""What Plotly leaves free beyond the values, as a part of their span."""


@dataclass(frozen=True)
class Scale:
    """An axis with its reach, and where it lies: places in pixels from the upper left of the panel."""

    axis: Axis
    low: float
    """The number at ``start``: on the left, or at the bottom. It may be the greater one."""
    high: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is, in pixels."""
        return abs(self.end - self.start)

    def px(self, numbers: npt.ArrayLike) -> Floats:
        """Place numbers."""
        part = (np.asarray(numbers, dtype=float) - self.low) / ((self.high - self.low) or 1.0)
        return np.asarray(self.start + part * (self.end - self.start))

    def at(self, values: Iterable[Any]) -> Floats:
        """Place values of the axis."""
        return self.px(self.axis.numbers(values))

    def holds(self, number: float) -> bool:
        """Tell whether a number lies on the axis; a hair beyond its ends is on it."""
        hair = 1e-6 * abs(self.high - self.low)
        return min(self.low, self.high) - hair <= number <= max(self.low, self.high) + hair


def reaches(figure: Spec, axes: Mapping[str, Axis], bars: Mapping[int, Bars]) -> dict[str, tuple[float, float]]:
    """Give the first and the last number of each axis: as the figure says, or round what is drawn on it."""
    found = {}
    for name, axis in axes.items():
        if axis.spec.get("range") is not None:
            low, high = axis.numbers(axis.spec["range"]).tolist()
            found[name] = (low, high)
        else:
            found[name] = _round_values(axis, _drawn(figure, axis, bars))
    return found


def _round_values(axis: Axis, held: Floats) -> tuple[float, float]:
    if axis.kind == "category":
        return -0.5, max(len(axis.categories), 1) - 0.5
    if not held.size:
        return 0.0, 1.0
    low, high = float(held.min()), float(held.max())
    to_zero = axis.spec.get("rangemode") == "tozero"
    if to_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    beyond = _ROOM * (high - low) or 1.0
    return low if to_zero and low == 0 else low - beyond, high if to_zero and high == 0 else high + beyond


def _drawn(figure: Spec, axis: Axis, bars: Mapping[int, Bars]) -> Floats:
    """List the numbers that an axis must hold."""
    side, found = axis.name[0], [np.array([])]
    for number, trace in enumerate(figure["data"]):
        if str(trace.get(f"{side}axis") or side) != axis.name:
            continue
        if number in bars:
            drawn = bars[number]
            lengths = drawn.across == (side == "x")
            found += [drawn.foot, drawn.tip] if lengths else [drawn.start, drawn.end]
            ends = drawn.tip if lengths else None
        else:
            ends = positions(trace, axis)
            found.append(ends)
        if ends is not None and trace.get(f"error_{side}"):
            below, above = error_ends(trace[f"error_{side}"], ends)
            found += [below, above]
    held = np.concatenate(found)
    return np.asarray(held[~np.isnan(held)])


def error_ends(error: Spec, middle: Floats) -> tuple[Floats, Floats]:
    """Give the lower and the upper ends of error bars."""
    above = np.array([np.nan if value is None else float(value) for value in error["array"]])
    below = error.get("arrayminus")
    return middle - (above if below is None else np.array([np.nan if v is None else float(v) for v in below])), (
        middle + above
    )


def placed(axes: Mapping[str, Axis], reach: Mapping[str, tuple[float, float]], plot: Box) -> dict[str, Scale]:
    """Lay the axes into the plot, each in its domain."""
    found = {}
    for name, axis in axes.items():
        first, last = axis.domain
        if name.startswith("x"):
            start, end = plot.left + first * plot.width, plot.left + last * plot.width
        else:
            start, end = plot.bottom - first * plot.height, plot.bottom - last * plot.height
        found[name] = Scale(axis, *reach[name], start, end)
    return found
