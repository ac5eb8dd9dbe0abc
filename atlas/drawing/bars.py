"""The bars of a time series: layers that are stacked, with their colours and their notes."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing.base_figure import periods, spans_ms
from atlas.drawing.number_words import counted
from atlas.drawing.palette import BACKGROUND, BLUE, CRIMSON, HUES, OTHER, Theme, colours
from atlas.statistics.series import TimeSeries

Measure = Literal["incidents", "killed"]

PARTIAL_OPACITY = 0.45
"""How much of its colour a bin keeps that is covered in part."""


BAR_WIDTH = 0.88
"""The part of a bin that its bar fills."""


class Bar(NamedTuple):
    """One layer of a stack: its name in the legend, its colour, its height per bin."""

    name: str
    hue: str
    heights: pd.Series
    hatched: bool = False
    sparse: bool = False
    """Leave out zeros, so that the hover box lists what there is and no more."""


def bars(series: TimeSeries, measure: Measure, names: Mapping[str, str]) -> list[Bar]:
    """Name and colour what is stacked, from the axis upwards."""
    counts = series.counts
    if series.by is not None:
        return _groups(series.incidents_by if measure == "incidents" else series.killed_by, series.by, names)
    if measure == "killed":
        return [Bar("best estimate, line from low to high", CRIMSON, counts["killed_best"])]
    unsure = counts["incidents"] - counts["incidents_sure"]
    return [
        Bar("claimed or attributed", BLUE, counts["incidents_sure"]),
        Bar("suspected or disputed", BLUE, unsure, hatched=True, sparse=True),
    ]


def _groups(table: pd.DataFrame, column: str, names: Mapping[str, str]) -> list[Bar]:
    """Give each group its fixed colour, and stack the groups without one together in grey.

    A column without fixed colours (provinces) shows its largest groups in the order of the hues.
    """
    largest = table.sum().sort_values(ascending=False, kind="stable").index[: len(HUES)]
    hues = colours(column) or dict(zip(map(str, largest), HUES, strict=False))
    layers = [
        Bar(names.get(group, group), hue, table[group], sparse=True) for group, hue in hues.items() if group in table
    ]
    rest = [str(group) for group in table if group not in hues]
    if len(rest) == 1:
        return [*layers, Bar(names.get(rest[0], rest[0]), OTHER, table[rest[0]], sparse=True)]
    return (
        [*layers, Bar(f"{len(rest)} others", OTHER, table[rest].sum(axis="columns"), sparse=True)] if rest else layers
    )


def drawn(bar: Bar, series: TimeSeries, theme: Theme) -> go.Bar:
    """Draw one layer of bars, paler where the bin is covered in part."""
    pattern = {"shape": "/", "fillmode": "replace", "fgcolor": bar.hue, "bgcolor": "rgba(0,0,0,0)", "size": 5}
    marker: dict[str, Any] = {
        "color": bar.hue,
        "opacity": [PARTIAL_OPACITY if partial else 1 for partial in series.counts["partial"]],
        "line": {"width": 1 if bar.hatched else 0, "color": bar.hue if bar.hatched else BACKGROUND[theme]},
    }
    return go.Bar(
        name=bar.name,
        y=[None if value == 0 and bar.sparse else value for value in bar.heights.tolist()],
        marker={**marker, "pattern": pattern} if bar.hatched else marker,
        width=[span * BAR_WIDTH for span in spans_ms(series.counts.index, series.step)],
        customdata=notes(series),
        hovertemplate=f"{bar.name}: %{{y:,}}%{{customdata}}<extra></extra>",
        **periods(series.counts.index, series.step),
    )


def notes(series: TimeSeries) -> list[str]:
    """Say of each bin that is covered in part how much of it is."""
    rows = zip(series.counts["partial"], series.counts["covered_days"], strict=True)
    return [f" (only {counted(days, 'day')} covered)" if partial else "" for partial, days in rows]
