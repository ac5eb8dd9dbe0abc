"""Play viewers and write LOAD.md: `python -m benchmarks.load`, for the full time `--soak 10`."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.load.report import VIEWERS, page, targets
from benchmarks.load.steps import Step, site, step
from benchmarks.machine import load, machine
from benchmarks.tables import write_measuring_table

RESULTS = Path(__file__).parent.with_name("LOAD.md")
BUSY_VIEWERS = 8
"""Viewers without a pause: enough to keep two cores busy, few enough not to be the load themselves."""


def main() -> int:
    """Play all steps, print the progress, write the page; 0 when all is done, 1 when it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="length of a step (default: 1)")
    parser.add_argument(
        "--soak", type=float, help=f"length of the step of {VIEWERS} viewers (default: --minutes; the full run: 10)"
    )
    parser.add_argument("--viewers", type=int, nargs="*", default=[1, 10, 25, 50], help="steps (default: 1 10 25 50)")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two changes (default: 5)")
    parser.add_argument("--rows", type=int, default=0, help="a measuring table of so many incidents (default: ours)")
    parser.add_argument("--no-proxy", action="store_true", help="leave out the comparison of one and two processes")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to write (default: benchmarks/LOAD.md)")
    options = parser.parse_args()
    busy = load()
    try:
        with tempfile.TemporaryDirectory() as folder:
            table = write_measuring_table(options.rows, Path(folder)) if options.rows else None
            steps = list(_steps(options, table))
    except Exception as error:  # whatever stops a measurement is told in one line, and no page is written
        print(f"Not measured: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    options.out.write_text(page(steps, machine(busy, ("streamlit", "pandas", "websockets")), options.rows), "utf-8")
    kept = all(target.met for target in targets(steps))
    print(f"{'Every promise is kept' if kept else 'Not every promise is kept'}: see {options.out}")
    return 0


def _steps(options: argparse.Namespace, table: Path | None) -> Iterator[Step]:
    """Play the steps, each on servers of its own, so that none inherits the memory of the last."""
    plans = [] if options.no_proxy else [(1, BUSY_VIEWERS, 0.0), (2, BUSY_VIEWERS, 0.0)]
    plans += [(1, viewers, options.every) for viewers in options.viewers]
    for processes, viewers, every in plans:
        minutes = options.soak if options.soak and viewers == VIEWERS else options.minutes
        print(
            f"{processes} process(es), {viewers} viewers, {f'every {every:g} s' if every else 'no pause'} ...",
            flush=True,
        )
        with site(processes, table) as where:
            yield step(where, viewers, 60 * minutes, every)


if __name__ == "__main__":
    sys.exit(main())
