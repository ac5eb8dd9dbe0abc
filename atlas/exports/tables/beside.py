"""What stands beside an exported CSV: metadata in CSVW (W3C, CSV on the Web) with coverage, licence and stamp."""

import json

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.incidents.columns import COLUMNS
from atlas.incidents.coverage import SUFFIX

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
        "tableSchema": {"columns": [_column(name) for name in COLUMNS], "primaryKey": "id"},
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _column(name: str) -> dict[str, object]:
    column = COLUMNS[name]
    return {
        "name": name,
        "titles": name,
        "dc:description": column.meaning,
        "datatype": DATATYPES.get(column.kind, "string"),
        "required": column.required,
    }
