from datetime import date

import pytest

from atlas.incidents.filters import Filters
from atlas.statistics.estimate import Estimate
from atlas.statistics.periods import Period, Question
from atlas.statistics.shares import SharePeriod
from atlas.topics.shift.measures.verdict import VERDICTS
from atlas.topics.shift.words import verdict as words

ASKED = Question.at(date(2021, 8, 15), date(2015, 1, 26), date(2026, 2, 6))


def test_every_verdict_has_a_head():
    assert set(words.HEADS) == set(VERDICTS)


def test_a_selection_of_attacks_is_called_so():
    assert words.noun(ASKED, Filters()) == ("attack", "attacks")
    assert words.noun(ASKED, Filters(classes=("attack", "clash"))) == ("incident", "incidents")
    assert words.noun(ASKED.moved(unit="days"), Filters())[1] == "days with an incident"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("North and north-east (Afghanistan)", "the north and north-east"), ("Central (Afghanistan)", "the centre"),
        ("Northern border provinces (Afghanistan)", "the northern border provinces"),
    ],
)  # fmt: skip
def test_regions_stand_inside_a_sentence(label, said):
    assert words.region_in_words("code", {"code": label}) == said


def test_periods_counts_and_changes():
    assert words.periods_in_words(ASKED) == ("before 15 August 2021", "from then to 6 February 2026")
    assert words.span_in_words(Period(date(2018, 1, 1), date(2019, 12, 31))) == "2018 to 2019"
    assert words.count_in_words(SharePeriod(10, 16, 148, 240)) == "7% (10 to 16 of 148 to 240)"
    change = Estimate(0.145, -0.015, 0.313)
    assert words.change_in_words(change) == "+14.5 points, 95% interval −1.5 to +31.3"
