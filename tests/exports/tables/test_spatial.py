import io
import json
import sqlite3
from contextlib import closing
from datetime import date

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from pyproj import CRS

from atlas.exports.stamp import Stamp
from atlas.exports.tables.spatial import (
    STAMP_KEY,
    STAMP_MEMBER,
    incidents_geojson,
    incidents_geoparquet,
    incidents_gpkg,
)
from atlas.incidents.columns import COLUMNS
from atlas.incidents.filters import Filters


def place(cells: dict[str, object]) -> tuple[object, object] | None:
    return None if cells["longitude"] is None else (cells["longitude"], cells["latitude"])


@pytest.fixture(scope="module")
def collection(files):
    return json.loads(files["geojson"])


@pytest.fixture(scope="module")
def package(files, tmp_path_factory):
    path = tmp_path_factory.mktemp("geopackage") / "own.gpkg"
    path.write_bytes(files["gpkg"])
    return path


@pytest.fixture(scope="module")
def nothing(everything):
    return everything.seen_through(Filters(killed_min=10_000))


def test_geojson_holds_every_cell_and_every_place(collection, expected):
    assert collection["type"] == "FeatureCollection"
    for feature, cells in zip(collection["features"], expected, strict=True):
        known = place(cells)
        point = None if known is None else {"type": "Point", "coordinates": [round(axis, 7) for axis in known]}
        assert (feature["type"], feature["id"], feature["geometry"]) == ("Feature", cells["id"], point)
        wanted = {name: value for name, value in cells.items() if name not in ("latitude", "longitude", "sources")}
        found = dict(feature["properties"])
        assert found.pop("sources") == json.loads(cells["sources"])
        days = {name: value for name, value in wanted.items() if isinstance(value, date)}
        assert {name: date.fromisoformat(found[name]) for name in days} == days
        assert {name: value for name, value in found.items() if name not in days} == {
            name: value for name, value in wanted.items() if name not in days
        }


def test_geojson_has_a_box_a_stamp_and_no_reference_system(collection, early_stamp, expected):
    places = [place(cells) for cells in expected if place(cells)]
    east, north = zip(*places, strict=True)
    assert collection["bbox"] == [min(east), min(north), max(east), max(north)]
    assert Stamp.from_fields(collection[STAMP_MEMBER]) == early_stamp
    assert "crs" not in collection


def test_geojson_of_nothing_is_an_empty_collection(nothing, early_stamp):
    found = json.loads(incidents_geojson(nothing, early_stamp))
    assert found["features"] == []
    assert "bbox" not in found


def test_a_geopackage_holds_every_cell_and_every_place(package, expected):
    about, table = pyogrio.read_arrow(package)
    assert CRS(about["crs"]) == CRS("EPSG:4326")
    assert about["geometry_type"] == "Point"
    shapes = shapely.from_wkb(table[about["geometry_name"] or "wkb_geometry"].to_pylist())
    for row, shape, cells in zip(table.select(list(COLUMNS)).to_pylist(), shapes, expected, strict=True):
        assert row == cells
        assert (None if shape is None else (shape.x, shape.y)) == place(cells)
    types = {name: table.schema.field(name).type for name in ("date_start", "killed_best", "latitude", "place")}
    assert types["date_start"] == pa.date32()
    assert pa.types.is_integer(types["killed_best"])
    assert types["latitude"] == pa.float64()


def test_a_geopackage_carries_the_stamp_and_its_foot(package, early_stamp):
    assert Stamp.from_fields(pyogrio.read_info(package)["layer_metadata"]) == early_stamp
    with closing(sqlite3.connect(package)) as file:
        described = file.execute("SELECT identifier, description FROM gpkg_contents").fetchall()
    assert described == [(early_stamp.title, " ".join(early_stamp.footer()))]


def test_a_geopackage_of_nothing_opens(nothing, early_stamp, tmp_path):
    path = tmp_path / "own.gpkg"
    path.write_bytes(incidents_gpkg(nothing, early_stamp))
    assert pyogrio.read_info(path)["features"] == 0


def test_geoparquet_holds_every_cell_and_every_place(files, expected):
    table = pq.read_table(io.BytesIO(files["parquet"]))
    shapes = shapely.from_wkb(table["geometry"].to_pylist())
    for row, shape, cells in zip(table.select(list(COLUMNS)).to_pylist(), shapes, expected, strict=True):
        assert row == cells
        assert (None if shape is None else (shape.x, shape.y)) == place(cells)


def test_geoparquet_says_its_version_system_and_stamp(files, early_stamp):
    about = pq.read_metadata(io.BytesIO(files["parquet"])).metadata
    geo = json.loads(about[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert geo["columns"]["geometry"]["geometry_types"] == ["Point"]
    assert Stamp.from_text(about[STAMP_KEY].decode()) == early_stamp


def test_geoparquet_opens_as_a_table_of_points(files, expected):
    frame = gpd.read_parquet(io.BytesIO(files["parquet"]))
    assert frame.crs == CRS("OGC:CRS84")
    assert frame["id"].tolist() == [cells["id"] for cells in expected]


def test_geoparquet_of_nothing_opens(nothing, early_stamp):
    assert len(gpd.read_parquet(io.BytesIO(incidents_geoparquet(nothing, early_stamp)))) == 0


def test_the_same_view_gives_the_same_bytes(early, early_stamp, files):
    assert incidents_geojson(early, early_stamp) == files["geojson"]
    assert incidents_gpkg(early, early_stamp) == files["gpkg"]
    assert incidents_geoparquet(early, early_stamp) == files["parquet"]
