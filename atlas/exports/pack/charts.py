"""Native Office charts from the figures of the atlas, so that a reader of a slide can edit them.

A chart is read from the same Plotly figure that the screen shows: its traces, their order, colours and stacking. Only
figures whose form is known become charts; a map, a heatmap or any form that is new stays a picture, which is never
wrong.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType

from atlas.exports.pack import figure_values as read
from atlas.exports.pack.chart import Chart, Series, Values
from atlas.exports.pack.figure_values import bar, line

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


BANDS = "A thin line at each value stands here for the band of the atlas."


def lines(figure: go.Figure) -> tuple[Chart, ...]:
    """Read a figure of lines over one row of days, each with or without a band round it."""
    traces = [trace for trace in figure.data if not read.is_entry(trace)]
    if figure.layout.xaxis.type != "date" or not traces or any(not read.has_mode(trace, "lines") for trace in traces):
        return ()
    drawn = [trace for trace in traces if not _is_edge(trace)]
    if not drawn or any(trace.x != drawn[0].x or len(trace.x) < 2 for trace in drawn):
        return ()
    series = tuple(_line_with_band(trace, traces) for trace in drawn)
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


def _line_with_band(trace: go.Scatter, traces: Sequence[go.Scatter]) -> Series:
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


YEARS = "The atlas also shows the years, the latest incident and the recent changes."
POINTS = "Bars stand here for the marks that the atlas shows."


def rows(figure: go.Figure) -> tuple[Chart, ...]:
    """Read a figure of lying bars that begin at zero."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    if not _lying(bars) or any(trace.base is not None for trace in bars):
        return ()
    places = read.listed(bars[0].y)
    if any(read.listed(trace.y) != places or not isinstance(place, str) for trace in bars for place in places):
        return ()
    points = [trace for trace in figure.data if _beside(trace)]
    yearly = any(trace.xaxis == "x2" for trace in figure.data)
    series = (*map(bar, bars), *map(_second_value, points))
    share = read.is_share(figure.layout.xaxis, [each.numbers for each in series])
    chart = Chart(
        categories=tuple(read.plain(place) for place in places),
        series=series,
        axis=_bar_heading(figure) or figure.layout.xaxis.title.text or ("share" if share else "incidents"),
        lying=True,
        stacked=figure.layout.barmode == "stack" and not points,
        number_format=read.number_format(share=share),
        left_out=tuple(words for there, words in ((yearly, YEARS), (points, POINTS)) if there),
    )
    return (chart,)


def _lying(bars: Sequence[go.Bar]) -> bool:
    """Tell whether bars lie, on one pair of axes."""
    return bool(bars) and all(trace.orientation == "h" and trace.xaxis in (None, "x") for trace in bars)


def _beside(trace: BaseTraceType) -> bool:
    """Tell whether a trace marks a second value in the same rows."""
    return read.has_mode(trace, "markers") and trace.xaxis in (None, "x") and not read.is_entry(trace)


def _second_value(trace: go.Scatter) -> Series:
    return Series(name=read.plain(trace.name), numbers=read.numbers(trace.x), hue=trace.marker.color, hatched=True)


def _bar_heading(figure: go.Figure) -> str:
    """Give the heading of the column of bars, which stands over the left edge."""
    heads = [note for note in read.notes(figure) if note.yref == "paper" and note.y == 1 and note.x == 0]
    return read.plain(heads[0].text) if heads else ""


def spans(figure: go.Figure) -> tuple[Chart, ...]:
    """Read a figure of bars that run from a least to a greatest value, a group of them for each named row."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    told = [trace for trace in figure.data if trace.type != "bar"]
    if not _lying(bars) or any(trace.base is None for trace in bars) or len(told) != len(bars):
        return ()
    names = _row_names(figure)
    lows = [read.numbers(trace.base) for trace in bars]
    highs = [read.numbers(trace.x) for trace in told]
    categories = [
        f"{names[row][0]}, {trace.name}" if first else f"{trace.name}: {names[row][1]}"
        for row in range(len(names))
        for first, trace in zip((True, *(False for _ in bars[1:])), bars, strict=True)
    ]
    least = tuple(low[row] for row in range(len(names)) for low in lows)
    series = [Series("least", least, "#ffffff", "unseen")]
    for at, (trace, low, high) in enumerate(zip(bars, lows, highs, strict=True)):
        series.append(
            Series(str(trace.name), _in_own_rows(_spans_between(low, high), at, len(bars)), trace.marker.color)
        )
    chart = Chart(
        tuple(categories), tuple(series), axis="share, from the least to the greatest that is possible", lying=True,
        stacked=True, number_format="0%",
    )  # fmt: skip
    return (chart,)


def _row_names(figure: go.Figure) -> list[tuple[str, str]]:
    """Give the name of each row and what is said of it, which stand at both ends of a line over the row."""
    heads: dict[float, dict[str, str]] = {}
    for note in read.notes(figure):
        heads.setdefault(note.y, {})[note.xanchor] = read.plain(note.text)
    return [(heads[height].get("left", ""), heads[height].get("right", "")) for height in sorted(heads)]


def _spans_between(low: Values, high: Values) -> Values:
    return tuple(None if least is None or most is None else most - least for least, most in zip(low, high, strict=True))


def _in_own_rows(values: Values, at: int, of: int) -> Values:
    """Set the values of one trace into its own places among the rows of all."""
    return tuple(value if place == at else None for value in values for place in range(of))


Reader = Callable[[go.Figure], tuple[Chart, ...]]
"""Reads a figure as charts; none where it has another form."""

_READERS: tuple[Reader, ...] = (columns, rows_of_columns, rows, spans, lines)


def charts(panels: Mapping[str, go.Figure]) -> tuple[Chart, ...]:
    """Read the panels of an exhibit as native charts; none where one of them cannot be a chart.

    Parameters
    ----------
    panels
        Heading to figure in the light theme, as `Pictures.panels` gives them.
    """
    found: list[Chart] = []
    for heading, figure in panels.items():
        read = _first_form(figure)
        if not read:
            return ()
        found += [chart._replace(heading=chart.heading or heading) for chart in read]
    return tuple(found)


def _first_form(figure: go.Figure) -> tuple[Chart, ...]:
    if not figure.data or any(trace.type not in ("bar", "scatter") for trace in figure.data):
        return ()
    return next((found for reader in _READERS if (found := reader(figure))), ())
