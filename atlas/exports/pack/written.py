"""A table as texts: how the numbers of a table twin are written wherever it is printed."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

FRACTION_DIGITS = 3


class Cell(NamedTuple):
    """One cell as it is printed."""

    text: str
    number: bool


class Written(NamedTuple):
    """A table of texts; the index, where it has a name, stands in the first columns."""

    heads: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]


def written(table: pd.DataFrame) -> Written:
    """Write a table: dates in ISO 8601, whole numbers whole, fractions with three digits, nothing where unknown.

    What names a row, and a year, is a name and not an amount: it has no thousands separator.
    """
    named = [name for name in table.index.names if name is not None]
    flat = table.reset_index() if named else table
    names = [column in {*named, "year"} for column in flat.columns]
    heads = tuple(str(column).replace("_", " ") for column in flat.columns)
    lines = (zip(line, names, strict=True) for line in flat.itertuples(index=False, name=None))
    return Written(heads, tuple(tuple(_cell(value, is_name=name) for value, name in line) for line in lines))


def _cell(value: object, *, is_name: bool) -> Cell:
    if isinstance(value, bool | np.bool_):
        return Cell("yes" if value else "no", number=False)
    if isinstance(value, int | np.integer):
        return Cell(str(value) if is_name else f"{value:,}", number=not is_name)
    if isinstance(value, date):  # a Timestamp is a date too
        return Cell("" if pd.isna(value) else value.isoformat()[:10], number=False)
    if isinstance(value, float | np.floating):
        return Cell(_fraction(float(value)), number=True)
    return Cell("" if value is None or value is pd.NA else str(value), number=False)


def _fraction(value: float) -> str:
    if not np.isfinite(value):
        return ""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.{FRACTION_DIGITS}f}"
