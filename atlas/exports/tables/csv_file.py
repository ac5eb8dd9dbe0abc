"""Incidents as CSV (RFC 4180, UTF-8), which no spreadsheet takes for formulas, with CSVW metadata beside it."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.exports.tables.cells import Cell, columns
from atlas.incidents.columns import COLUMNS
from atlas.incidents.coverage import SUFFIX
from atlas.incidents.files import neutralised

BYTE_ORDER_MARK = "\ufeff"


def incidents_csv(view: View, _: Stamp) -> bytes:
    """Write the selected incidents as the atlas reads them, with the columns of DICTIONARY.md.

    The file holds the rows alone, so that it opens again as an incident table; what it is stands in its `metadata`.
    """
    return encoded({name: [name, *cells] for name, cells in columns(view).items()}.values())


def encoded(table: Iterable[Sequence[Cell]]) -> bytes:
    """Write columns as CSV: text made harmless, numbers in full, days in ISO 8601, nothing for what is not known.

    At the head stands the byte order mark by which spreadsheets know UTF-8.
    """
    file = io.StringIO()
    file.write(BYTE_ORDER_MARK)
    # The writer of the standard library puts floats in full, days in ISO 8601 and nothing for None.
    csv.writer(file).writerows(zip(*map(_harmless, table), strict=True))
    return file.getvalue().encode()


def _harmless(cells: Sequence[Cell]) -> list[Cell]:
    """Put an apostrophe before text that a spreadsheet would read as a formula."""
    return [neutralised(cell) if isinstance(cell, str) else cell for cell in cells]


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
