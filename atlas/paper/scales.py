"""Where the numbers of an axis lie on paper, and the ticks that name them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.paper import fonts
from atlas.paper.axes import Axis, Floats, positions
from atlas.paper.bars import Bars
from atlas.paper.fonts import extent
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
        found[name] = axis.reach or _round_values(axis, _drawn(figure, axis, bars))
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


_DAY = 86_400_000.0
_MONTH, _YEAR = _DAY * 365.25 / 12, _DAY * 365.25
_GAP_PX = 8.0


class Tick(NamedTuple):
    """A tick: its number on the axis, its label, and where the label stands if not beside the tick."""

    number: float
    label: str
    middle: float


def ticks(scale: Scale) -> list[Tick]:
    """Give the ticks of an axis, so many that their labels do not collide."""
    if not scale.axis.visible or scale.length < 1:
        return []
    spec = scale.axis.spec
    if spec.get("tickvals") is not None:
        numbers = scale.axis.numbers(spec["tickvals"])
        labels = spec.get("ticktext") or [_written(number, scale, 1.0) for number in numbers]
        told = [Tick(float(number), str(label), float(number)) for number, label in zip(numbers, labels, strict=True)]
        return [tick for tick in told if scale.holds(tick.number)]
    if scale.axis.kind == "category":
        return [Tick(float(place), name, float(place)) for place, name in enumerate(scale.axis.categories)]
    chosen = _dates(scale) if scale.axis.kind == "date" else _linear(scale)
    return _thinned(chosen, scale)


def size_px(scale: Scale, default: float) -> float:
    """Give the size of the labels of an axis."""
    return float((scale.axis.spec.get("tickfont") or {}).get("size", default))


def _most(scale: Scale) -> float:
    """Give about how many ticks there may be."""
    if scale.axis.spec.get("nticks"):
        return float(scale.axis.spec["nticks"])
    least_px = 40 if scale.axis.name.startswith("y") else 80
    return min(max(scale.length / least_px, 4), 9) + 1


def _up(rough: float, unit: float, steps: tuple[float, ...]) -> float:
    """Round a step up to one of the usual ones."""
    return unit * next((step for step in steps if step * unit >= rough * (1 - 1e-9)), steps[-1])


def _linear(scale: Scale) -> list[Tick]:
    low, high = sorted((scale.low, scale.high))
    rough = (high - low) / _most(scale)
    fixed = scale.axis.spec.get("dtick")
    step = float(fixed) if fixed else _up(rough, 10.0 ** floor(log10(rough)), (1, 2, 5, 10))
    start = float(scale.axis.spec.get("tick0", 0.0))
    places = range(ceil((low - start) / step - 1e-6), floor((high - start) / step + 1e-6) + 1)
    numbers = [start + place * step for place in places]
    return [Tick(number, _written(number, scale, step), number) for number in numbers]


def _written(number: float, scale: Scale, step: float) -> str:
    """Write a number in the format of the axis; the formats are those that Python and D3 share."""
    form = scale.axis.spec.get("tickformat") or f",.{max(0, -floor(log10(step) + 1e-9))}f"
    clean = 0.0 if abs(number) < 1e-12 else number
    text = format(round(clean) if form.endswith("d") else clean, form)
    return f"{text.replace('-', '−')}{scale.axis.spec.get('ticksuffix', '')}"


def _dates(scale: Scale) -> list[Tick]:
    low, high = sorted((scale.low, scale.high))
    fixed = scale.axis.spec.get("dtick")
    rough = (high - low) / _most(scale)
    months = int(str(fixed)[1:]) if fixed else _months(rough)
    if months == 0:
        return _days(scale, _up(rough / _DAY, 1.0, (1, 2, 3, 7, 14)))
    first, last = (pd.Timestamp(edge, unit="ms") for edge in (low, high))
    counted = range(
        (first.year * 12 + first.month - 1) // months * months, last.year * 12 + last.month + months, months
    )
    starts = [_stamp(count) for count in counted]
    edges = [start.value / 1e6 for start in starts]
    period = scale.axis.spec.get("ticklabelmode") == "period"
    form = scale.axis.spec.get("tickformat") or ("%Y" if months % 12 == 0 else "%b %Y")
    told = [
        Tick(edge, start.strftime(form), (edge + following) / 2 if period else edge)
        for start, edge, following in zip(starts, edges, edges[1:], strict=False)
    ]
    return [tick for tick in told if scale.holds(tick.middle)]


def _months(rough: float) -> int:
    """Give the step in months, or 0 where it is days."""
    if rough > _YEAR / 2:
        return round(12 * _up(rough / _YEAR, max(1.0, 10.0 ** floor(log10(rough / _YEAR))), (1, 2, 5, 10)))
    return round(_up(rough / _MONTH, 1.0, (1, 2, 3, 6, 12))) if rough > _MONTH / 2 else 0


def _stamp(months: int) -> pd.Timestamp:
    return pd.Timestamp(year=months // 12, month=months % 12 + 1, day=1).as_unit("ns")


def _days(scale: Scale, step: float) -> list[Tick]:
    low, high = sorted((scale.low, scale.high))
    numbers = np.arange(ceil(low / _DAY) * _DAY, high + 1, step * _DAY).tolist()
    stamps = [pd.Timestamp(number, unit="ms") for number in numbers]
    return [
        Tick(number, f"{stamp.day} {stamp.strftime('%b %Y')}", number)
        for number, stamp in zip(numbers, stamps, strict=True)
    ]


def _thinned(found: list[Tick], scale: Scale) -> list[Tick]:
    """Leave out every second, third, … tick until the labels stand apart."""
    size = size_px(scale, 12.0)
    for every in range(1, len(found) + 1):
        kept = found[::every]
        if _apart(kept, scale, size):
            return kept
    return found[:1]


def _apart(found: list[Tick], scale: Scale, size: float) -> bool:
    places = scale.px([tick.middle for tick in found])
    across = scale.axis.name.startswith("x")
    halves = [extent(tick.label, size)[0] / 2 if across else fonts.LINE * size / 2 - _GAP_PX / 2 for tick in found]
    return all(
        abs(places[place + 1] - places[place]) >= halves[place] + halves[place + 1] + _GAP_PX
        for place in range(len(found) - 1)
    )
