"""How often the intervals hold the truth, method by method, on tables whose truth is known."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from atlas.statistics.estimate import Estimate
from atlas.statistics.monthly import Monthly
from atlas.statistics.odds import relative_odds_ratio
from atlas.statistics.periods import Period
from atlas.statistics.rates import rate, rate_ratio
from atlas.statistics.shares import share, share_difference
from benchmarks.simulation import change_coverage, displacement_coverage
from benchmarks.simulation.outcome import Outcome, judged
from benchmarks.simulation.scenarios import IN_REGION, QUESTION, Happened, Scenario, both, days_of
from benchmarks.simulation.tables import Truth, table, truth

PROMISED, PROMISED_CLUSTERED = 0.95, 0.90
ERROR = 0.01
"""The one-sided error at which a coverage is called lower than promised."""

MANY = 200


class Counted(NamedTuple):
    """A method that needs monthly counts only: what it gives, and the true value of that."""

    find: Callable[[Monthly, Monthly], Estimate]
    true: Callable[[Truth], float]


COUNTED = {
    "share before": Counted(lambda before, _: share(before), lambda true: true.share_before),
    "share after": Counted(lambda _, after: share(after), lambda true: true.share_after),
    "share difference": Counted(share_difference, lambda true: true.share_difference),
    "rate before": Counted(lambda before, _: rate(before), lambda true: true.rate_before),
    "rate after": Counted(lambda _, after: rate(after), lambda true: true.rate_after),
    "rate ratio": Counted(rate_ratio, lambda true: true.rate_ratio),
    "relative odds ratio": Counted(relative_odds_ratio, lambda true: true.odds_ratio),
}

FROM_TABLES = {"displacement": displacement_coverage.covers, "change": change_coverage.covers}
"""Methods that need the whole table, by the name under which their number of tables is set."""


class Tally(NamedTuple):
    """What one method gave on many tables of one scenario; ``against`` names whose truth it was held to."""

    method: str
    scenario: Scenario
    against: str
    tables: int
    said: int
    """Tables on which it gave an interval."""
    covered: int
    width: float
    """Median width of the intervals; not a number without any."""

    @property
    def coverage(self) -> float:
        """The part of the intervals that hold the truth; not a number without any."""
        return self.covered / self.said if self.said else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """The exact 95 % interval of the coverage (Clopper and Pearson)."""
        low, high = proportion_confint(self.covered, self.said, method="beta") if self.said else (0.0, 1.0)
        return float(np.nan_to_num(low)), float(np.nan_to_num(high, nan=1.0))

    @property
    def holds(self) -> bool:
        """Whether the promise is kept: not significantly below 95 %, or at least 90 % where incidents cluster.

        From fewer than `MANY` intervals a coverage is known too roughly to be compared with 90 % as it stands; then it
        must not be significantly below.
        """
        if not self.said:
            return True
        promised = PROMISED_CLUSTERED if self.scenario.clustered else PROMISED
        if self.scenario.clustered and self.said >= MANY:
            return self.coverage >= promised
        return bool(binomtest(self.covered, self.said, promised, alternative="less").pvalue >= ERROR)


def truths(scenario: Scenario) -> dict[str, Truth]:
    """Give what the methods are held to: what is recorded, and what happens where that differs."""
    recorded = {"recorded": truth(scenario, recorded=True)}
    return recorded if scenario.reporting == "full" else recorded | {"happened": truth(scenario, recorded=False)}


def counted(scenario: Scenario, numbers: Iterable[int]) -> list[Tally]:
    """Try the methods that need monthly counts on the tables of these numbers."""
    held_to = truths(scenario)
    return _tallied(scenario, (_judged_counts(pair(both(scenario, number)), held_to) for number in numbers))


def from_tables(name: str, scenario: Scenario, numbers: Iterable[int]) -> list[Tally]:
    """Try a method that needs whole tables on the tables of these numbers."""
    return _tallied(scenario, (_judged_table(name, scenario, number) for number in numbers))


def pair(drawn: tuple[Happened, Happened], inside: NDArray[np.bool_] = IN_REGION) -> tuple[Monthly, Monthly]:
    """Count one table's incidents by month, before and after, inside some provinces (the region's) and in all."""
    before, after = drawn
    return _monthly(before, QUESTION.before, inside), _monthly(after, QUESTION.after, inside)


def _monthly(incidents: Happened, period: Period, inside: NDArray[np.bool_]) -> Monthly:
    days = days_of(period)
    month = np.searchsorted(np.cumsum(days), incidents.day, side="right")
    within = month[inside[incidents.province]]
    return Monthly(np.bincount(within, minlength=len(days)), np.bincount(month, minlength=len(days)), days)


Judged = dict[tuple[str, str], Outcome]


def _judged_counts(counts: tuple[Monthly, Monthly], held_to: dict[str, Truth]) -> Judged:
    found = {name: method.find(*counts) for name, method in COUNTED.items()}
    return {
        (name, against): judged(found[name], COUNTED[name].true(true))
        for against, true in held_to.items()
        for name in found
    }


def _judged_table(name: str, scenario: Scenario, number: int) -> Judged:
    drawn = table(scenario, number)
    return {
        (method, against): outcome
        for against, true in truths(scenario).items()
        for method, outcome in FROM_TABLES[name](drawn, QUESTION, true).items()
    }


def _tallied(scenario: Scenario, tables: Iterator[Judged]) -> list[Tally]:
    gathered: dict[tuple[str, str], list[Outcome]] = {}
    for one in tables:
        for key, outcome in one.items():
            gathered.setdefault(key, []).append(outcome)
    return [_tally(*key, scenario, outcomes) for key, outcomes in gathered.items()]


def _tally(method: str, against: str, scenario: Scenario, outcomes: list[Outcome]) -> Tally:
    said = [outcome for outcome in outcomes if outcome.covered is not None]
    width = float(np.median([outcome.width for outcome in said])) if said else float("nan")
    covered = sum(bool(outcome.covered) for outcome in said)
    return Tally(method, scenario, against, len(outcomes), len(said), covered, width)
