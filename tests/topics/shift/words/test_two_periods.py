from datetime import date
from types import SimpleNamespace

from atlas.statistics.estimate import Estimate
from atlas.statistics.shares import SharePeriod
from atlas.topics.shift.words.two_periods import overview_sentence


def period(inside_sure, inside, total_sure, total):
    return SharePeriod(inside_sure, inside, total_sure, total)


def change(before, after, low, high, direction):
    return SimpleNamespace(
        cut=date(2021, 8, 15), before=period(*before), after=period(*after), change=Estimate(0.0, low, high),
        direction=direction, not_datable=0,
    )  # fmt: skip


def test_the_overview_claims_what_the_tests_support():
    east = change((90, 96, 200, 214), (7, 9, 60, 70), -0.41, -0.1, "fell")
    north = change((10, 10, 200, 214), (15, 17, 60, 70), 0.103, 0.31, "rose")
    assert overview_sentence(east, north) == (
        "Before 15 August 2021, of 200 to 214 recorded incidents with a province in Afghanistan, "
        "90 to 96 (45%) in the east and 10 (5%) in the north and north-east; "
        "since then, of 60 to 70 incidents, 7 to 9 (13%) in the east and 15 to 17 (24%) in the north and north-east: "
        "the share of the east among recorded incidents fell (by 10.0 to 41.0 percentage points, 95% interval) "
        "and that of the north and north-east rose (by 10.3 to 31.0 percentage points, 95% interval)."
    )


def test_the_overview_claims_nothing_more():
    east = change((90, 96, 200, 214), (7, 9, 60, 70), -0.2, 0.1, "uncertain")
    north = change((1, 1, 200, 214), (2, 2, 60, 70), -0.1, 0.2, "uncertain")
    sentence = overview_sentence(east, north)
    assert sentence.endswith(
        "for the east or the north and north-east there is too little to say whether the share changed."
    )
    assert "rose" not in sentence
    assert "fell" not in sentence
    rising = overview_sentence(east, change((1, 1, 9, 9), (5, 5, 9, 9), 0.1, 0.6, "rose"))
    assert "north-east among recorded incidents rose" in rising
    assert "for the east there is too little to say" in rising


def test_the_overview_without_two_periods():
    one = change((0, 0, 0, 0), (1, 1, 1, 1), None, None, "uncertain")
    assert overview_sentence(one, one) == (
        "Recorded incidents in Afghanistan do not lie on both sides of 15 August 2021: there is nothing to compare."
    )
