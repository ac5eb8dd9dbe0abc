"""The units: full-resolution polygons mended and snapped so that neighbours share their lines exactly."""

from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from atlas.errors import GeometryError
from atlas.geography.build.catalogue import unit_ids
from atlas.geography.build.source import read_polygons
from atlas.geography.files import rounded
from atlas.geography.projection import Geometries, to_lonlat, to_plane
from atlas.settings import COUNTRIES, LONLAT_CRS

GRID_M = 10.0
"""The grid in the plane to which vertices are snapped, in metres: exact matching would lose half of some lines."""

DECIMALS = 5
"""Decimals of a degree that are kept: about 1 m, a tenth of the grid."""


class Filled(NamedTuple):
    """A hole of the source that was given to the unit around it."""

    unit_id: str
    area_km2: float
    longitude: float
    latitude: float


def check_coverage(geometries: Geometries, what: str) -> None:
    """Raise GeometryError unless every polygon is valid and all together cover without overlap."""
    if not shapely.is_valid(geometries).all():
        raise GeometryError(f"{what}: a polygon is not valid.", hint="Look at the source polygon in a GIS.")
    if not shapely.coverage_is_valid(geometries):
        raise GeometryError(f"{what}: neighbours do not share their lines.", hint="Widen the snapping grid.")


def build_units(source: Path, catalogue: pd.DataFrame) -> tuple[gpd.GeoDataFrame, list[Filled]]:
    """Build the units from the source: unit_id, province_id, iso2, geometry in degrees, ordered by country and id."""
    polygons = read_polygons(source)
    polygons["unit_id"], polygons["province_id"] = unit_ids(polygons, catalogue)
    plane = shapely.set_precision(to_plane(polygons.geometry.to_numpy()), GRID_M)
    polygons = polygons.set_geometry(gpd.GeoSeries(plane, index=polygons.index), crs=None)
    units = polygons.dissolve("unit_id", as_index=False, method="coverage")[
        ["unit_id", "province_id", "iso2", "geometry"]
    ]
    rank = units["iso2"].map(list(COUNTRIES).index)
    units = units.assign(rank=rank).sort_values(["rank", "unit_id"], ignore_index=True).drop(columns="rank")
    geometry, filled = fill_holes(units["unit_id"], units.geometry.to_numpy())
    check_coverage(geometry, "units.geojson in the plane")
    lonlat = rounded(to_lonlat(geometry), DECIMALS)
    check_coverage(lonlat, "units.geojson")
    return units.set_geometry(gpd.GeoSeries(lonlat, index=units.index), crs=LONLAT_CRS), filled


def fill_holes(unit_id: "pd.Series[str]", geometries: Geometries) -> tuple[Geometries, list[Filled]]:
    """Return every hole that no other unit fills to the unit around it (geometries in the plane).

    A hole with another unit in it, an enclave or a city, stays as it is.
    """
    tree = shapely.STRtree(geometries)
    filled: list[Filled] = []
    result = geometries.copy()
    for position, name in enumerate(unit_id):
        for ring in shapely.get_rings(geometries[position]):
            hole = shapely.Polygon(ring)
            inside = hole.representative_point()
            if len(tree.query(inside, predicate="intersects")):
                continue
            result[position] = shapely.union(result[position], hole)
            lon, lat = shapely.get_coordinates(to_lonlat(np.array([inside], dtype=object))[0])[0]
            filled.append(Filled(name, hole.area / 1e6, round(lon, 2), round(lat, 2)))
    return result, filled
