"""The committed geodata: complete, valid, small, and as SOURCES.md says."""

import json
import os
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pycountry
import pytest
import shapely

from atlas.geography import provinces as places
from atlas.geography.build import DERIVED, build
from atlas.geography.build.screen import dissolve_provinces, shifts_km
from atlas.geography.projection import length_km, to_lonlat, to_plane
from atlas.settings import COUNTRIES, GEODATA, LONLAT_CRS, ROOT

SOURCE = Path(os.environ.get("ATLAS_GEODATA_SOURCE", ROOT.parent / "shared" / "natural_earth"))


def frame(name: str) -> gpd.GeoDataFrame:
    features = json.loads((GEODATA / name).read_text(encoding="utf-8"))["features"]
    return gpd.GeoDataFrame.from_features(features, crs=LONLAT_CRS)


@pytest.fixture(scope="module")
def screen() -> gpd.GeoDataFrame:
    return frame("screen.geojson")


@pytest.fixture(scope="module")
def boundaries() -> dict[str, shapely.Geometry]:
    """Outer boundary of each country in the plane, measured apart from the build: a union of everything."""
    units = places.units()
    plane = gpd.GeoSeries(to_plane(units.geometry.to_numpy()))
    return {iso2: shapely.boundary(shapely.union_all(plane[units["iso2"] == iso2].to_numpy())) for iso2 in COUNTRIES}


@pytest.mark.skipif(
    not SOURCE.is_dir(), reason="needs the Natural Earth files; ATLAS_GEODATA_SOURCE names their folder"
)
def test_a_rebuild_gives_the_committed_bytes(tmp_path):
    lines = build(SOURCE, tmp_path)
    for name in DERIVED:
        assert (tmp_path / name).read_bytes() == (GEODATA / name).read_bytes(), name
    assert any(line.startswith("Largest shift") for line in lines)


def test_every_iso_unit_of_the_eight_countries_has_one_row():
    expected = {unit.code: unit.name for unit in pycountry.subdivisions if unit.country_code in COUNTRIES}
    table = places.provinces()
    assert table["iso_name"].to_dict() == expected
    assert table["name"].is_unique
    assert table.loc[table["pcode"].ne(""), "pcode"].is_unique
    assert table["pcode"].ne("").sum() == 89


def test_units_are_a_valid_coverage_of_the_provinces_with_a_shape():
    units = places.units()
    geometry = units.geometry.to_numpy()
    assert shapely.is_valid(geometry).all()
    assert shapely.coverage_is_valid(geometry)
    assert shapely.coverage_is_valid(to_plane(geometry))
    assert units["unit_id"].is_unique
    assert set(units["province_id"]) == set(places.provinces().query("has_shape").index)


def test_the_land_of_the_eight_countries_has_no_holes():
    land = shapely.union_all(places.units().geometry.to_numpy())
    assert sum(shapely.get_num_interior_rings(part) for part in shapely.get_parts(land)) == 0


def test_the_screen_geometry_is_valid_small_and_close(screen):
    full = dissolve_provinces(places.units())
    assert list(screen["id"]) == list(full["province_id"])
    assert shapely.is_valid(screen.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(screen.geometry.to_numpy())
    assert shifts_km(full.geometry.to_numpy(), screen.geometry.to_numpy()).max() <= 2.0
    assert (GEODATA / "screen.geojson").stat().st_size <= 200_000
    assert all(set(feature["properties"]) == {"id"} for feature in places.screen_geometry()["features"])


def test_outer_rings_run_counter_clockwise(screen):
    parts = shapely.get_parts(screen.geometry.to_numpy())
    assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()


def test_each_label_stands_in_its_province_also_on_the_screen(screen):
    labels = places.labels().loc[screen["id"]]
    points = shapely.points(labels["longitude"], labels["latitude"])
    assert shapely.contains(screen.geometry.to_numpy(), points).all()
    assert labels["name"].to_dict() == {key: places.province_names()[key] for key in labels.index}


@pytest.mark.parametrize(("country", "published_km2"), [("Afghanistan", 652_000), ("Uzbekistan", 447_000)])
def test_areas_add_up_to_the_country(country, published_km2):
    """Published areas: CIA World Factbook, rounded; the outlines are generalised, so within 3 %."""
    inside = places.provinces().query("country == @country and has_shape").index
    assert places.labels().loc[inside, "area_km2"].sum() == pytest.approx(published_km2, rel=0.03)


def test_shared_borders_have_the_length_of_an_independent_measurement(boundaries):
    lines = places.borders().set_index("border_id")
    shared = lines[lines["a"].isin(list(COUNTRIES)) & lines["b"].isin(list(COUNTRIES))]
    assert len(shared) == 14
    for line in shared.itertuples():
        near = shapely.intersection(boundaries[line.a], shapely.buffer(boundaries[line.b], 1000))
        measured = length_km(to_lonlat(np.array([near], dtype=object))[0])
        assert line.length_km == pytest.approx(measured, rel=0.02), line.Index


def test_outer_edges_have_the_length_of_an_independent_measurement(boundaries):
    units, lines = places.units(), places.borders().set_index("border_id")["length_km"]
    kashmir = units["province_id"].isin(["PK-JK", "PK-GB"])
    others = shapely.union_all(to_plane(units[~kashmir].geometry.to_numpy()))
    edge = shapely.boundary(shapely.union_all(to_plane(units[kashmir].geometry.to_numpy())))
    beyond = [shapely.difference(edge, shapely.buffer(others, 50))]
    rest = shapely.union_all([line for iso2, line in boundaries.items() if iso2 != "AF"])
    beyond.append(shapely.difference(boundaries["AF"], shapely.buffer(rest, 50)))
    measured = [length_km(line) for line in to_lonlat(np.array(beyond, dtype=object))]
    assert lines[["pk-in-loc", "pk-in-siachen", "pk-cn"]].sum() == pytest.approx(measured[0], rel=0.02)
    assert lines["af-cn"] == pytest.approx(measured[1], rel=0.02)


def test_drawn_borders_lie_on_the_drawn_provinces(screen):
    edges = shapely.union_all(shapely.boundary(screen.geometry.to_numpy()))
    borders = places.borders()
    away = shapely.length(shapely.difference(borders.geometry.to_numpy(), shapely.buffer(edges, 0.0002)))
    assert away.max() == 0
    drawn = np.array([length_km(line) for line in borders.geometry])
    assert (drawn / borders["length_km"].to_numpy()).min() > 0.95
    assert (GEODATA / "borders.geojson").stat().st_size <= 100_000


def test_contested_lines_say_so():
    lines = places.borders().set_index("border_id")
    assert lines.loc["af-pk", "status"] == "contested"
    assert lines.loc["pk-in-loc", "status"] == "line of control"
    assert set(lines.loc[["tj-kg", "uz-kg"], "status"]) == {"predates 2022-25 settlement"}
    assert lines.loc[lines["status"] != "settled", "note"].ne("").all()
    assert lines["view"].ne("").all()


def test_the_world_is_small_and_leaves_out_the_eight_countries_and_antarctica():
    world = frame("world.geojson")
    assert shapely.is_valid(world.geometry.to_numpy()).all()
    assert not shapely.is_empty(world.geometry.to_numpy()).any()
    assert world["name"].is_unique
    assert not {*COUNTRIES.values(), "Antarctica"} & set(world["name"])
    assert {"Russia", "Turkey", "Sweden", "China", "India"} <= set(world["name"])
    assert (GEODATA / "world.geojson").stat().st_size <= 150_000


def test_sources_counts_what_the_files_hold():
    page = (GEODATA / "SOURCES.md").read_text(encoding="utf-8")
    counts = {
        name: int(count) for name, count in re.findall(r"^\| ([a-z]+\.(?:csv|geojson|json)) \| (\d+) \|$", page, re.M)
    }
    found = {name: len(frame(name)) for name in counts if name.endswith("geojson")}
    found |= {"provinces.csv": len(places.provinces()), "labels.json": len(places.labels())}
    assert counts == found
    assert len(counts) == 6
    for province_id in places.provinces().query("not has_shape").index:
        assert f"| {province_id} " in page
    for name in places.borders()["name"]:
        assert f"| {name} |" in page


def test_sources_names_every_file():
    page = (GEODATA / "SOURCES.md").read_text(encoding="utf-8")
    files = [path for path in GEODATA.rglob("*") if path.is_file() and path.name != "SOURCES.md"]
    names = [path.relative_to(GEODATA).as_posix() for path in files]
    assert "input/pcodes.csv" in names
    origins = page.partition("## Origin and licence")[2].partition("## ")[0]
    assert not [name for name in names if name not in origins]
