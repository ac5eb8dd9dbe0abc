"""What incidents were aimed at before and after, and how surely they were the group's, year by year."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas
from atlas.drawing.number_words import percent
from atlas.drawing.palette import AZURE, BLUE, BROWN, GRID, INK, MUTED, OTHER, Theme

MOST = 10
"""Kinds of target that are drawn: those whose share changed most."""

ATTRIBUTIONS = {"claimed": BLUE, "attributed": AZURE, "suspected": BROWN, "disputed": OTHER}


def target_picture(targets: pd.DataFrame, *, theme: Theme) -> go.Figure:
    """Draw each kind's share before and after as two dots on a line, the largest change on top.

    Parameters
    ----------
    targets
        Index target_type; columns before, after (counts), share_before, share_after (fractions).
    """
    shown = targets.head(MOST).iloc[::-1]
    figure = canvas(theme, 60 + 30 * max(1, len(shown)))
    names = [str(name) for name in shown.index]
    ends = shown[["share_before", "share_after"]].to_numpy(dtype=float)
    figure.add_trace(
        go.Scatter(
            x=np.insert(ends, 2, np.nan, axis=1).round(4).ravel().tolist(),
            y=[name for name in names for _ in range(3)],
            mode="lines", hoverinfo="skip", showlegend=False, line={"color": MUTED[theme], "width": 2},
        )
    )  # fmt: skip
    after = BLUE if theme == "light" else AZURE
    for side, hue, name in (("before", OTHER, "first period"), ("after", after, "second period")):
        figure.add_trace(
            go.Scatter(
                x=shown[f"share_{side}"].round(4).tolist(), y=names, mode="markers", name=name,
                marker={"color": hue, "size": 11},
                text=[f"{percent(share)} ({count})" for share, count in shown[[f"share_{side}", side]].to_numpy()],
                hovertemplate=f"%{{y}}, {name}: %{{text}}<extra></extra>",
            )
        )  # fmt: skip
    figure.update_layout(
        margin={"l": 190, "r": 16, "t": 8, "b": 52},
        xaxis={"tickformat": ".0%", "gridcolor": GRID[theme], "fixedrange": True, "rangemode": "tozero"},
        yaxis={"fixedrange": True, "tickfont": {"color": INK[theme]}},
        legend={"orientation": "h", "y": -0.12, "x": 0, "font": {"color": INK[theme]}},
    )
    return figure


def attribution_picture(attribution: pd.DataFrame, *, theme: Theme, height: int = 320) -> go.Figure:
    """Stack the incidents of each year by how they are attributed; index year, a column per word."""
    figure = canvas(theme, height)
    for word, hue in ATTRIBUTIONS.items():
        figure.add_trace(
            go.Bar(
                x=[int(year) for year in attribution.index], y=attribution[word].tolist(), name=word,
                marker={"color": hue}, hovertemplate=f"%{{x}}: %{{y}} {word}<extra></extra>",
            )
        )  # fmt: skip
    figure.update_layout(
        barmode="stack", margin={"l": 40, "r": 8, "t": 8, "b": 52},
        xaxis={"fixedrange": True, "dtick": 1 if len(attribution) < 16 else None, "showgrid": False},
        yaxis={"fixedrange": True, "gridcolor": GRID[theme]},
        legend={"orientation": "h", "y": -0.14, "x": 0, "font": {"color": INK[theme]}},
    )  # fmt: skip
    return figure
