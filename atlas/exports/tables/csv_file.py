"""Incidents as CSV (RFC 4180, UTF-8), which no spreadsheet takes for formulas, with CSVW metadata beside it."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.exports.tables.cells import records
from atlas.incidents.columns import COLUMNS
from atlas.incidents.coverage import SUFFIX
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


DATATYPES = {"date": "date", "degrees": "decimal", "count": "nonNegativeInteger"}
"""Kind of a column to the datatype of CSVW; every other is a string."""


def metadata_name(table: str) -> str:
    """Name the metadata file of a table, which has to lie beside it."""
    return f"{table}{SUFFIX}"


def metadata(view: View, stamp: Stamp, name: str) -> bytes:
    """Describe the CSV file ``name``: the atlas reads coverage and licence from it when both lie in one folder."""
    first, last = view.incidents.covers_from, view.incidents.covers_to
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:title": stamp.table,
        "dc:description": " ".join(stamp.footer()),
        "dc:temporal": f"{first.isoformat()}/{last.isoformat()}",
        "dc:created": stamp.made.isoformat(),
        **({"dc:license": stamp.licence} if stamp.licence else {}),
        "dc:bibliographicCitation": stamp.citation,
        "atlas:stamp": stamp.as_fields(),
        "tableSchema": {"columns": [_described(name) for name in COLUMNS], "primaryKey": "id"},
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _described(name: str) -> dict[str, object]:
    column = COLUMNS[name]
    return {
        "name": name,
        "titles": name,
        "dc:description": column.meaning,
        "datatype": DATATYPES.get(column.kind, "string"),
        "required": column.required,
    }
