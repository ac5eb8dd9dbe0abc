"""The formats in which the selected incidents can be taken away, and what each is good for."""

from collections.abc import Callable
from typing import NamedTuple

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.exports.tables.csv_file import incidents_csv
from atlas.exports.tables.spatial import incidents_geojson, incidents_geoparquet, incidents_gpkg
from atlas.exports.tables.workbook import incidents_xlsx


class Format(NamedTuple):
    """One format of a table of incidents."""

    name: str
    suffix: str
    """Ending of the file name, without the point."""
    mime: str
    good_for: str
    bytes_per_row: int
    """What a row of the shipped table takes, measured; with it goes ``bytes_once``."""
    bytes_once: int
    write: Callable[[View, Stamp], bytes]

    def size_bytes(self, rows: int) -> int:
        """Estimate the size of a file with so many rows."""
        return self.bytes_once + rows * self.bytes_per_row


FORMATS: tuple[Format, ...] = (
    Format("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
           "Reading and sorting; the data dictionary is a sheet of its own.", 250, 15_000, incidents_xlsx),
    Format("CSV", "csv", "text/csv",
           "Every program; opens in this atlas again.", 940, 500, incidents_csv),
    Format("GeoJSON", "geojson", "application/geo+json",
           "Maps on the web; points in longitude and latitude.", 1500, 1500, incidents_geojson),
    Format("GeoPackage", "gpkg", "application/geopackage+sqlite3",
           "Desktop mapping, such as QGIS.", 1120, 110_000, incidents_gpkg),
    Format("GeoParquet", "parquet", "application/vnd.apache.parquet",
           "Large tables and data science.", 160, 25_000, incidents_geoparquet),
)  # fmt: skip


def file_name(stamp: Stamp, suffix: str) -> str:
    """Name a file of incidents by the table's version and the day, so that two exports do not look alike."""
    return f"khorasan-atlas-incidents-{stamp.version}-{stamp.made.isoformat()}.{suffix}"
