from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.statistics.circles import MOST, PLACE, SIDES, circles, levels, members
from tests.conftest import tiny_table


def at(latitude, longitude, **more):
    return {"latitude": latitude, "longitude": longitude, **more}


def test_neighbours_share_a_cell(tiny):
    table = tiny(
        at(34.42, 70.44, killed_best=3, killed_high=3),
        at(34.44, 70.46, attribution="suspected"),
        at(36.73, 68.87, place="Kunduz"),
        at(None, None, location_precision="province"),
    )
    found = circles(table, 500)
    assert found.number == 2
    assert found.incidents.tolist() == [2, 1]
    assert found.incidents_sure.tolist() == [1, 1]
    assert found.killed_best.tolist() == [4, 1]
    assert (found.latitude[0], found.longitude[0]) == (34_430, 70_450)


def test_the_most_frequent_place_stands_for_the_cell_and_equals_go_by_name(tiny):
    table = tiny(
        at(34.42, 70.44, place="Jalalabad"),
        at(34.43, 70.44, place="Behsud"),
        at(34.44, 70.44, place="Jalalabad"),
        at(36.73, 68.87, place="Kunduz"),
        at(36.74, 68.87, place="Aqtash"),
    )
    assert circles(table, 500).place.tolist() == ["Jalalabad", "Aqtash"]


def test_cells_never_join_across_the_date_line(tiny):
    assert circles(tiny(at(10.1, 179.9), at(10.1, -179.9), at(10.6, -179.9)), 500).number == 3


def test_the_poles_and_the_date_line_themselves_have_cells(tiny):
    assert circles(tiny(at(90.0, 180.0), at(-90.0, -180.0)), 250).incidents.tolist() == [1, 1]


def test_a_missing_place_is_an_empty_name(tiny):
    assert circles(tiny(at(34.42, 70.44, place=None)), 500).place.tolist() == [""]


def test_nothing_to_draw_has_no_level_and_no_circle(tiny):
    table = tiny(at(None, None))
    assert levels(table).levels == ()
    assert circles(table, 500).number == 0


@pytest.mark.parametrize("side", [0, -1, 300])
def test_a_side_is_one_of_those_that_divide_each_other(tiny, side):
    with pytest.raises(ValueError, match="side"):
        circles(tiny({}), side)
    assert all(large % small == 0 for small, large in pairwise(SIDES))


def test_a_toll_that_nobody_knows_is_told_from_a_toll_of_nobody(tiny):
    unknown = {"killed_low": None, "killed_best": None, "killed_high": None}
    found = circles(
        tiny(at(34.42, 70.44, **unknown), at(36.73, 68.87, killed_low=0, killed_best=0, killed_high=0)), 500
    )
    assert found.killed_best.tolist() == [0, 0]
    assert sorted(found.toll_known.tolist()) == [0, 1]


def test_places_are_apart_by_position_and_precision(tiny):
    table = tiny(
        at(34.42, 70.44, location_precision="town"),
        at(34.42, 70.44, location_precision="district"),
        at(34.42, 70.44, location_precision="town"),
        at(34.421, 70.44, location_precision="town"),
    )
    last = levels(table).levels[-1]
    assert last.side == PLACE
    assert last.circles.incidents.tolist() == [2, 1, 1]
    assert last.circles.precision.tolist() == ["town", "district", "town"]
    assert last.circles.latitude.tolist() == [34_420, 34_420, 34_421]


def test_a_coordinate_that_binary_numbers_cannot_hold_keeps_its_last_digit(tiny):
    assert circles(tiny(at(34.43, 70.001)), 125).latitude.tolist() == [34_430]


def spread(number, step):
    """So many incidents in a square, as far apart as the step says."""
    side = int(np.ceil(np.sqrt(number)))
    return tiny_table(*(at(20 + step * (k // side), 60 + step * (k % side)) for k in range(number)))


def test_few_places_are_drawn_one_by_one_at_the_nearest_level():
    found = levels(spread(60, 0.6))
    assert [level.side for level in found.levels] == [1000, 500, PLACE]
    assert not found.gathered


def test_many_places_stay_gathered_and_that_is_said():
    found = levels(spread(400, 0.1))
    assert found.gathered
    assert PLACE not in [level.side for level in found.levels]


def test_a_table_of_the_whole_world_begins_with_larger_cells():
    found = levels(spread(400, 1.9))
    assert found.levels[0].side > 1000
    assert found.levels[0].circles.number <= 120


POINTS = st.lists(
    st.builds(
        at,
        st.floats(20, 45).map(lambda degrees: round(degrees, 4)),
        st.floats(55, 80).map(lambda degrees: round(degrees, 4)),
        location_precision=st.sampled_from(["site", "town", "district"]),
        place=st.sampled_from(["Jalalabad", "Kabul", "Kunduz"]),
    ),
    min_size=1,
    max_size=25,
)


@given(rows=POINTS)
def test_no_level_leaves_an_incident_out_and_all_together_are_bounded(rows):
    table = tiny_table(*rows, at(None, None, location_precision="province"))
    found = levels(table).levels
    assert all(level.circles.incidents.sum() == len(rows) for level in found)
    assert sum(level.circles.number for level in found) <= MOST


@given(rows=POINTS)
def test_a_circle_leads_back_to_its_incidents(rows):
    table = tiny_table(*rows, at(None, None, location_precision="province"))
    for side, drawn in levels(table).levels:
        claimed = np.zeros(len(table), dtype=int)
        for k in range(drawn.number):
            held = members(table, side, int(drawn.latitude[k]), int(drawn.longitude[k]), str(drawn.precision[k]))
            assert held.sum() == drawn.incidents[k]
            claimed += held
        assert claimed.tolist() == [*[1] * len(rows), 0]
