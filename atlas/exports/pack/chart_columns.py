"""Standing bars along time: incidents per bin, alone or stacked, with lines of means over them."""

import math
from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go

from atlas.exports.pack import chart_figure as read
from atlas.exports.pack.chart import Chart
from atlas.exports.pack.chart_traces import bar, line

_EITHER_SIDE = "#,##0;#,##0"
"""Counts are written without a sign on both sides of the zero of a row."""


def columns(figure: go.Figure) -> tuple[Chart, ...]:
    """Read a figure of bars per bin, with or without lines on the same bins."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    over = [trace for trace in figure.data if trace.type != "bar" and not read.is_entry(trace)]
    if not _standing(bars) or any(trace.base is not None for trace in bars):
        return ()
    if any(trace.mode != "lines" or trace.fill or trace.x != bars[0].x for trace in over):
        return ()
    categories, skip = read.bins(bars[0])
    chart = Chart(
        categories=categories,
        series=(*map(bar, bars), *map(line, over)),
        axis=read.plain(figure.layout.yaxis.title.text) or str(bars[0].name),
        stacked=figure.layout.barmode == "stack",
        skip=skip,
        left_out=read.left_out(figure),
    )
    return (chart,)


def _standing(bars: Sequence[go.Bar]) -> bool:
    """Tell whether bars stand on the same bins of one pair of axes."""
    return bool(bars) and all(
        trace.orientation != "h" and trace.xperiod is not None and trace.x == bars[0].x and trace.yaxis in (None, "y")
        for trace in bars
    )


def rows_of_columns(figure: go.Figure) -> tuple[Chart, ...]:
    """Read a figure of several rows of bars over and under their own zero as one chart for each row, on one scale."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    named = [note for note in read.notes(figure) if note.xref == "paper" and note.yref in (None, "y")]
    if not bars or any(trace.base is None or trace.orientation == "h" or trace.xperiod is None for trace in bars):
        return ()
    found = []
    for place, note in enumerate(named):
        parts = [_row(trace, place) for trace in bars]
        categories, skip = read.bins(parts[0])
        series = tuple(map(bar, parts))
        found.append(
            Chart(
                categories, series, axis="", heading=read.plain(note.text), stacked=True,
                number_format=_EITHER_SIDE, skip=2 * skip,
            )
        )  # fmt: skip
    most, least = (max((_height(chart, sign) for chart in found), default=0.0) for sign in (1, -1))
    # Both ends are whole steps of one power of ten, so that a line of the grid lies on zero.
    step = 10.0 ** math.floor(math.log10(max(most, least, 1.0)))
    reach = -math.ceil(least / step) * step, max(1, math.ceil(most / step)) * step
    return tuple(chart._replace(reach=reach) for chart in found)


def _row(trace: go.Bar, place: int) -> go.Bar:
    """Cut one row out of a trace that holds all of them one after the other: a new row begins where time goes back."""
    starts = [0, *(at + 1 for at, (day, later) in enumerate(pairwise(trace.x)) if later <= day), len(trace.x)]
    begin, end = starts[place], starts[place + 1]
    shades = trace.marker.opacity
    cut = go.Bar(trace.to_plotly_json() | {"x": trace.x[begin:end], "y": trace.y[begin:end], "base": None})
    return cut.update(marker={"opacity": shades if shades is None else list(shades)[begin:end]})


def _height(chart: Chart, sign: int) -> float:
    """Measure the highest stack on one side of zero."""
    stacks = zip(*(series.numbers for series in chart.series), strict=True)
    return max((sum(sign * value for value in stack if value and sign * value > 0) for stack in stacks), default=0.0)
