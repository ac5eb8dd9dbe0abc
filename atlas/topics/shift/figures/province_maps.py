"""The maps of the shift: the provinces' shares before and after, and how they differ."""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.drawing import base_map
from atlas.drawing.number_words import percent, points, span
from atlas.drawing.palette import DIVERGING, SEQUENTIAL, ZERO, Theme

__all__ = ["DIFFERENCE_BREAKS", "SHARE_BREAKS", "difference_map", "share_map"]

Side = Literal["before", "after"]

SHARE_BREAKS = (0.02, 0.05, 0.1, 0.2, 0.4)
"""The least share of the second to sixth class: fixed, so that both periods and every selection have one scale."""

DIFFERENCE_BREAKS = (0.01, 0.05, 0.15)
"""How far a share must have moved, either way, for each class of the scale of differences."""

MAP_HEIGHT = 270
"""In pixels, for a map a third of a page wide, which is also what a phone shows."""

NAMED = 4
"""How many provinces carry their name: those with the largest figures."""


def share_map(
    table: pd.DataFrame, side: Side, names: Mapping[str, str], *, theme: Theme, height: int = MAP_HEIGHT
) -> go.Figure:
    """Colour the provinces by their share of the country's incidents in one period.

    Parameters
    ----------
    table
        One row per province (its id is the index) with before, before_sure, after, after_sure (counts) and
        share_before, share_after (fractions).
    side
        Which period.
    """
    figure = base_map.blank_map(theme, height=height)
    held = table[table[side] > 0]
    colours = {str(code): share_hue(share, theme) for code, share in held[f"share_{side}"].items()}
    hover = {
        str(code): f"{names[str(code)]}<br>{span(row[f'{side}_sure'], row[side])} of {int(table[side].sum())}"
        f"<br>{percent(row[f'share_{side}'])} of the country"
        for code, row in held.iterrows()
    }
    empty = {code: f"{name}<br>no recorded incident" for code, name in names.items() if code not in colours}
    base_map.fill(figure, colours | dict.fromkeys(empty, ZERO[theme]), hover | empty, theme=theme)
    largest = held.sort_values(side, ascending=False, kind="stable").index[:NAMED]
    base_map.place_names(figure, {str(code): names[str(code)] for code in largest}, theme=theme)
    bounds = [f"{bound * 100:.0f}" for bound in SHARE_BREAKS]
    title = "% of the country’s incidents"
    return base_map.scale(figure, SEQUENTIAL[theme], bounds, theme=theme, title=title, nothing=(ZERO[theme], "none"))


def difference_map(
    table: pd.DataFrame, names: Mapping[str, str], *, theme: Theme, height: int = MAP_HEIGHT
) -> go.Figure:
    """Colour the provinces by how their share differs between the periods, in percentage points.

    Parameters
    ----------
    table
        As for ``share_map``, with difference, low and high (fractions, a 95 % interval; not a number where unknown)
        and verdict (rose, fell, uncertain, too few to say).
    """
    figure = base_map.blank_map(theme, height=height)
    held = table[(table["before"] + table["after"] > 0) & table["difference"].notna()]
    colours = {str(code): difference_hue(value, theme) for code, value in held["difference"].items()}
    hover = {str(code): _difference_words(names[str(code)], row) for code, row in held.iterrows()}
    empty = {code: f"{name}<br>no recorded incident" for code, name in names.items() if code not in colours}
    base_map.fill(figure, colours | dict.fromkeys(empty, ZERO[theme]), hover | empty, theme=theme)
    largest = held["difference"].abs().sort_values(ascending=False, kind="stable").index[:NAMED]
    base_map.place_names(figure, {str(code): names[str(code)] for code in largest}, theme=theme)
    steps = [f"{bound * 100:.0f}" for bound in DIFFERENCE_BREAKS]
    bounds = [*(f"−{step}" for step in reversed(steps)), *(f"+{step}" for step in steps)]
    title = "percentage points, after minus before"
    return base_map.scale(figure, DIVERGING[theme], bounds, theme=theme, title=title, nothing=(ZERO[theme], "none"))


def share_hue(share: float, theme: Theme) -> str:
    """Give the colour of a share above zero."""
    return SEQUENTIAL[theme][int(np.searchsorted(SHARE_BREAKS, share, side="right"))]


def difference_hue(difference: float, theme: Theme) -> str:
    """Give the colour of a difference of shares: blue where it fell, orange where it rose."""
    step = int(np.searchsorted(DIFFERENCE_BREAKS, abs(difference), side="right"))
    return DIVERGING[theme][3 + (step if difference > 0 else -step)]


def _difference_words(name: str, row: "pd.Series[float]") -> str:
    moved = (
        f"{name}<br>{percent(row['share_before'])} before, {percent(row['share_after'])} after"
        f"<br>{signed(row['difference'])} points"
    )
    if not np.isnan(row["low"]):
        moved += f" (95 % interval {signed(row['low'])} to {signed(row['high'])})"
    return f"{moved}<br>{row['verdict']}"


def signed(fraction: float) -> str:
    """Write a difference of shares in percentage points with its sign: "+19.6", "−3.0"."""
    return f"{'−' if fraction < 0 else '+'}{points(abs(fraction))}"
