"""The axes of a Plotly figure: what their values are as numbers, and what they reach."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.paper.vocabulary import PrintError, Spec

Floats = npt.NDArray[np.float64]
Kind = Literal["linear", "log", "date", "category"]

_EPOCH_WEEK = "2000-01-02"
"""From which Plotly counts weeks and days of a period where a figure names no day: a Sunday."""


@dataclass(frozen=True)
class Axis:
    """One axis, by its short name, such as x2."""

    name: str
    spec: Spec
    kind: Kind
    categories: tuple[str, ...] = ()

    @property
    def domain(self) -> tuple[float, float]:
        """Which part of the plot it spans."""
        start, end = self.spec.get("domain", (0.0, 1.0))
        return float(start), float(end)

    @property
    def visible(self) -> bool:
        """Whether its line, ticks, labels and grid are drawn."""
        return bool(self.spec.get("visible", True))

    def numbers(self, values: Iterable[Any]) -> Floats:
        """Turn values into numbers: places among categories, milliseconds since 1970, logarithms; None is not one."""
        held = list(values)
        if self.kind == "category":
            places = {name: place for place, name in enumerate(self.categories)}
            return np.array([_place(value, places) for value in held], dtype=float)
        if self.kind == "date":
            return np.array([_milliseconds(value) for value in held], dtype=float)
        plain = np.array([np.nan if value is None else float(value) for value in held], dtype=float)
        return _logarithms(plain) if self.kind == "log" else plain

    @property
    def reach(self) -> tuple[float, float] | None:
        """Its first and last number where the figure names them; on a logarithmic axis it names logarithms."""
        ends = self.spec.get("range")
        if ends is None:
            return None
        low, high = ends if self.kind == "log" else self.numbers(ends).tolist()
        return float(low), float(high)


def _logarithms(numbers: Floats) -> Floats:
    return np.log10(numbers, out=np.full_like(numbers, np.nan), where=numbers > 0)


def _place(value: Any, places: dict[str, int]) -> float:  # noqa: ANN401  (whatever a figure holds)
    if value is None:
        return np.nan
    return places[value] if isinstance(value, str) else float(value)


@lru_cache(maxsize=16_384)
def _milliseconds(value: Any) -> float:  # noqa: ANN401
    if value is None or pd.isna(value):
        return np.nan
    if isinstance(value, int | float):
        return float(value)
    return float(np.datetime64(pd.Timestamp(value).tz_localize(None), "us").astype(np.int64)) / 1000


def read_axes(figure: Spec) -> dict[str, Axis]:
    """Read the axes of a figure by their short names, also those that only a trace names."""
    layout = figure["layout"]
    names = {f"{key[0]}{key[5:]}" for key in layout if key.startswith(("xaxis", "yaxis"))} | {"x", "y"}
    names |= {str(trace.get(f"{side}axis") or side) for trace in figure["data"] for side in "xy"}
    return {name: _axis(name, layout.get(f"{name[0]}axis{name[1:]}") or {}, figure["data"]) for name in sorted(names)}


def _axis(name: str, spec: Spec, traces: Sequence[Spec]) -> Axis:
    side = name[0]
    drawn = [trace for trace in traces if str(trace.get(f"{side}axis") or side) == name]
    values = [value for trace in drawn for value in _listed(trace.get(side)) if value is not None]
    kind = str(spec.get("type") or _guessed(values))
    if kind == "linear":
        return Axis(name, spec, "linear")
    if kind == "log":
        return _logarithmic(name, spec, drawn)
    if kind == "date":
        return Axis(name, spec, "date")
    if kind == "category":
        first = spec.get("categoryarray") or () if spec.get("categoryorder", "array") == "array" else ()
        return Axis(name, spec, "category", tuple(dict.fromkeys([*map(str, first), *map(str, values)])))
    raise PrintError(f"Cannot print an axis of type {kind!r}.", hint="Use linear, log, date or category.")


def _logarithmic(name: str, spec: Spec, drawn: Sequence[Spec]) -> Axis:
    """Take a logarithmic axis as the figures of the atlas use it: lines and points, and ticks that are named."""
    lengths = [trace for trace in drawn if trace["type"] == "bar" or trace.get(f"error_{name[0]}")]
    if lengths or spec.get("tickvals") is None:
        raise PrintError(
            "Cannot print bars, error bars or counted ticks on a logarithmic axis.", hint="Draw points; name the ticks."
        )
    return Axis(name, spec, "log")


def _guessed(values: Sequence[Any]) -> Kind:
    """Tell the kind of an axis that does not say it, as Plotly does."""
    if not any(isinstance(value, str | date) for value in values):
        return "linear"
    dated = all(isinstance(value, date) or re.match(r"\d{4}-\d\d", str(value)) for value in values)
    return "date" if dated else "category"


def _listed(values: Any) -> list[Any]:  # noqa: ANN401
    return [] if values is None else list(values)


def values(trace: Spec, side: str) -> list[Any]:
    """Give the values of a trace along x or y, counted where the figure gives only the first and the step."""
    if trace.get(side) is not None:
        return list(trace[side])
    other = _listed(trace.get("y" if side == "x" else "x"))
    size = len(trace["z"][0]) if trace["type"] == "heatmap" and side == "x" and len(trace["z"]) else len(other)
    return [trace.get(f"{side}0", 0) + trace.get(f"d{side}", 1) * place for place in range(size)]


def positions(trace: Spec, axis: Axis) -> Floats:
    """Give where the marks of a trace stand on an axis: in the middle of their period where it has one."""
    side = axis.name[0]
    found = axis.numbers(values(trace, side))
    period = trace.get(f"{side}period")
    if period is None or axis.kind != "date":
        return found
    if trace.get(f"{side}periodalignment", "middle") != "middle":
        raise PrintError("Cannot print marks that do not stand in the middle of their period.", hint="Align them so.")
    if isinstance(period, str):
        return np.array([_middle_of_months(value, int(period[1:])) for value in found])
    start = _milliseconds(trace.get(f"{side}period0") or _EPOCH_WEEK)
    length = float(period)
    return np.asarray(start + (np.floor((found - start) / length) + 0.5) * length)


@lru_cache(maxsize=16_384)
def _middle_of_months(value: float, months: int) -> float:
    """Give the middle of the months, counted from January 2000, that hold a moment."""
    if np.isnan(value):
        return np.nan
    stamp = pd.Timestamp(value, unit="ms")
    first = ((stamp.year - 2000) * 12 + stamp.month - 1) // months * months
    ends = [_milliseconds(f"{2000 + place // 12:04d}-{place % 12 + 1:02d}-01") for place in (first, first + months)]
    return sum(ends) / 2
