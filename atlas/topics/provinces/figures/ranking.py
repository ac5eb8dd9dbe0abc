"""The ranking as one figure in three columns: how many, with the recent change where there is one; by year; latest."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas
from atlas.drawing.number_words import percent, span
from atlas.drawing.palette import BLUE, CRIMSON, GRID, INK, MUTED, Theme
from atlas.text import interval, thousands

Measure = Literal["incidents", "deaths", "share"]

TITLES: Mapping[Measure, str] = {"incidents": "incidents", "deaths": "people killed", "share": "share of incidents"}

CHANGE_SIGNS: Mapping[str, str] = {
    "new": "✚",
    "rising": "▲",
    "falling": "▼",
    "steady": "＝",
    "gone quiet": "○",
}
"""A sign for each word of a recent change, so that it is never told by colour alone."""

ROW_PX = 28
_HEAD_PX = 30
_FOOT_PX = 28
_LEGEND_PX = 40
"""On a phone the legend takes two rows."""
_COLUMNS = ((0.0, 0.56), (0.6, 0.78), (0.82, 1.0))
"""Where bars, years and the latest incident stand, as parts of the width."""
_UNSAID = ("", "uncertain", "too few to say")
"""Words of a change that name none: nothing is written for them."""
_ROOM, _ROOM_FOR_CHANGE = 2.2, 3.0
"""How much longer the axis of the bars is than the longest one: on a phone its figure, or a change too, needs that."""
_LABEL_CHARACTERS, _MOST_LINES, _LINE_PX = 14, 3, 15
"""A label is as narrow as a phone needs it, but not of more lines than this."""


def rank_figure(
    table: pd.DataFrame,
    years: pd.DataFrame,
    names: Mapping[str, str],
    *,
    theme: Theme,
    measure: Measure = "incidents",
    marked: Collection[str] = (),
) -> go.Figure:
    """Draw the units of a ranking, the first on top.

    Parameters
    ----------
    table
        Index code; columns rank, rank_low, rank_high, incidents_sure, incidents, killed_low, killed_best, killed_high,
        share, share_low, share_high, last, change.
    years
        Incidents by code (index) and year (columns).
    names
        Code to label.
    theme
        Which colours to use.
    measure
        What the bars show.
    marked
        Codes to set in bold.
    """
    labels = [_label(str(code), names, marked) for code in table.index]
    foot = _FOOT_PX + (_LEGEND_PX if measure == "incidents" else 0)
    figure = canvas(theme, _HEAD_PX + foot + _row_px(labels) * max(len(labels), 1))
    for trace in _bars(table, labels, measure, theme):
        figure.add_trace(trace)
    figure.add_trace(_figures(table, labels, measure, theme))
    for trace in _by_year(table, labels, years):
        figure.add_trace(trace)
    room = _ROOM_FOR_CHANGE if any(map(in_signs, table["change"])) else _ROOM
    _axes(figure, labels, room * (_longest(table, measure) or 1), [int(year) for year in years.columns], theme=theme)
    for text, (start, _) in zip((TITLES[measure], "by year", "latest"), _COLUMNS, strict=True):
        _write(figure, text, start, MUTED[theme], y=1, yref="paper", yanchor="bottom")
    for label, day in zip(labels, table["last"], strict=True):
        _write(figure, f"{day:%b %Y}", _COLUMNS[2][0], INK[theme], y=label, yref="y", yanchor="middle")
    return figure.update_layout(
        barmode="stack", bargap=0.35, showlegend=measure == "incidents", margin={"t": _HEAD_PX, "b": foot}
    )


def in_signs(change: str) -> str:
    """Write a change with its sign; empty where none can be named."""
    return "" if change in _UNSAID else f"{CHANGE_SIGNS[change]} {change}"


def _row_px(labels: Sequence[str]) -> int:
    """Give the height of a row: all are alike, and the label of most lines must fit."""
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    return max(ROW_PX, _LINE_PX * lines + 4)


def _label(code: str, names: Mapping[str, str], marked: Collection[str]) -> str:
    name = names.get(code, code)
    width = max(_LABEL_CHARACTERS, len(name) // _MOST_LINES + 4)
    name = "<br>".join(escape(line) for line in wrap(name, width))
    return f"<b>{name}</b>" if code in marked else name


def _bars(table: pd.DataFrame, labels: Sequence[str], measure: Measure, theme: Theme) -> list[go.Bar]:
    """Draw what is measured: sure and unsure incidents, the best toll, or the share, with its interval."""
    form: dict[str, Any] = {"y": labels, "orientation": "h", "hoverinfo": "skip"}
    if measure == "deaths":
        error = _error(table, ("killed_low", "killed_best", "killed_high"), theme)
        return [go.Bar(x=table["killed_best"].tolist(), marker={"color": CRIMSON}, error_x=error, **form)]
    if measure == "share":
        error = _error(table, ("share_low", "share", "share_high"), theme)
        return [go.Bar(x=table["share"].tolist(), marker={"color": BLUE}, error_x=error, **form)]
    return sure_and_unsure(table, labels)


def sure_and_unsure(table: pd.DataFrame, labels: Sequence[str]) -> list[go.Bar]:
    """Draw counts as bars, the sure incidents solid and the others hatched (columns incidents_sure, incidents)."""
    pattern = {"shape": "/", "fillmode": "replace", "fgcolor": BLUE, "bgcolor": "rgba(0,0,0,0)", "size": 5}
    hatched = {"color": BLUE, "line": {"width": 1, "color": BLUE}, "pattern": pattern}
    form: dict[str, Any] = {"y": list(labels), "orientation": "h", "hovertemplate": "%{y}: %{x:,}<extra></extra>"}
    unsure = (table["incidents"] - table["incidents_sure"]).tolist()
    return [
        go.Bar(x=table["incidents_sure"].tolist(), name="claimed or attributed", marker={"color": BLUE}, **form),
        go.Bar(x=[number or None for number in unsure], name="suspected or disputed", marker=hatched, **form),
    ]


def _error(table: pd.DataFrame, columns: tuple[str, str, str], theme: Theme) -> dict[str, Any]:
    """Give the error bars from a low to a high column round a middle one."""
    low, middle, high = (table[column].astype(float) for column in columns)
    ends = {"array": (high - middle).round(4).tolist(), "arrayminus": (middle - low).round(4).tolist()}
    return {"type": "data", "thickness": 1, "width": 0, "color": INK[theme], **ends}


def _figures(table: pd.DataFrame, labels: Sequence[str], measure: Measure, theme: Theme) -> go.Scatter:
    """Write the interval at the end of each bar, and the recent change where one can be named."""
    ends = {"incidents": "incidents", "deaths": "killed_high", "share": "share_high"}
    return go.Scatter(
        x=table[ends[measure]].fillna(table["share"]).tolist(), y=labels, mode="text", showlegend=False,
        text=[f" {_amount(row, measure)}  {in_signs(row['change'])}".rstrip() for row in table.to_dict("records")],
        textposition="middle right",
        textfont={"size": 12, "color": INK[theme]}, hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip


def _amount(row: Mapping[Any, Any], measure: Measure) -> str:
    if measure == "incidents":
        return interval(row["incidents_sure"], row["incidents"])
    return interval(row["killed_low"], row["killed_high"]) if measure == "deaths" else percent(row["share"])


def _by_year(table: pd.DataFrame, labels: Sequence[str], years: pd.DataFrame) -> list[go.Scatter]:
    """Draw the incidents of each year as a small series, each row on a scale of its own."""
    across: list[float | None] = []
    up: list[float | None] = []
    for place, code in enumerate(table.index):
        counts = years.loc[code] if code in years.index else years.sum() * 0
        heights = (0.36 - 0.72 * counts / max(counts.max(), 1)).round(3)
        across, up = [*across, *map(int, years.columns), None], [*up, *(place + heights).tolist(), None]
    form: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2", "showlegend": False}
    return [
        go.Scatter(x=across, y=up, mode="lines", line={"color": BLUE, "width": 1.5}, hoverinfo="skip", **form),
        go.Scatter(
            x=[years.columns[-1] if len(years.columns) else 0] * len(labels), y=list(range(len(labels))),
            mode="markers", marker={"color": "rgba(0,0,0,0)", "size": 14},
            customdata=[[_hover(row)] for row in table.to_dict("records")], text=list(labels),
            hovertemplate="%{text}<br>%{customdata[0]}<extra></extra>", **form,
        ),
    ]  # fmt: skip


def _hover(row: Mapping[Any, Any]) -> str:
    killed = f"{thousands(row['killed_best'])} ({span(row['killed_low'], row['killed_high'])})"
    lines = [
        f"{span(row['incidents_sure'], row['incidents'])} incidents, {percent(row['share'])} of all",
        f"{killed} killed",
        f"rank {row['rank']}; {row['rank_low']} to {row['rank_high']} cannot be excluded",
    ]
    said = in_signs(row["change"])
    return "<br>".join([*lines, said] if said else lines)


def _longest(table: pd.DataFrame, measure: Measure) -> float:
    """Give the end of the longest bar or interval."""
    column = {"incidents": "incidents", "deaths": "killed_high", "share": "share_high"}[measure]
    return float(table[column].fillna(table["share"]).max()) if len(table) else 1.0


def _axes(
    figure: go.Figure,
    labels: Sequence[str],
    end: float,
    years: Sequence[int],
    *,
    theme: Theme,
) -> None:
    """Lay out the columns: bars from zero with room for their figures, then the years."""
    plain: dict[str, Any] = {"showgrid": False, "zeroline": False, "fixedrange": True}
    figure.update_xaxes(visible=False, range=[0, end], domain=_COLUMNS[0], **plain)
    ends = [years[0], years[-1]] if years else [0, 1]
    rows = [len(labels) - 0.5, -0.5]
    figure.update_layout(
        xaxis2={
            "domain": _COLUMNS[1], "anchor": "y2", "range": [ends[0] - 0.5, ends[1] + 0.5],
            "tickvals": list(dict.fromkeys(ends)), "tickformat": "d", "ticks": "outside",
            "tickcolor": MUTED[theme], "tickfont": {"size": 11, "color": MUTED[theme]}, **plain,
        },
        yaxis={
            "type": "category", "range": rows, "categoryorder": "array",
            "categoryarray": list(labels), "automargin": True, "ticks": "outside",
            "ticklen": 6, "tickcolor": "rgba(0,0,0,0)", "tickfont": {"size": 12},
            **plain, "showgrid": True, "gridcolor": GRID[theme], "griddash": "dot",
        },
        yaxis2={"visible": False, "range": rows, "anchor": "x2", **plain},
        legend={"y": 0, "yref": "container", "yanchor": "bottom"},
    )  # fmt: skip


def _write(figure: go.Figure, text: str, start: float, ink: str, **where: Any) -> None:  # noqa: ANN401
    figure.add_annotation(
        text=text, x=start, xref="paper", xanchor="left", showarrow=False, font={"size": 12, "color": ink}, **where
    )
