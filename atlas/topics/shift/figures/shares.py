"""The shares of regions over time, each with its interval, gaps where there is too little to say."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas
from atlas.drawing.base_map import safe
from atlas.drawing.number_words import percent, span
from atlas.drawing.palette import BACKGROUND, BLUE, BROWN, CRIMSON, GRID, INK, MUTED, OTHER, Theme
from atlas.text import day_in_words

__all__ = ["ROLES", "Role", "share_lines"]

Role = Literal["region", "origin", "largest rest", "rest"]

ROLES: Mapping[Role, str] = {"region": BLUE, "origin": BROWN, "largest rest": CRIMSON, "rest": OTHER}
"""What a line stands for in the story, and its colour."""

_LABEL_GAP = 0.075
"""The least distance of two labels as a part of the axis."""
_BAND_OPACITY = 0.16


class _Line(NamedTuple):
    name: str
    hue: str
    banded: bool
    rows: pd.DataFrame


def share_lines(
    table: pd.DataFrame, roles: Mapping[str, Role], names: Mapping[str, str], edges: tuple[date, ...], *,
    theme: Theme, height: int = 380,
) -> go.Figure:  # fmt: skip
    """Draw a line per group of provinces through the calendar, with a band for its 95 % interval.

    Parameters
    ----------
    table
        One row per group and bin: group, first, last (days), inside_sure, inside, total, share, low, high (fractions;
        not a number where the bin is too thin, which leaves a gap).
    roles
        What each group stands for; the region and its origin carry bands, the others stand back.
    names
        The label of each group.
    edges
        Days between the compared periods, marked by a line each.
    """
    figure = canvas(theme, height)
    lines = [
        _Line(names[group], ROLES[role], role in {"region", "origin"}, table[table["group"] == group])
        for group, role in roles.items()
    ]
    for line in lines:
        if line.banded:
            _band(figure, line)
    for line in reversed(lines):
        _trace(figure, line, theme)
    _axes(figure, table, theme)
    for edge in edges:
        _edge(figure, edge, theme)
    _labels(figure, lines, theme)
    return figure


def _middle(rows: pd.DataFrame) -> list[str]:
    """Give the middle day of each bin."""
    return [day.date().isoformat() for day in rows["first"] + (rows["last"] - rows["first"]) / 2]


def _band(figure: go.Figure, line: _Line) -> None:
    """Fill the interval, a separate area for each run of bins that have one."""
    known = line.rows["share"].notna().to_numpy()
    runs = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(int))).reshape(-1, 2)
    red, green, blue = (int(line.hue[place : place + 2], 16) for place in (1, 3, 5))
    for begin, end in runs:
        part = line.rows.iloc[begin:end]
        days = _middle(part)
        figure.add_trace(
            go.Scatter(
                x=days + days[::-1],
                y=[*part["high"].round(4), *part["low"].round(4)[::-1]],
                fill="toself", fillcolor=f"rgba({red},{green},{blue},{_BAND_OPACITY})", mode="lines",
                line={"width": 0, "color": line.hue}, hoverinfo="skip", showlegend=False,
            )
        )  # fmt: skip


def _trace(figure: go.Figure, line: _Line, theme: Theme) -> None:
    told = [
        f"{row['first'].year}: {span(row['inside_sure'], row['inside'])} of {row['total']}"
        f" ({percent(row['share'])}; 95 % interval {percent(row['low'])} to {percent(row['high'])})"
        if not np.isnan(row["share"])
        else ""
        for row in line.rows.to_dict("records")
    ]
    figure.add_trace(
        go.Scatter(
            x=_middle(line.rows),
            y=[None if np.isnan(share) else round(share, 4) for share in line.rows["share"]],
            mode="lines+markers", name=safe(line.name), customdata=told, showlegend=False, connectgaps=False,
            line={"color": line.hue, "width": 2.6 if line.banded else 1.4, "dash": "solid" if line.banded else "dot"},
            marker={"size": 8 if line.banded else 5, "line": {"width": 1, "color": BACKGROUND[theme]}},
            hovertemplate=f"{safe(line.name)}, %{{customdata}}<extra></extra>",
        )
    )  # fmt: skip


def _axes(figure: go.Figure, table: pd.DataFrame, theme: Theme) -> None:
    line = {"gridcolor": GRID[theme], "linecolor": MUTED[theme], "zeroline": False}
    days = (table["first"].min().date().isoformat(), table["last"].max().date().isoformat())
    figure.update_xaxes(
        type="date", showgrid=False, showline=True, range=days, dtick="M12", tickformat="’%y", tickangle=0, **line
    )
    figure.update_xaxes(ticklabelmode="period", ticks="", tickfont={"color": MUTED[theme]}, minor={"ticks": ""})
    highest = table[["share", "high"]].to_numpy(dtype=float)
    reach = min(1.0, max(0.2, 1.04 * float(highest[~np.isnan(highest)].max(initial=0.0))))
    figure.update_yaxes(range=[0, reach], tickformat=".0%", nticks=6, automargin=True, **line)
    figure.update_layout(hovermode="closest", dragmode=False, margin={"t": 26, "r": 118, "b": 30})


def _edge(figure: go.Figure, edge: date, theme: Theme) -> None:
    day = edge.isoformat()
    figure.add_shape(
        type="line", x0=day, x1=day, y0=0, y1=1, yref="paper", line={"color": INK[theme], "width": 1.2, "dash": "dash"}
    )
    figure.add_annotation(
        x=day, y=1, yref="paper", yanchor="bottom", showarrow=False, text=day_in_words(edge),
        font={"size": 11, "color": MUTED[theme]},
    )  # fmt: skip


def _labels(figure: go.Figure, lines: list[_Line], theme: Theme) -> None:
    """Write each line's name at its end, pushed apart where two would collide."""
    reach = figure.layout.yaxis.range[1]
    ends = sorted(
        (
            (float(known["share"].iloc[-1]), line)
            for line in lines
            if len(known := line.rows.dropna(subset=["share"]))
        ),
        key=lambda pair: pair[0],
    )  # fmt: skip
    heights = _apart([end for end, _ in ends], _LABEL_GAP * reach, reach)
    for (_, line), height in zip(ends, heights, strict=True):
        dot = f"<span style='color:{line.hue}'>●</span>"
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=6, y=height, text=f"{dot} {safe(line.name)}", showarrow=False,
            align="left", font={"size": 12, "color": INK[theme]},
        )  # fmt: skip


def _apart(heights: list[float], gap: float, reach: float) -> list[float]:
    """Push rising heights apart to a least gap, and back down where they leave the axis."""
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + gap if found else gap / 2))
    for place in range(len(found) - 1, -1, -1):
        limit = reach - gap / 2 if place == len(found) - 1 else found[place + 1] - gap
        found[place] = min(found[place], limit)
    return found
