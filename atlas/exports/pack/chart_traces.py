"""Series out of traces: a bar or a line is read alike, whatever the form of its figure."""

import plotly.graph_objects as go

from atlas.drawing.bars import PARTIAL_OPACITY
from atlas.exports.pack.chart import Series, Values
from atlas.exports.pack.chart_figure import numbers, plain


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
