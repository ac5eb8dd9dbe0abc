"""The whole answer on tiny tables with a known one."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from atlas.geography.provinces import province_names, region_names
from atlas.incidents.context import read_sheet
from atlas.incidents.filters import Filters
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.movement import movement
from atlas.topics.shift.measures.shift import shift
from atlas.topics.shift.words.headline import MOST_WORDS, statement
from tests.conftest import tiny_table

COVERED = Period(date(2016, 1, 1), date(2023, 12, 31))
ASKED = Question.at(date(2020, 1, 1), *COVERED)
EAST, NORTH = {}, {"province_id": "AF-KDZ", "region_id": "af-north-east"}
KABUL = {"province_id": "AF-KAB", "region_id": "af-central"}
NOTHING = read_sheet("published_counts").head(0)


def made(*rows):
    table = tiny_table(*rows)
    return table.assign(operation_id=table["id"])


def answer(table, question=ASKED, covered=COVERED, **lifted):
    return shift(table, Filters(**lifted), question, covered, NOTHING, draws=50)


def jump(before, after, each=200, seed=1):
    """Deal incidents to the days of each period, a given part of them in the north, the rest in the east and Kabul."""
    random = np.random.default_rng(seed)
    rows = []
    for period, share in ((ASKED.before, before), (ASKED.after, after)):
        for _ in range(each):
            day = pd.Timestamp(period.first) + pd.Timedelta(days=int(random.integers(period.days)))
            east = 0.6 * (1 - share) if period is ASKED.before else 0.3 * (1 - share)
            where = random.choice(3, p=[share, east, 1 - share - east])
            rows.append({"date_start": f"{day:%Y-%m-%d}", **(NORTH, EAST, KABUL)[where],
                         "killed_best": float(random.integers(0, 12))})  # fmt: skip
    return made(*rows)


@pytest.fixture(scope="module")
def moved():
    return answer(jump(0.05, 0.45))


def test_a_true_jump_from_5_to_45_percent_is_supported(moved):
    assert moved.verdict == "supported"
    assert moved.answer.weakest[1] > 0.95
    assert moved.answer.rise.difference.low < 0.4 < moved.answer.rise.difference.high
    assert moved.leads.leader == "af-north-wide"


def test_it_says_where_and_when(moved):
    (part,) = [each for each in moved.parts if each.region == "af-north-east"]
    assert part.contribution == pytest.approx(moved.region.after.share - moved.region.before.share)
    assert {each.region for each in moved.parts} == {"af-north", "af-north-east"}
    assert abs((moved.over_time.change.date - date(2020, 1, 1)).days) < 120
    assert moved.over_time.before_changed is None
    said = statement(moved, Filters(), region_names(), province_names())
    assert said.headline.startswith("Almost certain: the share of the north and north-east in recorded attacks rose")
    assert said.headline.endswith("the rise is all in the north-east.")


def test_no_change_is_seldom_more_than_open():
    verdicts = [answer(jump(0.1, 0.1, seed=seed)).verdict for seed in range(4)]
    assert "supported" not in verdicts


def test_a_region_that_holds_the_origin_is_not_asked_for_its_fall(moved):
    found = answer(jump(0.05, 0.45), ASKED.moved(region="af-east-wide"))
    assert found.origin is None
    assert not found.answer.chances.origin_apart
    assert moved.origin is not None


def test_before_that_changed_itself_is_a_return():
    rows = [
        *[{"date_start": f"{2016 + k // 24}-{k // 2 % 12 + 1:02}-{5 + k % 2}", **NORTH} for k in range(44)],
        *[{"date_start": f"{year}-{month:02}-{day:02}", **KABUL} for year in range(2016, 2024)
          for month in range(1, 13) for day in (3, 9, 20)],
        *[{"date_start": f"{2020 + k // 12}-{k % 12 + 1:02}-07", **NORTH} for k in range(48)],
    ]  # fmt: skip
    found = answer(made(*rows))
    broken = found.over_time.before_changed
    assert broken is not None
    assert broken.rise.p_rise < 0.025
    said = statement(found, Filters(), region_names(), province_names())
    assert "a return, not a first arrival" in said.lines[1][1]


def test_the_level_stands_beside_the_share(moved):
    assert moved.level.recent == Period(date(2023, 1, 1), date(2023, 12, 31))
    assert moved.level.a_year_before == pytest.approx(50, abs=15)


def test_undated_rows_are_run_on_both_sides():
    table = jump(0.05, 0.45)
    crossing = made(*[{"date_start": "2019-12-20", "date_end": "2020-01-10", **NORTH}] * 3)
    crossing["id"] = crossing["operation_id"] = [f"KA-900{k}" for k in range(3)]
    found = answer(pd.concat([table, crossing], ignore_index=True))
    assert found.undated.incidents == 3
    assert found.undated.all_before.p_rise < found.undated.all_after.p_rise


def test_missing_incidents_on_both_fragile_sides(moved):
    fragile = moved.coverage.fragile
    assert 0 < fragile.outside_after_uncertain < fragile.outside_after_even
    assert 0 < fragile.inside_before_uncertain < fragile.inside_before_even
    assert moved.coverage.capture.uncertain > 1


def test_a_published_count_is_compared_with_rows_of_its_own_kind():
    published = read_sheet("published_counts").head(1).copy()
    row = {
        "actor": "the group", "area_id": "AF", "period_start": pd.Timestamp("2021-01-01"), "unit": "attacks",
        "period_end": pd.Timestamp("2021-12-31"), "figure_low": 500.0, "figure_high": 500.0,
        "compared_with": "deadly attacks",
    }  # fmt: skip
    table = jump(0.05, 0.45)
    found = shift(table, Filters(), ASKED, COVERED, published.assign(**row), draws=0).coverage.published[0]
    there = table[(table["date_start"].dt.year == 2021) & (table["killed_best"] > 0)]
    assert found.recorded.high == len(there)
    without = published.assign(**(row | {"compared_with": ""}))
    unfair = shift(table, Filters(), ASKED, COVERED, without, draws=0)
    assert (unfair.coverage.published, unfair.coverage.not_comparable) == ((), 1)


def test_targets_that_changed_are_found():
    before = [{"date_start": f"201{6 + k % 4}-0{k % 9 + 1}-05", "target_type": "civilians"} for k in range(60)]
    after = [{"date_start": f"202{k % 4}-0{k % 9 + 1}-05", "target_type": "Taliban"} for k in range(60)]
    targets = answer(made(*before, *after)).mixes.targets
    assert targets.loc["Taliban", "p_rise"] > 0.99
    assert targets.loc["civilians", "p_rise"] < 0.01


AWKWARD = {
    "ends before the cut": [{"date_start": f"2018-0{k % 9 + 1}-05"} for k in range(30)],
    "begins after it": [{"date_start": f"2022-0{k % 9 + 1}-05", **NORTH} for k in range(30)],
    "one row": [{"date_start": "2018-03-05"}],
    "five rows of one day": [{"date_start": "2021-03-05", **NORTH}] * 5,
    "no coordinates, no tolls": [
        {"date_start": f"{year}-03-05", "latitude": None, "longitude": None, "killed_low": None, "killed_best": None,
         "killed_high": None, "location_precision": "province", **where}
        for year in range(2016, 2024) for where in (EAST, NORTH)
    ],
}  # fmt: skip


@pytest.mark.parametrize("rows", AWKWARD.values(), ids=list(AWKWARD))
@pytest.mark.parametrize("unit", ["incidents", "operations", "days"])
def test_any_small_table_has_an_answer(rows, unit):
    found = answer(made(*rows), ASKED.moved(unit=unit))
    assert found.verdict == "cannot_tell"
    said = statement(found, Filters(), region_names(), province_names())
    assert len(said.headline.split()) <= MOST_WORDS
    movement(made(*rows), ASKED.moved(unit=unit), COVERED)


@examples(max_examples=8)
@given(st.integers(0, 10_000), st.sampled_from(["af-north", "af-border", "af-east", "af-west", "af-north-wide"]))
def test_whatever_is_asked_the_words_keep_their_rules(seed, region):
    random = np.random.default_rng(seed)
    table = jump(
        float(random.uniform(0, 0.6)), float(random.uniform(0, 0.6)), each=int(random.integers(5, 60)), seed=seed
    )
    said = statement(answer(table, ASKED.moved(region=region)), Filters(), region_names(), province_names())
    assert len(said.headline.split()) <= MOST_WORDS
    for sentence in said.paragraph("").split(". "):
        likely = any(term in sentence for term in ("likely (", "certain (", "chance (", "even ("))
        assert not (likely and "confidence" in sentence)
