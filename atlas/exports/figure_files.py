"""A figure or a map as a file that stands for itself: a picture with its words, or the numbers behind it as CSV."""

import csv
import io
import math
from collections.abc import Iterator
from datetime import date, datetime

import numpy as np
import pandas as pd

from atlas.drawing.exhibit import Exhibit
from atlas.drawing.number_words import capitalised
from atlas.exports.stamp import Stamp
from atlas.exports.tables.csv_file import BYTE_ORDER_MARK
from atlas.incidents.files import neutralised
from atlas.paper import Form, Words, picture


def figure_file(exhibit: Exhibit, stamp: Stamp, size: str, form: Form) -> bytes:
    """Draw an exhibit on paper with its words; the stamp stands at the foot and inside the file.

    ``size`` is a name of ``atlas.paper.SIZES``.
    """
    words = Words(exhibit.title, capitalised(stamp.selection), exhibit.alt, stamp.footer())
    panels = {heading: draw("light") for heading, draw in exhibit.panels.items()}
    return picture(panels, size, form, words=words, fields=stamp.as_fields(), is_map=exhibit.is_map)


COMMENT = "# "
"""Begins every line below the data; programs that know comments (`comment="#"` in pandas) pass over them."""


def figure_csv(exhibit: Exhibit, stamp: Stamp) -> bytes:
    """Write the table twin of a figure, its index first, then as comments caption, stamp and ids of the incidents.

    Numbers stand in full and without quotes, days in ISO 8601, every text in quotes and harmless to a spreadsheet.
    At its head stands the mark by which spreadsheets know UTF-8.
    """
    text = io.StringIO()
    table = _with_index(exhibit.table())
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([neutralised(_heading(name)) for name in table.columns])
    columns = [[_value(cell) for cell in table.iloc[:, at].tolist()] for at in range(table.shape[1])]
    writer.writerows(zip(*columns, strict=True))
    text.writelines(f"{COMMENT}{line}\r\n" for line in _about(exhibit, stamp))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def figure_name(exhibit: Exhibit, stamp: Stamp, suffix: str) -> str:
    """Name the file of a figure, in any form: what it shows, of which table, made on which day."""
    return f"khorasan-atlas-{exhibit.key.replace('_', '-')}-{stamp.version}-{stamp.made.isoformat()}.{suffix}"


def _about(exhibit: Exhibit, stamp: Stamp) -> Iterator[str]:
    yield f"Figure: {_in_one_line(exhibit.title)}"
    yield f"Caption: {_in_one_line(exhibit.alt)}"
    yield from (f"{key}: {_in_one_line(value)}" for key, value in stamp.as_fields().items())
    yield "Note: what was reported, not a census."
    yield f"IncidentIds: {' '.join(exhibit.incidents())}"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _with_index(table: pd.DataFrame) -> pd.DataFrame:
    """Put what names a row into the first columns; a mere numbering of the rows is left out."""
    if isinstance(table.index, pd.RangeIndex) and table.index.name is None:
        return table
    return pd.concat([table.index.to_frame(index=False), table.reset_index(drop=True)], axis="columns")


def _heading(name: object) -> str:
    """Name a column; one with several levels by all of them, a day by its date."""
    parts = name if isinstance(name, tuple) else (name,)
    return " ".join(str(_value(part)) for part in parts if part != "")


def _value(cell: object) -> str | int | float | None:
    """Give a cell as a number or as harmless text; nothing for what is not known."""
    value = cell.item() if isinstance(cell, np.generic) else cell
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, date):
        midnight = isinstance(value, datetime) and value.time() == datetime.min.time()
        return value.date().isoformat() if midnight and isinstance(value, datetime) else value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return neutralised(str(value))
