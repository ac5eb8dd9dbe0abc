"""Small plots under one another on one horizontal axis, each with its title above it: what must not share a scale."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from atlas.drawing.base_figure import canvas
from atlas.drawing.palette import GRID, INK, MUTED, Theme

LANE_PX = 108
_EDGE_PX = 60


def lanes(titles: Sequence[str], *, theme: Theme) -> go.Figure:
    """Make one plot per title, from top to bottom; only the last one shows the horizontal axis.

    A trace takes its lane by ``row`` (from 1) and ``col=1``. Without a title there is one plot without one.
    """
    number = max(len(titles), 1)
    figure = canvas(theme, _EDGE_PX + LANE_PX * number)
    figure.set_subplots(rows=number, cols=1, shared_xaxes=True, vertical_spacing=0.24 / number,
                        subplot_titles=[escape(title, quote=False) for title in titles])  # fmt: skip
    figure.update_annotations(x=0, xanchor="left", font={"size": 12, "color": INK[theme]})
    figure.update_yaxes(
        gridcolor=GRID[theme], zeroline=False, fixedrange=True, tickfont={"color": MUTED[theme]}, automargin=True
    )
    figure.update_xaxes(showgrid=False, showline=True, linecolor=MUTED[theme], fixedrange=True, automargin=True)
    only_last_axis(figure, number)
    return figure.update_layout(hovermode="closest", margin={"t": 26})


def only_last_axis(figure: go.Figure, number: int) -> None:
    """Show the horizontal axis of the lowest of some plots and of no other."""
    for row in range(1, number):
        figure.update_xaxes(row=row, col=1, showticklabels=None, visible=False)
