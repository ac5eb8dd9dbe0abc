import pandas as pd
import pytest

from atlas.analysis.circles import COLUMNS, MIXED, circles


def at(latitude, longitude, **more):
    return {"latitude": latitude, "longitude": longitude, **more}


def test_neighbours_share_a_cell(tiny):
    table = tiny(
        at(34.42, 70.44, killed_best=3, killed_high=3),
        at(34.44, 70.46, attribution="suspected"),
        at(36.73, 68.87, place="Kunduz"),
        at(None, None, location_precision="province"),
    )
    found = circles(table)
    assert found.columns.tolist() == list(COLUMNS)
    assert found["incidents"].tolist() == [2, 1]
    assert found["incidents_sure"].tolist() == [1, 1]
    assert found["killed_best"].tolist() == [4, 1]
    assert found.loc[0, ["latitude", "longitude"]].tolist() == [34.43, 70.45]


def test_only_a_lone_incident_is_named(tiny):
    found = circles(tiny(at(34.42, 70.44), at(34.42, 70.44), at(36.73, 68.87)))
    assert found["id"].isna().tolist() == [True, False]
    assert found.loc[1, "id"] == "KA-0003"


def test_the_most_frequent_place_stands_for_the_cell_and_equals_go_by_name(tiny):
    table = tiny(
        at(34.42, 70.44, place="Jalalabad"),
        at(34.43, 70.44, place="Behsud"),
        at(34.44, 70.44, place="Jalalabad"),
        at(36.73, 68.87, place="Kunduz"),
        at(36.74, 68.87, place="Aqtash"),
    )
    found = circles(table)
    assert found["place"].tolist() == ["Jalalabad", "Aqtash"]
    assert found["places"].tolist() == [2, 2]


def test_precision_is_that_of_all_members_or_mixed(tiny):
    table = tiny(
        at(34.42, 70.44, location_precision="town"),
        at(34.43, 70.44, location_precision="district"),
        at(36.73, 68.87, location_precision="site"),
    )
    assert circles(table)["precision"].tolist() == [MIXED, "site"]


def test_cells_never_join_across_the_date_line(tiny):
    assert len(circles(tiny(at(10.1, 179.9), at(10.1, -179.9), at(10.6, -179.9)))) == 3


def test_the_poles_and_the_date_line_themselves_have_cells(tiny):
    assert circles(tiny(at(90.0, 180.0), at(-90.0, -180.0)), 0.25)["incidents"].tolist() == [1, 1]


def test_a_missing_place_is_an_empty_name(tiny):
    assert circles(tiny(at(34.42, 70.44, place=None)))["place"].tolist() == [""]


def test_fine_cells_give_the_same_as_a_table_of_all_codes(tiny, monkeypatch):
    table = tiny(at(34.42, 70.44), at(34.42, 70.44, place="Behsud"), at(36.73, 68.87), at(-10.0, -60.0))
    dense = circles(table)
    monkeypatch.setattr("atlas.analysis.circles._DENSE", 0)
    pd.testing.assert_frame_equal(circles(table), dense)


def test_nothing_to_draw_has_the_same_columns_and_types(tiny):
    full, empty = circles(tiny(at(34.42, 70.44))), circles(tiny(at(None, None)))
    assert empty.empty
    pd.testing.assert_series_equal(empty.dtypes, full.dtypes)


@pytest.mark.parametrize("side", [0, -1, 11])
def test_the_side_of_a_cell_has_limits(tiny, side):
    with pytest.raises(ValueError, match="cell_degrees"):
        circles(tiny({}), side)


def test_a_toll_that_nobody_knows_is_told_from_a_toll_of_nobody(tiny):
    unknown = {"killed_low": None, "killed_best": None, "killed_high": None}
    found = circles(tiny(at(34.42, 70.44, **unknown), at(36.73, 68.87, killed_low=0, killed_best=0, killed_high=0)))
    assert found["killed_best"].tolist() == [0, 0]
    assert sorted(found["toll_known"].tolist()) == [0, 1]
