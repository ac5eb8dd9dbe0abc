"""Lying bars, a row for each place or kind: a ranking, a mix, and spans from a least to a greatest share."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType

from atlas.exports.pack import chart_figure as read
from atlas.exports.pack.chart import Chart, Series, Values
from atlas.exports.pack.chart_traces import bar

RANKS = "The atlas also shows the ranks with their intervals and the recent changes."
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
    ranked = any(trace.xaxis == "x2" for trace in figure.data)
    series = (*map(bar, bars), *map(_point, points))
    share = read.is_share(figure.layout.xaxis, [each.numbers for each in series])
    chart = Chart(
        categories=tuple(read.plain(place) for place in places),
        series=series,
        axis=_title(figure) or ("share" if share else "incidents"),
        lying=True,
        stacked=figure.layout.barmode == "stack" and not points,
        number_format=read.number_format(share=share),
        left_out=tuple(words for there, words in ((ranked, RANKS), (points, POINTS)) if there),
    )
    return (chart,)


def _lying(bars: Sequence[go.Bar]) -> bool:
    """Tell whether bars lie, on one pair of axes."""
    return bool(bars) and all(trace.orientation == "h" and trace.xaxis in (None, "x") for trace in bars)


def _beside(trace: BaseTraceType) -> bool:
    """Tell whether a trace marks a second value in the same rows."""
    return read.has_mode(trace, "markers") and trace.xaxis in (None, "x") and not read.is_entry(trace)


def _point(trace: go.Scatter) -> Series:
    return Series(name=read.plain(trace.name), numbers=read.numbers(trace.x), hue=trace.marker.color, hatched=True)


def _title(figure: go.Figure) -> str:
    """Give the heading of the column of bars, which stands over the left edge."""
    heads = [note for note in read.notes(figure) if note.yref == "paper" and note.y == 1 and note.x == 0]
    return read.plain(heads[0].text) if heads else ""


def spans(figure: go.Figure) -> tuple[Chart, ...]:
    """Read a figure of bars that run from a least to a greatest value, a group of them for each named row."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    told = [trace for trace in figure.data if trace.type != "bar"]
    if not _lying(bars) or any(trace.base is None for trace in bars) or len(told) != len(bars):
        return ()
    names = _names(figure)
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
        series.append(Series(str(trace.name), _spread(_widths(low, high), at, len(bars)), trace.marker.color))
    chart = Chart(
        tuple(categories), tuple(series), axis="share, from the least to the greatest that is possible", lying=True,
        stacked=True, number_format="0%",
    )  # fmt: skip
    return (chart,)


def _names(figure: go.Figure) -> list[tuple[str, str]]:
    """Give the name of each row and what is said of it, which stand at both ends of a line over the row."""
    heads: dict[float, dict[str, str]] = {}
    for note in read.notes(figure):
        heads.setdefault(note.y, {})[note.xanchor] = read.plain(note.text)
    return [(heads[height].get("left", ""), heads[height].get("right", "")) for height in sorted(heads)]


def _widths(low: Values, high: Values) -> Values:
    return tuple(None if least is None or most is None else most - least for least, most in zip(low, high, strict=True))


def _spread(values: Values, at: int, of: int) -> Values:
    """Set the values of one trace into its own places among the rows of all."""
    return tuple(value if place == at else None for value in values for place in range(of))
