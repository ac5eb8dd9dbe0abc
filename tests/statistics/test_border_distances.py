from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.errors import DataError
from atlas.geography.projection import GEOD
from atlas.geography.provinces import borders, units
from atlas.statistics.border_distances import DISTRICT_KM, borders_of, reach
from tests.geography.nearest import nearest_km

AFGHAN = ["af-pk", "af-ir", "af-tm", "af-uz", "af-tj", "af-cn"]
HAIRATAN = {"province_id": "AF-BAL", "latitude": 37.217, "longitude": 67.417}
KUNDUZ = {"province_id": "AF-KDZ", "latitude": 36.728, "longitude": 68.857}
NOWHERE = {"latitude": None, "longitude": None}
quick = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ends(found, row=0, border="af-tj"):
    return found.low[border].iloc[row], found.high[border].iloc[row]


def test_a_country_has_its_neighbours_longest_border_first():
    assert borders_of("Afghanistan")["neighbour"].tolist() == [
        "Pakistan", "Tajikistan", "Iran", "Turkmenistan", "Uzbekistan", "China"
    ]  # fmt: skip
    assert borders_of("Pakistan")["neighbour"].tolist().count("India") == 2


def test_a_country_without_a_border_is_named_with_the_remedy():
    with pytest.raises(DataError, match=r"No border of 'France' is drawn\. Use one of: Afghanistan"):
        borders_of("France")


def test_an_unknown_border_is_named(tiny):
    with pytest.raises(DataError, match="no border 'af-xx'"):
        reach(tiny({}), ["af-xx"])


def test_a_point_has_one_distance(tiny):
    found = reach(tiny(HAIRATAN, KUNDUZ), AFGHAN)
    assert (found.low == found.high).all(axis=None)
    assert found.low["af-uz"].iloc[0] < 5
    line = borders().set_index("border_id").geometry["af-tj"]
    assert ends(found, 1)[0] == pytest.approx(nearest_km(68.857, 36.728, line), rel=0.02)


@pytest.mark.parametrize("border", ["af-pk", "af-tj", "af-tm"])
def test_the_nearest_point_is_the_nearest_on_the_ellipsoid(tiny, border):
    """Measured against every point of a line cut into pieces of some 500 m."""
    line = borders().set_index("border_id").geometry[border]
    spots = shapely.get_coordinates(shapely.segmentize(line, 0.005))
    for place in ({}, HAIRATAN, KUNDUZ):
        table = tiny(place)
        here = table[["longitude", "latitude"]].to_numpy()[0]
        away = GEOD.inv(*np.broadcast_to(here, spots.shape).T, *spots.T)[2].min() / 1000
        assert reach(table, [border]).low[border].iloc[0] == pytest.approx(away, abs=0.4)


def test_a_district_is_its_point_more_or_less_25_km_inside_the_province(tiny):
    point, district, province = (ends(reach(tiny(KUNDUZ | each), AFGHAN)) for each in (
        {}, {"location_precision": "district"}, {"location_precision": "province", **NOWHERE}))  # fmt: skip
    assert district == pytest.approx((point[0] - DISTRICT_KM, point[0] + DISTRICT_KM))
    assert province[0] < district[0]
    assert province[1] > district[1]
    near = ends(reach(tiny(HAIRATAN | {"location_precision": "district"}), AFGHAN), border="af-uz")
    assert near[0] == 0


def test_a_province_that_touches_a_border_begins_at_zero(tiny):
    found = reach(tiny({"location_precision": "province", **NOWHERE}), AFGHAN)
    assert ends(found, border="af-pk")[0] == pytest.approx(0, abs=0.01)
    assert ends(found, border="af-pk")[1] > 50
    assert ends(found, border="af-ir")[0] > 500


def test_the_farthest_part_of_a_province_is_found(tiny):
    table = units()
    shape = table.loc[table["province_id"] == "AF-KDZ"].geometry.iloc[0]
    line = borders().set_index("border_id").geometry["af-tj"]
    inside = shape.representative_point()
    corners = [*shapely.get_coordinates(shape)[::40], (inside.x, inside.y)]
    high = ends(reach(tiny(KUNDUZ | NOWHERE | {"location_precision": "province"}), ["af-tj"]))[1]
    assert high >= max(nearest_km(x, y, line) for x, y in corners) * 0.98


def test_an_incident_known_only_to_its_country_has_no_distance(tiny):
    found = reach(tiny({"province_id": None, "location_precision": "country", **NOWHERE}, {}), AFGHAN)
    assert found.low.iloc[0].isna().all()
    surely, possibly = found.within(["af-pk"], 10_000)
    assert (surely.tolist(), possibly.tolist()) == ([False, True], [False, True])


def test_several_borders_are_as_near_as_the_nearest_of_them(tiny):
    found = reach(tiny(HAIRATAN, KUNDUZ), AFGHAN)
    low, high = found.of(["af-uz", "af-tj"])
    assert low.tolist() == [found.low["af-uz"].iloc[0], found.low["af-tj"].iloc[1]]
    assert (low <= high).all()


def test_an_empty_table_has_no_distances(tiny):
    assert reach(tiny({}).iloc[:0], AFGHAN).low.shape == (0, 6)


@quick
@given(
    latitude=st.floats(34.0, 34.6), longitude=st.floats(69.8, 70.8),
    precision=st.sampled_from(["site", "town", "district", "province"]), pointed=st.booleans(),
)  # fmt: skip
def test_what_lies_surely_near_lies_possibly_near_and_wider_bands_hold_more(
    tiny, latitude, longitude, precision, pointed
):
    place = {"latitude": latitude, "longitude": longitude} if pointed else NOWHERE
    found = reach(tiny({"location_precision": precision, **place}), AFGHAN)
    assert (found.low <= found.high).all(axis=None)
    held = [found.within(["af-pk"], band) for band in (10, 25, 50, 100)]
    assert all(surely <= possibly for surely, possibly in held)
    assert all((one[0] <= two[0]) & (one[1] <= two[1]) for one, two in pairwise(held))
