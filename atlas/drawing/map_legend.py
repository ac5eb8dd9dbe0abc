"""What stands beneath a map: a legend of marks, or a scale of classes with its bounds."""

from collections.abc import Sequence
from typing import Literal

import plotly.graph_objects as go

from atlas.drawing.palette import INK, MUTED, Theme

LEGEND_ROW_PX = 20
SCALE_PX = 34
"""The width of one class of a scale: seven and the one for nothing fit on a phone."""


def legend(
    figure: go.Figure, entries: Sequence[tuple[str, str]], *, theme: Theme, rows: int = 2,
    mark: Literal["square", "circle", "line-ew"] = "square",
) -> go.Figure:  # fmt: skip
    """Explain colours beneath the map, each with its words; ``rows`` of room are added to the height."""
    for hue, words in entries:
        marker = {"color": hue, "size": 11, "symbol": mark, "line": {"color": MUTED[theme], "width": 0.8}}
        figure.add_trace(go.Scatter(x=[None], y=[None], mode="markers", marker=marker, name=words, showlegend=True))
    room = rows * LEGEND_ROW_PX
    return figure.update_layout(
        showlegend=True,
        height=figure.layout.height + room,
        margin={"b": room},
        legend={
            "x": 0, "xanchor": "left", "y": 0, "yanchor": "top", "itemclick": False, "itemdoubleclick": False,
            "font": {"size": 11, "color": INK[theme]}, "bgcolor": "rgba(0,0,0,0)", "itemsizing": "trace",
            "itemwidth": 30,
        },
    )  # fmt: skip


def scale(
    figure: go.Figure, hues: Sequence[str], bounds: Sequence[str], *, theme: Theme, title: str,
    nothing: tuple[str, str] | None = None,
) -> go.Figure:  # fmt: skip
    """Explain rising classes beneath the map as a strip of colours with their bounds between them.

    ``nothing`` is the colour and the word of what has no class; it stands apart, before the strip.
    """
    start = 2
    if nothing is not None:
        _swatch(figure, start, nothing[0], theme)
        _under(figure, start + SCALE_PX / 2, nothing[1], theme)
        start += SCALE_PX + 10
    for place, hue in enumerate(hues):
        _swatch(figure, start + place * SCALE_PX, hue, theme)
    for place, bound in enumerate(bounds, start=1):
        _under(figure, start + place * SCALE_PX, bound, theme)
    _under(figure, 2, title, theme, down=40, anchor="left")
    return figure.update_layout(height=figure.layout.height + 56, margin={"b": 56})


def _swatch(figure: go.Figure, left: float, hue: str, theme: Theme) -> None:
    ends = {"xsizemode": "pixel", "ysizemode": "pixel", "xref": "paper", "yref": "paper", "xanchor": 0, "yanchor": 0}
    line = {"color": MUTED[theme], "width": 0.6}
    figure.add_shape(type="rect", x0=left, x1=left + SCALE_PX, y0=-20, y1=-8, fillcolor=hue, line=line, **ends)


def _under(
    figure: go.Figure, across: float, text: str, theme: Theme, *, down: int = 22, anchor: str = "center"
) -> None:
    figure.add_annotation(
        x=0, y=0, xref="paper", yref="paper", xanchor=anchor, yanchor="top", xshift=across, yshift=-down, text=text,
        showarrow=False, borderpad=0, font={"size": 10, "color": MUTED[theme]},
    )  # fmt: skip
