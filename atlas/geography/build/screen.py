"""The screen geometry: provinces simplified on shared arcs, and the points at which their names stand."""

import json
import math
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from topojson.core.topology import Topology

from atlas.errors import GeometryError
from atlas.geography.build.units import check_coverage
from atlas.geography.files import rounded
from atlas.geography.projection import Geometries, to_lonlat, to_plane
from atlas.settings import COUNTRIES, LONLAT_CRS

TOLERANCE_M = 1600.0
"""Tolerance of the Douglas-Peucker simplification, in metres."""

SHIFT_LIMIT_KM = 2.0
DECIMALS = 4
LABEL_TOLERANCE_M = 500.0


def dissolve_provinces(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dissolve units to provinces: province_id, iso2, geometry in degrees at full resolution."""
    provinces = units.dissolve("province_id", as_index=False, method="coverage")
    rank = provinces["iso2"].map(list(COUNTRIES).index)
    return (
        provinces.assign(rank=rank)
        .sort_values(["rank", "province_id"], ignore_index=True)[["province_id", "iso2", "geometry"]]
        .set_crs(LONLAT_CRS)
    )


def simplify(provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify provinces in the plane, each shared arc once, so that neighbours keep their common line.

    Douglas and Peucker's method on the arcs of a topology (topojson). Raises GeometryError when the result is no
    valid coverage.
    """
    plane = gpd.GeoDataFrame({"id": provinces["province_id"]}, geometry=to_plane(provinces.geometry.to_numpy()))
    topology = Topology(plane, prequantize=False, shared_coords=False)
    simple = topology.toposimplify(
        TOLERANCE_M, simplify_algorithm="dp", simplify_with="shapely", prevent_oversimplify=True
    )
    features = json.loads(str(simple.to_geojson()))["features"]
    found = {feature["properties"]["id"]: shapely.geometry.shape(feature["geometry"]) for feature in features}
    # A simplified coast can cross itself (the Indus delta does): no neighbour is touched by mending the polygon alone.
    mended = shapely.make_valid(
        [found[name] for name in provinces["province_id"]], method="structure", keep_collapsed=False
    )
    geometry = rounded(to_lonlat(mended), DECIMALS)
    check_coverage(geometry, "screen.geojson")
    return provinces.set_geometry(gpd.GeoSeries(geometry, index=provinces.index), crs=LONLAT_CRS)


def shifts_km(full: Geometries, simple: Geometries) -> "pd.Series[float]":
    """Measure how far each boundary moved: the Hausdorff distance of the two boundaries in the plane, in kilometres.

    Segments are cut to at most 5 % of their length, so that the middle of a long segment counts too.
    """
    before, after = (shapely.boundary(to_plane(side)) for side in (full, simple))
    return pd.Series(shapely.hausdorff_distance(before, after, densify=0.05)) / 1000


def largest_shift(full: gpd.GeoDataFrame, simple: gpd.GeoDataFrame) -> tuple[str, float]:
    """Return the province that moved most and by how many kilometres; raise GeometryError above the limit."""
    shifts = shifts_km(full.geometry.to_numpy(), simple.geometry.to_numpy())
    position = int(shifts.argmax())
    name, shift = str(full["province_id"].iloc[position]), float(shifts.iloc[position])
    if not shift <= SHIFT_LIMIT_KM or math.isnan(shift):
        raise GeometryError(f"screen.geojson: {name} moved by {shift:.2f} km.", hint="Lower TOLERANCE_M in screen.py.")
    return name, shift


def label_points(provinces: gpd.GeoDataFrame, names: "pd.Series[str]") -> dict[str, list[dict[str, Any]]]:
    """Make labels.json: where the names of provinces and of countries stand, the largest unit first.

    A name stands in the centre of the largest circle that fits into its unit.

    Parameters
    ----------
    provinces : GeoDataFrame
        Provinces at full resolution, in degrees.
    names : Series
        Label of each province, indexed by province_id.

    Returns
    -------
    dict
        ``provinces`` and ``countries``: lists of name, latitude, longitude (degrees), area_km2 (in the plane) and, for
        provinces, id.
    """
    countries = provinces.dissolve("iso2", as_index=False, method="coverage")
    named = [
        {"id": str(code)} | point
        for code, point in zip(
            provinces["province_id"], _points(provinces, provinces["province_id"].map(names)), strict=True
        )
    ]
    return {
        "provinces": sorted(named, key=_largest),
        "countries": sorted(_points(countries, countries["iso2"].map(COUNTRIES)), key=_largest),
    }


def _points(shapes: gpd.GeoDataFrame, names: "pd.Series[str]") -> list[dict[str, Any]]:
    plane = to_plane(shapes.geometry.to_numpy())
    circles = shapely.maximum_inscribed_circle(plane, tolerance=LABEL_TOLERANCE_M)
    centres = shapely.get_coordinates(to_lonlat(shapely.get_point(circles, 0))).round(4)
    areas = np.round(shapely.area(plane) / 1e6).astype(int)
    return [
        {"name": str(name), "latitude": float(latitude), "longitude": float(longitude), "area_km2": int(area)}
        for name, (longitude, latitude), area in zip(names, centres, areas, strict=True)
    ]


def _largest(point: dict[str, Any]) -> tuple[int, str]:
    return -point["area_km2"], point["name"]
