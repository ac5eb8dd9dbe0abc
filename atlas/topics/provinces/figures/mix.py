"""What the incidents of a province are made of, beside the rest of its country."""

from collections.abc import Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas
from atlas.drawing.number_words import span
from atlas.drawing.palette import BLUE, GRID, INK, MUTED, Theme
from atlas.text import interval
from atlas.topics.provinces.figures.ranking import sure_and_unsure
from atlas.topics.provinces.words.profile import between

VERDICT_SIGNS: Mapping[str, str] = {"more often": "▲", "less often": "▼"}
"""Beside the row of a value that is told apart from the rest of the country."""

ROW_PX = 34
_LABEL_CHARACTERS = 20
_BARS = (0.0, 0.8)


def mix_figure(
    table: pd.DataFrame,
    *,
    theme: Theme,
    rest_name: str,
    enough: bool,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw a bar per value: its share with the 95 % interval, beside that of the rest of the country.

    Parameters
    ----------
    table
        Index value; columns incidents_sure, incidents, share, low, high, rest_share, rest_low, rest_high, verdict.
    theme
        Which colours to use.
    rest_name
        How the rest of the country is called in the legend.
    enough
        Whether shares may be spoken of; otherwise the bars are counts, sure and unsure apart.
    names
        Value to label.
    """
    labels = [_wrapped((names or {}).get(str(value), str(value))) for value in table.index]
    figure = canvas(theme, 92 + ROW_PX * max(len(labels), 1))
    traces = _shares(table, labels, rest_name, theme) if enough else sure_and_unsure(table, labels)
    for trace in traces:
        figure.add_trace(trace)
    for label, row in zip(labels, table.to_dict("records"), strict=True):
        figure.add_annotation(
            text=_beside(row), x=1, xref="paper", xanchor="right", y=label, yref="y", showarrow=False,
            font={"size": 12, "color": INK[theme]},
        )  # fmt: skip
    return _laid_out(figure, labels, _highest(table, enough=enough), theme, enough=enough)


def rows_to_draw(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Give the first rows, and every one that is told apart from the rest of the country, in their order."""
    apart = table["verdict"].isin(VERDICT_SIGNS).to_numpy()
    leading = np.arange(len(table)) < max(0, most - int(apart[most:].sum()))
    return table[leading | apart]


def _beside(row: Mapping[Any, Any]) -> str:
    return f"{VERDICT_SIGNS.get(row['verdict'], '')} {interval(row['incidents_sure'], row['incidents'])}".strip()


def _wrapped(name: str) -> str:
    """Break a long name into lines, so that it leaves room for its bar on a phone."""
    return "<br>".join(escape(line) for line in wrap(name, _LABEL_CHARACTERS))


def _shares(table: pd.DataFrame, labels: Sequence[str], rest_name: str, theme: Theme) -> list[go.Bar | go.Scatter]:
    rows = table.to_dict("records")
    bars = go.Bar(
        x=table["share"].tolist(), y=labels, orientation="h", name="here, with its 95% interval",
        marker={"color": BLUE, "opacity": 0.75}, error_x=_interval(table, INK[theme]),
        customdata=[[_hover(row, rest_name)] for row in rows],
        hovertemplate="%{y}<br>%{customdata[0]}<extra></extra>",
    )  # fmt: skip
    rest = go.Scatter(
        x=table["rest_share"].tolist(), y=labels, mode="markers", name=rest_name,
        marker={"symbol": "diamond-open", "size": 9, "color": INK[theme], "line": {"width": 1.5}}, hoverinfo="skip",
    )  # fmt: skip
    return [bars, rest]


def _interval(table: pd.DataFrame, ink: str) -> dict[str, Any]:
    above, below = table["high"] - table["share"], table["share"] - table["low"]
    ends = {"array": above.round(4).tolist(), "arrayminus": below.round(4).tolist()}
    return {"type": "data", "color": ink, "thickness": 1.5, "width": 3, **ends}


def _hover(row: Mapping[Any, Any], rest_name: str) -> str:
    counted = f"{span(row['incidents_sure'], row['incidents'])} incidents"
    here = f"{counted}, {between(row['share'], row['low'], row['high'])}"
    if pd.isna(row["rest_share"]):
        return here
    return f"{here}<br>{rest_name}: {between(row['rest_share'], row['rest_low'], row['rest_high'])}"


def _highest(table: pd.DataFrame, *, enough: bool) -> float:
    """Give the end of the longest bar or interval."""
    columns = ["high", "rest_share"] if enough else ["incidents"]
    most = table[columns].max().max() if len(table) else 1.0
    return float(most) or 1.0


def _laid_out(figure: go.Figure, labels: Sequence[str], highest: float, theme: Theme, *, enough: bool) -> go.Figure:
    figure.update_xaxes(
        domain=_BARS, range=[0, highest * 1.04], gridcolor=GRID[theme], zeroline=False, fixedrange=True, nticks=5,
        tickformat=".0%" if enough else ",d", tickfont={"size": 11, "color": MUTED[theme]},
    )  # fmt: skip
    if not enough and highest < 6:
        figure.update_xaxes(tick0=0, dtick=1)
    figure.update_yaxes(
        type="category", range=[len(labels) - 0.5, -0.5], automargin=True, ticks="outside", ticklen=6,
        tickcolor="rgba(0,0,0,0)", showgrid=False, fixedrange=True,
        tickfont={"size": 12},
    )  # fmt: skip
    figure.add_annotation(
        text="incidents", x=1, xref="paper", xanchor="right", y=1, yref="paper", yanchor="bottom", showarrow=False,
        font={"size": 12, "color": MUTED[theme]},
    )  # fmt: skip
    return figure.update_layout(
        barmode="stack", bargap=0.4, showlegend=True, margin={"t": 26, "b": 66},
        legend={"y": 0, "yref": "container", "yanchor": "bottom"},
    )  # fmt: skip
