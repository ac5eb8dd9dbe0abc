"""Where incidents lie in the plane: a point where one is known, an area where only the district or province is."""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from atlas.geography.projection import plane_points, to_lonlat, to_plane
from atlas.geography.provinces import resolve, units
from atlas.statistics.codes import coded

Floats = NDArray[np.float64]

DISTRICT_RADIUS_M = 25_000.0
"""Radius of the circle that stands for a district: Afghanistan's 652,000 km² over some 400 districts make 23 km."""

POOL = 2000
"""How many points are spread over an area, from which the draws of its incidents are taken."""

NEEDED = ("province_id", "location_precision", "longitude", "latitude")
"""The columns that say where a row lies."""

MANY = 200
"""From how many incidents in areas on (Kish's effective number) their mean is drawn as the normal that it then is."""

AT_ONCE = 10_000
"""How many incidents are drawn in one step, which bounds the memory."""


class Spot(NamedTuple):
    """A point, in degrees and in metres of the plane (settings.PLANE_CRS)."""

    longitude: float
    latitude: float
    x: float
    y: float


class Positions(NamedTuple):
    """The incidents of a table that lie somewhere.

    ``row`` is the position of each in the table, ``xy`` (n x 2, metres of the plane) where it is to be expected: its
    point, or the centroid of its area. ``area`` is its number in ``areas`` (polygons in the plane), -1 for a point.
    ``left_out`` counts the rows known to neither.
    """

    row: NDArray[np.int64]
    xy: Floats
    area: NDArray[np.int64]
    areas: NDArray[np.object_]
    left_out: int

    @property
    def points(self) -> int:
        """How many have a point: known to a town or more closely."""
        return int((self.area < 0).sum())


def spot(xy: Floats) -> Spot:
    """Name a point of the plane in degrees as well."""
    (lon, lat) = shapely.get_coordinates(to_lonlat(np.array([shapely.Point(xy)], dtype=object)))[0]
    return Spot(float(lon), float(lat), float(xy[0]), float(xy[1]))


def positions(table: pd.DataFrame) -> Positions:
    """Find where each row lies, or where it is to be expected.

    A row known to its site or town is a point. One known to its district is the part of its province within
    `DISTRICT_RADIUS_M` of the district's point; if no part is, that point. One known to its province is the
    province; one known to its country only is left out, and so is one whose province has no polygon.
    """
    province = coded(table["province_id"])
    shapes, drawn = _province_shapes(province.words)
    precision = table["location_precision"].astype("object").to_numpy()
    coordinates = table[["longitude", "latitude"]].to_numpy(dtype=float)
    located = ~np.isnan(coordinates).any(axis=1) & (precision != "province")
    exact = located & (precision != "district") & (precision != "country")
    known = (located | drawn[province.codes]) & (precision != "country")
    number, areas = _areas(table, province.codes, shapes, known & ~exact, located)
    centroid = shapely.get_coordinates(shapely.centroid(areas)) if len(areas) else np.empty((0, 2))
    xy = np.full((len(table), 2), np.nan)
    xy[exact] = shapely.get_coordinates(plane_points(*coordinates[exact].T))
    xy[number >= 0] = centroid[number[number >= 0]]
    row = np.flatnonzero(known)
    return Positions(row, xy[row], number[row], areas, int((~known).sum()))


def drawn_means(where: Positions, weights: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Draw the weighted mean of all positions when each area's incidents lie anywhere in it with equal chance.

    The order of the rows does not matter. The weights, one per position, are not all zero. From `MANY` rows in areas on
    the mean is normal by the central limit theorem, and only its covariance, which the areas give, is worked out.

    Returns
    -------
    numpy.ndarray
        Shape (draws, 2), metres of the plane.
    """
    fixed = where.area < 0
    loose = weights[~fixed]
    if loose.sum() ** 2 >= MANY * (loose**2).sum() > 0:
        return _normal_means(where, weights, draws, random)
    total = np.tile(weights[fixed] @ where.xy[fixed], (draws, 1))
    for number in np.unique(where.area[~fixed]):
        pool = uniform_points(where.areas[number], POOL, random)
        loads = np.sort(weights[where.area == number])
        for begin in range(0, len(loads), AT_ONCE):
            part = loads[begin : begin + AT_ONCE]
            total += np.einsum("dkc,k->dc", pool[random.integers(POOL, size=(draws, len(part)))], part)
    return np.asarray(total / weights.sum())


def _normal_means(where: Positions, weights: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Draw the mean from the normal distribution whose covariance the areas' points give it."""
    loose = where.area >= 0
    squares = np.bincount(where.area[loose], weights[loose] ** 2, minlength=len(where.areas))
    covariance = np.tensordot(squares, spreads(where.areas), axes=1) / weights.sum() ** 2
    return np.asarray(random.multivariate_normal(weights @ where.xy / weights.sum(), covariance, size=draws))


def spreads(areas: NDArray[np.object_]) -> Floats:
    """Give the covariance of a point that lies anywhere in an area with equal chance: (n, 2, 2), square metres.

    The second moments are sums over the edges of the rings, exteriors counter-clockwise and holes clockwise, about the
    centroid (Steger, On the calculation of arbitrary moments of polygons, 1996).
    """
    parts, area_of = shapely.get_parts(areas, return_index=True)
    rings, part_of = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    corners, ring_of = shapely.get_coordinates(rings, return_index=True)
    of = area_of[part_of[ring_of]]
    corners -= shapely.get_coordinates(shapely.centroid(areas))[of]
    edge = ring_of[1:] == ring_of[:-1]
    (x0, y0), (x1, y1), of = corners[:-1][edge].T, corners[1:][edge].T, of[:-1][edge]
    cross = x0 * y1 - x1 * y0

    def summed(moment: Floats) -> Floats:
        return np.asarray(np.bincount(of, moment * cross, minlength=len(areas)), dtype=float)

    size = summed(np.full(len(cross), 0.5))
    xx, yy = summed((x0**2 + x0 * x1 + x1**2) / 12), summed((y0**2 + y0 * y1 + y1**2) / 12)
    xy = summed((x0 * y1 + 2 * x0 * y0 + 2 * x1 * y1 + x1 * y0) / 24)
    return np.asarray(np.stack([xx, xy, xy, yy], axis=1).reshape(-1, 2, 2) / size[:, None, None])


def uniform_points(area: shapely.Geometry, number: int, random: np.random.Generator) -> Floats:
    """Spread points over an area with equal chance everywhere, by rejection from its bounding box: (number, 2)."""
    shapely.prepare(area)
    low_x, low_y, high_x, high_y = shapely.bounds(area)
    found = np.empty((0, 2))
    while len(found) < number:
        tried = random.uniform((low_x, low_y), (high_x, high_y), size=(2 * number, 2))
        found = np.concatenate([found, tried[shapely.contains_xy(area, tried[:, 0], tried[:, 1])]])
    return found[:number]


def _areas(
    table: pd.DataFrame,
    province: NDArray[np.integer],
    shapes: NDArray[np.object_],
    wanted: NDArray[np.bool_],
    located: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Give the wanted rows the numbers of their distinct areas, the others -1, and the polygons of the areas."""
    number = np.full(len(table), -1, dtype=np.int64)
    if not wanted.any():
        return number, np.empty(0, dtype=object)
    keys = pd.DataFrame({"province": province, "lon": table["longitude"], "lat": table["latitude"]})[wanted]
    keys.loc[~located[wanted], ["lon", "lat"]] = np.nan
    number[wanted] = keys.groupby(["province", "lon", "lat"], dropna=False, sort=True).ngroup().to_numpy()
    distinct = keys.drop_duplicates().sort_values(["province", "lon", "lat"])
    areas = shapes[distinct["province"]]
    near = distinct["lon"].notna().to_numpy(dtype=np.bool_)
    areas[near] = _districts(distinct[near], areas[near])
    return number, areas


def _districts(places: pd.DataFrame, provinces: NDArray[np.object_]) -> NDArray[np.object_]:
    """Draw a circle round each district's point and keep what lies in its province; a far point stays a small spot."""
    points = plane_points(places["lon"], places["lat"])
    circles = shapely.buffer(points, DISTRICT_RADIUS_M)
    clipped = circles.copy()
    shapely.prepare(provinces)
    cut = ~shapely.is_missing(provinces) & ~shapely.contains(provinces, circles)  # most lie whole in their province
    clipped[cut] = shapely.intersection(circles[cut], provinces[cut])
    return np.where(shapely.area(clipped) > 0, clipped, shapely.buffer(points, 1.0))


def _province_shapes(codes: list[str]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Give the polygon of each province and whether it has one; one more entry, empty, for rows without a province."""
    shapes = np.array([*(province_shape(code) for code in codes), None], dtype=object)
    return shapes, ~shapely.is_missing(shapes)


@cache
def province_shape(code: str) -> shapely.Geometry | None:
    """Give the polygon of a province in the plane, or of the one it resolves to; None when there is none."""
    return _plane_provinces().get(resolve(code))


@cache
def _plane_provinces() -> dict[str, shapely.Geometry]:
    """Project every province's polygon to the plane; one that consists of several units is their union."""
    frame = units()
    shapes = pd.Series(to_plane(frame.geometry.to_numpy()), index=frame["province_id"])
    return {str(code): shapely.union_all(parts.to_numpy()) for code, parts in shapes.groupby(level=0)}
