"""How far each incident lies from a border: an interval, as wide as its place is uncertain."""

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from atlas.errors import DataError
from atlas.geography.projection import GEOD, Geometries
from atlas.geography.provinces import borders, resolve, units
from atlas.settings import COUNTRIES, LONLAT_CRS
from atlas.statistics.codes import coded
from atlas.statistics.totals import has_point

DISTRICT_KM = 25.0
"""How far off the point of an incident may be that is known only to its district."""

_CONFORMAL_CRS = "+proj=lcc +lat_1=30 +lat_2=45 +lat_0=36 +lon_0=66 +datum=WGS84 +units=m +no_defs"
"""Equal scale in every direction at each point, so that the nearest point found in this plane is the nearest on earth.

In the atlas's equal-area plane the point found can be 3 km farther than the nearest one; here at most 0.2 km.
"""

_GRID_M = 5_000.0
"""Spacing of the points by which the farthest part of a province is found: at most 3.6 km are missed."""

_BEYOND = {"CN": "China", "IN": "India"}
"""Countries that share a drawn border and whose provinces are not drawn."""

MOST_KEPT = 2_000_000
"""So many points are kept with their distances: one big table's and some others'."""

Floats = NDArray[np.float64]
Points = NDArray[np.complex128]
"""Points in degrees, longitude + latitude·i: numbers that can be sorted and looked up as one."""


class Reach(NamedTuple):
    """Least and greatest distance in kilometres, one row per incident, one column per border; NaN where unknown."""

    low: pd.DataFrame
    high: pd.DataFrame

    def of(self, border_ids: Sequence[str]) -> tuple[Floats, Floats]:
        """Give least and greatest distance to the nearest of several borders."""
        ids = list(border_ids)
        return self.low[ids].min(axis="columns").to_numpy(), self.high[ids].min(axis="columns").to_numpy()

    def within(self, border_ids: Sequence[str], band_km: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell of each incident whether it lies surely, and whether it lies possibly, within a distance."""
        low, high = self.of(border_ids)
        return high <= band_km, low <= band_km


def borders_of(country: str) -> pd.DataFrame:
    """List the borders of a country: index border_id; columns neighbour, name, status, length_km, longest first.

    Raises
    ------
    DataError
        When no border of that country is drawn.
    """
    table = borders()
    names = COUNTRIES | _BEYOND
    sides = table[["a", "b"]].map(names.__getitem__)
    own = table.loc[sides.eq(country).any(axis="columns"), ["border_id", "name", "status", "length_km"]]
    if own.empty:
        raise DataError(f"No border of {country!r} is drawn.", hint=f"Use one of: {', '.join(COUNTRIES.values())}.")
    other = sides["b"].where(sides["a"].eq(country), sides["a"])
    listed = pd.DataFrame(own.assign(neighbour=other.loc[own.index])).set_index("border_id")
    return listed[["neighbour", "name", "status", "length_km"]].sort_values("length_km", ascending=False)


def reach(table: pd.DataFrame, border_ids: Sequence[str]) -> Reach:
    """Measure how far each incident lies from borders.

    Parameters
    ----------
    table
        Plain table.
    border_ids
        Keys of geodata/borders.geojson.

    Returns
    -------
    Reach
        Site and town: the geodesic distance of the point, twice. District: that distance more or less
        ``DISTRICT_KM``, but not beyond what the province allows. Province, or a district without a point: the least
        and the greatest distance of the province. Only a country: NaN.

    Notes
    -----
    The nearest point of the line is found in a conformal plane and its distance measured on the ellipsoid. The lines
    are those of Natural Earth at 1:10m, which stray a few kilometres from larger scales.
    """
    point = has_point(table)
    spots, which = _distinct_points(table, point)
    measured = _MEASURED.to(spots, border_ids)
    vague = ~(table["location_precision"].isin(["site", "town"]).to_numpy(dtype=np.bool_) & point)
    areas, area = _areas(table, vague)
    lows, highs = {}, {}
    for border_id in border_ids:
        away = np.full(len(table), np.nan)
        away[point] = measured[border_id][which]
        ends = np.array([*(_area_range(name, border_id) for name in areas), (np.nan, np.nan)])[area]
        lows[border_id], highs[border_id] = _widened(away, ends, vague)
    return Reach(pd.DataFrame(lows, index=table.index), pd.DataFrame(highs, index=table.index))


def _widened(away: Floats, ends: Floats, vague: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Turn the distance of a point into an interval where the point stands for a district or is missing."""
    least, most = ends[:, 0], ends[:, 1]
    low = np.fmin(away, np.fmax(np.fmax(away - DISTRICT_KM, 0.0), least))
    high = np.fmax(away, np.fmin(away + DISTRICT_KM, most))
    lone = np.isnan(away)
    return (
        np.where(lone, least, np.where(vague, low, away)),
        np.where(lone, most, np.where(vague, high, away)),
    )


def _distinct_points(table: pd.DataFrame, point: NDArray[np.bool_]) -> tuple[Points, NDArray[np.intp]]:
    """List the points of a table in order, each once, and for each row that has one its place in that list."""
    longitude, latitude = (table[axis].to_numpy(dtype=float)[point] for axis in ("longitude", "latitude"))
    distinct, which = np.unique(longitude + 1j * latitude, return_inverse=True)
    return distinct, which.reshape(-1)


class _Measured:
    """The distances that were measured before: a selection holds for the most part points that the last one held."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._spots: Points = np.empty(0, dtype=complex)
        self._away: dict[str, Floats] = {}
        """Border to its distance in kilometres from each of the points; NaN where it was not asked for."""

    def to(self, spots: Points, border_ids: Sequence[str]) -> dict[str, Floats]:
        """Give the distances of points, in order and each once, from borders; what is not known is measured."""
        with self._lock:
            at = self._places(spots)
            return {border_id: self._known(border_id, at) for border_id in border_ids}

    def _places(self, spots: Points) -> NDArray[np.intp]:
        """Give the place of each point among those kept, which are the same points in the same order afterwards."""
        at = np.searchsorted(self._spots, spots)
        there = self._spots[np.minimum(at, max(len(self._spots) - 1, 0))] == spots if len(self._spots) else at < 0
        new = spots[~there]
        if not len(new):
            return at
        if len(self._spots) + len(new) > MOST_KEPT:
            self._spots, self._away, new = new[:0], {}, spots
        before = np.searchsorted(self._spots, new)
        self._away = {border_id: np.insert(away, before, np.nan) for border_id, away in self._away.items()}
        self._spots = np.insert(self._spots, before, new)
        return np.searchsorted(self._spots, spots)

    def _known(self, border_id: str, at: NDArray[np.intp]) -> Floats:
        away = self._away.setdefault(border_id, np.full(len(self._spots), np.nan))
        missing = at[np.isnan(away[at])]
        if len(missing):
            away[missing] = _away(self._spots[missing].real, self._spots[missing].imag, border_id)
        return away[at]


_MEASURED = _Measured()


def _areas(table: pd.DataFrame, vague: NDArray[np.bool_]) -> tuple[list[str], NDArray[np.intp]]:
    """List the provinces of the vague rows, and for each row the place of its own in that list; -1 for none."""
    codes, names = coded(table["province_id"])
    present = [code for code in np.unique(codes[vague]) if code >= 0]
    place = np.full(len(names) + 1, -1)
    place[present] = np.arange(len(present))
    return [names[code] for code in present], place[codes]


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs(LONLAT_CRS, _CONFORMAL_CRS, always_xy=True)


def _to_conformal(geometries: Geometries) -> Geometries:
    def move(coordinates: Floats) -> Floats:
        return np.column_stack(_transformer().transform(coordinates[:, 0], coordinates[:, 1]))

    return np.asarray(shapely.transform(np.asarray(geometries, dtype=object), move), dtype=object)


@cache
def _lines() -> dict[str, shapely.Geometry]:
    table = borders()
    lines = _to_conformal(table.geometry.to_numpy())
    shapely.prepare(lines)  # twice as fast where many points are measured
    return dict(zip(table["border_id"], lines, strict=True))


def _line(border_id: str) -> shapely.Geometry:
    if border_id not in _lines():
        raise DataError(f"There is no border {border_id!r}.", hint=f"Use one of: {', '.join(_lines())}.")
    return _lines()[border_id]


def _away(longitude: Floats, latitude: Floats, border_id: str) -> Floats:
    """Measure the distance of points from a border, in kilometres."""
    points = shapely.points(*_transformer().transform(longitude, latitude))
    return _lengths(shapely.shortest_line(_line(border_id), np.atleast_1d(points)))


def _lengths(shortest: Geometries) -> Floats:
    """Measure lines of two points in the conformal plane along the ellipsoid, in kilometres."""
    ends = shapely.get_coordinates(shortest).reshape(-1, 4)
    start, end = (_transformer().transform(ends[:, at], ends[:, at + 1], direction="INVERSE") for at in (0, 2))
    return np.asarray(GEOD.inv(*start, *end)[2], dtype=float) / 1000


@cache
def _area_range(province_id: str, border_id: str) -> tuple[float, float]:
    """Give the least and the greatest distance of the points of a province from a border, in kilometres."""
    shapes = _shapes(resolve(province_id))
    if not len(shapes):
        return np.nan, np.nan
    least = _lengths(shapely.shortest_line(shapes, _line(border_id))).min()
    samples = _samples(resolve(province_id))
    away = shapely.distance(samples, _line(border_id))
    # The scale of the plane differs by a few per cent within a province, so the farthest one is among these.
    farthest = samples[away >= 0.9 * away.max()]
    most = _lengths(shapely.shortest_line(farthest, _line(border_id))).max()
    return float(least), float(most)


@cache
def _shapes(province_id: str) -> Geometries:
    """Give the polygons of a province in the conformal plane: Khyber Pakhtunkhwa has two."""
    table = units()
    return _to_conformal(table.loc[table["province_id"] == province_id].geometry.to_numpy())


@cache
def _samples(province_id: str) -> Geometries:
    """Give the corners of a province and a grid of points inside it."""
    whole = shapely.union_all(_shapes(province_id))
    west, south, east, north = whole.bounds
    x, y = np.meshgrid(np.arange(west, east, _GRID_M), np.arange(south, north, _GRID_M))
    shapely.prepare(whole)
    inside = shapely.contains_xy(whole, x, y)
    corners = shapely.get_coordinates(whole)
    return np.asarray(
        shapely.points(np.concatenate([corners[:, 0], x[inside]]), np.concatenate([corners[:, 1], y[inside]]))
    )
