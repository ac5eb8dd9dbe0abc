import math

import numpy as np
import plotly.graph_objects as go
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.drawing import base_map, palette
from atlas.drawing.arrows import arrow_shape
from atlas.drawing.map_shapes import path, province_spots, shapes
from atlas.geography import provinces

AFGHAN = {code for code in provinces.province_names() if code.startswith("AF-")}


def size(figure: go.Figure) -> int:
    return len(figure.to_json())


def polygon(path):
    return shapely.Polygon([(x, y) for x, y in zip(*path, strict=True) if x is not None])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_map_of_afghanistan_is_a_small_message(theme):
    figure = base_map.blank_map(theme)
    base_map.fill(figure, dict.fromkeys(AFGHAN, palette.BLUE), dict.fromkeys(AFGHAN, "48 of 224"), theme=theme)
    assert size(base_map.blank_map(theme)) < 40_000
    assert size(figure) < 90_000


@pytest.mark.parametrize("scope", ["Afghanistan", "region"])
def test_nothing_in_a_map_makes_a_browser_fetch_anything(scope):
    layout = base_map.blank_map("light", scope).to_dict()["layout"]
    assert not {"geo", "map", "mapbox"} & set(layout)
    assert {type(trace) for trace in base_map.blank_map("light", scope).data} == {go.Scatter}


def test_every_province_is_drawn_once_and_the_plane_keeps_its_area():
    drawn = shapes("Afghanistan").provinces
    assert set(drawn) == AFGHAN
    areas = provinces.labels()["area_km2"]
    for code in ("AF-NAN", "AF-KAB", "AF-HEL", "AF-BDS"):
        assert polygon(drawn[code]).area == pytest.approx(areas[code], rel=0.06)


def test_both_axes_have_one_scale():
    layout = base_map.blank_map("light").layout
    assert layout.yaxis.scaleanchor == "x"
    assert layout.yaxis.scaleratio == 1
    assert not layout.xaxis.visible


def test_borders_lie_on_the_edges_of_provinces():
    lying = shapes("Afghanistan")
    edges = {spot for outline in lying.provinces.values() for spot in zip(*outline, strict=True)}
    durand = next(border for border in lying.borders if border.border_id == "af-pk")
    inner = [spot for spot in zip(*durand.path, strict=True) if spot[0] is not None]
    assert sum(spot in edges for spot in inner) >= len(inner) - 2
    assert not durand.is_settled
    assert next(border for border in lying.borders if border.border_id == "af-tj").is_settled


def test_the_scale_bar_is_as_long_as_it_says():
    figure = base_map.blank_map("light")
    said = next(note.text for note in figure.layout.annotations if note.text.endswith(" km"))
    bar = next(trace for trace in figure.data if len(trace.x) == 4)
    assert max(bar.x) - min(bar.x) == int(said.removesuffix(" km"))


@pytest.mark.parametrize("scope", ["Afghanistan", "region"])
def test_names_of_countries_stand_inside_the_frame(scope):
    lying = shapes(scope)
    left, lower, right, upper = lying.frame
    assert {"Pakistan", "Iran", "China"} <= {country.name for country in lying.countries}
    assert all(left < place.x < right and lower < place.y < upper for place in lying.countries)


def test_coordinates_are_rounded_to_a_hundred_metres():
    for outline in shapes("region").provinces.values():
        assert all(x is None or round(x, 1) == x for x in outline[0])


def test_text_from_data_is_not_markup():
    figure = base_map.blank_map("light")
    base_map.fill(figure, {"AF-KAB": palette.BLUE}, {"AF-KAB": "<a href='x'>Kabul</a> & more<br>2"}, theme="light")
    assert figure.data[-1].text == "&lt;a href='x'&gt;Kabul&lt;/a&gt; &amp; more<br>2"


def test_a_place_is_projected_to_where_its_province_is():
    (x,), (y,) = base_map.located([70.45], [34.43])
    assert polygon(shapes("Afghanistan").provinces["AF-NAN"]).contains(shapely.Point(x, y))
    assert polygon(shapes("Afghanistan").provinces["AF-NAN"]).contains(shapely.Point(province_spots()["AF-NAN"]))


def test_a_hole_keeps_the_opposite_direction():
    ring = shapely.Point(0, 0).buffer(9000)
    xs, ys = path(ring.difference(shapely.Point(0, 0).buffer(4000)))
    gap = xs.index(None)
    outer, inner = (
        shapely.LinearRing(zip(xs[part], ys[part], strict=True)) for part in (slice(gap), slice(gap + 1, None))
    )
    assert outer.is_ccw
    assert not inner.is_ccw


def test_an_ellipse_has_its_axes_and_turns_from_east_to_north():
    figure = base_map.ellipse(base_map.blank_map("light"), (10, 20), (100, 50), 90, hue=palette.BLUE)
    outline = figure.data[-1]
    assert max(outline.y) - min(outline.y) == pytest.approx(200, abs=0.3)
    assert max(outline.x) - min(outline.x) == pytest.approx(100, abs=0.3)


def test_the_legend_makes_room_and_cannot_hide_anything():
    figure = base_map.legend(base_map.blank_map("light", height=300), [(palette.BLUE, "many")], theme="light")
    assert figure.layout.height > 300
    assert figure.layout.legend.itemclick is False
    assert figure.data[-1].name == "many"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_names_stand_on_a_plate_in_readable_ink(theme):
    name = base_map.place_names(base_map.blank_map(theme), {"AF-KAB": "Kabul"}, theme=theme).layout.annotations[-1]
    assert name.text == "Kabul"
    assert name.bgcolor == base_map.faint(palette.BACKGROUND[theme], 0.72)
    assert palette.contrast(name.font.color, palette.BACKGROUND[theme]) >= 4.5


def test_a_scale_has_a_swatch_per_class_and_a_bound_between_each_two():
    hues = palette.DIVERGING["light"]
    figure = base_map.scale(
        base_map.blank_map("light"),
        hues,
        [str(n) for n in range(6)],
        theme="light",
        title="points",
        nothing=("#ffffff", "none"),
    )
    assert [shape.fillcolor for shape in figure.layout.shapes] == ["#ffffff", *hues]
    edges = [shape.x1 for shape in figure.layout.shapes[1:-1]]
    bounds = [note.xshift for note in figure.layout.annotations if note.text in set("012345")]
    assert bounds == edges
    assert max(shape.x1 for shape in figure.layout.shapes) <= 300


@given(
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)),
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)),
    st.floats(1, 40),
)
def test_an_arrow_points_at_its_end_and_never_breaks(start, end, width):
    xs, ys = arrow_shape(start, end, width)
    if math.dist(start, end) < 0.2:
        return
    assert len(xs) == len(ys)
    assert np.isfinite(np.array(xs, dtype=float)).all()
    assert min(math.dist((x, y), end) for x, y in zip(xs, ys, strict=True)) < 0.2


def test_an_arrow_to_where_it_starts_is_nothing():
    assert arrow_shape((3, 3), (3, 3), 5) == ([], [])


def test_both_ways_between_two_places_bend_apart():
    there, back = (
        shapely.Polygon(zip(*arrow_shape(*way, 4), strict=True)) for way in (((0, 0), (300, 0)), ((300, 0), (0, 0)))
    )
    assert there.buffer(0).intersection(back.buffer(0)).area < 0.2 * there.area
