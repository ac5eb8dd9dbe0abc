"""A plain way to the nearest point of a line, against which the fast ones are held."""

import numpy as np
import shapely

from atlas.geography.projection import distance_km, plane_points, to_lonlat, to_plane


def nearest_km(longitude: float, latitude: float, geometry: shapely.Geometry) -> float:
    """Measure how far a point lies from a lon/lat geometry, in kilometres; zero inside it.

    The nearest point is found in the plane and the distance to it measured on the ellipsoid.
    """
    point = plane_points([longitude], [latitude])[0]
    line = shapely.shortest_line(point, to_plane(np.array([geometry], dtype=object))[0])
    (lon, lat), (to_lon, to_lat) = shapely.get_coordinates(to_lonlat(np.array([line], dtype=object))[0])
    return float(distance_km(lon, lat, to_lon, to_lat))
