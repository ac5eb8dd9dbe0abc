"""The verdicts on each brief, and the tolls of the famous attacks: what was reported, and what the briefs say."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas
from atlas.drawing.number_words import capitalised
from atlas.drawing.palette import AZURE, BACKGROUND, BLUE, CRIMSON, GRID, INK, NO_DATA, OTHER, Theme
from atlas.text import thousands
from atlas.topics.claims.measures.finding import VERDICTS
from atlas.topics.claims.measures.tolls import Attack

_ROW_PX = 34
_HUES = {"supported": BLUE, "partly supported": AZURE, "not supported": CRIMSON, "cannot tell": OTHER}
"""The hue of each verdict; what cannot be tested is as pale as what has no data."""


def verdicts_of_briefs(counts: pd.DataFrame, *, theme: Theme) -> go.Figure:
    """Draw one bar per brief, parted by verdict; ``counts`` has a column per verdict, its index are the briefs."""
    figure = canvas(theme, 90 + _ROW_PX * len(counts))
    reached = dict.fromkeys(counts.index, 0)
    for verdict in VERDICTS:
        numbers = counts[capitalised(verdict)].tolist()
        pale = verdict not in _HUES
        for brief, number in zip(counts.index, numbers, strict=True):
            if number:
                figure.add_annotation(
                    x=reached[brief] + number / 2, y=brief, text=str(number), showarrow=False,
                    font={"size": 12, "color": INK[theme] if pale else BACKGROUND["light"]},
                )  # fmt: skip
            reached[brief] += number
        figure.add_trace(
            go.Bar(
                x=numbers, y=counts.index.tolist(), orientation="h", name=verdict,
                marker={"color": _HUES.get(verdict, NO_DATA[theme])},
                hovertemplate=f"%{{y}}: %{{x}} {verdict}<extra></extra>",
            )
        )  # fmt: skip
    figure.update_xaxes(title="claims", fixedrange=True, tickformat="d")
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=counts.index.tolist()[::-1], fixedrange=True,
        automargin=True,
    )  # fmt: skip
    return figure.update_layout(barmode="stack", showlegend=True, legend={"y": 1.02, "yanchor": "bottom"})


def tolls_side_by_side(attacks: Sequence[Attack], *, theme: Theme) -> go.Figure:
    """Draw one row per attack: the range the table uses, each reporter's figure, and what the briefs claim."""
    names = [attack.name for attack in attacks]
    figure = canvas(theme, 110 + _ROW_PX * len(attacks))
    for attack in attacks:
        figure.add_trace(
            go.Scatter(
                x=[attack.low, attack.high], y=[attack.name] * 2, mode="lines",
                line={"color": GRID[theme], "width": 12}, hoverinfo="skip", showlegend=False,
            )
        )  # fmt: skip
    reported = [
        (attack.name, report, figure_given)
        for attack in attacks
        for report in attack.reports
        for figure_given in dict.fromkeys((report.low, report.high))
    ]
    figure.add_trace(
        go.Scatter(
            x=[number for _, _, number in reported], y=[name for name, _, _ in reported], mode="markers",
            name="a reporter's figure", marker={"color": BLUE, "size": 9, "opacity": 0.75},
            text=[escape(report.words(), quote=False) for _, report, _ in reported],
            hovertemplate="%{text}<extra></extra>",
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=[attack.best for attack in attacks], y=names, mode="markers", name="the table's best",
            marker={"color": INK[theme], "size": 15, "symbol": "line-ns-open", "line": {"width": 2.5}},
            hovertemplate="%{y}: best %{x:,}<extra></extra>",
        )
    )  # fmt: skip
    said = [(attack.name, number, claim) for attack in attacks for claim, number in attack.claimed]
    figure.add_trace(
        go.Scatter(
            x=[number for _, number, _ in said], y=[name for name, _, _ in said], mode="markers+text", name="a brief",
            marker={"color": CRIMSON, "size": 11, "symbol": "diamond-open", "line": {"width": 2}},
            text=[claim for _, _, claim in said], textposition="top center", textfont={"size": 12, "color": INK[theme]},
            hovertemplate="%{text} says %{x:,}<extra></extra>",
        )
    )  # fmt: skip
    most = max((attack.high for attack in attacks), default=1)
    figure.update_xaxes(title="people killed", range=[0, most * 1.06], fixedrange=True, tickformat=",")
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=names[::-1], fixedrange=True, automargin=True
    )
    return figure.update_layout(showlegend=True, hovermode="closest", legend={"y": 1.02, "yanchor": "bottom"})


def title_of(attacks: Sequence[Attack]) -> str:
    """State the finding: how far reports of one attack lie apart."""
    widest = max(attacks, key=lambda attack: attack.high - attack.low, default=None)
    if widest is None:
        return "No attack that a brief gives a toll of is recorded here"
    span = f"{thousands(widest.low)} to {thousands(widest.high)}"
    return f"Reports of one attack differ by up to {thousands(widest.high - widest.low)} deaths ({widest.name}: {span})"
