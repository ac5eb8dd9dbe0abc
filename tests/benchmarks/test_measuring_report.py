"""The page of results: figures and verdicts follow from the measurements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import report
from benchmarks.measure import Cost
from benchmarks.subjects import ATLAS, CASES, EMPTY, IDIOMATIC, Case
from benchmarks.walk import walk


def costing(case: Case, seconds: float, size: int) -> Cost:
    spread = [seconds, 2 * seconds, seconds / 2]
    empty = [0.01, 0.01, 0.02]
    return Cost(case, 3 * size, spread, [size, size - 1], spread, [size, size], spread, empty, 200.0 * size)


def all_costs(ours: float, theirs: float, size: int) -> list[Cost]:
    seconds = {EMPTY: 0.01, ATLAS: ours, IDIOMATIC: theirs}
    return [costing(case, seconds[case.page], size) for case in CASES]


def test_milliseconds_are_the_median_with_its_range():
    assert report.milliseconds([0.2, 0.1, 1.5]) == "200 (100–1,500)"


def test_kilobytes_are_thousands_of_bytes():
    assert report.kilobytes([12_000, 12_340, 99_000]) == "12.3"


def test_a_table_has_a_rule_under_its_header():
    assert report.table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |"


def test_costs_stand_in_the_order_measured():
    lines = report.costs_table(all_costs(0.05, 4, 20_000)).splitlines()
    assert lines[2] == f"| {EMPTY} | – | 10 (5–20) | 10 (5–20) | 20.0 | 60.0 | 10 (5–20) | 4.0 |"
    incidents = [line.split(" | ")[1] for line in lines[2:]]
    assert incidents == ["–", "400", "400", "5,000", "5,000", "10,000", "100,000", "1,000,000"]


def test_ratios_compare_medians_at_equal_numbers_of_incidents():
    lines = report.ratios_table(all_costs(0.05, 4, 20_000)).splitlines()[2:]
    assert lines[0] == f"| atlas / {EMPTY} | 400 | 5.0 | 5.0 | 1.0 | 5.0 |"
    assert lines[1] == f"| {IDIOMATIC} / atlas | 400 | 80.0 | 80.0 | 1.0 | 80.0 |"
    assert len(lines) == 7, "from 10,000 on there is no idiomatic page to compare with"


SIZES = ["400", "10,000", "100,000", "1,000,000"]


@pytest.mark.parametrize(
    ("ours", "theirs", "size", "broken"),
    [
        (0.016, 4.0, 25_000, []),
        (
            0.016,
            4.0,
            25_001,
            [f"at {rows} incidents sends" for rows in SIZES] + [f"visitor at {rows} " for rows in SIZES],
        ),
        (0.016, 0.6, 20_000, ["40 times faster"]),
        (0.017, 4.0, 20_000, ["The first map"]),
        (0.050, 4.0, 20_000, ["The first map"]),
        (0.060, 4.0, 20_000, ["ms of server time at 400 ", "ms of server time at 10,000 ", "The first map"]),
        (0.181, 9.0, 20_000, ["ms of server time", "The first map"]),
    ],
)
def test_promises_are_kept_up_to_their_bounds_and_broken_beyond(ours, theirs, size, broken):
    costs = all_costs(ours, theirs, size)
    for target in report.targets(costs):
        assert target.met == (not any(words in target.promise for words in broken)), target
    assert report.targets_table(costs).count("**no**") == sum(not target.met for target in report.targets(costs))


def test_a_case_without_a_measured_visitor_keeps_no_promise():
    costs = [cost._replace(visitor_bytes=None) for cost in all_costs(0.016, 4.0, 20_000)]
    assert [target.met for target in report.targets(costs) if "further visitor" in target.promise] == [False] * 4
    assert report.costs_table(costs).splitlines()[2].endswith("| – |")


def test_the_page_tells_machine_repetitions_and_cold_start():
    costs = all_costs(0.05, 4, 20_000)
    page = report.page(costs, {EMPTY: [1.0, 2.0, 3.0], ATLAS: [5.0, 6.0, 9.0]}, "Measured on 2 cores.", 3)
    assert "Measured on 2 cores." in page
    assert "median of 3 repetitions" in page
    assert "| start command of the atlas | 6,000 (5,000–9,000) | 3.0 |" in page
    assert "{" not in page


@given(st.integers(1900, 2100), st.integers(5, 40))
def test_a_walk_never_shows_a_selection_twice_and_each_step_moves_one_thumb_by_a_year(low, span):
    steps = walk(low, low + span)
    ranges = [(low, low + span), *((step.low, step.high) for step in steps)]
    assert len(set(ranges)) == len(ranges) == 9
    for before, step in zip(ranges, steps, strict=False):
        change = (step.low - before[0], step.high - before[1])
        assert change[1 - step.thumb] == 0
        assert change[step.thumb] == (1 if step.key == "ArrowRight" else -1)
        assert low <= step.low < step.high <= low + span
