"""The figures on screen, drawn from finished tables. A title stands on the page and never in the figure."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.bars import Bar, Measure, bars, drawn, notes
from atlas.drawing.base_figure import CONFIG, canvas, mark_moments, periods, show_whole_bins, time_axes
from atlas.drawing.draft import Plain
from atlas.drawing.number_words import counted, span
from atlas.drawing.palette import BLUE, CRIMSON, INK, NOT_COVERED, ZERO, Theme, class_of, ink_on, sequential, shade
from atlas.statistics.province_counts import YearTable
from atlas.statistics.series import TimeSeries
from atlas.text import thousands

__all__ = ["CONFIG", "deaths_band", "heatmap", "spark", "timeline"]

AXIS_TITLES: Mapping[Measure, str] = {"incidents": "incidents", "killed": "killed (best)"}
_ROW_PX = 22
_LEGEND_PX = 20
"""Height of one row of the legend: on a phone each entry takes one."""


def timeline(
    series: TimeSeries,
    *,
    theme: Theme,
    measure: Measure = "incidents",
    rolling: pd.DataFrame | None = None,
    moments: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw bars per bin: sure and unsure incidents apart, or stacked by group where the series is grouped.

    Parameters
    ----------
    series
        Binned counts; bins that are covered in part are drawn paler and say so when pointed at.
    theme
        Which text and grid colours to use.
    measure
        Incidents, or the best estimate of the killed (with bars from low to high where not grouped).
    rolling
        Trailing means on the same bins, a column per width of the window.
    moments
        Turning points (date, label), numbered above the plot.
    names
        Group to its label.
    """
    layers = bars(series, measure, names or {})
    figure = canvas(theme, 340 + _LEGEND_PX * len(layers))
    for layer in layers:
        figure.add_trace(drawn(layer, series, theme))
    if measure == "killed" and series.by is None:
        figure.update_traces(error_y=_ranges(series.counts, theme))
    for line in _means(series, rolling, theme):
        figure.add_trace(line)
    highest = series.counts["incidents" if measure == "incidents" else "killed_high"].max()
    time_axes(figure, AXIS_TITLES[measure], highest, theme)
    show_whole_bins(figure, series.counts.index, series.step).update_layout(barmode="stack", showlegend=True)
    return figure if moments is None else mark_moments(figure, moments, (series.first, series.last), theme)


def deaths_band(series: TimeSeries, *, theme: Theme, moments: pd.DataFrame | None = None) -> go.Figure:
    """Draw the best estimate of the killed as a line, in a band from the low to the high toll."""
    counts, axis = series.counts, periods(series.counts.index, series.step)
    edge: dict[str, Any] = {"mode": "lines", "line": {"width": 0, "color": CRIMSON}, "hoverinfo": "skip", **axis}
    figure = canvas(theme, 340)
    figure.add_trace(go.Scatter(y=counts["killed_high"].tolist(), showlegend=False, **edge))
    figure.add_trace(
        go.Scatter(
            y=counts["killed_low"].tolist(), fill="tonexty", fillcolor=_faded(CRIMSON), name="low to high", **edge
        )
    )
    figure.add_trace(
        go.Scatter(
            y=counts["killed_best"].tolist(), name="best estimate", mode="lines+markers",
            line={"color": CRIMSON, "width": 2},
            marker={"size": _marker_sizes(counts), "symbol": "circle-open", "color": CRIMSON, "line": {"width": 2}},
            customdata=[f"{span(low, high)}{note}" for low, high, note in zip(
                counts["killed_low"], counts["killed_high"], notes(series), strict=True)],
            hovertemplate="killed: %{y:,} (%{customdata})<extra></extra>", **axis,
        )
    )  # fmt: skip
    time_axes(figure, "killed", counts["killed_high"].max(), theme)
    show_whole_bins(figure, counts.index, series.step).update_layout(showlegend=True)
    return figure if moments is None else mark_moments(figure, moments, (series.first, series.last), theme)


def heatmap(
    table: YearTable,
    names: Mapping[str, str],
    order: Sequence[str],
    *,
    theme: Theme,
    years: Sequence[int] | None = None,
) -> go.Figure:
    """Draw incidents per province and year, with the counts written in the cells.

    Parameters
    ----------
    table
        Counts; a province of ``order`` that is not in it had no incident.
    names
        province_id to label.
    order
        The provinces from top to bottom.
    theme
        Which colours to use.
    years
        Columns from left to right, by default those of the table; one that the table lacks is drawn as not covered.
    """
    shown = [int(year) for year in table.counts.columns.tolist()] if years is None else list(years)
    covered = table.counts.reindex(list(order)).fillna(0).astype(int)
    cells: dict[int, list[int | None]] = {
        year: covered[year].tolist() if year in covered else [None] * len(order) for year in shown
    }
    rows = [list(row) for row in zip(*cells.values(), strict=True)]
    across, down = [_year(year, table.partial_years) for year in shown], [names.get(each, each) for each in order]
    figure = canvas(theme, 60 + _ROW_PX * max(len(order), 1))
    figure.add_trace(
        go.Heatmap(
            x=across, y=down, z=[[None if count is None else class_of(count) for count in row] for row in rows],
            customdata=[[_cell(count, year, table) for count, year in zip(row, shown, strict=True)] for row in rows],
            xgap=1, ygap=1, showscale=False, zmin=-0.5, zmax=6.5,
            colorscale=_steps([ZERO[theme], *sequential(theme)]), hovertemplate="%{y}, %{customdata}<extra></extra>",
        )
    )  # fmt: skip
    figure.add_trace(_written(across, down, rows, theme))
    axis: Plain = {
        "type": "category",
        "showgrid": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 11},
    }
    figure.update_xaxes(side="top", range=[-0.5, len(across) - 0.5], **axis)
    figure.update_yaxes(range=[len(down) - 0.5, -0.5], **axis)
    return figure.update_layout(plot_bgcolor=NOT_COVERED[theme], margin={"t": 30}, showlegend=False)


def _written(
    across: Sequence[str], down: Sequence[str], rows: Sequence[Sequence[int | None]], theme: Theme
) -> go.Scatter:
    """Write the counts into the cells that are covered, each in the ink that its colour needs."""
    cells = [
        (year, place, count)
        for place, row in zip(down, rows, strict=True)
        for year, count in zip(across, row, strict=True)
        if count is not None
    ]
    return go.Scatter(
        x=[year for year, _, _ in cells], y=[place for _, place, _ in cells], mode="text", hoverinfo="skip",
        text=[thousands(count) for _, _, count in cells],
        textfont={"size": 10, "color": [ink_on(shade(count, theme)) for _, _, count in cells]},
    )  # fmt: skip


def spark(series: TimeSeries, *, theme: Theme, measure: Measure = "incidents") -> go.Figure:
    """Draw a series as small bars without axes."""
    heights = series.counts["incidents" if measure == "incidents" else "killed_best"]
    hue = BLUE if measure == "incidents" else CRIMSON
    figure = canvas(theme, 72).add_trace(drawn(Bar(AXIS_TITLES[measure], hue, heights), series, theme))
    figure.update_xaxes(visible=False, showspikes=False, fixedrange=True).update_yaxes(
        visible=False, rangemode="tozero", fixedrange=True
    )
    margin = {"l": 0, "r": 0, "t": 0, "b": 0}
    return figure.update_layout(showlegend=False, bargap=0.1, hovermode="x unified", margin=margin)


def _ranges(counts: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    """Give the error bars from the low to the high toll."""
    return {
        "type": "data",
        "array": (counts["killed_high"] - counts["killed_best"]).tolist(),
        "arrayminus": (counts["killed_best"] - counts["killed_low"]).tolist(),
        "thickness": 1,
        "width": 0,
        "color": INK[theme],
    }


def _means(series: TimeSeries, rolling: pd.DataFrame | None, theme: Theme) -> list[go.Scatter]:
    """Draw the trailing means: the shorter window thin and dashed, the longer one thick."""
    if rolling is None:
        return []
    thin: dict[str, Any] = {"width": 1.5, "dash": "dot"}
    styles = [thin, {"width": 2.5}][-len(rolling.columns) :]
    return [
        go.Scatter(
            name=f"mean of {counted(width, series.step)}",
            y=[None if pd.isna(value) else round(value, 2) for value in rolling[width]],
            mode="lines", line={"color": INK[theme], **style}, connectgaps=False,
            hovertemplate=f"mean of {counted(width, series.step)}: %{{y:.1f}}<extra></extra>",
            **periods(rolling.index, series.step),
        )
        for width, style in zip(map(int, rolling.columns), styles, strict=True)
    ]  # fmt: skip


def _marker_sizes(counts: pd.DataFrame) -> list[int]:
    """Mark bins that are covered in part, and every bin when there are too few to make a line."""
    return [7 if partial or len(counts) < 3 else 0 for partial in counts["partial"]]


def _faded(hue: str) -> str:
    """Thin a colour for an area behind a line."""
    return "rgba({}, {}, {}, 0.25)".format(*(int(hue[place : place + 2], 16) for place in (1, 3, 5)))


def _steps(hues: Sequence[str]) -> list[list[Any]]:
    """Make a colour scale of equal steps without transitions."""
    size = len(hues)
    return [[edge / size, hue] for place, hue in enumerate(hues) for edge in (place, place + 1)]


def _year(year: int, partial: Sequence[int]) -> str:
    return f"{year}*" if year in partial else str(year)


def _cell(count: int | None, year: int, table: YearTable) -> str:
    """Say what a cell holds."""
    if count is None:
        return f"{year}: not covered"
    part = ", a year covered in part" if year in table.partial_years else ""
    return f"{year}: {counted(count, 'incident')}{part}"
