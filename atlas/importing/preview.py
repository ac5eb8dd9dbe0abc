"""A first look at an imported table: its points on the map of the region."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import shapely

from atlas.drawing.base_map import blank_map, points
from atlas.drawing.palette import BLUE, CRIMSON, Theme
from atlas.geography.projection import plane_points

MOST_POINTS = 5_000
"""More marks than this hide each other and slow a browser: the first so many are drawn, and the words say so."""


def preview_map(table: pd.DataFrame, theme: Theme) -> go.Figure:
    """Draw the incidents that have coordinates; sure and doubtful ones differ in colour and form."""
    figure = blank_map(theme, "region", height=420)
    placed = table[table["latitude"].notna()].head(MOST_POINTS)
    sure = placed["attribution"].isin(["claimed", "attributed"])
    for rows, name, hue, symbol in (
        (placed[sure], "sure", CRIMSON, "circle"),
        (placed[~sure], "ambiguous", BLUE, "diamond"),
    ):
        if len(rows):
            across = shapely.get_coordinates(plane_points(rows["longitude"], rows["latitude"])) / 1000
            told = [f"{place}, {day:%Y-%m-%d}" for place, day in zip(rows["place"], rows["date_start"], strict=True)]
            points(
                figure,
                across[:, 0].tolist(),
                across[:, 1].tolist(),
                hue=hue,
                theme=theme,
                size=7,
                hover=told,
                symbol=symbol,
                name=name,
            )
    figure.update_layout(showlegend=True, legend={"x": 0.01, "y": 0.01, "bgcolor": "rgba(0,0,0,0)"})
    return figure


def map_words(table: pd.DataFrame) -> str:
    """Say in words what the map shows."""
    placed = int(table["latitude"].notna().sum())
    drawn = "" if placed <= MOST_POINTS else f", of which the first {MOST_POINTS:,} are drawn"
    return f"{placed:,} of {len(table):,} rows have coordinates{drawn}."


def in_short(account: Mapping[str, Any]) -> str:
    """Say in one sentence what became of the rows."""
    merged = f", {account['merged_rows']:,} merged" if account["merged_rows"] else ""
    return (
        f"{account['rows_in']:,} rows in: {account['accepted']:,} accepted, "
        f"{account['rejected_rows']:,} rejected{merged}. "
        f"{account['written']:,} rows make the table."
    )
