"""Try every method on made-up tables and write docs/SIMULATION.md: `python -m benchmarks.simulation`."""

import argparse
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

from atlas.settings import ROOT
from benchmarks.simulation.coverage import Tally, counted, from_tables
from benchmarks.simulation.provinces import Named, named
from benchmarks.simulation.report import kept_promises, page
from benchmarks.simulation.scenarios import scenarios
from benchmarks.simulation.verdicts import Verdicts, verdicts

RESULTS = ROOT / "docs" / "SIMULATION.md"
WORKERS = 2

Trial = TypeVar("Trial")


class Plan(NamedTuple):
    """How many tables of each scenario a method is tried on."""

    counted: int
    from_tables: dict[str, int]
    verdicts: int
    """Verdicts on tables with a shift; without one the verdict is worked out for every table."""
    provinces: int


FULL = Plan(1000, {"displacement": 100, "change": 30}, 20, 40)
QUICK = Plan(100, {"displacement": 30, "change": 4}, 2, 10)


class Found(NamedTuple):
    """The results of all trials, in the order of methods and scenarios."""

    tallies: list[Tally]
    verdicts: list[Verdicts]
    provinces: list[Named]


def main() -> int:
    """Try, print the progress, write the page; 0 when every promise is kept, 1 when one is not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the tables, for a first look")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to write (default: docs/SIMULATION.md)")
    options = parser.parse_args()
    begin = time.monotonic()
    found = tried(QUICK if options.quick else FULL)
    options.out.write_text(page(*found), encoding="utf-8")
    broken = [promise for promise in kept_promises(*found) if not promise.kept]
    print(f"\n{options.out}: {time.monotonic() - begin:.0f} s; {len(broken)} promises not kept")
    for promise in broken:
        print(f"  {promise.text}: {promise.measured}")
    return int(bool(broken))


def tried(plan: Plan) -> Found:
    """Try everything on two processes; the order of what comes back does not depend on which is done first."""
    with ProcessPoolExecutor(WORKERS) as pool:
        trials: list[Future[list[Tally]]] = []
        for name, number in plan.from_tables.items():
            trials += [pool.submit(from_tables, name, each, range(number)) for each in scenarios()]
        decided = [
            pool.submit(verdicts, each, range(plan.counted), plan.verdicts if each.shifted else plan.counted)
            for each in scenarios()
        ]
        trials += [pool.submit(counted, each, range(plan.counted)) for each in scenarios()]
        tested = [
            pool.submit(named, each, range(plan.provinces))
            for each in scenarios()
            if not each.shifted and each.reporting != "half in the east"
        ]
        tallies = [tally for trial in trials for tally in _done(trial)]
        return Found(tallies, [_done(each) for each in decided], [_done(each) for each in tested])


def _done(future: Future[Trial]) -> Trial:
    result = future.result()
    print(".", end="", flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
