import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.drawing import map_page, palette, screen_map
from atlas.statistics.circles import PLACE, Circles, Level

ASSETS = map_page.Assets(*(f"../own/{name}?1" for name in map_page.Assets._fields))


def words(*texts):
    return np.array(texts, dtype=object)


def whole(*numbers):
    return np.array(numbers, dtype=np.int64)


CELLS = Circles(
    latitude=whole(34_431, 36_700),
    longitude=whole(70_450, 67_100),
    incidents=whole(3, 1),
    incidents_sure=whole(3, 0),
    killed_best=whole(12, 0),
    toll_known=whole(3, 0),
    place=words("Jalalabad", "Mazar-i-Sharif"),
    precision=words("", ""),
)
PLACES = CELLS._replace(precision=words("town", "district"))
NUMBERS = {"Jalalabad": 0, "Mazar-i-Sharif": 1}


def test_a_level_is_plain_columns_and_names_each_place_by_its_number():
    far = screen_map.columns(Level(1000, CELLS), NUMBERS)
    assert far == [1000, [34_431, 36_700], [70_450, 67_100], [3, 1], [0, 1], [12, -1], [0, 1]]
    near = screen_map.columns(Level(PLACE, PLACES), NUMBERS)
    assert near[:-1] == [PLACE, *far[1:]]


def test_single_places_say_how_precisely_they_are_known():
    precisions = screen_map.columns(Level(PLACE, PLACES), NUMBERS)[-1]
    assert [screen_map.PRECISIONS[number] for number in precisions] == ["town", "district"]


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
    assert screen_map.breaks(values) == expected


@given(values=st.lists(st.integers(1, 10**7), max_size=40))
def test_every_class_can_be_reached(values):
    bounds = screen_map.breaks(values)
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
    assert screen_map.class_texts(measure, bounds) == texts


def test_there_are_as_many_names_as_classes():
    for bounds in ((), (2,), (2, 5, 10, 20, 50)):
        assert len(screen_map.class_texts("incidents", bounds)) == len(bounds) + 1


def page(**more):
    return map_page.map_page(ASSETS, **more)


def test_folium_writes_a_page_that_names_no_other_host():
    assert "AtlasMap.attach(map_div" in page()
    assert "://" not in page().replace("http://www.w3.org/", "")
    assert all(page().count(address) == 1 for address in ASSETS)


def test_the_page_is_the_same_at_every_start():
    assert page() == page()


def test_the_geometry_is_sent_for_before_leaflet_is():
    written = page(fetching="function fetchGeometry() {}")
    places = [written.index(part) for part in ("charset", "function fetchGeometry", ASSETS.screen, ASSETS.leaflet_js)]
    assert places == sorted(places)


def test_the_page_knows_both_themes_every_mark_and_the_towns():
    known = map_page.facts([("Kabul", 34.528, 69.172, 1)])
    assert known["ink"]["light"] != known["ink"]["dark"]
    assert {len(classes) for classes in known["classes"].values()} == {6}
    assert {"zero", "no-data", "not-covered", "site", "town", "district", "badge"} <= {
        kind for kind, _ in known["marks"]
    }
    assert "Kabul" in page(towns=[("Kabul", 34.528, 69.172, 1)])


def test_markup_in_the_name_of_a_town_stays_text():
    assert "</script><b>" not in page(towns=[("</script><b>", 0.0, 0.0, 1)])


def test_the_colours_of_the_app_are_those_of_the_palette():
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for theme, hue in (("light", palette.BLUE), ("dark", palette.AZURE)):
        shown = config["theme"][theme]
        assert shown["primaryColor"] == hue
        assert shown["backgroundColor"] == palette.BACKGROUND[theme]
        assert shown["textColor"] == palette.INK[theme]
