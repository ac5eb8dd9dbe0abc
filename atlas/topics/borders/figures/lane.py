"""What happens along time in rows: the lane of incidents beyond the map, and the first ones of each province."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas, time_axes
from atlas.drawing.incident_words import dated, toll
from atlas.drawing.number_words import counted
from atlas.drawing.palette import BACKGROUND, BLUE, BROWN, CRIMSON, GRID, MUTED, Theme, colour
from atlas.incidents.vocabulary import EVENT_CLASS, SURE
from atlas.topics.borders.measures.crossings import MOST_APART

_LANE_PX = 52
_FIRST_PX = 21
_LEGEND_PX = 54
_LEAST_PX = 9.0
_PX_PER_ROOT = 3.0
"""Diameter of a circle per square root of a person killed: 100 people make 30 px."""
_NARROWEST_PX, _LETTER_PX = 240.0, 5.6
"""Width of the lane on a phone and of a letter, by which names are kept apart."""
_ROOM_LEFT = 0.05
"""Room before the coverage as a part of the axis, so that an arrow to the left does not meet the names."""
_NAMED_FROM = 10
"""From this many people killed a circle is named."""


def lane(rows: pd.DataFrame, span: tuple[date, date], *, theme: Theme) -> go.Figure:
    """Draw incidents as circles on a time axis with a row per country; the area grows with the people killed.

    Parameters
    ----------
    rows
        Incidents with all their columns; the categories of ``country`` are the rows of the lane, from the top. Of more
        than ``MOST_APART`` those of a month are one circle.
    span
        First and last day of the axis.
    """
    countries = [str(name) for name in rows["country"].cat.categories]
    figure = canvas(theme, 30 + _LEGEND_PX + _LANE_PX * max(len(countries), 1))
    for name in EVENT_CLASS:
        for sure in (True, False):
            part = rows[(rows["event_class"] == name) & (rows["attribution"].isin(SURE) == sure)]
            if len(part):
                draw = _circles if len(rows) <= MOST_APART else _months
                figure.add_trace(draw(part, countries, sure, theme))
    spans = rows[(rows["date_end"] - rows["date_start"]).dt.days > 7]
    if len(rows) <= MOST_APART:
        figure.add_trace(_uncertain(spans, countries, theme))
    _name_deadliest(figure, rows, countries, span)
    return _in_rows(figure, countries, span, theme)


def _circles(part: pd.DataFrame, countries: Sequence[str], sure: bool, theme: Theme) -> go.Scatter:
    """Draw the incidents of one class, all of them sure or none."""
    levels = [countries.index(str(country)) for country in part["country"]]
    told = [_told(row) for _, row in part.iterrows()]
    return _discs(part, levels, told, sure=sure, theme=theme)


def _months(part: pd.DataFrame, countries: Sequence[str], sure: bool, theme: Theme) -> go.Scatter:
    """Draw the incidents of one class that began in one month in one country as one circle."""
    month = part["date_start"].dt.to_period("M")
    sums = part.groupby([part["country"].astype(str), month], sort=False)["killed_best"].agg(["size", "sum"])
    found = sums.reset_index().rename(columns={"sum": "killed_best"}).assign(event_class=part["event_class"].iloc[0])
    found["date_start"] = found["date_end"] = found["date_start"].dt.to_timestamp() + pd.Timedelta(days=14)
    told = [
        f"{escape(country, quote=False)}, {day:%B %Y}<br>{counted(size, 'incident')}, killed: {killed:,.0f}"
        for country, day, size, killed in zip(
            found["country"], found["date_start"], found["size"], found["killed_best"], strict=True
        )
    ]
    return _discs(found, [countries.index(name) for name in found["country"]], told, sure=sure, theme=theme)


def _discs(part: pd.DataFrame, levels: Sequence[int], told: Sequence[str], *, sure: bool, theme: Theme) -> go.Scatter:
    name = str(part["event_class"].iloc[0])
    hue = colour("event_class", name)
    killed = part["killed_best"].fillna(0).to_numpy(dtype=float)
    edge = {"color": BACKGROUND[theme] if sure else hue, "width": 1 if sure else 2}
    return go.Scatter(
        x=_middle(part), y=list(levels), mode="markers",
        name=name if sure else f"{name}, suspected or disputed",
        marker={
            "color": hue, "size": np.maximum(_LEAST_PX, _PX_PER_ROOT * np.sqrt(killed)).round(1).tolist(),
            "symbol": "circle" if sure else "circle-open", "line": edge, "opacity": 0.85,
        },
        text=list(told), hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


def _uncertain(part: pd.DataFrame, countries: Sequence[str], theme: Theme) -> go.Scatter:
    """Draw the span of dates that are known to more than a week only."""
    xs: list[str | None] = []
    ys: list[int | None] = []
    for _, row in part.iterrows():
        level = countries.index(str(row["country"]))
        xs += [row["date_start"].date().isoformat(), row["date_end"].date().isoformat(), None]
        ys += [level, level, None]
    return go.Scatter(
        x=xs, y=ys, mode="lines", line={"color": MUTED[theme], "width": 2}, hoverinfo="skip", showlegend=False
    )


def _name_deadliest(figure: go.Figure, rows: pd.DataFrame, countries: Sequence[str], span: tuple[date, date]) -> None:
    """Write place and deaths above the deadliest circles, the deadliest first, as far as the names do not collide."""
    named = rows[rows["killed_best"].fillna(0) >= _NAMED_FROM].sort_values("killed_best", ascending=False)
    named = named.head(MOST_APART)
    taken: list[tuple[str, float, float]] = []
    for (_, row), day in zip(named.iterrows(), _middle(named), strict=True):
        words = f"{str(row['place']).split(', ')[0]}, {row['killed_best']:,.0f} killed"
        half = len(words) * _LETTER_PX / _NARROWEST_PX / 2
        part = (date.fromisoformat(day) - span[0]).days / max((span[1] - span[0]).days, 1)
        middle = min(max(part, half), 1 - half)
        country = str(row["country"])
        if any(other == country and abs(middle - at) < half + width for other, at, width in taken):
            continue
        taken.append((country, middle, half))
        figure.add_annotation(
            x=(span[0] + middle * (span[1] - span[0])).isoformat(), y=countries.index(country), showarrow=False,
            yshift=_PX_PER_ROOT * float(np.sqrt(row["killed_best"])) / 2 + 8, text=escape(words, quote=False),
            font={"size": 11},
        )  # fmt: skip


def _in_rows(figure: go.Figure, names: Sequence[str], span: tuple[date, date], theme: Theme) -> go.Figure:
    """Give a figure a time axis and one named row per entry, from the top down."""
    time_axes(figure, "", 100, theme)
    figure.update_xaxes(range=[span[0].isoformat(), span[1].isoformat()], fixedrange=True, showgrid=True)
    figure.update_yaxes(
        title=None, range=[len(names) - 0.4, -0.6], tickvals=list(range(len(names))), nticks=None, tickformat=None,
        ticktext=[escape(name, quote=False) for name in names], fixedrange=True, rangemode="normal", minallowed=None,
        gridcolor=GRID[theme], linecolor=GRID[theme],
    )  # fmt: skip
    return figure.update_layout(
        hovermode="closest", margin={"b": _LEGEND_PX}, legend={"y": 0, "yref": "container", "yanchor": "bottom"}
    )


def first_marks(table: pd.DataFrame, names: Mapping[str, str], span: tuple[date, date], *, theme: Theme) -> go.Figure:
    """Draw the first incident of each province and its returns after a pause, a row per province, earliest on top.

    ``table`` is what ``analysis.firsts`` gives. A dotted line is a pause that ended; an arrow to the left says that
    an earlier incident may lie before the coverage.
    """
    order = [str(code) for code in table.loc[table["kind"] == "ever", "province_id"]]
    figure = canvas(theme, 30 + _LEGEND_PX + _FIRST_PX * max(len(order), 1))
    figure.add_trace(_pauses(table, order))
    for kind in _KINDS:
        for sure in (True, False):
            part = table[(table["kind"] == kind) & (table["attribution"].isin(SURE) == sure)]
            if len(part):
                figure.add_trace(_marks(part, order, names, sure))
    early = table[table["before_coverage"].astype(bool)]
    figure.add_trace(
        go.Scatter(
            x=_middle(early), y=[order.index(str(code)) for code in early["province_id"]], mode="text", text="←  ",
            textposition="middle left", textfont={"size": 13, "color": MUTED[theme]}, hoverinfo="skip",
            showlegend=False,
        )
    )  # fmt: skip
    room = (span[1] - span[0]) * _ROOM_LEFT
    return _in_rows(figure, [names.get(code, code) for code in order], (span[0] - room, span[1]), theme)


class _Kind(NamedTuple):
    words: str
    symbol: str
    hue: str


_KINDS = {
    "ever": _Kind("first recorded", "diamond", CRIMSON),
    "after a pause": _Kind("first after a pause", "circle", BLUE),
}


def _marks(part: pd.DataFrame, order: Sequence[str], names: Mapping[str, str], sure: bool) -> go.Scatter:
    """Draw the first incidents of one kind, all of them sure or none."""
    kind = _KINDS[str(part["kind"].iloc[0])]
    hover = [
        f"{escape(names.get(str(row['province_id']), ''), quote=False)}: {row['kind']}, {row['id']}, "
        f"{row['attribution']}<br>{row['date_start'].date().isoformat()}, "
        f"{row['pause_months']:g} months without any before"
        for _, row in part.iterrows()
    ]
    marker: dict[str, Any] = {
        "symbol": kind.symbol if sure else f"{kind.symbol}-open",
        "color": kind.hue,
        "size": 10,
        "line": {"width": 2, "color": kind.hue},
    }
    return go.Scatter(
        x=_middle(part), y=[order.index(str(code)) for code in part["province_id"]], mode="markers",
        name=kind.words if sure else f"{kind.words}, suspected or disputed", marker=marker, text=hover,
        hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


def _pauses(table: pd.DataFrame, order: Sequence[str]) -> go.Scatter:
    """Draw the quiet time before each return."""
    xs: list[str | None] = []
    ys: list[int | None] = []
    for _, row in table[table["kind"] != "ever"].iterrows():
        level = order.index(str(row["province_id"]))
        began = row["date_start"] - pd.Timedelta(days=float(row["pause_months"]) * 365.2425 / 12)
        xs += [began.date().isoformat(), row["date_start"].date().isoformat(), None]
        ys += [level, level, None]
    return go.Scatter(
        x=xs, y=ys, mode="lines", line={"color": BROWN, "width": 2, "dash": "dot"}, hoverinfo="skip",
        name="pause", showlegend=bool(xs),
    )  # fmt: skip


def _middle(part: pd.DataFrame) -> list[str]:
    """Give the middle of each date interval."""
    days = part["date_start"] + (part["date_end"] - part["date_start"]) / 2
    return [day.date().isoformat() for day in days]


def _told(row: pd.Series) -> str:
    """Say what a circle is."""
    words = (
        f"{row['place']}, {row['country']}", dated(row), f"{row['event_class']}, {row['attribution']}, {row['label']}",
        f"killed: {toll(row, 'killed')}", str(row["id"]),
    )  # fmt: skip
    return "<br>".join(escape(each, quote=False) for each in words)
