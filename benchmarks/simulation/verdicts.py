"""How often each verdict is given, and the model's interval holds the truth, on tables whose truth is known."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from atlas.statistics.beta_binomial import COARSE, PRIORS, Prior
from atlas.statistics.monthly import Units
from atlas.statistics.periods import month_numbers
from atlas.topics.shift.measures.answer import DEADLIEST, DEADLY, Answer, Sides, answer
from atlas.topics.shift.measures.counted import Counted
from atlas.topics.shift.measures.verdict import SURE_RISE, Verdict
from benchmarks.simulation.scenarios import EAST, IN_REGION, QUESTION, REGIONS, Scenario, both, generator
from benchmarks.simulation.tables import truth

IN_EAST = np.array([region == EAST for region in REGIONS])
SURE = 0.7
"""Part of the rows that are claimed or attributed."""

DEATHS = 0.2
"""Deaths are geometric with this parameter, less one: a third of the rows has five or more killed."""


class Verdicts(NamedTuple):
    """What the model said of the tables of one scenario: counts of tables."""

    scenario: Scenario
    tables: int
    given: dict[Verdict, int]
    rises: int
    """P(rise) from 0.975."""
    said: int
    """Tables with an interval of the difference."""
    covered: int
    """Intervals that hold the true difference of what is recorded."""
    width: float
    """Median width of the intervals, a fraction."""

    def part(self, verdict: Verdict) -> float:
        """Return the part of the tables with a verdict."""
        return self.given.get(verdict, 0) / self.tables


def verdicts(scenario: Scenario, numbers: Sequence[int], prior: Prior | None = None) -> Verdicts:
    """Put the question to the tables of these numbers.

    ``prior`` stands in for the standard one while the tables are tried.
    """
    kept = PRIORS["standard"]
    PRIORS["standard"] = prior or kept
    try:
        found = [answer(sides(scenario, number), QUESTION, COARSE) for number in numbers]
    finally:
        PRIORS["standard"] = kept
    return _tally(scenario, found)


def _tally(scenario: Scenario, found: Sequence[Answer]) -> Verdicts:
    true = truth(scenario, recorded=True).share_difference
    told = [each.rise for each in found if each.rise is not None]
    bounds = np.array([(each.difference.low, each.difference.high) for each in told], dtype=float).reshape(-1, 2)
    return Verdicts(
        scenario,
        len(found),
        dict(Counter(each.decision.verdict for each in found)),
        sum(each.p_rise >= SURE_RISE for each in told),
        len(told),
        int(((bounds[:, 0] <= true) & (true <= bounds[:, 1])).sum()),
        float(np.median(bounds[:, 1] - bounds[:, 0])) if told else float("nan"),
    )


def sides(scenario: Scenario, number: int) -> Sides:
    """Draw what is counted in one table of a scenario, without the table."""
    drawn = both(scenario, number)
    random = generator(scenario, number, stream=2)
    months, province, sure, killed = [], [], [], []
    for each, period in zip(drawn, (QUESTION.before, QUESTION.after), strict=True):
        days = np.datetime64(period.first) + each.day
        months.append(month_numbers(days))
        province.append(each.province)
        sure.append(random.random(len(days)) < SURE)
        killed.append(random.geometric(DEATHS, size=len(days)) - 1)

    def part(member: NDArray[np.bool_], held: Sequence[NDArray[np.bool_]]) -> Counted:
        return Counted(*(Units(months[k][held[k]], member[province[k]][held[k]]) for k in (0, 1)))

    every = [np.ones(len(each), dtype=np.bool_) for each in months]
    return Sides(
        region=part(IN_REGION, every),
        sure=part(IN_REGION, sure),
        origin=part(IN_EAST, every),
        deadly=part(IN_REGION, [each >= DEADLY for each in killed]),
        deadliest=part(IN_REGION, [each >= DEADLIEST for each in killed]),
    )
