"""The selected incidents as GeoParquet 1.1 for columnar programs."""

import io

import geopandas as gpd
import pyarrow.parquet as pq

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.exports.tables.arrow import incidents_arrow
from atlas.exports.tables.points import points
from atlas.settings import LONLAT_CRS

STAMP_KEY = b"khorasan_atlas"
"""Key of the file's metadata under which the stamp stands as one text."""


def incidents_geoparquet(view: View, stamp: Stamp) -> bytes:
    """Write the selected incidents with points as WKB; those without coordinates have a null geometry."""
    arrow = incidents_arrow(view)
    frame = gpd.GeoDataFrame(geometry=gpd.array.from_shapely(points(view)), crs=LONLAT_CRS)
    geometry = io.BytesIO()
    frame.to_parquet(geometry, index=False, schema_version="1.1.0")
    spatial = pq.read_table(geometry)
    whole = arrow.append_column(spatial.schema.field("geometry"), spatial["geometry"])
    about = {b"geo": spatial.schema.metadata[b"geo"], STAMP_KEY: stamp.as_text().encode()}
    file = io.BytesIO()
    pq.write_table(whole.replace_schema_metadata(about), file, compression="zstd")
    return file.getvalue()
