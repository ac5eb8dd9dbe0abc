"""The selected incidents as an Arrow table with points: what GeoPackage and GeoParquet are written from."""

import pyarrow as pa

from atlas.drawing.view import View
from atlas.exports.tables.cells import columns
from atlas.incidents.columns import COLUMNS

_TYPES = {"date": pa.date32(), "degrees": pa.float64(), "count": pa.int64()}


def incidents_arrow(view: View) -> pa.Table:
    """Give the columns of the file format with their types: days, whole numbers, degrees, text; null is not known."""
    fields = [(name, _TYPES.get(column.kind, pa.string())) for name, column in COLUMNS.items()]
    return pa.table(columns(view), schema=pa.schema(fields))
