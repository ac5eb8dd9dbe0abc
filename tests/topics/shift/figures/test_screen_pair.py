"""The view of two periods and their difference: classes that mean what the printed maps mean, and a small message."""

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.drawing import palette
from atlas.statistics.circles import PLACE, Circles, Level, Levels
from atlas.topics.shift.figures import province_maps as shift_maps
from atlas.topics.shift.figures import screen_pair as map_pair

NONE = Levels((), gathered=False)


def row(before, after, difference, low=np.nan, high=np.nan, verdict="uncertain"):
    return {
        "before_sure": before, "before": before, "after_sure": after, "after": after, "share_before": before / 10,
        "share_after": after / 20, "difference": difference, "low": low, "high": high, "verdict": verdict,
    }  # fmt: skip


SHARES = pd.DataFrame(
    [
        row(9, 5, -0.65, -0.8, -0.4, "fell"),
        row(1, 15, 0.65, 0.4, 0.8, "rose"),
        row(0, 0, 0.0, verdict="too few to say"),
    ],
    index=pd.Index(["AF-NAN", "AF-HER", "AF-KAP"], name="province_id"),
)


def one_circle(place):
    whole = np.array([1], dtype=np.int64)
    word = np.array([place], dtype=object)
    circles = Circles(34_000 * whole, 70_000 * whole, whole, whole, whole, whole, word, np.array([""], dtype=object))
    return Levels((Level(1000, circles),), gathered=False)


def view(before=NONE, after=NONE, **more):
    options = {"country": "Afghanistan", "headings": ("Before", "After", "The difference")} | more
    return map_pair.pair_view(SHARES, before, after, **options)


def column(of, number):
    return of["pair"]["counts"][number]


def test_a_view_is_plain_json():
    found = view(one_circle("Kabul"), one_circle("Herat"))
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_both_maps_have_one_scale_and_nothing_recorded_has_no_class():
    assert column(view(), 0) == [5, 3, -1]
    assert column(view(), 1) == [4, 5, -1]


def test_the_difference_has_its_class_its_verdict_and_its_interval_in_thousandths():
    assert column(view(), 2) == [0, 6, -1]
    assert [map_pair.VERDICTS[number] for number in column(view(), 3)] == ["fell", "rose", "too few to say"]
    assert column(view(), 10) == [-650, 650, None]
    assert column(view(), 11) == [-800, 400, None]


def test_the_scale_of_differences_is_centred_on_zero():
    legend = view()["pair"]["legends"][1]
    signed = [int(bound.replace("−", "-")) for bound in legend["bounds"]]
    assert signed == [-bound for bound in reversed(signed)]
    assert len(palette.DIVERGING["light"]) == len(signed) + 1 == 2 * map_pair.UNCHANGED + 1
    assert map_pair.difference_classes(np.array([0.0, 0.009, -0.009])).tolist() == [map_pair.UNCHANGED] * 3


@given(fraction=st.floats(0.0001, 1))
def test_classes_have_the_colours_of_the_printed_maps(fraction):
    for theme in ("light", "dark"):
        share = palette.SEQUENTIAL[theme][map_pair.share_classes(np.array([fraction]))[0]]
        assert share == shift_maps.share_hue(fraction, theme)
        for value in (fraction, -fraction):
            moved = palette.DIVERGING[theme][map_pair.difference_classes(np.array([value]))[0]]
            assert moved == shift_maps.difference_hue(value, theme)


def test_the_bounds_do_not_depend_on_the_selection():
    other = SHARES.assign(share_before=0.01, share_after=0.02)
    found = map_pair.pair_view(other, NONE, NONE, country="Afghanistan", headings=("", "", ""))
    assert found["pair"]["legends"] == view()["pair"]["legends"]
    assert all(low < high for low, high in pairwise(map(int, found["pair"]["legends"][0]["bounds"])))


def test_circles_of_both_periods_share_their_list_of_places():
    found = view(one_circle("Kabul"), one_circle("Herat"))
    assert found["places"] == ["Herat", "Kabul"]
    before, after = found["pair"]["circles"]
    assert (before[0][6], after[0][6]) == ([1], [0])


def test_the_leading_provinces_are_named_and_those_without_an_incident_are_not():
    assert view()["pair"]["named"] == [["AF-NAN", "AF-HER"], ["AF-HER", "AF-NAN"], ["AF-NAN", "AF-HER"]]


def test_the_message_is_small_with_all_provinces_and_all_circles():
    shares = pd.concat([SHARES] * 12).head(34)
    number = 160
    whole = np.arange(number, dtype=np.int64)
    words = np.array([f"A place with number {place}" for place in whole], dtype=object)
    circles = Circles(30_000 + whole, 60_000 + whole, whole + 99, whole, whole, whole, words, np.full(number, "town"))
    full = Levels((Level(1000, circles), Level(PLACE, circles)), gathered=False)
    found = map_pair.pair_view(shares, full, full, country="Afghanistan", headings=("", "", ""))
    assert len(json.dumps(found, separators=(",", ":"))) < 40_000


@pytest.mark.parametrize("units", ["incidents", "days with an incident"])
def test_the_legend_says_what_the_shares_count(units):
    assert view(units=units)["pair"]["legends"][0]["title"] == f"% of the country’s {units}"
