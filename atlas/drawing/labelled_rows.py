"""Rows under one another, each with its label above it: readable on a phone, where labels at the side leave no plot."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas
from atlas.drawing.palette import GRID, INK, MUTED, Theme

ROW_PX = 36
_EDGE_PX = 70
_LONGEST = 64
"""Characters of a label; the pointer shows all of it."""


class Row(NamedTuple):
    """One row: what it is about, an interval, and what is written at its end."""

    label: str
    low: float
    high: float
    said: str
    hue: str
    hollow: bool = False
    """Drawn in outline, for what is of another kind than the rest."""
    group: str = ""
    """Its entry in the legend."""
    note: str = ""
    """What the pointer shows besides."""


def labelled_rows(rows: Sequence[Row], axis: str, *, theme: Theme) -> go.Figure:
    """Draw one interval per row, from top to bottom, as a bar between two dots with its figure at the end."""
    figure = canvas(theme, _EDGE_PX + ROW_PX * max(len(rows), 1))
    groups = list(dict.fromkeys(row.group for row in rows))
    for group in groups:
        _draw(figure, [(at, row) for at, row in enumerate(rows) if row.group == group], group, theme)
    for at, row in enumerate(rows):
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=at, yanchor="bottom", yshift=4, showarrow=False, align="left",
            text=written(row.label), font={"size": 12, "color": INK[theme]},
        )  # fmt: skip
    most = max((row.high for row in rows), default=1) or 1
    figure.update_xaxes(
        title=axis, range=[-most * 0.02, most * 1.25], fixedrange=True, tickformat=",d", gridcolor=GRID[theme],
        zeroline=False, nticks=6, automargin=True, tickfont={"color": MUTED[theme]},
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[len(rows) - 0.4, -0.9], fixedrange=True)
    legend = {"y": 1.0, "yanchor": "bottom"}
    return figure.update_layout(showlegend=len(groups) > 1, hovermode="closest", legend=legend)


def written(label: str) -> str:
    """Write a label as the plain text that it is, cut where it would leave the plot."""
    short = label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"
    return escape(short, quote=False)


def _draw(figure: go.Figure, rows: list[tuple[int, Row]], group: str, theme: Theme) -> None:
    """Draw the rows of a group: lines with gaps between them, dots at both ends, the figure after the last."""
    hue, hollow = rows[0][1].hue, rows[0][1].hollow
    xs = [value for _, row in rows for value in (row.low, row.high, None)]
    ys = [value for at, _ in rows for value in (at, at, None)]
    figure.add_trace(
        go.Scatter(x=xs, y=ys, mode="lines", line={"color": hue, "width": 4}, hoverinfo="skip", showlegend=False)
    )
    figure.add_trace(
        go.Scatter(
            x=[value for _, row in rows for value in (row.low, row.high)], y=[at for at, _ in rows for _ in range(2)],
            mode="markers+text", name=group or None,
            marker={"color": hue, "size": 10, "symbol": "diamond-open" if hollow else "circle", "line": {"width": 2}},
            text=[text for _, row in rows for text in ("", f"  {escape(row.said, quote=False)}")],
            textposition="middle right", textfont={"size": 12, "color": INK[theme]},
            hovertext=[escape(f"{row.label}: {row.said}. {row.note}".strip(), quote=False)
                       for _, row in rows for _ in range(2)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )  # fmt: skip
