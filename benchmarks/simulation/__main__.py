"""Try the verdict and every method on made-up tables; write docs/SIMULATION.md: `python -m benchmarks.simulation`."""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from atlas.settings import ROOT
from atlas.statistics.beta_binomial import PRIORS, Prior
from benchmarks.simulation.coverage import Tally, counted, from_tables
from benchmarks.simulation.provinces import Named, named
from benchmarks.simulation.report import kept_promises, page
from benchmarks.simulation.scenarios import DATA_LIKE, SCENARIOS, SIZES, Scenario, scenarios
from benchmarks.simulation.verdicts import Verdicts, verdicts

Result = TypeVar("Result")

RESULTS = ROOT / "docs" / "SIMULATION.md"

TRIED: dict[str, Prior] = {
    "standard: level N(pooled, 1.5), difference N(0, 1.5)": PRIORS["standard"],
    "level N(-1.7, 1.5), difference N(0, 1.5)": Prior(level=-1.7),
    "level N(0, 1.5), difference N(0, 1.5)": Prior(level=0.0),
    "wide: 2.5 and 2.5": PRIORS["wide"],
    "narrow: 1 and 1": PRIORS["narrow"],
}
"""Priors that were set beside each other."""

OF_INTERVALS = tuple(
    each for each in SCENARIOS if each.name in {DATA_LIKE.name, "regional waves", "operations", "independent"}
)
"""Worlds in which the kept intervals are tried."""


class Plan(NamedTuple):
    """How many tables of each scenario a method is tried on."""

    verdicts: int
    counted: int
    from_tables: dict[str, int]
    provinces: int


FULL = Plan(300, 300, {"displacement": 40, "change": 10}, 20)
QUICK = Plan(30, 30, {"displacement": 10, "change": 2}, 3)


class Found(NamedTuple):
    """The results of all trials, in the order of methods and scenarios."""

    tallies: list[Tally]
    verdicts: list[Verdicts]
    provinces: list[Named]
    tried: dict[str, list[Verdicts]]


def main() -> int:
    """Try, print the progress, write the page; 0 when every promise is kept, 1 when one is not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the tables, for a first look")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to write (default: docs/SIMULATION.md)")
    options = parser.parse_args()
    begin = time.monotonic()
    found = tried(QUICK if options.quick else FULL)
    options.out.write_text(page(*found), encoding="utf-8")
    broken = [promise for promise in kept_promises(*found[:2]) if not promise.kept]
    print(f"\n{options.out}: {time.monotonic() - begin:.0f} s; {len(broken)} promises not kept")
    for promise in broken:
        print(f"  {promise.text}: {promise.measured}")
    return int(bool(broken))


def tried(plan: Plan) -> Found:
    """Try everything, one after the other on one core."""
    decided = [_done(verdicts(each, range(plan.verdicts))) for each in scenarios()]
    compared = {
        name: [_done(verdicts(each, range(plan.verdicts), prior)) for each in _alike()] for name, prior in TRIED.items()
    }
    tallies: list[Tally] = []
    for name, number in plan.from_tables.items():
        for each in _for_intervals():
            tallies += _done(from_tables(name, each, range(number)))
    for each in _for_intervals():
        tallies += _done(counted(each, range(plan.counted)))
    tested = [_done(named(each, range(plan.provinces))) for each in _for_intervals() if not each.shifted]
    return Found(tallies, decided, tested, compared)


def _alike() -> Iterator[Scenario]:
    for size in SIZES[1:]:
        for shifted in (False, True):
            yield replace(DATA_LIKE, size=size, shifted=shifted)


def _for_intervals() -> Iterator[Scenario]:
    return scenarios(OF_INTERVALS, (SIZES[0], SIZES[2]))


def _done(result: Result) -> Result:
    print(".", end="", flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
