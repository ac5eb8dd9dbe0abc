"""Two periods of a country: the tested shares, and what stands on neither map."""

from datetime import date

import pytest

from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.before_after import before_after
from atlas.topics.shift.measures.province_tests import COLUMNS

COVERED = Period(date(2015, 1, 26), date(2026, 2, 6))
QUESTION = Question.at(date(2021, 8, 15), *COVERED)


@pytest.fixture(scope="module")
def table(tiny):
    before = [{"date_start": f"2020-{month:02}-05"} for month in range(1, 13)]
    after = [{"date_start": f"2022-{month:02}-05", "province_id": "AF-HER"} for month in range(1, 13)]
    beside = [
        {"date_start": "2021-08-10", "date_end": "2021-08-20"},
        {"date_start": "2022-01-01", "province_id": None},
        {"date_start": "2022-01-01", "province_id": "PK-KP", "country": "Pakistan"},
    ]
    return tiny(*before, *after, *beside)


def test_each_province_of_the_country_has_its_shares_and_a_verdict(table):
    found = before_after(table, QUESTION).provinces
    assert len(found) == 34
    assert set(COLUMNS) - {"unit"} <= set(found.columns)
    assert found.loc["AF-NAN", ["before", "after", "share_before", "share_after"]].tolist() == [12, 0, 1.0, 0.0]
    assert found.loc["AF-HER", "difference"] == pytest.approx(1)


def test_what_is_on_neither_map_is_counted(table):
    found = before_after(table, QUESTION)
    assert (found.no_province, found.not_datable) == (1, 1)
