import pytest

from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.shares import SharePeriod
from atlas.topics.shift.measures.readings import Reading
from atlas.topics.shift.measures.verdict import decide, four_tests, rose_or_held, strata_agree

RISE, SLIGHT, UNSURE, FALL = (
    Estimate(0.2, 0.1, 0.3),
    Estimate(0.02, 0.01, 0.04),
    Estimate(0.1, -0.1, 0.3),
    Estimate(-0.2, -0.3, -0.1),
)


HELD = Estimate(2.0, 0.9, 4.0)


def reading(difference, inside=(10, 20), ratio=HELD):
    before, after = (SharePeriod(number, number, 100, 100) for number in inside)
    return Reading(before, after, UNKNOWN, UNKNOWN, difference, UNKNOWN, UNKNOWN, ratio, UNKNOWN, p_if_independent=None)


def verdict(region=None, origin=None, agreeing=0.9, high_capture=True):
    region, origin = region or reading(RISE), origin or reading(FALL)
    return decide(region, four_tests(region, origin, leads=False), agreeing, high_capture)


def test_all_must_hold_for_support():
    assert verdict() == "supported"


@pytest.mark.parametrize(
    "weak",
    [
        {"origin": reading(UNSURE)},
        {"region": reading(RISE, ratio=Estimate(0.7, 0.4, 1.3))},
        {"agreeing": 0.79},
        {"agreeing": None},
        {"high_capture": False},
    ],
)
def test_a_rise_with_any_other_failing_is_partly_supported(weak):
    assert verdict(**weak) == "partly_supported"


def test_a_rise_too_small_to_matter_is_not_supported():
    assert verdict(reading(SLIGHT)) == "not_supported"
    assert verdict(reading(FALL)) == "not_supported"


def test_an_interval_on_both_sides_cannot_tell():
    assert verdict(reading(UNSURE)) == "cannot_tell"


def test_nine_incidents_cannot_tell():
    assert verdict(reading(RISE, inside=(4, 5))) == "cannot_tell"
    assert verdict(reading(RISE, inside=(5, 5))) == "supported"
    assert verdict(reading(UNKNOWN)) == "cannot_tell"


def test_the_test_of_the_origin_can_be_out_of_place():
    region = reading(RISE)
    found = four_tests(region, None, leads=True)
    assert found == (True, None, True, True)
    assert decide(region, found, 0.9, high_capture_agrees=True) == "supported"


def test_a_rate_that_came_from_nothing_rose():
    assert rose_or_held(Estimate(None, 1.2, None))
    assert not rose_or_held(UNKNOWN)
    assert rose_or_held(Estimate(1.0, 0.5, 2.0))
    assert not rose_or_held(Estimate(0.9, 0.5, 2.0))


def test_the_deadliest_incidents_confirm_only_by_their_own_interval():
    both = {5: True, 10: True}
    assert strata_agree({5: reading(RISE), 10: reading(UNSURE)}, both)
    assert not strata_agree({5: reading(UNSURE), 10: reading(RISE)}, both)
    assert not strata_agree({5: reading(RISE), 10: reading(FALL)}, both)
    assert strata_agree({5: reading(RISE), 10: reading(FALL)}, {5: True, 10: False})
    assert not strata_agree({5: reading(RISE), 10: reading(RISE)}, {5: False, 10: True})
