"""Transforms between longitude and latitude and the plane, and lengths and distances on the ellipsoid."""

from functools import cache

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod, Transformer

from atlas.settings import LONLAT_CRS, PLANE_CRS

Geometries = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]

GEOD = Geod(ellps="WGS84")


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _reproject(geometries: Geometries, source: str, target: str) -> Geometries:
    transform = _transformer(source, target).transform

    def move(coordinates: Floats) -> Floats:
        return np.column_stack(transform(coordinates[:, 0], coordinates[:, 1]))

    return np.asarray(shapely.transform(np.asarray(geometries, dtype=object), move), dtype=object)


def to_plane(geometries: Geometries) -> Geometries:
    """Project an array of lon/lat geometries to the plane, in metres."""
    return _reproject(geometries, LONLAT_CRS, PLANE_CRS)


def to_lonlat(geometries: Geometries) -> Geometries:
    """Take an array of geometries in the plane back to longitude and latitude, in degrees."""
    return _reproject(geometries, PLANE_CRS, LONLAT_CRS)


def plane_points(longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> Geometries:
    """Make an array of points in the plane from longitudes and latitudes in degrees."""
    x, y = _transformer(LONLAT_CRS, PLANE_CRS).transform(np.asarray(longitude, float), np.asarray(latitude, float))
    return np.asarray(shapely.points(x, y), dtype=object)


def length_km(line: shapely.Geometry) -> float:
    """Measure a lon/lat line, or all lines of a collection, along the ellipsoid in kilometres.

    Each segment is taken as a geodesic (Karney's method, as pyproj.Geod carries it out).
    """
    return float(sum(GEOD.geometry_length(part) for part in shapely.get_parts(line))) / 1000


def distance_km(
    from_lon: npt.ArrayLike, from_lat: npt.ArrayLike, to_lon: npt.ArrayLike, to_lat: npt.ArrayLike
) -> Floats:
    """Measure the geodesic distance between pairs of points in kilometres; NaN where a coordinate is NaN."""
    sides = [np.asarray(side, dtype=float) for side in (from_lon, from_lat, to_lon, to_lat)]
    lon, lat, other_lon, other_lat = np.broadcast_arrays(*sides)
    metres = GEOD.inv(lon.ravel(), lat.ravel(), other_lon.ravel(), other_lat.ravel())[2]
    return np.asarray(metres, dtype=float).reshape(lon.shape) / 1000
