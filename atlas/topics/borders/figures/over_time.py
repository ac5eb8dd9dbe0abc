"""The figures of the borders: the share of incidents near each of them, and the pressure on each over time."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.bars import BAR_WIDTH, PARTIAL_OPACITY
from atlas.drawing.base_figure import canvas, periods, spans_ms, time_axes
from atlas.drawing.number_words import span, spanned
from atlas.drawing.palette import BLUE, BROWN, GRID, INK, MUTED, OTHER, Theme
from atlas.topics.borders.measures.pressure import Pressure
from atlas.topics.borders.words import share_span, verdict

_SHARE_ROW_PX = 58
_LEGEND_PX = 34
_INCIDENT_PX = 4.6
"""Height of one incident: the same in every row, so that rows compare."""
_LEAST_UP, _LEAST_DOWN = 5.0, 4.0
"""Room above and below the line of a row, in incidents, at least: a count must be readable."""
_NAME_PX = 108
_MARKS = {"rose": "<b>▲ rose</b>", "fell": "<b>▼ fell</b>"}
_SIDES = {"own": BLUE, "other": BROWN}


def shares_near(table: pd.DataFrame, names: Mapping[str, str], *, theme: Theme) -> go.Figure:
    """Draw per line the share of incidents near it as a span from least to greatest, before above after.

    ``table`` has the columns line, before_low, before_high, after_low, after_high (fractions), direction and the counts
    behind them, one row per line from top to bottom.
    """
    figure = canvas(theme, 60 + _SHARE_ROW_PX * max(len(table), 1))
    rows = table.to_dict("records")
    for offset, period, hue in ((-0.17, "before", OTHER), (0.17, "after", BLUE)):
        figure.add_trace(_spans(rows, offset, period, hue))
        figure.add_trace(_told_spans(rows, offset, period, names, theme))
    for place, row in enumerate(rows):
        told = verdict(row)
        ink = INK[theme] if told in _MARKS else MUTED[theme]
        figure.add_annotation(
            x=1, xref="paper", xanchor="right", y=place - 0.46, yanchor="middle", showarrow=False,
            text=_MARKS.get(told, told), font={"size": 12, "color": ink},
        )  # fmt: skip
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=place - 0.46, yanchor="middle", showarrow=False,
            text=escape(names.get(str(row["line"]), str(row["line"])), quote=False), font={"size": 12},
        )  # fmt: skip
    most = max((row[f"{period}_high"] for row in rows for period in ("before", "after")), default=0.0)
    most = 0.1 if np.isnan(most) else max(most, 0.1)
    figure.update_xaxes(
        range=[0, 1.25 * most], tickformat=".0%", gridcolor=GRID[theme], zeroline=True, zerolinecolor=MUTED[theme],
        fixedrange=True, nticks=6, automargin=True, tickfont={"color": MUTED[theme]},
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[len(rows) - 0.55, -0.75], fixedrange=True)
    return figure.update_layout(
        hovermode="closest", legend={"y": 1, "yanchor": "bottom", "x": 1, "xanchor": "right"}, margin={"t": 30}
    )


def _spans(rows: Sequence[Mapping[Any, Any]], offset: float, period: str, hue: str) -> go.Bar:
    """Draw a bar from the least to the greatest share; one that is certain keeps a visible width."""
    low = [row[f"{period}_low"] for row in rows]
    return go.Bar(
        name=period, orientation="h", y=[place + offset for place in range(len(rows))], base=low,
        x=[max(row[f"{period}_high"] - row[f"{period}_low"], 0.003) for row in rows],
        width=0.24, marker={"color": hue, "line": {"width": 0}}, hoverinfo="skip", offset=-0.12,
    )  # fmt: skip


def _told_spans(
    rows: Sequence[Mapping[Any, Any]], offset: float, period: str, names: Mapping[str, str], theme: Theme
) -> go.Scatter:
    """Write the share beside its bar, with the counts for the pointer."""
    hover = [
        f"{escape(names.get(str(row['line']), ''), quote=False)}, {period}: "
        f"{spanned(int(row[f'{period}_surely_sure']), int(row[f'{period}_possibly']), 'incident')} of "
        f"{span(int(row[f'{period}_sure']), int(row[period]))}"
        for row in rows
    ]
    return go.Scatter(
        x=[row[f"{period}_high"] for row in rows], y=[place + offset for place in range(len(rows))], mode="text",
        text=[f"  {share_span(row[f'{period}_low'], row[f'{period}_high'])}" for row in rows],
        textposition="middle right", textfont={"size": 11, "color": INK[theme]}, hovertext=hover, hoverinfo="text",
        showlegend=False, cliponaxis=False,
    )  # fmt: skip


def pressure_rows(pressure: Pressure, names: Mapping[str, str], *, theme: Theme) -> go.Figure:
    """Draw incidents near each border per bin: on the country's own side upwards, beyond the border downwards.

    All rows share one scale and one time axis. The solid part of a bar is sure in attribution and place, the hatched
    part is the rest of what is possible; bins that are covered in part are paler.
    """
    counts = pressure.counts
    lines = [str(line) for line in counts["line"].unique()]
    zeros, height = _stacked(counts, lines)
    figure = canvas(theme, round(_INCIDENT_PX * height) + _LEGEND_PX + 30)
    for side in _SIDES:
        for hatched in (False, True):
            figure.add_trace(_bars(counts[counts["side"] == side], zeros, hatched, pressure))
        figure.add_trace(_written(counts[counts["side"] == side], zeros, pressure.step, theme))
    time_axes(figure, "", 100, theme)
    for line in lines:
        figure.add_hline(y=zeros[line], line={"color": MUTED[theme], "width": 1}, layer="below")
        figure.add_annotation(
            x=0, xref="paper", xanchor="right", xshift=-6, y=zeros[line], yanchor="middle", showarrow=False,
            align="right", text=_wrapped(names.get(line, line)), font={"size": 12, "color": INK[theme]},
        )  # fmt: skip
    figure.update_xaxes(range=_ends(pressure), fixedrange=True, showgrid=True)
    figure.update_yaxes(visible=False, range=[0, height], fixedrange=True, minallowed=None, automargin=False)
    return figure.update_layout(
        barmode="overlay", hovermode="closest", margin={"l": _NAME_PX, "t": 0, "b": _LEGEND_PX + 24},
        legend={"y": 0, "yref": "container", "yanchor": "bottom", "x": 0, "itemclick": False},
    )  # fmt: skip


def _stacked(counts: pd.DataFrame, lines: Sequence[str]) -> tuple[dict[str, float], float]:
    """Place the zero of each row, from the top down, and give the height of all; in incidents."""
    most = counts.groupby(["line", "side"], sort=False)["most"].max()
    zeros: dict[str, float] = {}
    used = 0.0
    for line in reversed(lines):
        used += max(float(most.get((line, "other"), 0)), 0) + _LEAST_DOWN
        zeros[line] = used
        used += max(float(most.get((line, "own"), 0)), 0) + _LEAST_UP
    return zeros, used


def _ends(pressure: Pressure) -> list[str]:
    """Give both ends of the time axis: from the first day of the first bin to the last day of the last."""
    bins = pd.DatetimeIndex(pressure.counts["bin"])
    if not len(bins):
        return [pressure.first.isoformat(), pressure.last.isoformat()]
    width = pd.Timedelta(milliseconds=spans_ms(bins[-1:], pressure.step)[0])
    return [bins[0].date().isoformat(), (bins[-1] + width).date().isoformat()]


def _bars(counts: pd.DataFrame, zeros: Mapping[str, float], hatched: bool, pressure: Pressure) -> go.Bar:
    """Draw one side of all rows: the sure part, or hatched the rest."""
    side = str(counts["side"].iloc[0]) if len(counts) else "own"
    hue, sign = _SIDES[side], 1 if side == "own" else -1
    least, rest = counts["least"].to_numpy(), (counts["most"] - counts["least"]).to_numpy()
    zero = counts["line"].map(zeros).to_numpy(dtype=float)
    pattern = {"shape": "/", "fillmode": "replace", "fgcolor": hue, "bgcolor": "rgba(0,0,0,0)", "size": 5}
    where = f"in {pressure.country}" if side == "own" else "beyond the border"
    marker: dict[str, Any] = {
        "color": hue,
        "opacity": np.where(counts["partial"], PARTIAL_OPACITY, 1.0).tolist(),
        "line": {"width": 1 if hatched else 0, "color": hue},
    }
    heights = rest if hatched else least
    return go.Bar(
        name=f"{where}, {'possible' if hatched else 'sure'}",
        y=[float(sign * value) if value else None for value in heights],
        base=(zero + sign * least if hatched else zero).tolist(),
        marker={**marker, "pattern": pattern} if hatched else marker,
        width=[width * BAR_WIDTH for width in spans_ms(pd.Index(counts["bin"]), pressure.step)],
        hovertext=[
            f"{escape(str(line), quote=False)}, {where}: {spanned(low, high, 'incident')}"
            for line, low, high in zip(counts["line"], counts["least"], counts["most"], strict=True)
        ],
        hovertemplate="%{hovertext}<extra>%{x}</extra>",
        **periods(pd.Index(counts["bin"]), pressure.step),
    )


def _written(counts: pd.DataFrame, zeros: Mapping[str, float], step: str, theme: Theme) -> go.Scatter:
    """Write the counts at the ends of the bars that are there."""
    there = counts[counts["most"] > 0]
    up = len(there) > 0 and there["side"].iloc[0] == "own"
    sign = 1 if up else -1
    return go.Scatter(
        y=(there["line"].map(zeros).to_numpy(dtype=float) + sign * there["most"].to_numpy()).tolist(), mode="text",
        text=[_dashed(low, high) for low, high in zip(there["least"], there["most"], strict=True)],
        textposition="top center" if up else "bottom center", textfont={"size": 10, "color": MUTED[theme]},
        hoverinfo="skip", showlegend=False, cliponaxis=False, **periods(pd.Index(there["bin"]), step),
    )  # fmt: skip


def _dashed(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _wrapped(name: str) -> str:
    """Break a name of several words into two lines."""
    head, _, tail = escape(name, quote=False).partition(" ")
    return f"{head}<br>{tail}" if tail else head
