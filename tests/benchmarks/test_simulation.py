from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from atlas.geography.provinces import provinces_in
from atlas.incidents.columns import COLUMNS
from atlas.incidents.filters import Filters
from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.monthly import monthly
from atlas.topics.shift.measures.counted import Counted
from benchmarks.simulation.coverage import COUNTED, Tally, counted, from_tables, pair, truths
from benchmarks.simulation.outcome import Outcome, judged
from benchmarks.simulation.provinces import Named, named
from benchmarks.simulation.report import kept_promises, page
from benchmarks.simulation.scenarios import (
    CORRELATION,
    DATA_LIKE,
    DISPERSION,
    QUESTION,
    REGIONS,
    SCENARIOS,
    SIZES,
    Size,
    both,
    scenarios,
)
from benchmarks.simulation.tables import table, truth
from benchmarks.simulation.verdicts import Verdicts, sides, verdicts

NAMED = {scenario.name: scenario for scenario in SCENARIOS}
INDEPENDENT, WAVES, OPERATIONS = (NAMED[name] for name in ("independent", "regional waves", "operations"))
EAST_ONLY = NAMED["national waves, half the east lost"]
MANY = 150


def test_the_same_number_gives_the_same_table_and_another_one_another():
    first, again, other = table(OPERATIONS, 3), table(OPERATIONS, 3), table(OPERATIONS, 4)
    pd.testing.assert_frame_equal(first, again)
    assert len(first) != len(other) or not first["date_start"].equals(other["date_start"])


def test_a_table_is_a_plain_table_that_the_default_view_keeps_whole():
    drawn = table(INDEPENDENT, 0)
    assert list(drawn.columns) == [*COLUMNS, "region_id"]
    assert len(Filters().apply(drawn)) == len(drawn)
    assert drawn["date_start"].is_monotonic_increasing


def test_monthly_counts_and_whole_tables_are_the_same_draw():
    drawn = table(WAVES, 5)
    inside = drawn["province_id"].isin(list(provinces_in(QUESTION.region))).to_numpy()
    for fast, period in zip(pair(both(WAVES, 5)), (QUESTION.before, QUESTION.after), strict=True):
        slow = monthly(drawn, inside, period)
        assert fast.inside.tolist() == slow.inside.tolist()
        assert fast.total.tolist() == slow.total.tolist()


@pytest.mark.parametrize("scenario", [replace(each, shifted=True) for each in SCENARIOS], ids=lambda each: each.name)
def test_a_scenario_gives_on_average_what_its_truth_says(scenario):
    pairs = [pair(both(scenario, number)) for number in range(MANY)]
    before, after = ([side[k] for side in pairs] for k in (0, 1))
    recorded = truth(scenario, recorded=True)
    share = [sum(each.n_inside for each in side) / sum(each.n for each in side) for side in (before, after)]
    assert share == pytest.approx([recorded.share_before, recorded.share_after], abs=0.02)
    rate = np.mean([each.n_inside / each.exposure for each in after])
    assert rate == pytest.approx(recorded.rate_after, rel=0.15)


def test_waves_vary_as_measured_and_independent_incidents_do_not():
    def variance_over_mean(scenario):
        totals = np.concatenate([pair(both(scenario, number))[0].total[1:-1] for number in range(40)])
        return totals.var() / totals.mean()

    assert variance_over_mean(WAVES) == pytest.approx(DISPERSION, rel=0.15)
    assert variance_over_mean(INDEPENDENT) == pytest.approx(1, rel=0.1)


def test_operations_have_three_incidents_on_one_day():
    drawn = pd.concat([table(OPERATIONS, number).assign(table=number) for number in range(10)])
    groups = drawn.groupby(["table", "operation_id"])
    assert groups.size().mean() == pytest.approx(3, rel=0.15)
    assert (groups["date_start"].max() == groups["date_start"].min()).all()


def test_what_is_lost_in_the_east_moves_the_recorded_truth_only():
    recorded, happened = truth(EAST_ONLY, recorded=True), truth(EAST_ONLY, recorded=False)
    assert happened.share_after == happened.share_before == pytest.approx(0.05)
    assert recorded.share_after == pytest.approx(0.05 / (1 - 0.45 / 2))
    assert recorded.rate_ratio == pytest.approx(happened.rate_ratio)
    assert np.hypot(*recorded.displacement) > 10_000
    assert np.hypot(*happened.displacement) == 0
    assert set(truths(EAST_ONLY)) == {"recorded", "happened"}
    assert "af-east" in REGIONS


def test_half_of_everything_leaves_shares_and_odds_and_halves_the_rate():
    half = replace(DATA_LIKE, reporting="half", shifted=True)
    recorded, happened = truth(half, recorded=True), truth(half, recorded=False)
    assert recorded.share_difference == pytest.approx(happened.share_difference)
    assert recorded.odds_ratio == pytest.approx(happened.odds_ratio)
    assert recorded.rate_ratio == pytest.approx(happened.rate_ratio / 2)


def test_an_interval_is_judged_by_the_truth():
    assert judged(Estimate(0.5, 0.2, 0.9), 0.3) == (True, pytest.approx(0.7))
    assert judged(Estimate(0.5, 0.2, 0.9), 0.1).covered is False
    assert judged(Estimate(None, 1.5, None), 9.0) == (True, float("inf"))
    assert judged(UNKNOWN, 1.0).covered is None


@pytest.mark.parametrize("scenario", [INDEPENDENT, OPERATIONS], ids=lambda each: each.name)
def test_a_small_part_keeps_the_promise(scenario):
    for tally in counted(replace(scenario, size=SIZES[1], shifted=True), range(MANY)):
        assert tally.holds, f"{tally.method}: {tally.coverage:.3f} of {tally.said}"
        assert tally.said > MANY / 2


def test_the_ellipse_of_the_displacement_holds_the_true_one():
    (tally,) = from_tables("displacement", WAVES, range(25))
    assert tally.said == 25
    assert tally.covered >= 21


def a_tally(covered, said=1000, scenario=INDEPENDENT):
    return Tally("share", scenario, "recorded", 1000, said, covered, 0.2)


def test_a_coverage_that_is_too_low_breaks_the_promise():
    assert a_tally(940).holds
    assert not a_tally(930).holds
    assert a_tally(930, scenario=WAVES).holds
    assert not a_tally(890, scenario=WAVES).holds
    assert a_tally(26, said=30, scenario=WAVES).holds
    assert not a_tally(20, said=30, scenario=WAVES).holds


def test_national_waves_vary_as_measured_and_their_shares_with_the_correlation():
    totals = np.concatenate([pair(both(DATA_LIKE, number))[0].total[1:-1] for number in range(40)])
    assert totals.var() / totals.mean() == pytest.approx(DISPERSION, rel=0.15)
    pairs = [pair(both(replace(DATA_LIKE, size=Size(2000, 2000)), number))[0] for number in range(15)]
    share = np.concatenate([each.inside[1:-1] / np.maximum(each.total[1:-1], 1) for each in pairs])
    size = np.concatenate([each.total[1:-1] for each in pairs])
    mean = share[size > 10].mean()
    excess = share[size > 10].var() - mean * (1 - mean) * np.mean(1 / size[size > 10])
    assert excess / (mean * (1 - mean)) == pytest.approx(CORRELATION, abs=0.04)


def test_a_drift_keeps_the_true_share_on_average():
    drifting = NAMED["national waves, yearly drift"]
    found = [pair(both(replace(drifting, size=Size(900, 400)), number))[0] for number in range(150)]
    assert np.mean([each.share for each in found]) == pytest.approx(0.05, abs=0.015)


def test_no_shift_is_not_called_supported_and_a_shift_is_seen():
    """A seeded part of docs/SIMULATION.md."""
    still, moved = (
        verdicts(replace(DATA_LIKE, size=SIZES[1], shifted=shifted), range(40)) for shifted in (False, True)
    )
    assert still.part("supported") == 0
    assert still.rises <= 3
    assert moved.part("supported") >= 0.35
    assert moved.rises >= 28
    assert moved.part("not_supported") == 0
    assert min(still.covered, moved.covered) >= 34


def test_the_counts_of_a_made_table_are_those_of_the_table_itself():
    drawn, counted_sides = table(DATA_LIKE, 4), sides(DATA_LIKE, 4)
    inside = drawn["province_id"].isin(list(provinces_in(QUESTION.region))).to_numpy()
    again = Counted.of(drawn, inside, QUESTION)
    for step in ("half-year", "year"):
        for mine, theirs in zip(counted_sides.region.blocks(step), again.blocks(step), strict=True):
            assert mine.inside.tolist() == theirs.inside.tolist()
            assert mine.total.tolist() == theirs.total.tolist()


def test_no_province_is_named_where_none_changed():
    found = named(replace(WAVES, size=SIZES[1]), range(3))
    assert (found.tables, found.by_verdict) == (3, 0)


def test_the_page_names_what_is_not_kept():
    tallies = [a_tally(900), a_tally(960, scenario=replace(INDEPENDENT, shifted=True))]
    found = [
        Verdicts(each, 100, {"supported": 3 if not each.shifted else 60, "cannot_tell": 40}, 90, 100, 95, 0.2)
        for each in scenarios()
    ]
    text = page(tallies, found, [Named(INDEPENDENT, 100, 30, 9)], {"standard": found[:2]})
    assert "90.0 % (88.0–91.8) | 0.2 | 0.0 %" in text
    assert "**no**" in text
    kept = {promise.text: promise.kept for promise in kept_promises(tallies, found)}
    assert not kept["no shift is called supported in at most 1 %"]
    assert kept["a shift is called supported in at least 45 %, national waves, 240/118"]
    assert "What the verdict cannot see" in text
    assert set(COUNTED) == {tally.method for tally in counted(INDEPENDENT, range(1))}


def test_a_method_without_an_interval_is_counted_apart():
    text = page([a_tally(0, said=0)], [], [], {})
    assert "| – | – | 100 % |" in text
    assert Outcome(None, float("nan")).covered is None
