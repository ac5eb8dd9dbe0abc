"""How much a change in reporting would do to the answer, as one picture."""

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas
from atlas.drawing.palette import AZURE, BLUE, CRIMSON, GRID, INK, MUTED, Theme

_MARKED = {0.975: "a rise is named", 0.5: "as likely as not"}
_TICKS = (1, 1.5, 2, 3, 4, 6, 8)


def reporting_picture(curve: pd.DataFrame, *, theme: Theme, height: int = 340) -> go.Figure:
    """Draw P(rise) against the factor by which the capture of the region may have changed.

    Parameters
    ----------
    curve
        Index factor; columns p_up_to and p_against, probabilities.
    """
    figure = canvas(theme, height)
    lines = (
        ("p_up_to", "changed by up to so much, either way", BLUE if theme == "light" else AZURE, "solid"),
        ("p_against", "in truth became so many times as good", CRIMSON, "dash"),
    )
    for column, name, hue, dash in lines:
        figure.add_trace(
            go.Scatter(
                x=curve.index.tolist(), y=curve[column].round(4).tolist(), mode="lines", name=name,
                line={"color": hue, "width": 2.5, "dash": dash},
                hovertemplate=f"%{{x:.2f}}: P(rise) %{{y:.2f}}<extra>{name}</extra>",
            )
        )  # fmt: skip
    for level, words in _MARKED.items():
        figure.add_hline(y=level, line={"color": MUTED[theme], "width": 1, "dash": "dot"})
        figure.add_annotation(
            x=1, xref="paper", xanchor="right", y=level, yanchor="top", text=words, showarrow=False,
            font={"size": 11, "color": MUTED[theme]},
        )  # fmt: skip
    figure.update_layout(
        margin={"l": 48, "r": 12, "t": 8, "b": 92},
        xaxis={
            "type": "log", "tickvals": list(_TICKS), "ticktext": [f"{each:g}×" for each in _TICKS], "fixedrange": True,
            "title": {"text": "change in the capture of the region against the rest"}, "gridcolor": GRID[theme],
        },
        yaxis={"range": [0, 1.02], "title": {"text": "P(rise)"}, "gridcolor": GRID[theme], "fixedrange": True},
        legend={"orientation": "h", "y": -0.3, "yanchor": "top", "x": 0, "font": {"color": INK[theme], "size": 12}},
    )  # fmt: skip
    return figure
