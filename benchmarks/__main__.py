"""Run every measurement and write RESULTS.md: `python -m benchmarks`."""

import argparse
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import FrameType

from playwright.sync_api import Browser

from benchmarks.browser import open_browser
from benchmarks.measure import Cost, cold_starts, cost
from benchmarks.report import page, targets
from benchmarks.subjects import CASES
from benchmarks.tables import write_measuring_table

RESULTS = Path(__file__).with_name("RESULTS.md")
REPETITIONS = 5
QUICK_REPETITIONS = 3
LIMIT_S = 20 * 60
"""A run takes minutes, on a busy machine a quarter of an hour; longer than this it is given up."""

PACKAGES = ("streamlit", "streamlit-folium", "folium", "pandas")


def main() -> int:
    """Measure, print the progress, write the page; 0 when all is done, 1 when a measurement failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_REPETITIONS} repetitions, not {REPETITIONS}")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to write (default: benchmarks/RESULTS.md)")
    options = parser.parse_args()
    repetitions = QUICK_REPETITIONS if options.quick else REPETITIONS
    try:
        with _time_limit(LIMIT_S), tempfile.TemporaryDirectory() as folder, open_browser() as browser:
            text, all_met = _measured(Path(folder), browser, repetitions)
    except Exception as error:  # whatever stops a measurement is told in one line, and no page is written
        print(f"Not measured: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    options.out.write_text(text, encoding="utf-8")
    print(f"{'Every promise is kept' if all_met else 'Not every promise is kept'}: see {options.out}")
    return 0


def _measured(folder: Path, browser: Browser, repetitions: int) -> tuple[str, bool]:
    busy = os.getloadavg()[0]
    tables = {rows: write_measuring_table(rows, folder) for rows in sorted({case.rows for case in CASES if case.rows})}
    print("cold start ...", flush=True)
    starts = cold_starts(browser, repetitions)
    costs: list[Cost] = []
    for case in CASES:
        print(f"{case.page}{f', {case.rows:,} incidents' if case.rows else ''} ...", flush=True)
        costs.append(cost(case, tables.get(case.rows), browser, repetitions))
    return page(costs, starts, _machine(browser, busy), repetitions), all(target.met for target in targets(costs))


def _machine(browser: Browser, busy: float) -> str:
    """Describe what was measured on, and how busy it was before and after, without naming the machine."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    now = os.getloadavg()[0]
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}, {platform.system()}),"
        f" load {busy:.1f} at the start and {now:.1f} at the end."
        f" Python {platform.python_version()}, {packages}, Chromium {browser.version}."
    )


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"more than {seconds // 60} minutes")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


if __name__ == "__main__":
    sys.exit(main())
