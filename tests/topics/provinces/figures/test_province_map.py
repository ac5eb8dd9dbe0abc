import numpy as np
import pytest

from atlas.drawing.map_shapes import province_spots, shapes
from atlas.geography.provinces import province_names
from atlas.statistics.circles import Circles
from atlas.topics.provinces.figures.province_map import LEAST_KM, frame_of, province_map, scope_of


def marks():
    """One located incident at Jalalabad."""
    one = np.array([1])
    place, precision = np.array(["Jalalabad"], dtype=object), np.array(["town"], dtype=object)
    return Circles(np.array([34430]), np.array([70450]), one, one, one, one, place, precision)


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def test_the_neighbours_are_named_and_neither_the_province_nor_its_country():
    said = texts(province_map("AF-GHA", None, province_names(), theme="light"))
    assert {"Paktika", "Wardak", "Zabul"} <= set(said)
    assert not {"Ghazni", "<i>Afghanistan</i>", "<i>China</i>"} & set(said)
    assert [text for text in said if text.endswith(" km")] == ["100 km"]


def test_every_name_and_mark_lies_inside_the_frame():
    figure = province_map("AF-NAN", marks(), province_names(), theme="light")
    left, lower, right, upper = frame_of("AF-NAN")
    assert tuple(figure.layout.xaxis.range) == (left, right)
    assert tuple(figure.layout.yaxis.range) == (lower, upper)
    for note in figure.layout.annotations:
        assert left < note.x < right
        assert lower <= note.y < upper
    (circle,) = [trace for trace in figure.data if trace.mode == "markers"]
    assert left < circle.x[0] < right
    assert lower < circle.y[0] < upper


@pytest.mark.parametrize("code", sorted(province_spots()))
def test_a_frame_holds_its_province_and_never_leaves_what_is_drawn(code):
    left, lower, right, upper = frame_of(code)
    west, south, east, north = shapes(scope_of(code)).frame
    assert west <= left < right <= east
    assert south <= lower < upper <= north
    xs, ys = ([number for number in part if number is not None] for part in shapes(scope_of(code)).provinces[code])
    shown = [left <= x <= right and lower <= y <= upper for x, y in zip(xs, ys, strict=True)]
    assert all(shown) or (west, south, east, north) == (left, lower, right, upper) or min(xs) < west or max(ys) > north
    assert right - left >= LEAST_KM - 0.2
