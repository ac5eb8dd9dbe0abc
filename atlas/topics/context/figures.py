"""The figures of the context: estimates as rows, leaders over the incidents, levels in lanes, provinces named."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.bars import bars, drawn
from atlas.drawing.base_figure import canvas, show_whole_bins, time_axes
from atlas.drawing.labelled_rows import Row, labelled_rows
from atlas.drawing.lanes import lanes, only_last_axis
from atlas.drawing.palette import BLUE, BROWN, CRIMSON, INK, OTHER, Theme
from atlas.statistics.series import TimeSeries
from atlas.text import interval
from atlas.topics.context.measures import Level
from atlas.topics.context.words import figure_of, named_label, point_line, strength_label

LANES = ("appointed", "killed", "arrested", "turning point", "moment")
HUES = {"appointed": BLUE, "killed": CRIMSON, "arrested": BROWN, "turning point": OTHER, "moment": OTHER}
_LANE_PX, _SERIES_PX = 26, 190
_MARGIN, _NEAR = pd.Timedelta(days=60), pd.Timedelta(days=150)


def strength_rows(statements: pd.DataFrame, *, theme: Theme) -> go.Figure:
    """Draw each statement on the number of fighters from low to high, the oldest at the top."""
    groups = {"estimate": ("estimate", BLUE), "forecast": ("forecast", CRIMSON)}
    rows = []
    for _, row in statements.iterrows():
        name, hue = groups.get(row["kind"], (row["kind"], OTHER))
        hollow = row["kind"] == "forecast"
        said = figure_of(row)
        rows.append(Row(strength_label(row), row["low"], row["high"], said, hue, hollow, name, row["note"]))
    return labelled_rows(rows, "fighters", theme=theme)


def leaders_and_incidents(points: pd.DataFrame, quarters: TimeSeries, *, theme: Theme) -> go.Figure:
    """Draw numbered leaders and turning points in lanes, over the incidents per quarter on the same time axis."""
    kinds = [lane for lane in LANES if (points["lane"] == lane).any()]
    lanes_px = _LANE_PX * max(len(kinds), 1)
    figure = canvas(theme, lanes_px + _SERIES_PX + 70)
    figure.set_subplots(
        rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.04,
        row_heights=[lanes_px / (lanes_px + _SERIES_PX), _SERIES_PX / (lanes_px + _SERIES_PX)],
    )  # fmt: skip
    for layer in bars(quarters, "incidents", {}):
        figure.add_trace(drawn(layer, quarters, theme), row=2, col=1)
    time_axes(figure, "incidents per quarter", quarters.counts["incidents"].max() if len(quarters.counts) else 1, theme)
    for lane in kinds:
        here = points[points["lane"] == lane]
        for side, marks in here.groupby(_sides(here["date"])):
            figure.add_trace(_lane(marks, lane, str(side), theme), row=1, col=1)
    figure.update_yaxes(
        row=1, col=1, title=None, type="category", categoryorder="array", categoryarray=kinds[::-1], fixedrange=True,
        range=[-0.6, len(kinds) - 0.4], rangemode="normal", minallowed=None, tickformat=None, automargin=True,
    )  # fmt: skip
    show_whole_bins(figure, quarters.counts.index, quarters.step)
    if len(points) and len(quarters.counts):  # the group's story begins before the first incident
        first = min(points["date"].min(), quarters.counts.index[0]) - _MARGIN
        figure.update_xaxes(range=[first.isoformat(), figure.layout.xaxis.range[1]])
    only_last_axis(figure, 2)
    return figure.update_layout(barmode="stack", showlegend=False, hovermode="closest")


def _lane(points: pd.DataFrame, lane: str, side: str, theme: Theme) -> go.Scatter:
    """Draw points of one kind with their numbers on one side; those that are disputed in outline."""
    symbols = ["circle-open" if disputed else "circle" for disputed in points["disputed"]]
    return go.Scatter(
        x=[stamp.date().isoformat() for stamp in points["date"]], y=[lane] * len(points), mode="markers+text",
        marker={"color": HUES[lane], "size": 10, "symbol": symbols, "line": {"width": 2, "color": HUES[lane]}},
        text=[str(number) for number in points["number"]], textposition=f"middle {side}",
        textfont={"size": 11, "color": INK[theme]},
        hovertext=[escape(point_line(point), quote=False) for _, point in points.iterrows()],
        hovertemplate="%{hovertext}<extra></extra>", name=lane,
    )  # fmt: skip


def _sides(days: pd.Series) -> pd.Series:
    """Tell on which side of its point each number stands: to the left where the next one is near."""
    near = days.diff().shift(-1) < _NEAR
    return near.map({True: "left", False: "right"})


def levels_in_lanes(
    own: Sequence[Level], published: pd.DataFrame, spans: Sequence[Level], *, theme: Theme
) -> go.Figure:
    """Draw the attacks recorded per year, with the mean of each period, over what others counted, a lane each."""
    definitions = list(dict.fromkeys(published["definition"]))
    titles = ["attacks in this table", *(_lane_title(published, each) for each in definitions)]
    figure = lanes(titles, theme=theme)
    _own_lane(figure, own, spans, theme)
    for place, definition in enumerate(definitions, start=2):
        here = published[published["definition"] == definition]
        # Two figures of one year are written on either side of their marks.
        for side, marks in here.groupby(here.duplicated("year").map({True: "left", False: "right"})):
            figure.add_trace(_counted(marks, str(side), theme), row=place, col=1)
        figure.update_yaxes(row=place, col=1, range=[0, float(here["figure_high"].max()) * 1.25])
    years = [level.days.first.year for level in own] or [0]
    figure.update_xaxes(range=[years[0] - 0.6, years[-1] + 0.9], tick0=2016, dtick=2, tickangle=0, tickformat="d")
    figure.update_yaxes(nticks=4, tickformat=",d", rangemode="tozero")
    return figure.update_layout(barmode="stack", showlegend=False)


def _counted(published: pd.DataFrame, side: str, theme: Theme) -> go.Scatter:
    """Draw what others counted, each with its figure on one side."""
    return go.Scatter(
        x=published["year"].tolist(), y=published["figure_high"].tolist(), mode="markers+text",
        marker={"color": OTHER, "size": 10, "symbol": "diamond"}, textposition=f"middle {side}",
        text=[f" {interval(*ends)} " for ends in zip(published["figure_low"], published["figure_high"], strict=True)],
        textfont={"size": 11, "color": INK[theme]},
        hovertext=[escape(f"{who}: {scope}", quote=False)
                   for who, scope in zip(published["who"], published["scope"], strict=True)],
        hovertemplate="%{x}, %{hovertext}: %{y:,}<extra></extra>", showlegend=False,
    )  # fmt: skip


def _lane_title(published: pd.DataFrame, definition: str) -> str:
    who = dict.fromkeys(
        name.partition(",")[0].partition(" (")[0]
        for name in published.loc[published["definition"] == definition, "who"]
    )
    return f"{definition}: {', '.join(who)}"


def _own_lane(figure: go.Figure, own: Sequence[Level], spans: Sequence[Level], theme: Theme) -> None:
    years = [level.days.first.year for level in own]
    unsure = {"color": BLUE, "pattern": {"shape": "/", "fillmode": "replace", "fgcolor": BLUE, "size": 5}}
    for heights, marker, name in (
        ([level.sure for level in own], {"color": BLUE}, "claimed or attributed"),
        ([level.every - level.sure for level in own], unsure, "suspected or disputed"),
    ):
        figure.add_trace(
            go.Bar(x=years, y=heights, marker=marker, name=name, hovertemplate="%{x}: %{y}<extra></extra>"),
            row=1, col=1,
        )  # fmt: skip
    for level in spans:
        if level.days.days:
            ends = [level.days.first.year - 0.45, level.days.last.year + 0.45]
            mean = level.per_year[1]
            figure.add_trace(
                go.Scatter(
                    x=ends, y=[mean] * 2, mode="lines+text",
                    line={"color": INK[theme], "width": 2}, text=["", f" mean {mean:.0f}"],
                    textposition="middle right", textfont={"size": 11, "color": INK[theme]}, hoverinfo="skip",
                ),
                row=1, col=1,
            )  # fmt: skip


def named_rows(named: pd.DataFrame, *, theme: Theme) -> go.Figure:
    """Draw the incidents of each province that leads or is named, those that no brief names apart."""
    rows = [
        Row(
            named_label(row), row["incidents_sure"], row["incidents"],
            interval(row["incidents_sure"], row["incidents"]),
            BLUE if row["claims"] else OTHER, group="named by a brief" if row["claims"] else "named by no brief",
        )
        for _, row in named.iterrows()
    ]  # fmt: skip
    return labelled_rows(rows, "incidents, claimed or attributed and all", theme=theme)
