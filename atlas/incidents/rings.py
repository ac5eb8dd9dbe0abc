"""An area drawn on the map: a closed ring of corners, in the URL, in words, and as a condition."""

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

Ring = tuple[tuple[float, float], ...]
"""Corners as longitude and latitude in degrees, two decimals (about 1 km); the last is joined to the first."""

MOST_CORNERS = 60
_FORM = "an area is written as corners of longitude,latitude like 67.1,36.2;68,36.2;68,37.1"


def read_ring(text: str) -> tuple[Ring, str]:
    """Read a ring as a link carries it; the second value says what is wrong with it, or is empty."""
    parts = [part.split(",") for part in text.strip().strip(";").split(";")]
    try:
        corners = [(round(float(longitude), 2), round(float(latitude), 2)) for longitude, latitude in parts]
    except ValueError:
        return (), _FORM
    ring = _without_repeats(corners)
    if not all(abs(longitude) <= 180 and abs(latitude) <= 90 for longitude, latitude in ring):
        return (), "longitudes lie between -180 and 180, latitudes between -90 and 90"
    if len(ring) > MOST_CORNERS:
        return (), f"an area has at most {MOST_CORNERS} corners"
    if len(ring) < 3 or shapely.area(_shape(ring)) == 0:
        return (), "an area needs three corners that are not on one line"
    return ring, ""


def write_ring(ring: Ring) -> str:
    """Write a ring for a link.

    >>> write_ring(((67.1, 36.2), (68.0, 36.2), (68.0, 37.15)))
    '67.1,36.2;68,36.2;68,37.15'
    """
    return ";".join(f"{longitude:g},{latitude:g}" for longitude, latitude in ring)


def inside(table: pd.DataFrame, ring: Ring) -> NDArray[np.bool_]:
    """Tell which rows have coordinates inside a ring or on its edge; rows without coordinates have none."""
    shape = _shape(ring)
    shapely.prepare(shape)
    west, south, east, north = shapely.bounds(shape)
    latitude, longitude = table["latitude"].to_numpy(dtype=float), table["longitude"].to_numpy(dtype=float)
    found: NDArray[np.bool_] = (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    near = np.flatnonzero(found)
    found[near] = shapely.intersects_xy(shape, longitude[near], latitude[near])
    return found


def ring_in_words(ring: Ring) -> str:
    """State a ring in words, by where its middle lies.

    >>> ring_in_words(((67.0, 36.0), (68.0, 36.0), (68.0, 37.0), (67.0, 37.0)))
    'inside a drawn area around 36.5° N, 67.5° E (located incidents only)'
    """
    longitude, latitude = shapely.get_coordinates(shapely.centroid(_shape(ring)))[0]
    north = f"{abs(latitude):.1f}° {'N' if latitude >= 0 else 'S'}"
    east = f"{abs(longitude):.1f}° {'E' if longitude >= 0 else 'W'}"
    return f"inside a drawn area around {north}, {east} (located incidents only)"


def _shape(ring: Ring) -> shapely.Geometry:
    """Make the area; an outline that crosses itself encloses what lies on either side of the crossing."""
    return shapely.make_valid(shapely.Polygon(ring))


def _without_repeats(corners: list[tuple[float, float]]) -> Ring:
    """Leave out a corner that equals the one before it, and a last one that equals the first."""
    kept = [corner for place, corner in enumerate(corners) if not place or corner != corners[place - 1]]
    return tuple(kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept)
