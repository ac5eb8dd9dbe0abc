from itertools import pairwise

import numpy as np
import pytest
import shapely

from atlas.drawing.base_map import blank_map
from atlas.drawing.map_shapes import located, shapes
from atlas.drawing.palette import DIVERGING, SEQUENTIAL, luminance
from atlas.geography.projection import distance_km
from atlas.paper import maps
from atlas.paper.maps import EDGE, MapPanel, is_part, map_foot
from atlas.paper.page import composed
from atlas.paper.panel import laid_out
from atlas.paper.pictures import Words
from atlas.paper.sheet import Pen, Sheet
from atlas.paper.sizes import SIZES

HOME = shapes("Afghanistan").frame


@pytest.fixture(scope="module")
def panel():
    return laid_out(blank_map("light"), 600.0, edge=EDGE)


def texts(sheet):
    return [artist.get_text() for artist in sheet.figure.get_children() if hasattr(artist, "get_text")]


def test_a_map_keeps_one_scale_in_both_directions(panel):
    left, lower, right, upper = HOME
    assert panel.plot.width / (right - left) == pytest.approx(panel.plot.height / (upper - lower), rel=1e-6)


def test_the_scale_bar_is_as_long_as_it_says(panel):
    bar = next(t for t in panel.drawn.spec["data"] if len(t["x"]) == 4 and t["y"][0] == t["y"][3] != t["y"][1])
    (note,) = [n for n in panel.drawn.layout["annotations"] if n["text"].endswith(" km")]
    assert max(bar["x"]) - min(bar["x"]) == pytest.approx(float(note["text"].removesuffix(" km")))


def test_a_kilometre_of_the_plane_is_about_one_on_the_ground_near_the_scale_bar():
    xs, ys = located([62.0, 64.0], [30.0, 30.0])
    on_plane = float(np.hypot(xs[1] - xs[0], ys[1] - ys[0]))
    assert on_plane == pytest.approx(float(distance_km([62.0], [30.0], [64.0], [30.0])[0]), rel=0.02)


def test_meridians_and_parallels_run_through_their_degrees():
    found = {line.label: line for line in maps.degree_lines(HOME)}
    assert {"65° E", "35° N"} <= set(found)
    (x,), (y,) = located([65.0], [35.0])
    for label in ("65° E", "35° N"):
        course = shapely.LineString(np.column_stack([found[label].xs, found[label].ys]))
        assert course.distance(shapely.Point(x, y)) < 0.2


def test_the_arrow_turns_with_the_place_on_the_map():
    assert maps.north((-100.0, -100.0, 100.0, 100.0)) == pytest.approx(0, abs=0.1)
    assert maps.north((-1500.0, -100.0, -1300.0, 100.0)) > 3
    assert maps.north((1300.0, -100.0, 1500.0, 100.0)) < -3


def test_degrees_stand_at_the_frame_and_never_inside(panel):
    sheet = Sheet(panel.width, panel.height)
    pen = Pen(sheet, 0, 0)
    maps.label_graticule(pen, HOME, panel.plot, "#000000")
    boxes = [artist.get_window_extent(dpi=72) for artist in sheet.figure.get_children() if hasattr(artist, "get_text")]
    assert len(boxes) >= 5
    top = panel.height - panel.plot.top
    assert all(box.x1 <= panel.plot.left or box.y0 >= top for box in boxes)


def test_the_foot_says_what_is_dashed_and_the_inset_shows_only_a_part():
    foot = map_foot(HOME, 500.0)
    told = " ".join(foot.lines)
    assert "Equal-area" in told
    assert "Durand Line" in told
    assert "Dashed" in told
    assert "Kyrgyzstan-Tajikistan" not in told
    assert is_part(HOME)
    assert not is_part(shapes("region").frame)


def test_a_page_of_maps_has_one_foot_and_names_stay_inside_their_frames():
    panels = {"Before": blank_map("light"), "After": blank_map("light")}
    sheet = composed(panels, SIZES["A4 full width"], None, is_map=True)
    assert texts(sheet).count("N") == 1
    assert sum(text == "200 km" for text in texts(sheet)) == 2
    (found,) = {MapPanel(laid_out(figure, 330.0, edge=EDGE)).frame for figure in panels.values()}
    assert found == pytest.approx(HOME)


def test_a_map_on_a_slide_has_its_caption_beside_it():
    words = Words("Where", "Everything.", "A caption that stands beside the map.", ("Source.",))
    sheet = composed({"": blank_map("light")}, SIZES["16:9 slide"], words, is_map=True)
    wide, high = sheet.figure.get_size_inches() * 72
    caption = next(a for a in sheet.figure.get_children() if hasattr(a, "get_text") and "caption" in a.get_text())
    assert (wide, high) == pytest.approx((960, 540), abs=0.1)
    assert caption.get_position()[0] > 0.3 * wide


def test_rising_classes_grow_darker_without_colour():
    levels = [luminance(hue) for hue in SEQUENTIAL["light"]]
    assert levels == sorted(levels, reverse=True)
    assert all(one - other > 0.03 for one, other in pairwise(levels))
    middle = len(DIVERGING["light"]) // 2
    arms = DIVERGING["light"][: middle + 1], DIVERGING["light"][middle:][::-1]
    for arm in arms:
        assert [luminance(hue) for hue in arm] == sorted(luminance(hue) for hue in arm)


@pytest.mark.parametrize("key", ["timeline", "deaths", "compare_mix", "firsts", "shares", "map"])
def test_entries_of_a_legend_differ_by_more_than_colour(key, gallery):
    for draw in gallery[key].panels.values():
        signs = [sign(trace) for trace in draw("light").data if trace.name and trace.showlegend is not False]
        assert len(set(signs)) == len(signs)


def sign(trace):
    """What of a legend's sign a copier keeps, and how light its colour is, in twenty steps."""
    line, marker = getattr(trace, "line", None), trace.marker
    hue = trace.fillcolor if getattr(trace, "fill", None) else (marker.color or (line.color if line else None))
    first = hue[0] if isinstance(hue, list | tuple) else hue
    light = round(20 * luminance(first)) if isinstance(first, str) and first.startswith("#") else first
    symbol = None if trace.type == "bar" else marker.symbol
    symbol = symbol[0] if isinstance(symbol, list | tuple) else symbol
    hatched = bool(getattr(marker, "pattern", None) and marker.pattern.shape)
    return trace.type, getattr(trace, "mode", ""), symbol, hatched, line.dash if line else None, light
