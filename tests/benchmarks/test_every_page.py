"""Every page has a figure or fails the benchmark, and each limit names the pages beyond it."""

import pytest

from benchmarks import every_page_report as report
from benchmarks.commands import Beside, Rest, Spent
from benchmarks.every_page import OWN_TABLE, Measured, PageCost, Used
from benchmarks.servers import served_page
from benchmarks.subjects import ATLAS, EMPTY


def cost(page: str, seconds: float, size: int = 1_000, rows: int = OWN_TABLE) -> PageCost:
    used = Used(2 * seconds, seconds, size)
    return PageCost(page, rows, used, [used], [used], 1_000_000)


def measured(*costs: PageCost) -> Measured:
    return Measured(costs, cost("", 0.01))


def rest(start: float = 1.0) -> Rest:
    spent = [Spent("`atlas check`", OWN_TABLE, 0.5, 1.0, 0), Spent("`atlas report`", OWN_TABLE, 10, 20, 700_000_000)]
    return Rest({EMPTY: [1.0], ATLAS: [start]}, Beside([0.1, 0.1], [0.15, 0.3]), spent)


def test_a_page_beyond_a_limit_is_named_and_the_others_are_not():
    found = report.targets(measured(cost("Map", 0.1), cost("Borders", 0.4, 300_000)))
    broken = {target.promise: target.measured for target in found if not target.met}
    assert len(broken) == 5
    assert all("Borders" in told and "Map" not in told for told in broken.values())


@pytest.mark.parametrize(("page", "met"), [("The shift", True), ("Borders", False)])
def test_only_the_page_that_answers_a_question_may_open_slowly_and_only_first(page, met):
    slow = cost(page, 0.9)._replace(openings=[Used(0.1, 0.1, 9)], changes=[Used(0.1, 0.1, 9)])
    assert all(target.met for target in report.targets(measured(slow))) is met


def test_a_page_without_a_figure_is_missing_and_breaks_its_promises():
    gone = PageCost("Claims", 100_000, None, ended="TimeoutError: timed out")
    found = measured(cost("Map", 0.01, rows=100_000), gone)
    assert found.missing() == ["Claims at 100000: TimeoutError: timed out"]
    assert not any(target.met for target in report.targets(found)[:-1])
    assert "| Claims | TimeoutError: timed out |" in report.section(found)


def test_the_rest_is_held_against_its_limits():
    met = {target.promise.partition(" takes")[0]: target.met for target in report.rest_targets(rest(start=1.7))}
    assert met == {
        "The start": False, "While one opens the slowest page, another's change": False, "`atlas check`": True,
        "`atlas report`": False,
    }  # fmt: skip


def test_the_page_gives_ratios_against_the_empty_one_and_holds_no_open_field():
    text = report.page(measured(cost("Map", 0.1)), rest(), "Measured on 2 cores.")
    assert "| Map | 100 | 200 | 10 | 100 | 200 | 10 | 100 | 200 | 10 | 1.0 | 1.0 |" in text
    assert "{" not in text


def test_a_server_tells_its_processor_time_and_its_most_memory():
    with served_page("empty") as server:
        before = server.processor_s()
        assert before > 0
        assert server.most_memory() > 20_000_000
        assert server.processor_s() >= before
