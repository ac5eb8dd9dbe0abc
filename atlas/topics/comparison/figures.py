"""The figures of a comparison: two series on one scale, and two mixes with their differences."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from itertools import chain
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.bars import Bar, drawn
from atlas.drawing.base_figure import canvas, time_axes
from atlas.drawing.number_words import percent, points, span
from atlas.drawing.palette import BLUE, BROWN, GRID, INK, MUTED, Theme
from atlas.statistics.series import TimeSeries
from atlas.topics.comparison.measures import Mix

LEFT, RIGHT = BLUE, BROWN
"""The hues of the two sides."""

SYMBOLS = ("circle", "diamond")
"""The signs of the two sides, so that colour is not all that tells them apart."""

ROWS = 12
"""How many values a mix draws at most."""

_PANELS = {"y": (0.55, 0.96), "y2": (0.0, 0.41)}
_SHARES, _DIFFERENCES = (0.0, 0.55), (0.63, 1.0)
_ROW_PX = 42


def paired_series(left: TimeSeries, right: TimeSeries, *, theme: Theme) -> go.Figure:
    """Draw two series one above the other, on the same time axis and the same scale.

    The days outside a side's own period are grey.
    """
    figure = canvas(theme, 420)
    first, last = min(left.first, right.first), max(left.last, right.last)
    highest = max((int(side.counts["incidents"].max()) for side in (left, right) if len(side.counts)), default=0)
    for axis, side, hue in zip(_PANELS, (left, right), (LEFT, RIGHT), strict=True):
        for layer in _layers(side, hue):
            figure.add_trace(drawn(layer, side, theme).update(yaxis=axis))
        for begin, end in _gaps(side, first, last):
            figure.add_shape(
                type="rect", layer="below", xref="x", yref=f"{axis} domain", x0=begin.isoformat(), x1=end.isoformat(),
                y0=0, y1=1, fillcolor=GRID[theme], opacity=0.6, line={"width": 0},
            )  # fmt: skip
    time_axes(figure, "incidents", highest, theme)
    figure.update_layout(
        yaxis={"domain": _PANELS["y"], "range": [0, max(highest, 1) * 1.08]},
        yaxis2={**figure.layout.yaxis.to_plotly_json(), "domain": _PANELS["y2"], "matches": "y"},
        barmode="stack", showlegend=False,
        xaxis={"range": [first.isoformat(), (last + timedelta(days=1)).isoformat()], "anchor": "y2"},
    )  # fmt: skip
    for (_, top), name, hue, sign in zip(_PANELS.values(), ("Left", "Right"), (LEFT, RIGHT), "●◆", strict=True):
        figure.add_annotation(
            text=f"<span style='color:{hue}'>{sign}</span> {name}", x=0, y=top, xref="paper", yref="paper",
            xanchor="left", yanchor="bottom", showarrow=False, font={"color": INK[theme], "size": 13},
        )  # fmt: skip
    return figure


def _layers(side: TimeSeries, hue: str) -> list[Bar]:
    counts = side.counts
    unsure = counts["incidents"] - counts["incidents_sure"]
    return [
        Bar("claimed or attributed", hue, counts["incidents_sure"]),
        Bar("suspected or disputed", hue, unsure, hatched=True, sparse=True),
    ]


def _gaps(side: TimeSeries, first: date, last: date) -> list[tuple[date, date]]:
    """Give the spans of the axis that lie outside a side's period, each as its first day and the day after its last."""
    whole = first, last + timedelta(days=1)
    if side.last < side.first:
        return [whole]
    spans = [(whole[0], side.first), (side.last + timedelta(days=1), whole[1])]
    return [(begin, end) for begin, end in spans if begin < end]


def mix_rows(mix: Mix) -> pd.DataFrame:
    """Pick the rows of a mix that are drawn: those with most incidents, in the order of the mix."""
    largest = (mix.table["left"] + mix.table["right"]).sort_values(ascending=False, kind="stable").index[:ROWS]
    return mix.table[mix.table.index.isin(largest)]


def dumbbell(mix: Mix, names: Mapping[str, str], *, theme: Theme) -> go.Figure:
    """Draw two mixes: a row per value with both shares, and beside it their difference with its 95 % interval.

    The names stand above their rows, so that a narrow screen loses no width to them. Rows with too few incidents are
    hollow and have no interval.
    """
    rows = mix_rows(mix)
    heights = list(range(len(rows) - 1, -1, -1))
    figure = canvas(theme, 110 + _ROW_PX * max(1, len(rows)))
    figure.add_trace(_rods(rows, heights, theme))
    for side in ("left", "right"):
        figure.add_trace(_shares(rows, heights, side, names))
    figure.add_trace(_differences(rows, heights, names, theme))
    for value, height in zip(rows.index, heights, strict=True):
        figure.add_annotation(
            text=_named(value, names), x=0, xref="paper", xanchor="left", y=height, yref="y", yanchor="bottom",
            yshift=7, showarrow=False, font={"size": 12, "color": INK[theme]},
        )  # fmt: skip
    return _laid_out(figure, len(rows), theme)


def _laid_out(figure: go.Figure, rows: int, theme: Theme) -> go.Figure:
    axis: dict[str, Any] = {
        "gridcolor": GRID[theme], "linecolor": MUTED[theme], "fixedrange": True, "showspikes": False, "nticks": 4,
        "automargin": True, "ticks": "outside", "tickcolor": MUTED[theme],
    }  # fmt: skip
    figure.update_layout(
        xaxis={"domain": _SHARES, "tickformat": ".0%", "rangemode": "tozero", "zeroline": False, **axis,
               "title": {"text": "share", "standoff": 6}},
        xaxis2={"domain": _DIFFERENCES, "anchor": "y", "ticksuffix": "", "zeroline": True,
                "zerolinecolor": MUTED[theme], "zerolinewidth": 1, **axis,
                "title": {"text": "right less left, points", "standoff": 6}},
        yaxis={"visible": False, "range": [-0.6, rows - 0.1], "fixedrange": True},
        legend={"y": 1, "yanchor": "bottom"}, margin={"t": 30, "b": 48}, showlegend=True, hovermode="closest",
    )  # fmt: skip
    return figure


def _rods(rows: pd.DataFrame, heights: list[int], theme: Theme) -> go.Scatter:
    """Join the two shares of each row by a line."""
    ends = [[row.left_share, row.right_share, None] for row in rows.itertuples()]
    return go.Scatter(
        x=list(chain.from_iterable(ends)), y=list(chain.from_iterable([y, y, None] for y in heights)), mode="lines",
        line={"color": MUTED[theme], "width": 2}, showlegend=False, hoverinfo="skip",
    )  # fmt: skip


def _shares(rows: pd.DataFrame, heights: list[int], side: str, names: Mapping[str, str]) -> go.Scatter:
    hue, symbol = (LEFT, SYMBOLS[0]) if side == "left" else (RIGHT, SYMBOLS[1])
    texts = [
        f"{_named(value, names)}<br>{side}: {percent(row[f'{side}_share'])} "
        f"({span(row[f'{side}_sure'], row[side])} {'incident' if row[side] == 1 else 'incidents'})"
        for value, row in rows.iterrows()
    ]
    return go.Scatter(
        x=rows[f"{side}_share"].tolist(), y=heights, mode="markers", name=side.capitalize(),
        marker={"color": hue, "size": 11, "symbol": _symbols(rows, symbol), "line": {"width": 2, "color": hue}},
        cliponaxis=False, customdata=texts, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _differences(rows: pd.DataFrame, heights: list[int], names: Mapping[str, str], theme: Theme) -> go.Scatter:
    value, low, high = (rows[name].astype(float) * 100 for name in ("difference", "low", "high"))
    shown = ~rows["verdict"].isin(["too few to say", "not compared"])
    inks = [INK[theme] if verdict in ("more", "less") else MUTED[theme] for verdict in rows["verdict"]]
    return go.Scatter(
        x=value.round(2).tolist(), y=heights, xaxis="x2", mode="markers", name="Difference, 95% interval",
        marker={"color": inks, "size": 9, "symbol": _symbols(rows, "square"), "line": {"width": 2, "color": inks}},
        error_x={
            "type": "data", "symmetric": False, "thickness": 2, "width": 4, "color": MUTED[theme],
            "array": (high - value).where(shown, 0).round(2).tolist(),
            "arrayminus": (value - low).where(shown, 0).round(2).tolist(),
        },
        customdata=[f"{_named(name, names)}<br>{_said(row)}" for name, row in rows.iterrows()],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _said(row: pd.Series) -> str:
    difference = f"{points(row['difference'])} points"
    if row["verdict"] in ("too few to say", "not compared"):
        return f"{difference}: {row['verdict']}"
    said = f"{row['verdict']} on the right" if row["verdict"] in ("more", "less") else "too uncertain to say"
    return f"{difference} ({points(row['low'])} to {points(row['high'])}): {said}"


def _symbols(rows: pd.DataFrame, symbol: str) -> list[str]:
    return [f"{symbol}-open" if verdict == "too few to say" else symbol for verdict in rows["verdict"]]


def _named(value: object, names: Mapping[str, str]) -> str:
    return escape(names.get(str(value), str(value)), quote=False)
