"""Run every measurement and write RESULTS.md, MAP.md and ALTERNATIVES.md: `python -m benchmarks`."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from playwright.sync_api import Browser

from benchmarks import alternatives, alternatives_report, every_page_report
from benchmarks.browser import open_browser
from benchmarks.commands import Rest, beside_each_other, commands, exports
from benchmarks.every_page import SIZES, every_page
from benchmarks.machine import load, machine
from benchmarks.measure import Cost, cold_starts, cost
from benchmarks.report import page, targets
from benchmarks.subjects import CASES
from benchmarks.tables import write_measuring_table
from tests.browser.chromium import chromium

RESULTS = Path(__file__).with_name("RESULTS.md")
REPETITIONS = 5
QUICK_REPETITIONS = 3
LIMIT_S = 60 * 60
"""A run takes a quarter of an hour, on a busy machine more; longer than this it is given up."""

PACKAGES = ("streamlit", "streamlit-folium", "folium", "pandas")
MAP = "MAP.md"
ALTERNATIVES = "ALTERNATIVES.md"
ALTERNATIVE_PACKAGES = (*PACKAGES, "pydeck", "plotly")


def main() -> int:
    """Measure, print the progress, write the page; 0 when all is done, 1 when a measurement failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_REPETITIONS} repetitions, not {REPETITIONS}")
    parser.add_argument(
        "--only", choices=("pages", "map", "alternatives"), help="every page; the map; what others would use"
    )
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to write (default: benchmarks/RESULTS.md)")
    options = parser.parse_args()
    repetitions = QUICK_REPETITIONS if options.quick else REPETITIONS
    wanted = [options.only] if options.only else ["pages", "map", "alternatives"]
    complete = True
    try:
        with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
            if "pages" in wanted:
                with _time_limit(LIMIT_S):
                    complete = _pages(Path(folder), browser, repetitions, options.out)
            if "map" in wanted:
                with _time_limit(LIMIT_S):
                    _write(options.out.with_name(MAP), *_measured(Path(folder), browser, repetitions))
            if "alternatives" in wanted:
                sizes = alternatives.QUICK_SIZES if options.quick else alternatives.SIZES
                with _time_limit(LIMIT_S):
                    compared = _compared(sizes, Path(folder), browser, repetitions)
                    _write(options.out.with_name(ALTERNATIVES), *compared)
    except Exception as error:  # whatever stops a measurement is told in one line, and no page is written
        print(f"Not measured: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0 if complete else 1


def _pages(folder: Path, browser: Browser, repetitions: int, out: Path) -> bool:
    """Measure every page, the start, the commands and the exports; False where a page has no figure."""
    busy = load()
    tables = {rows: write_measuring_table(rows, folder) for rows in SIZES if rows}
    measured = every_page(tables, SIZES, repetitions)
    starts = cold_starts(browser, repetitions)
    rest = Rest(starts, beside_each_other(), [*commands(tables), *exports(tables[100_000], 100_000)])
    told = machine(busy, PACKAGES, f"Chromium {browser.version}")
    _write(out, every_page_report.page(measured, rest, told), every_page_report.all_met(measured, rest))
    for missing in measured.missing():
        print(f"No figure: {missing}", file=sys.stderr)
    return not measured.missing()


def _write(path: Path, text: str, all_met: bool) -> None:
    path.write_text(text, encoding="utf-8")
    print(f"{'Every promise is kept' if all_met else 'Not every promise is kept'}: see {path}")


def _measured(folder: Path, browser: Browser, repetitions: int) -> tuple[str, bool]:
    busy = load()
    tables = {rows: write_measuring_table(rows, folder) for rows in sorted({case.rows for case in CASES if case.rows})}
    print("cold start ...", flush=True)
    starts = cold_starts(browser, repetitions)
    costs: list[Cost] = []
    for case in CASES:
        print(f"{case.page}{f', {case.rows:,} incidents' if case.rows else ''} ...", flush=True)
        costs.append(cost(case, tables.get(case.rows), browser, repetitions))
    return page(costs, starts, machine(busy, PACKAGES, f"Chromium {browser.version}"), repetitions), all(
        target.met for target in targets(costs)
    )


def _compared(sizes: Sequence[int], folder: Path, browser: Browser, repetitions: int) -> tuple[str, bool]:
    """Measure the atlas against what people would use instead."""
    busy = load()
    written = {rows: folder / f"measuring-{rows}.parquet" for rows in sizes}
    tables = {rows: path if path.exists() else write_measuring_table(rows, folder) for rows, path in written.items()}
    program = chromium() or Path(browser.browser_type.executable_path)
    tried = []
    for attempt in alternatives.attempts(sizes, tables, program, repetitions):
        print(f"{attempt.page}, {attempt.case.rows:,} incidents: {attempt.ended or 'measured'}", flush=True)
        tried.append(attempt)
    told = machine(busy, ALTERNATIVE_PACKAGES, f"Chromium {browser.version}")
    kept = all(target.met for target in alternatives_report.targets(tried))
    return alternatives_report.page(tried, told, repetitions), kept


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
