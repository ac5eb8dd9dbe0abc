import json
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import _get_feature_group_string, _get_map_string

from atlas.visuals import maps, palette

ASSETS = maps.Assets(*(f"../own/{name}?1" for name in maps.Assets._fields))
COUNTS = pd.DataFrame(
    {
        "incidents_sure": [3, 0],
        "incidents": [4, 1],
        "killed_low": [10, 0],
        "killed_best": [12, 0],
        "killed_high": [15, 0],
        "share": [0.8, 0.2],
        "toll_known": [3, 0],
        "not_located": [1, 1],
    },
    index=pd.Index(["AF-NAN", "AF-BAL"], name="province_id"),
)
CIRCLES = pd.DataFrame(
    {
        "latitude": [34.43123, 36.7],
        "longitude": [70.45, 67.1],
        "incidents": [3, 1],
        "incidents_sure": [3, 0],
        "killed_best": [12, 0],
        "toll_known": [3, 0],
        "place": ["Jalalabad", "Mazar-i-Sharif"],
        "id": [None, "KA-0007"],
    }
)


def view(measure="incidents", bounds=(2, 5), **more):
    return maps.map_view(COUNTS, CIRCLES, measure=measure, bounds=bounds, **more)


def test_a_view_is_plain_json_and_small():
    assert json.loads(json.dumps(view(), allow_nan=False))["values"] == view()["values"]
    assert len(json.dumps(view())) < 3000


def test_a_province_carries_its_class_interval_tolls_and_what_is_not_located():
    assert view()["values"]["AF-NAN"] == [1, 3, 4, 10, 12, 15, 1, "80.0% of those with a province"]
    assert view("share", maps.SHARE_BREAKS)["values"]["AF-NAN"][0] == 5


def test_a_toll_that_nobody_knows_is_no_data_and_not_zero():
    assert view("deaths")["values"]["AF-BAL"][:3] == [-1, 0, 1]
    assert view("deaths")["values"]["AF-BAL"][3:6] == [None, None, None]


def test_a_province_without_an_incident_has_no_row():
    assert set(view()["values"]) == {"AF-NAN", "AF-BAL"}


def test_a_single_incident_can_be_opened_and_a_group_cannot():
    group, single = view()["circles"]
    assert group == [34.431, 70.45, 3, 3, 12, "Jalalabad", ""]
    assert single[-1] == "KA-0007"


def test_a_circle_whose_toll_nobody_knows_does_not_say_zero():
    assert [row[4] for row in view()["circles"]] == [12, None]


def test_nothing_is_zero_where_nothing_is_covered():
    assert view(covered=False)["uncovered"] is True


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ()),
        ([1, 1], ()),
        ([1, 2], (2,)),
        ([30], (2, 3, 5, 10, 15)),
        ([1, 3, 8, 200], (2, 6, 15, 30, 70)),
        ([10**6], (10, 100, 1_000, 10_000, 100_000)),
    ],
)
def test_classes_grow_about_geometrically(values, expected):
    assert maps.breaks(values) == expected


@given(values=st.lists(st.integers(1, 10**7), max_size=40))
def test_every_class_can_be_reached(values):
    bounds = maps.breaks(values)
    assert len(bounds) <= 5
    assert all(1 < bound <= max(values) for bound in bounds)
    assert list(bounds) == sorted(set(bounds))


@pytest.mark.parametrize(
    ("measure", "bounds", "texts"),
    [
        ("incidents", (2, 5, 10), ["1", "2–4", "5–9", "10 and more"]),
        ("incidents", (), ["1 and more"]),
        ("deaths", (5, 1000), ["up to 4", "5–999", "1,000 and more"]),
        ("share", (0.01, 0.4), ["under 1%", "1% to under 40%", "40% and more"]),
    ],
)
def test_the_legend_names_each_class(measure, bounds, texts):
    rows = maps.legend_rows(measure, bounds)
    assert [text for kind, text in rows if isinstance(kind, int)] == texts
    assert {"zero", "no-data", "not-covered"} <= {kind for kind, _ in rows}


def test_there_are_as_many_colours_as_classes():
    for bounds in ((), (2,), (2, 5, 10, 20, 50)):
        assert len(view(bounds=bounds)["classes"]) == len(bounds) + 1


def test_folium_writes_a_map_that_names_no_other_host():
    written = _get_map_string(maps.province_map(ASSETS))
    assert "AtlasMap.attach(map_div" in written
    assert "://" not in written
    assert len(written) < 2500


def test_the_layer_that_is_exchanged_holds_the_view_and_nothing_else():
    layer = maps.view_layer(view() | {"alt": "</script><b>"})
    written = _get_feature_group_string(layer, maps.province_map(ASSETS))
    assert "AtlasMap.show(" in written
    assert "</script>" not in written
    assert "<b>" not in written


def test_the_colours_of_the_app_are_those_of_the_palette():
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for theme, hue in (("light", palette.BLUE), ("dark", palette.AZURE)):
        shown = config["theme"][theme]
        assert shown["primaryColor"] == hue
        assert shown["backgroundColor"] == palette.BACKGROUND[theme]
        assert shown["textColor"] == palette.INK[theme]
