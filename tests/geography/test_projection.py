"""Transforms and geodesic measures against known distances."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.geography.projection import distance_km, length_km, plane_points, to_lonlat, to_plane
from tests.geography.nearest import nearest_km


@settings(deadline=None)
@given(st.floats(44, 88), st.floats(23, 56))
def test_there_and_back_is_the_same_place(lon, lat):
    point = shapely.get_coordinates(to_lonlat(to_plane(np.array([shapely.Point(lon, lat)], dtype=object)))[0])[0]
    assert point == pytest.approx((lon, lat), abs=1e-9)


def test_one_degree_of_the_equator():
    """The semi-major axis of WGS 84 is 6,378.137 km: one degree is 111.3195 km."""
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.3195, abs=1e-4)
    assert length_km(shapely.LineString([(0, 0), (0.5, 0), (1, 0)])) == pytest.approx(111.3195, abs=1e-4)


def test_distances_are_measured_pair_by_pair_and_unknown_stays_unknown():
    away = distance_km([69.18, np.nan], [34.52, 34.0], 70.45, 34.43)
    assert away[0] == pytest.approx(117, abs=1)
    assert np.isnan(away[1])


def test_the_lines_of_a_collection_are_added():
    line = shapely.LineString([(60, 35), (61, 35)])
    assert length_km(shapely.MultiLineString([line, line])) == pytest.approx(2 * length_km(line))
    assert length_km(shapely.LineString()) == 0


def test_the_nearest_point_of_a_shape():
    box = shapely.box(66, 34, 67, 35)
    assert nearest_km(66.5, 34.5, box) == pytest.approx(0, abs=1e-6)
    assert nearest_km(67.1, 34.5, box) == pytest.approx(float(distance_km(67.1, 34.5, 67, 34.5)), rel=0.01)


def test_areas_are_kept():
    """A cell of one degree at 35 N measures 10,148 km2 on WGS 84 (closed formula of the zone of an ellipsoid)."""
    cell = shapely.segmentize(shapely.box(66, 34.5, 67, 35.5), 0.01)
    eccentricity, semi_major = 0.0818191908426, 6378.137

    def zone(degrees: float) -> float:
        sine = np.sin(np.radians(degrees))
        product = eccentricity * sine
        return sine / (1 - product**2) + np.arctanh(product) / eccentricity

    exact = semi_major**2 * (1 - eccentricity**2) / 2 * np.radians(1) * (zone(35.5) - zone(34.5))
    assert shapely.area(to_plane(np.array([cell], dtype=object)))[0] / 1e6 == pytest.approx(exact, rel=1e-5)
    assert exact == pytest.approx(10_148, abs=30)


def test_points_are_made_from_longitude_and_latitude_in_that_order():
    point = plane_points([67.0], [37.0])[0]
    assert (point.x, point.y) == pytest.approx((0, 0), abs=1e-6)
