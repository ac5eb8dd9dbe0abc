"""How often the tests of the shift hold, and how often the verdict is "supported", on tables whose truth is known."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from atlas.incidents.context import read_sheet
from atlas.incidents.filters import Filters
from atlas.statistics.periods import Period
from atlas.statistics.rates import rate_ratio
from atlas.statistics.shares import share_difference
from atlas.topics.shift.measures.shift import shift
from atlas.topics.shift.measures.verdict import rose_or_held
from benchmarks.simulation.coverage import pair
from benchmarks.simulation.scenarios import EAST, QUESTION, REGIONS, Scenario, both
from benchmarks.simulation.tables import table

IN_EAST = np.array([region == EAST for region in REGIONS])
COVERED = Period(QUESTION.before.first, QUESTION.after.last)


class Verdicts(NamedTuple):
    """Counts of tables of one scenario on which each test held.

    The verdict was worked out for ``decided`` of them and was "supported" for ``supported`` of those.
    """

    scenario: Scenario
    tables: int
    t1: int
    t2: int
    t3: int
    decided: int
    supported: int


def verdicts(scenario: Scenario, numbers: Sequence[int], decided: int) -> Verdicts:
    """Put the question to the tables of these numbers, and work out the verdict for the first ``decided`` of them."""
    tests = [_tests(scenario, number) for number in numbers]
    t1, t2, t3 = (sum(each) for each in zip(*tests, strict=True))
    # Without the first three tests the verdict cannot be "supported": the rest of the work is spared.
    worth = [number for number, held in zip(numbers[:decided], tests, strict=False) if all(held)]
    supported = sum(_is_supported(scenario, number) for number in worth)
    return Verdicts(scenario, len(numbers), t1, t2, t3, min(decided, len(numbers)), supported)


def _tests(scenario: Scenario, number: int) -> tuple[bool, bool, bool]:
    drawn = both(scenario, number)
    region, east = pair(drawn), pair(drawn, IN_EAST)
    return share_difference(*region).above(0), share_difference(*east).below(0), rose_or_held(rate_ratio(*region))


def _is_supported(scenario: Scenario, number: int) -> bool:
    published = read_sheet("published_counts").head(0)  # nothing is published about made-up incidents
    found = shift(table(scenario, number), Filters(), QUESTION, COVERED, published)
    return found.verdict == "supported"
