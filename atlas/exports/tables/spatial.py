"""The selected incidents with points: GeoJSON (RFC 7946), GeoPackage (OGC 12-128) and GeoParquet 1.1."""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from numpy.typing import NDArray

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.exports.tables.cells import Cell, columns, records
from atlas.incidents.columns import COLUMNS
from atlas.settings import LONLAT_CRS
from atlas.statistics.totals import has_point

_TYPES = {"date": pa.date32(), "degrees": pa.float64(), "count": pa.int64()}


def incidents_arrow(view: View) -> pa.Table:
    """Give the columns of the file format with their types: days, whole numbers, degrees, text; null is not known."""
    fields = [(name, _TYPES.get(column.kind, pa.string())) for name, column in COLUMNS.items()]
    return pa.table(columns(view), schema=pa.schema(fields))


def points(view: View) -> NDArray[Any]:
    """Give each selected incident its point in longitude and latitude; None where no coordinates are known."""
    rows = view.rows
    placed = has_point(rows)
    found = np.full(len(rows), None, dtype=object)
    found[placed] = shapely.points(rows.loc[placed, "longitude"].to_numpy(), rows.loc[placed, "latitude"].to_numpy())
    return found


DECIMALS = 7
"""Of a degree: a centimetre on the ground, far below what any source knows."""

STAMP_MEMBER = "khorasan_atlas"
"""Foreign member (RFC 7946, section 6.1) that holds the fields of the stamp."""

Position = list[float]
"""Longitude and latitude in degrees."""


def incidents_geojson(view: View, stamp: Stamp) -> bytes:
    """Write the selected incidents as points in longitude and latitude on WGS 84, one feature a line.

    An incident without coordinates has no geometry (null): it is known to its province or country only. The bounding
    box spans the points; without any there is none.
    """
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in records(view)]
    places = [_position(cells) for cells in rows]
    head = {"type": "FeatureCollection", STAMP_MEMBER: stamp.as_fields(), **_span(places)}
    features = map(_feature, rows, places)
    return "".join(_lines(head, [_json(feature) for feature in features])).encode()


def _lines(head: dict[str, object], features: list[str]) -> Iterator[str]:
    yield _json(head).removesuffix("}")
    yield ',"features":[\n'
    yield ",\n".join(features)
    yield "\n]}\n"


def _position(cells: dict[str, Cell]) -> Position | None:
    east, north = cells.pop("longitude"), cells.pop("latitude")
    if not isinstance(east, float) or not isinstance(north, float):
        return None
    return [round(east, DECIMALS), round(north, DECIMALS)]


def _span(places: list[Position | None]) -> dict[str, object]:
    """Give the bounding box as a member: west, south, east, north."""
    known = [place for place in places if place]
    axes = list(zip(*known, strict=True))
    return {"bbox": [*map(min, axes), *map(max, axes)]} if axes else {}


def _feature(cells: dict[str, Cell], place: Position | None) -> dict[str, object]:
    point = {"type": "Point", "coordinates": place} if place else None
    sources = {"sources": json.loads(str(cells["sources"] or "[]"))}
    return {"type": "Feature", "id": cells["id"], "geometry": point, "properties": {**cells, **sources}}


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str).encode
"""One encoder for all features: `json.dumps` would make one for each."""


LAYER = "incidents"
CRS = "EPSG:4326"
"""WGS 84; a GeoPackage keeps longitude before latitude in it, whatever the order of its axes."""


def incidents_gpkg(view: View, stamp: Stamp) -> bytes:
    """Write the selected incidents as one layer of points; those without coordinates have no geometry.

    The layer's metadata hold the fields of the stamp, its description the foot. The same view and stamp give the same
    bytes: the file's own times are the day of the stamp.
    """
    # Said to be binary, because a column of which no row has a point would else be of no kind at all.
    geometry = pa.array(shapely.to_wkb(points(view)).tolist(), type=pa.binary())
    table = incidents_arrow(view).append_column("geometry", geometry)
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
