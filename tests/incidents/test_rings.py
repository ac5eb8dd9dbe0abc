import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.incidents.filters import Filters, options
from atlas.incidents.rings import inside, read_ring, ring_in_words, write_ring

SQUARE = ((67.0, 36.0), (68.0, 36.0), (68.0, 37.0), (67.0, 37.0))


def place(latitude, longitude):
    return {"latitude": latitude, "longitude": longitude}


def test_an_area_holds_what_lies_in_it_or_on_its_edge(tiny):
    table = tiny(place(36.7, 67.1), place(36.0, 67.5), place(36.7, 68.9), place(None, None))
    assert inside(table, SQUARE).tolist() == [True, True, False, False]


def test_a_box_round_the_area_is_not_the_area(tiny):
    triangle = ((67.0, 36.0), (68.0, 36.0), (67.0, 37.0))
    assert inside(tiny(place(36.9, 67.9), place(36.1, 67.1)), triangle).tolist() == [False, True]


def test_an_outline_that_crosses_itself_holds_both_sides_of_the_crossing(tiny):
    bow = ((67.0, 36.0), (68.0, 37.0), (68.0, 36.0), (67.0, 37.0))
    assert inside(tiny(place(36.5, 67.1), place(36.5, 67.9), place(36.9, 67.5)), bow).tolist() == [True, True, False]


def test_corners_are_rounded_and_repeats_left_out():
    assert read_ring("67.001,36;67,36.004;68,36;68,37;67,36") == (((67.0, 36.0), (68.0, 36.0), (68.0, 37.0)), "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("somewhere", "written as corners"),
        ("67,36,1;68,36;68,37", "written as corners"),
        ("67,36;68,36", "three corners"),
        ("67,36;68,37;69,38", "not on one line"),
        ("167,36;268,36;168,37", "between -180 and 180"),
        ("nan,36;68,36;68,37", "between -180 and 180"),
        (";".join(f"{k},{k % 7}" for k in range(61)), "at most 60 corners"),
    ],
)
def test_what_is_no_area_is_refused_with_a_reason(text, reason):
    ring, problem = read_ring(text)
    assert ring == ()
    assert reason in problem


CORNERS = st.lists(
    st.tuples(st.integers(-18_000, 18_000), st.integers(-9_000, 9_000)), min_size=3, max_size=60, unique=True
).map(lambda corners: tuple((x / 100, y / 100) for x, y in corners))


@given(ring=CORNERS)
def test_a_link_gives_the_same_area_again(ring):
    again, problem = read_ring(write_ring(ring))
    assert again == ring or "one line" in problem


def test_the_area_is_a_filter_with_a_link_and_a_sentence(tiny):
    table = tiny(place(36.7, 67.1), place(34.4, 70.4), place(None, None))
    chosen = Filters(ring=SQUARE)
    assert chosen.apply(table)["id"].tolist() == ["KA-0001"]
    offered = options(table)
    assert Filters.from_query(chosen.to_query(offered), offered) == (chosen, ())
    assert chosen.sentence().endswith(ring_in_words(SQUARE))
    assert chosen.without("ring") == Filters()


def test_a_bad_area_in_a_link_is_named_and_selects_nothing(tiny):
    filters, problems = Filters.from_query("ring=67,36", options(tiny({})))
    assert filters == Filters()
    assert "three corners" in problems[0].sentence()


def test_an_empty_area_in_a_link_is_none(tiny):
    assert Filters.from_query("ring=", options(tiny({}))) == (Filters(), ())


def test_south_and_west_have_their_letters():
    assert "around 10.0° S, 60.0° W" in ring_in_words(((-61.0, -11.0), (-59.0, -11.0), (-59.0, -9.0), (-61.0, -9.0)))
