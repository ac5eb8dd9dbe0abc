"""Plain values out of a Plotly figure: texts, numbers, bins, and series of bars or lines."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from html import unescape
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType

from atlas.drawing.bars import PARTIAL_OPACITY
from atlas.drawing.base_figure import PERIODS
from atlas.drawing.number_words import bin_in_words
from atlas.exports.pack.chart import Series, Values

_STEPS = {period: step for step, period in PERIODS.items()}
_MOST_LABELS = 13
"""How many categories are written beside an axis of a slide at most."""
_PER_YEAR = {"month": 12, "quarter": 4}

MOMENTS = "The atlas also marks numbered turning points."
RECURRING = "The atlas also marks recurring dates."


def plain(text: object) -> str:
    """Give a text of a figure without its marks."""
    return unescape(re.sub(r"<br ?/?>", " ", str(text or "")).replace("<b>", "").replace("</b>", "")).strip()


def numbers(values: Iterable[Any] | None) -> Values:
    """Give the values of a trace as numbers; what is missing or not a number is None."""
    return tuple(None if value is None or math.isnan(value) else float(value) for value in listed(values))


def listed(values: Iterable[Any] | None) -> list[Any]:
    """Give the values of a trace as a list; a trace holds a tuple, an array or nothing."""
    return [] if values is None else list(values)


def has_mode(trace: BaseTraceType, mode: str) -> bool:
    """Tell whether a trace of points is drawn as lines, markers or text."""
    return trace.type == "scatter" and mode in (trace.mode or "").split("+")


def is_entry(trace: BaseTraceType) -> bool:
    """Tell whether a trace is only an entry of the legend, without a point."""
    return trace.type == "scatter" and listed(trace.x) == [None]


def bins(trace: go.Bar | go.Scatter) -> tuple[tuple[str, ...], int]:
    """Give the bins of a trace in words, and every how many of them one is written beside an axis."""
    step = _STEPS[trace.xperiod]
    words = tuple(bin_in_words(date.fromisoformat(day), step).removeprefix("the week of ") for day in trace.x)
    return words, skip(len(words), step)


def skip(number: int, step: str) -> int:
    """Choose every how many bins one is written, so that labels fall on the same part of each year."""
    least = max(1, math.ceil(number / _MOST_LABELS))
    year = _PER_YEAR.get(step, 1)
    return least if least == 1 else math.ceil(least / year) * year


def is_share(axis: go.layout.XAxis | go.layout.YAxis, values: Sequence[Values]) -> bool:
    """Tell whether the values along an axis are fractions of a whole."""
    if axis.tickformat is not None:
        return "%" in axis.tickformat
    known = [value for each in values for value in each if value is not None]
    return any(value != int(value) for value in known) and max(known) <= 1


def number_format(*, share: bool) -> str:
    """Give Excel's number format of shares or of counts."""
    return "0%" if share else "#,##0"


def notes(figure: go.Figure) -> list[Any]:
    """Give the texts that are set freely in a figure."""
    return listed(figure.layout.annotations)


def left_out(figure: go.Figure) -> tuple[str, ...]:
    """Say which marks along time a chart leaves out."""
    marked = any(shape.type == "line" and shape.x0 == shape.x1 for shape in listed(figure.layout.shapes))
    recurring = any(is_entry(trace) for trace in figure.data)
    return tuple(words for there, words in ((marked, MOMENTS), (recurring, RECURRING)) if there)


def bar(trace: go.Bar) -> Series:
    """Read bars; those that lie have their values along x."""
    lying = trace.orientation == "h"
    values, error = (trace.x, trace.error_x) if lying else (trace.y, trace.error_y)
    below, above = _ends(error)
    return Series(
        name=plain(trace.name),
        numbers=numbers(values),
        hue=trace.marker.color,
        hatched=trace.marker.pattern.shape is not None,
        below=below,
        above=above,
        pale=_pale(trace),
    )


def line(trace: go.Scatter) -> Series:
    """Read a line."""
    return Series(
        name=plain(trace.name),
        numbers=numbers(trace.y),
        hue=trace.line.color,
        mark="line",
        dash=trace.line.dash or "solid",
        width=trace.line.width,
    )


def _ends(error: go.bar.ErrorX | go.bar.ErrorY) -> tuple[Values, Values]:
    """Give how far the error bars of a trace reach below and above its values; empty for a trace without them."""
    return (numbers(error.arrayminus), numbers(error.array)) if error.array is not None else ((), ())


def _pale(trace: go.Bar) -> tuple[int, ...]:
    """Give the places of the bars that are paler than the others."""
    shades = trace.marker.opacity
    if shades is None or isinstance(shades, int | float):
        return ()
    return tuple(place for place, shade in enumerate(shades) if shade <= PARTIAL_OPACITY)
