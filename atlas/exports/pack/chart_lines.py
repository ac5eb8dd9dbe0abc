"""Lines along time with their intervals: deaths from low to high, shares year by year."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from atlas.exports.pack import chart_figure as read
from atlas.exports.pack.chart import Chart, Series, Values
from atlas.exports.pack.chart_traces import line

BANDS = "A thin line at each value stands here for the band of the atlas."


def lines(figure: go.Figure) -> tuple[Chart, ...]:
    """Read a figure of lines over one row of days, each with or without a band round it."""
    traces = [trace for trace in figure.data if not read.is_entry(trace)]
    if figure.layout.xaxis.type != "date" or not traces or any(not read.has_mode(trace, "lines") for trace in traces):
        return ()
    drawn = [trace for trace in traces if not _is_edge(trace)]
    if not drawn or any(trace.x != drawn[0].x or len(trace.x) < 2 for trace in drawn):
        return ()
    series = tuple(_line(trace, traces) for trace in drawn)
    share = read.is_share(figure.layout.yaxis, [each.numbers for each in series])
    words, skip = read.bins(drawn[0]) if drawn[0].xperiod is not None else ((), 1)
    banded = (BANDS,) if any(each.below for each in series) else ()
    chart = Chart(
        categories=words or tuple(date.fromisoformat(day) for day in drawn[0].x),
        series=series,
        axis=read.plain(figure.layout.yaxis.title.text) or ("share" if share else ""),
        number_format=read.number_format(share=share),
        skip=skip,
        left_out=(*banded, *_marks(figure, series)),
    )
    return (chart,)


def _marks(figure: go.Figure, series: tuple[Series, ...]) -> tuple[str, ...]:
    """Say which marks along time are left out: numbered moments, or the days between two periods."""
    days = [read.plain(note.text) for note in read.notes(figure) if note.yref == "paper"]
    if any(day.isdigit() for day in days) or len(series) == 1:
        return read.left_out(figure)
    return (f"The atlas marks {' and '.join(days)}.",) if days else ()


def _is_edge(trace: go.Scatter) -> bool:
    """Tell whether a trace is an edge of a band, or a band."""
    return bool(trace.line.width == 0)


def _line(trace: go.Scatter, traces: Sequence[go.Scatter]) -> Series:
    below, above = _interval(trace, traces)
    return line(trace)._replace(points=True, below=below, above=above)


def _interval(trace: go.Scatter, traces: Sequence[go.Scatter]) -> tuple[Values, Values]:
    """Find how far the band of a line reaches below and above each of its values; empty for a line without one."""
    low: dict[str, float] = {}
    high: dict[str, float] = {}
    for place, band in enumerate(traces):
        if not band.fill or band.line.color != trace.line.color:
            continue
        if band.fill == "tonexty":
            high |= dict(zip(traces[place - 1].x, traces[place - 1].y, strict=True))
            low |= dict(zip(band.x, band.y, strict=True))
        else:
            half = len(band.x) // 2
            high |= dict(zip(band.x[:half], band.y[:half], strict=True))
            low |= dict(zip(band.x[half:], band.y[half:], strict=True))
    if not low:
        return (), ()
    pairs = list(zip(trace.x, read.numbers(trace.y), strict=True))
    below = tuple(None if value is None else max(0.0, value - low[day]) for day, value in pairs)
    return below, tuple(None if value is None else max(0.0, high[day] - value) for day, value in pairs)
