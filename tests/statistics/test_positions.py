import numpy as np
import pytest
import shapely

from atlas.geography.projection import plane_points
from atlas.statistics.positions import (
    DISTRICT_RADIUS_M,
    MANY,
    drawn_means,
    positions,
    province_shape,
    spot,
    spreads,
    uniform_points,
)

PROVINCE_ONLY = {"location_precision": "province", "latitude": None, "longitude": None}


def test_what_is_known_decides_between_point_area_and_nothing(tiny):
    table = tiny(
        {},
        {"location_precision": "site"},
        {"location_precision": "district"},
        PROVINCE_ONLY,
        {"location_precision": "district", "latitude": None, "longitude": None},
        {"location_precision": "country", "latitude": None, "longitude": None, "province_id": None},
        {"location_precision": "town", "latitude": None, "longitude": None, "province_id": None},
    )
    found = positions(table)
    assert found.row.tolist() == [0, 1, 2, 3, 4]
    assert (found.points, found.left_out) == (2, 2)
    town = shapely.get_coordinates(plane_points([70.45], [34.43]))[0]
    assert found.xy[:2] == pytest.approx(np.array([town, town]))
    province = shapely.get_coordinates(province_shape("AF-NAN").centroid)[0]
    assert found.xy[3:] == pytest.approx(np.array([province, province]))
    assert np.hypot(*(found.xy[2] - town)) < DISTRICT_RADIUS_M
    assert found.area[3] == found.area[4] != found.area[2]


def test_a_district_is_cut_to_its_province(tiny):
    torkham = {"latitude": 34.12, "longitude": 71.09, "location_precision": "district"}
    found = positions(tiny(torkham))
    area = found.areas[found.area[0]]
    assert province_shape("AF-NAN").buffer(1).contains(area)
    assert area.area < 0.8 * np.pi * DISTRICT_RADIUS_M**2


def test_a_district_far_from_its_province_stays_where_it_is(tiny):
    found = positions(tiny({"latitude": 36.7, "longitude": 67.1, "location_precision": "district"}))
    assert found.xy[0] == pytest.approx(shapely.get_coordinates(plane_points([67.1], [36.7]))[0], abs=1)


def test_abroad_a_district_is_a_circle_and_the_rest_is_left_out(tiny):
    moscow = {"country": "Russia", "province_id": None, "latitude": 55.8, "longitude": 37.4}
    found = positions(tiny({**moscow, "location_precision": "district"}, {**moscow, **PROVINCE_ONLY}))
    assert found.row.tolist() == [0]
    assert found.areas[0].area == pytest.approx(np.pi * DISTRICT_RADIUS_M**2, rel=0.01)


def test_a_province_formed_later_has_the_polygon_it_came_from():
    assert province_shape("KG-GO") is province_shape("KG-O")
    assert province_shape("AF-XXX") is None


def test_points_are_spread_evenly_and_only_inside():
    lake = shapely.Polygon([(0, 0), (10, 0), (10, 1), (1, 1), (1, 10), (0, 10)])
    found = uniform_points(lake, 3000, np.random.default_rng(1))
    assert shapely.contains_xy(lake, found[:, 0], found[:, 1]).all()
    assert found.mean(axis=0) == pytest.approx(shapely.get_coordinates(lake.centroid)[0], abs=0.2)


def test_draws_vary_as_the_areas_do_and_not_with_the_order_of_rows(tiny):
    table = tiny(*[PROVINCE_ONLY] * 3, {}, {"province_id": "AF-KDZ", **PROVINCE_ONLY})
    weights = np.array([1.0, 2.0, 3.0, 1.0, 1.0])
    first = drawn_means(positions(table), weights, 400, np.random.default_rng(3))
    turned = drawn_means(positions(table.iloc[::-1]), weights[::-1], 400, np.random.default_rng(3))
    assert first == pytest.approx(turned)
    where = positions(table)
    assert first.mean(axis=0) == pytest.approx(weights @ where.xy / weights.sum(), abs=3000)
    assert (first.std(axis=0) > 5000).all()


def test_points_alone_never_vary(tiny):
    where = positions(tiny({}, {"latitude": 36.7, "longitude": 67.1}))
    assert np.ptp(drawn_means(where, np.ones(2), 5, np.random.default_rng(1)), axis=0).max() == 0


def test_many_incidents_of_one_area_are_drawn_in_steps(tiny, monkeypatch):
    monkeypatch.setattr("atlas.statistics.positions.AT_ONCE", 2)
    found = drawn_means(positions(tiny(*[PROVINCE_ONLY] * 5)), np.ones(5), 300, np.random.default_rng(2))
    centre = shapely.get_coordinates(province_shape("AF-NAN").centroid)[0]
    assert found.mean(axis=0) == pytest.approx(centre, abs=3000)


def test_an_empty_table_has_no_positions(tiny):
    found = positions(tiny({}).iloc[:0])
    assert (len(found.row), found.points, found.left_out) == (0, 0, 0)


def test_a_spot_is_named_in_degrees():
    xy = shapely.get_coordinates(plane_points([70.45], [34.43]))[0]
    assert spot(xy) == pytest.approx((70.45, 34.43, *xy))


def test_the_spread_of_a_point_in_an_area_is_that_of_points_drawn_in_it():
    square = shapely.box(10, 0, 14, 2)
    ring = shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], holes=[[(3, 3), (3, 6), (6, 6), (6, 3)]])
    twins = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)])
    found = spreads(np.array([square, ring, twins], dtype=object))
    assert found[0] == pytest.approx(np.array([[16 / 12, 0], [0, 4 / 12]]))
    for area, spread in zip((square, ring, twins), found, strict=True):
        points = uniform_points(area, 40_000, np.random.default_rng(5))
        assert spread == pytest.approx(np.cov(points.T), rel=0.04, abs=0.1)


def test_the_mean_of_many_incidents_is_drawn_as_it_is_of_few(tiny, monkeypatch):
    where = positions(tiny(*[PROVINCE_ONLY] * 150))
    weights = np.linspace(1, 2, 150)
    assert len(weights) < MANY
    drawn = drawn_means(where, weights, 4000, np.random.default_rng(1))
    monkeypatch.setattr("atlas.statistics.positions.MANY", 1)
    normal = drawn_means(where, weights, 4000, np.random.default_rng(1))
    assert normal.mean(axis=0) == pytest.approx(drawn.mean(axis=0), rel=0.01)
    assert np.cov(normal.T) == pytest.approx(np.cov(drawn.T), rel=0.15, abs=0.05 * np.cov(drawn.T).max())
