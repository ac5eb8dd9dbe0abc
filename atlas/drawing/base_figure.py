"""The ground on which every figure stands: fonts, colours, margins, axes; nothing that a browser would fetch."""

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing import moments as turning_points
from atlas.drawing.draft import Figure
from atlas.drawing.palette import BACKGROUND, GRID, INK, MUTED, Theme
from atlas.text import day_in_words

FONT = "'Source Sans', 'Source Sans Pro', system-ui, sans-serif"
ROW_PX = 14
"""Height of one row of moment numbers."""

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "responsive": True,
    "modeBarButtons": [["zoomIn2d", "zoomOut2d", "resetScale2d"]],
}
"""What every page hands to Plotly beside the figure; not its picture button, whose picture would bear no stamp."""

PERIODS: dict[str, Any] = {"day": 86_400_000, "week": 604_800_000, "month": "M1", "quarter": "M3", "year": "M12"}
HOVER_DATES = {"day": "%-d %B %Y", "week": "week of %-d %B %Y", "month": "%B %Y", "quarter": "Q%q %Y", "year": "%Y"}
_MONDAY = "2000-01-03"
_FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}


def canvas(theme: Theme, height: int) -> Figure:
    """Make an empty figure with transparent ground, the text colours of a theme and a legend beneath the plot."""
    figure = Figure()
    return figure.update_layout(
        height=height,
        font={"family": FONT, "size": 12, "color": INK[theme]},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": -0.14, "yanchor": "top", "traceorder": "normal"},
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": MUTED[theme], "activecolor": INK[theme]},
        hoverlabel={
            "bgcolor": BACKGROUND[theme],
            "bordercolor": MUTED[theme],
            "font": {"family": FONT, "size": 12, "color": INK[theme]},
        },
    )


def time_axes(figure: go.Figure, title: str, highest: float, theme: Theme) -> go.Figure:
    """Give a figure a time axis with one hover box per bin and a count axis from zero to about ``highest``."""
    line = {"gridcolor": GRID[theme], "linecolor": MUTED[theme], "zeroline": False, "automargin": True}
    # The line that Plotly draws at the pointer assumes a white ground where the ground is transparent.
    figure.update_xaxes(
        type="date", showgrid=False, showline=True, showspikes=False, ticks="outside", tickcolor=MUTED[theme], **line
    )
    figure.update_yaxes(
        title={"text": title, "standoff": 6}, rangemode="tozero", tickformat=",d", nticks=6, minallowed=0, **line
    )
    if highest < 6:  # Plotly would put ticks between the whole numbers
        figure.update_yaxes(tick0=0, dtick=1)
    return figure.update_layout(hovermode="x unified")


def periods(index: pd.Index, step: str) -> dict[str, Any]:
    """Give the arguments of a trace that set its bins on the axis and write them as one would say them."""
    week = {"xperiod0": _MONDAY} if step == "week" else {}
    return {
        "x": [stamp.date().isoformat() for stamp in pd.DatetimeIndex(index)],
        "xperiod": PERIODS[step],
        "xperiodalignment": "middle",
        "xhoverformat": HOVER_DATES[step],
        **week,
    }


def spans_ms(index: pd.Index, step: str) -> list[float]:
    """Measure the bins in milliseconds. A single bar has no neighbour from which Plotly could guess its width."""
    bins = pd.DatetimeIndex(index).to_period(_FREQUENCIES[step])
    return [span / pd.Timedelta(milliseconds=1) for span in bins.end_time - bins.start_time]


def show_whole_bins(figure: go.Figure, index: pd.Index, step: str) -> go.Figure:
    """Let the time axis run from the start of the first bin to the end of the last, whatever else is drawn."""
    if len(index):
        bins = pd.DatetimeIndex(index).to_period(_FREQUENCIES[step])
        figure.update_xaxes(range=[bins[0].start_time.isoformat(), bins[-1].end_time.isoformat()])
    return figure


def mark_moments(figure: go.Figure, moments: pd.DataFrame, span: tuple[date, date], theme: Theme) -> go.Figure:
    """Draw turning points (columns date, label) as thin lines with numbers above the plot, staggered."""
    points = turning_points.shown(moments, *span)
    for point in points:
        day = point.day.isoformat()
        figure.add_shape(
            type="line",
            x0=day,
            x1=day,
            y0=0,
            y1=1,
            yref="paper",
            line={"color": MUTED[theme], "width": 1, "dash": "dot"},
        )
        figure.add_annotation(
            x=day, y=1, yref="paper", yanchor="bottom", yshift=point.row * ROW_PX, showarrow=False,
            text=str(point.number), font={"size": 11, "color": MUTED[theme]},
            hovertext=f"{point.number}  {day_in_words(point.day)}: {point.label}",
        )  # fmt: skip
    rows = max((point.row + 1 for point in points), default=0)
    return figure.update_layout(margin={"t": 8 + rows * ROW_PX})
