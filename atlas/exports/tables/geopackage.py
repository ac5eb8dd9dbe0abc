"""The selected incidents as a GeoPackage (OGC 12-128) for desktop programs."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pyogrio
import shapely

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.exports.tables.arrow import incidents_arrow
from atlas.exports.tables.points import points

LAYER = "incidents"
CRS = "EPSG:4326"
"""WGS 84; a GeoPackage keeps longitude before latitude in it, whatever the order of its axes."""


def incidents_gpkg(view: View, stamp: Stamp) -> bytes:
    """Write the selected incidents as one layer of points; those without coordinates have no geometry.

    The layer's metadata hold the fields of the stamp, its description the foot. The same view and stamp give the same
    bytes: the file's own times are the day of the stamp.
    """
    table = incidents_arrow(view).append_column("geometry", [shapely.to_wkb(points(view)).tolist()])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.gpkg"
        pyogrio.write_arrow(
            table,
            path,
            layer=LAYER,
            driver="GPKG",
            geometry_name="geometry",
            geometry_type="Point",
            crs=CRS,
            layer_metadata=stamp.as_fields(),
            layer_options={"IDENTIFIER": stamp.title, "DESCRIPTION": " ".join(stamp.footer())},
        )
        _date(path, stamp)
        return path.read_bytes()


def _date(path: Path, stamp: Stamp) -> None:
    """Set the times that the file notes of itself to the day of the stamp."""
    moment = f"{stamp.made.isoformat()}T00:00:00.000Z"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
        file.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (moment,))
