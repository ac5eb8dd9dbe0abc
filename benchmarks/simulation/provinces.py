"""How often the province tests name a province that did not change, on tables whose truth is known."""

from collections.abc import Iterable
from typing import NamedTuple

from atlas.topics.shift.measures.province_tests import province_tests
from benchmarks.simulation.scenarios import QUESTION, Scenario
from benchmarks.simulation.tables import table


class Named(NamedTuple):
    """Counts of tables of one scenario without a shift, on which no province may be named."""

    scenario: Scenario
    tables: int
    by_p: int
    """At least one province is beyond 0.975 one way: what P(rise) alone would have said."""
    by_verdict: int
    """At least one province is said to have risen or fallen."""


def named(scenario: Scenario, numbers: Iterable[int]) -> Named:
    """Test the provinces of the tables of these numbers."""
    found = Named(scenario, 0, 0, 0)
    for number in numbers:
        tests = province_tests(table(scenario, number), QUESTION, left_out=())
        provinces = tests[tests["level"] == "province"]
        wrong = provinces["verdict"].isin(["rose", "fell"])
        found = Named(
            scenario,
            found.tables + 1,
            found.by_p + bool(((provinces["p_rise"] >= 0.975) | (provinces["p_rise"] <= 0.025)).any()),
            found.by_verdict + bool(wrong.any()),
        )
    return found
