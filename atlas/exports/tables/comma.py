"""Tables as CSV (RFC 4180, UTF-8) that a spreadsheet cannot take for formulas and the atlas reads back as they were."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.exports.tables.cells import records
from atlas.incidents.columns import COLUMNS
from atlas.incidents.files import neutralised

BYTE_ORDER_MARK = "\ufeff"


def incidents_csv(view: View, stamp: Stamp, *, bom: bool = False) -> bytes:  # noqa: ARG001  (as every writer of a table)
    """Write the selected incidents as the atlas reads them, with the columns of DICTIONARY.md.

    The file holds the rows alone, so that it opens again as an incident table; what it is stands in its metadata,
    `atlas.exports.tables.beside`. ``bom`` puts the mark at its head by which older spreadsheets know UTF-8.
    """
    return encoded([list(COLUMNS), *map(list, records(view))], bom=bom)


def encoded(rows: Iterable[Sequence[object]], *, bom: bool = False) -> bytes:
    """Write rows as CSV: text made harmless, numbers in full, days in ISO 8601, nothing for what is not known."""
    text = io.StringIO()
    csv.writer(text).writerows([cell_text(value) for value in row] for row in rows)
    return ((BYTE_ORDER_MARK if bom else "") + text.getvalue()).encode()


def cell_text(value: object) -> str:
    """Write one cell: a text with an apostrophe before it where a spreadsheet would read a formula, else as it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralised(value)
    if isinstance(value, date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    return repr(value) if isinstance(value, float) else str(value)
