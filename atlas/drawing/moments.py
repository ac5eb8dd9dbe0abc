"""Turning points on a time axis: numbered in the figure, spelled out beneath it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

LABEL_SHARE = 0.07
"""Width of a two-digit label as a share of the axis, on a figure 350 px wide."""


class Moment(NamedTuple):
    """One turning point, as shown: its number, and the row above the plot in which the number stands."""

    number: int
    day: date
    label: str
    row: int


def shown(moments: pd.DataFrame, first: date, last: date) -> tuple[Moment, ...]:
    """Pick and number the moments (columns date, label) between two days, staggering numbers that would collide."""
    days = pd.to_datetime(moments["date"]).dt.date
    listed = sorted((day, label) for day, label in zip(days, moments["label"], strict=True) if first <= day <= last)
    rows = _rows([day for day, _ in listed], first, last)
    return tuple(
        Moment(number, day, label, row)
        for number, ((day, label), row) in enumerate(zip(listed, rows, strict=True), start=1)
    )


def _rows(days: Sequence[date], first: date, last: date) -> list[int]:
    """Put each label into the lowest row in which it is clear of its neighbour."""
    gap = LABEL_SHARE * max((last - first).days, 1)
    ends: list[float] = []
    rows = []
    for day in days:
        place = float((day - first).days)
        row = next((row for row, end in enumerate(ends) if place - end >= gap), len(ends))
        ends[row : row + 1] = [place]
        rows.append(row)
    return rows
