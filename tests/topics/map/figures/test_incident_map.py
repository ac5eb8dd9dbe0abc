import numpy as np
import pandas as pd
import pytest

from atlas.drawing import palette
from atlas.drawing.incident_marks import FORMS
from atlas.drawing.map_shapes import SCOPES, province_spots, shapes
from atlas.geography import provinces
from atlas.statistics.circles import Circles, levels
from atlas.statistics.province_counts import province_counts
from atlas.topics.map.figures.incident_map import framing, incident_map

NAMES = provinces.province_names()


def none():
    return Circles(*[np.array([], dtype=int)] * len(Circles._fields))


def drawn(table, **more):
    counts = province_counts(table)
    found = levels(table).levels
    wanted = {"theme": "light", "measure": "incidents", "bounds": (2, 5)} | more
    return incident_map(counts, found[-1].circles if found else none(), NAMES, **wanted)


def circles(figure):
    return {trace.name: trace for trace in figure.data if trace.name in {form.words for form in FORMS.values()}}


def filled(figure):
    return {trace.text.split("<br>")[0]: trace for trace in figure.data if trace.fill and trace.text}


HELMAND = {"province_id": "AF-HEL", "latitude": None, "longitude": None, "location_precision": "province", "place": ""}


@pytest.fixture(scope="module")
def table(tiny):
    return tiny(
        {}, {}, {"attribution": "suspected"},
        {"latitude": 34.53, "longitude": 69.17, "province_id": "AF-KAB", "location_precision": "site"},
        {"latitude": 34.0, "longitude": 70.0, "attribution": "disputed", "location_precision": "district"},
        HELMAND, HELMAND,
    )  # fmt: skip


def test_every_located_incident_is_in_a_circle_of_its_form(table):
    found = circles(drawn(table))
    assert set(found) == {
        "known to the town", "known to the site", "known to the district, only suspected or disputed",
    }  # fmt: skip
    assert found["known to the town"].text[0].startswith("Jalalabad<br>2 to 3 located incidents")
    assert found["known to the site"].marker.symbol == "diamond"
    assert found["known to the district, only suspected or disputed"].marker.symbol == "square"


def test_the_area_of_a_circle_grows_with_its_number(tiny):
    many = [{"latitude": 34.53, "longitude": 69.17, "place": "Kabul"}] * 36
    sizes = sorted(circles(drawn(tiny({}, *many)))["known to the town"].marker.size)
    assert sizes[1] / sizes[0] == pytest.approx(np.sqrt(36), rel=0.55)
    assert sizes[1] > sizes[0]


def test_what_is_known_only_to_a_province_is_a_badge_inside_it_and_no_circle(table):
    figure = drawn(table)
    (badge,) = [note for note in figure.layout.annotations if note.bordercolor]
    x, y = province_spots()["AF-HEL"]
    assert badge.text == "2"
    assert np.hypot(badge.x - x, badge.y - y) < 150
    assert sum(len(trace.x) for trace in circles(figure).values()) == 3


def test_a_badge_keeps_off_a_circle_on_the_name_of_its_province(tiny):
    spot = provinces.labels().loc["AF-HEL"]
    there = {"province_id": "AF-HEL", "latitude": spot["latitude"], "longitude": spot["longitude"], "place": "Girishk"}
    figure = drawn(tiny(there, HELMAND))
    (badge,) = [note for note in figure.layout.annotations if note.bordercolor]
    (circle,) = circles(figure).values()
    left, _, right, _ = shapes("Afghanistan and Pakistan").frame
    per_px = (right - left) / 680
    assert np.hypot(badge.x - circle.x[0], badge.y - circle.y[0]) >= per_px * circle.marker.size[0] / 2


@pytest.mark.parametrize(("bounds", "hue"), [((2, 5), 1), ((2, 3), 2), ((7,), 0)])
def test_a_province_has_the_colour_of_its_class_and_the_scale_has_the_last_classes(table, bounds, hue):
    figure = drawn(table, bounds=bounds)
    hues = palette.SEQUENTIAL["light"][-len(bounds) - 1 :]
    assert filled(figure)["Nangarhar"].fillcolor == hues[hue]
    assert filled(figure)["Badakhshan"].fillcolor == palette.ZERO["light"]
    assert [shape.fillcolor for shape in figure.layout.shapes] == [palette.ZERO["light"], *hues]
    texts = [note.text for note in figure.layout.annotations]
    assert [str(bound) for bound in bounds if str(bound) in texts] == [str(bound) for bound in bounds]


def test_an_unknown_toll_is_no_class(tiny):
    unknown = {"killed_low": None, "killed_best": None, "killed_high": None}
    figure = drawn(tiny(unknown), measure="deaths", bounds=(3,))
    assert filled(figure)["Nangarhar"].fillcolor == palette.NO_DATA["light"]
    assert "incidents, but no figure of deaths" in [trace.name for trace in figure.data]


def test_nothing_covered_is_not_zero(tiny):
    figure = drawn(tiny({})[:0], covered=False)
    assert {trace.fillcolor for trace in filled(figure).values()} == {palette.NOT_COVERED["light"]}
    assert "not covered" in [note.text for note in figure.layout.annotations]


def test_what_is_selected_and_drawn_is_outlined(table):
    ring = ((69.0, 34.0), (71.0, 34.0), (71.0, 35.0))
    blue = [t for t in drawn(table, selected=("AF-NAN",), ring=ring).data if t.line and t.line.color == palette.BLUE]
    assert [trace.line.dash for trace in blue if trace.mode == "lines"] == ["solid", "dash"]


def scope(tiny, *changes):
    table = tiny(*changes)
    return framing(province_counts(table), levels(table).levels[-1].circles)


ALMATY = {"province_id": "KZ-ALA", "country": "Kazakhstan", "latitude": 43.2, "longitude": 76.9, "place": "Almaty"}
DUSHANBE = {"province_id": "TJ-DU", "country": "Tajikistan", "latitude": 38.55, "longitude": 68.8, "place": "Dushanbe"}
MOSCOW = {"province_id": None, "country": "Russia", "latitude": 55.8, "longitude": 37.4, "place": "Krasnogorsk"}


def test_the_map_frames_what_is_selected(tiny):
    assert scope(tiny, {}) == "Afghanistan and Pakistan"
    assert scope(tiny, {}, DUSHANBE) == "Afghanistan and around"
    assert scope(tiny, {}, {**ALMATY, "province_id": "KZ-75"}) == "region"
    assert scope(tiny, {}, MOSCOW) == "Afghanistan and Pakistan"


def test_each_map_is_larger_than_the_one_before():
    areas = [(right - left) * (upper - lower) for left, lower, right, upper in (shapes(s).frame for s in SCOPES)]
    assert areas == sorted(areas)


def test_names_from_the_table_are_text(tiny):
    figure = drawn(tiny({"place": "<b>x</b>"}))
    assert circles(figure)["known to the town"].text[0].startswith("&lt;b&gt;x&lt;/b&gt;")


def test_a_province_without_a_shape_does_not_stop_the_map():
    counts = pd.DataFrame(
        {"incidents_sure": [1], "incidents": [1], "killed_low": [0], "killed_best": [0], "killed_high": [0],
         "share": [1.0], "toll_known": [1], "not_located": [1]}, index=pd.Index(["PK-XX"], name="province_id"),
    )  # fmt: skip
    figure = incident_map(counts, none(), NAMES, theme="dark", measure="share", bounds=(0.1,))
    assert not [note for note in figure.layout.annotations if note.bordercolor]
