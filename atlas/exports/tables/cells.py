"""The selected incidents as typed cells: whole numbers, degrees, days, text, and nothing where nothing is known."""

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from atlas.drawing.view import View
from atlas.incidents.columns import COLUMNS

Cell = str | int | float | date | None

NUMBERS = ("count", "degrees")


def columns(view: View) -> dict[str, list[Cell]]:
    """Give every column of the file format with its cells, in the order of the format and of the table."""
    rows = view.rows
    return {name: _cells(rows[name], column.kind) for name, column in COLUMNS.items()}


def records(view: View) -> Iterator[tuple[Cell, ...]]:
    """Give the selected incidents row by row, their cells in the order of COLUMNS."""
    return zip(*columns(view).values(), strict=True)


def _cells(column: pd.Series, kind: str) -> list[Cell]:
    if kind == "date":
        days = pd.to_datetime(column)
        return _known(days.dt.date.tolist(), days.isna())
    if kind in NUMBERS:
        numbers = column.astype("float64")
        found = _known(numbers.tolist(), numbers.isna())
        return [int(cell) if isinstance(cell, float) else cell for cell in found] if kind == "count" else found
    texts = column.astype("object")
    return _known(texts.tolist(), texts.isna() | (texts == ""))


def _known(values: Sequence[Cell], missing: pd.Series) -> list[Cell]:
    """Put nothing where nothing is known."""
    return [None if lacks else value for value, lacks in zip(values, missing.tolist(), strict=True)]
