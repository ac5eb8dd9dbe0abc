from datetime import date
from types import SimpleNamespace

import pytest
from atlas.topics.shift.measures.tipping import Published, Tipping

from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.periods import Period, Question
from atlas.statistics.shares import SharePeriod
from atlas.topics.shift.measures.readings import Reading
from atlas.topics.shift.measures.verdict import FourTests
from atlas.topics.shift.words import verdict as words

LABELS = {
    "af-north-wide": "North and north-east (Afghanistan)",
    "af-east": "East (Afghanistan)",
    "af-central": "Central",
}
NAMES = {"AF-KDZ": "Kunduz", "AF-TAK": "Takhar"}
ASKED = Question.at(date(2021, 8, 15), date(2015, 1, 26), date(2026, 2, 6))


def reading(before, after, difference=UNKNOWN, ratio=UNKNOWN):
    rates = Estimate(0.2, 0.1, 0.3), Estimate(0.46, 0.2, 0.9)
    return Reading(
        SharePeriod(*before), SharePeriod(*after), UNKNOWN, UNKNOWN, difference, *rates, ratio, UNKNOWN,
        p_if_independent=None,
    )  # fmt: skip


NORTH = reading((10, 16, 148, 240), (18, 25, 70, 118), Estimate(0.145, 0.015, 0.313), Estimate(2.28, 0.77, 6.75))
EAST = reading((57, 107, 148, 240), (5, 18, 70, 118), Estimate(-0.293, -0.43, -0.105), Estimate(0.2, 0.1, 0.6))
CENTRE = reading((79, 98, 148, 240), (37, 59, 70, 118))


def shift(**changes):
    told = {
        "question": ASKED,
        "provinces": ("AF-KDZ", "AF-TAK"),
        "region": NORTH,
        "origin": EAST,
        "tests": FourTests(t1=True, t2=True, t3=True, t4=False),
        "verdict": "partly_supported",
        "leader": "af-central",
        "tipping": Tipping(16, 257, 4, 45),
        "published": (Published("PC-1", "IESS (Iran)", Period(date(2021, 8, 1), date(2024, 12, 11)), 306, 111, ""),),
        "gap_exceeds": True,
        "strata_agree": True,
        "specifications": SimpleNamespace(n=4168, agree=2718, agreeing=0.652, expected_agree=0.013),
        "regions": {"af-central": CENTRE},
        "readings": {"the west": NORTH},
    }
    return SimpleNamespace(**(told | changes))


def test_the_sentence_gives_both_shares_the_interval_the_reason_and_the_region_in_full():
    assert words.verdict_sentence(shift(), LABELS, NAMES) == (
        "Partly supported: of recorded incidents with a province in Afghanistan, 7% (10 to 16 of 148 to 240) lay in "
        "the north and north-east before 15 August 2021 and 21% (18 to 25 of 70 to 118) from then to 6 February 2026 "
        "(+14.5 points, 95% interval +1.5 to +31.3). It is not more than that because only 2,718 of 4,168 valid "
        "specifications agree. The north and north-east is here Kunduz and Takhar."
    )


def test_the_caveat_sets_the_tipping_point_beside_the_published_gap():
    assert words.caveat_sentence(shift()) == (
        "The table is built from what was reported and is no census. 16 unrecorded incidents elsewhere in Afghanistan "
        "in the second period would be enough to make the rise uncertain, and 257 to undo it. One published count "
        "(IESS (Iran)) has 306 for 1 August 2021 to 11 December 2024, where the table has 111: a gap of 195, more than "
        "that tipping point."
    )


def test_without_a_rise_there_is_nothing_to_tip():
    told = words.caveat_sentence(shift(tests=FourTests(t1=False, t2=True, t3=True, t4=False), gap_exceeds=False))
    assert "unrecorded" not in told
    assert told.endswith("a gap of 195.")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"tests": FourTests(t1=True, t2=False, t3=True, t4=False)}, "the share of the east did not surely fall"),
        ({"tests": FourTests(t1=True, t2=True, t3=False, t4=False)}, "the region's own rate fell"),
        ({"strata_agree": False}, "the deadliest incidents alone do not show it"),
    ],
)
def test_every_reason_is_named(changes, reason):
    assert reason in words.verdict_sentence(shift(**changes), LABELS, NAMES)


def test_the_other_verdicts_say_why():
    tell = {
        verdict: words.verdict_sentence(shift(verdict=verdict), LABELS, NAMES)
        for verdict in ("supported", "not_supported", "cannot_tell")
    }
    assert "In 2,718 of 4,168 valid specifications (65%)" in tell["supported"]
    assert "below the smallest change" in tell["not_supported"]
    assert "too little to say whether the share changed (41 incidents there in all)" in tell["cannot_tell"]


def test_an_empty_period_is_said():
    empty = reading((0, 0, 0, 0), (1, 1, 2, 2))
    told = words.verdict_sentence(shift(region=empty, verdict="cannot_tell"), LABELS, NAMES)
    assert "one of the two periods has no recorded incident" in told


def test_the_four_answers_carry_their_figures():
    one, two, three, four = words.four_answers(shift(), LABELS)
    assert (one.answer, two.answer, three.answer, four.answer) == ("yes", "yes", "yes", "not shown")
    assert "−29.3 points, 95% interval −43.0 to −10.5" in two.figures
    assert three.figures == "0.20 a month before, 0.46 after: times 2.3, 95% interval 0.8 to 6.8."
    assert four.figures.startswith("The centre leads with 50%")


def test_a_test_that_does_not_apply_says_so():
    told = words.four_answers(shift(origin=None, tests=FourTests(t1=True, t2=None, t3=True, t4=True)), LABELS)
    assert told[1].answer == "does not apply"


def test_the_grid_is_told_with_what_chance_would_give():
    assert words.grid_sentence(shift()).endswith("Without any shift, 1% would be expected to.")
    none = SimpleNamespace(n=0, agree=0, agreeing=None, expected_agree=None)
    assert words.grid_sentence(shift(specifications=none)).startswith("No specification")


def test_periods_that_do_not_follow_on_are_written_out():
    apart = Question(Period(date(2018, 1, 1), date(2019, 12, 31)), Period(date(2020, 2, 1), date(2023, 12, 31)))
    assert words.periods_in_words(apart) == ("from 2018 to 2019", "from 1 February 2020 to 31 December 2023")
