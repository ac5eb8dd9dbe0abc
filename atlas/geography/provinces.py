"""The provinces and regions that geodata holds: names, membership, polygons, neighbours and borders."""

from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from atlas.errors import DataError
from atlas.geography.files import REBUILD, read_features, read_json, read_table
from atlas.settings import COUNTRIES, GEODATA, LONLAT_CRS

ABROAD = "abroad"
"""The region of everything that happens outside the eight countries."""

ABROAD_LABEL = "Outside the eight countries"

PROVINCE_COLUMNS = (
    "province_id", "name", "country", "iso2", "iso_name", "pcode", "region_id", "has_shape", "resolves_to", "note",
    "names",
)  # fmt: skip
REGION_COLUMNS = ("region_id", "region", "kind", "country", "unit_id")
HINT_REGIONS = "Mend geodata/regions.csv and run `python -m atlas geodata build SOURCE_DIR`, which checks it."


@cache
def _provinces() -> pd.DataFrame:
    table = read_table(GEODATA / "provinces.csv", PROVINCE_COLUMNS)
    if table["province_id"].duplicated().any() or not table["has_shape"].isin(["True", "False"]).all():
        raise DataError(
            "provinces.csv: a province_id stands twice, or has_shape is neither True nor False.", hint=REBUILD
        )
    return table.assign(has_shape=table["has_shape"].eq("True")).set_index("province_id")


def provinces() -> pd.DataFrame:
    """Read every ISO 3166-2 unit of the eight countries, indexed by province_id; text columns, has_shape a bool."""
    return _provinces().copy(deep=False)


@cache
def _regions() -> pd.DataFrame:
    table = read_table(GEODATA / "regions.csv", REGION_COLUMNS, hint=HINT_REGIONS)
    primary = table.loc[table["kind"] == "primary", "unit_id"]
    if primary.duplicated().any():
        twice = ", ".join(primary[primary.duplicated()])
        raise DataError(f"regions.csv: in two primary regions: {twice}.", hint=HINT_REGIONS)
    return table


def regions() -> pd.DataFrame:
    """Read the regions in long form, one row per region and unit: region_id, region, kind, country, unit_id."""
    return _regions().copy(deep=False)


def province_names() -> dict[str, str]:
    """Return the label of every province by its id."""
    return dict(_province_names())


@cache
def _province_names() -> dict[str, str]:
    return {str(key): str(name) for key, name in _provinces()["name"].items()}


def region_names() -> dict[str, str]:
    """Return the label of every region by its id, in the order of the file, the world beyond last."""
    return dict(_region_names())


@cache
def _region_names() -> dict[str, str]:
    table = _regions()
    return dict(zip(table["region_id"], table["region"], strict=True)) | {ABROAD: ABROAD_LABEL}


def units_in(region_id: str) -> frozenset[str]:
    """Return the units of a region, primary or composite. Raises DataError when there is no such region."""
    table = _regions()
    found = table.loc[table["region_id"] == region_id, "unit_id"]
    if found.empty:
        known = ", ".join(dict.fromkeys(table["region_id"]))
        raise DataError(f"There is no region {region_id!r} in regions.csv.", hint=f"Use one of: {known}.")
    return frozenset(found)


def provinces_in(region_id: str) -> frozenset[str]:
    """Return the provinces of a region; Khyber Pakhtunkhwa belongs to two, by its merged and its settled districts."""
    return frozenset(unit.split("/")[0] for unit in units_in(region_id))


@cache
def _primary() -> dict[str, str]:
    table = _regions()
    table = table[table["kind"] == "primary"]
    return dict(zip(table["unit_id"], table["region_id"], strict=True))


def region_of(unit_id: str) -> str:
    """Return the primary region of a unit, or of a province through the unit it resolves to.

    Raises DataError when there is no such unit.
    """
    return _lookup(_primary(), resolve(unit_id), "unit")


def regions_of(province_id: str) -> frozenset[str]:
    """Return the primary regions of a province: Khyber Pakhtunkhwa has two; none when there is no such province."""
    drawn = resolve(province_id)
    return frozenset(region for unit, region in _primary().items() if unit.split("/")[0] == drawn)


def region_of_country(country: str) -> str | None:
    """Return the primary region that is a whole country, by its name; None where a country is divided."""
    codes = {name: iso2.lower() for iso2, name in COUNTRIES.items()}
    return codes.get(country) if codes.get(country) in _primary().values() else None


def resolve(province_id: str) -> str:
    """Return the province whose polygon stands for a province or unit: itself, or the one it was formed from."""
    table = _provinces()
    target = table["resolves_to"].get(province_id, "")
    return str(target) or province_id


def _lookup(known: dict[str, str], key: str, what: str) -> str:
    if key not in known:
        raise DataError(f"There is no {what} {key!r}.", hint="geodata/provinces.csv lists the ISO 3166-2 codes in use.")
    return known[key]


@cache
def _units() -> gpd.GeoDataFrame:
    return _frame("units.geojson", ("unit_id", "province_id", "iso2"))


def units() -> gpd.GeoDataFrame:
    """Read the full-resolution polygons of the units: unit_id, province_id, iso2, geometry in degrees."""
    return _units().copy(deep=False)


@cache
def _borders() -> gpd.GeoDataFrame:
    return _frame("borders.geojson", ("border_id", "name", "a", "b", "length_km", "status", "view", "note"))


def borders() -> gpd.GeoDataFrame:
    """Read the borders between countries: border_id, name, a, b, length_km, status, view, note, geometry in degrees."""
    return _borders().copy(deep=False)


def _frame(name: str, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame.from_features(read_features(GEODATA / name)["features"], crs=LONLAT_CRS)
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise DataError(f"{name}: property {', '.join(missing)} is missing.", hint=REBUILD)
    return frame[[*columns, "geometry"]]


@cache
def screen_geometry() -> dict[str, Any]:
    """Read the simplified provinces as a GeoJSON dict, property ``id`` = province_id. Shared: do not change it."""
    return read_features(GEODATA / "screen.geojson")


@cache
def world_geometry() -> dict[str, Any]:
    """Read the outlines of the rest of the world as a GeoJSON dict, property ``name``. Shared: do not change it."""
    return read_features(GEODATA / "world.geojson")


@cache
def _labels() -> pd.DataFrame:
    table = pd.DataFrame(read_json(GEODATA / "labels.json")["provinces"])
    return table.rename(columns={"id": "province_id"}).set_index("province_id")


def labels() -> pd.DataFrame:
    """Read where the name of each drawn province stands (latitude, longitude) and its area in square kilometres."""
    return _labels().copy(deep=False)


@cache
def _adjacency() -> dict[str, frozenset[str]]:
    features = screen_geometry()["features"]
    names = np.array([feature["properties"]["id"] for feature in features])
    shapes = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features], dtype=object)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="touches")
    share = shapely.length(shapely.intersection(shapes[left], shapes[right])) > 0
    found: dict[str, set[str]] = {str(name): set() for name in names}
    for one, other in zip(names[left[share]], names[right[share]], strict=True):
        found[str(one)].add(str(other))
    return {name: frozenset(others) for name, others in found.items()}


def neighbours(province_id: str) -> frozenset[str]:
    """Return the provinces that share a line with a province, also across a border; a common point is not enough.

    Raises DataError when the province is unknown or has no shape.
    """
    if province_id not in _adjacency():
        raise DataError(f"No shape is known for province {province_id!r}.", hint="See resolves_to in provinces.csv.")
    return _adjacency()[province_id]
