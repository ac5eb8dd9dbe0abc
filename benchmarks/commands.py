"""What commands, exports and a visit beside others cost: processor time, and the most memory that was held."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from atlas.drawing.view import View
from atlas.exports.stamp import stamp
from atlas.exports.tables.formats import FORMATS
from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.settings import EVENTS_VARIABLE, ROOT
from atlas.statistics.row_facts import RowFacts
from benchmarks.client import Visit
from benchmarks.every_page import OWN_TABLE
from benchmarks.measure import PAUSE_S
from benchmarks.servers import Served, served_atlas
from benchmarks.walk import walk

LIMIT_S = 600
SLOWEST = "shift"
"""Address of the page that takes longest to open."""


class Spent(NamedTuple):
    """What was done, on which table, and what it cost."""

    what: str
    rows: int
    processor_s: float
    wall_s: float
    memory: int
    """Most bytes held; 0 where it was not measured."""


COMMANDS: Mapping[tuple[str, ...], Sequence[int]] = {
    ("check",): (OWN_TABLE, 100_000),
    ("report",): (OWN_TABLE,),
}
"""The commands that are measured, and at which sizes; a report has all its forms."""


def commands(tables: Mapping[int, Path]) -> list[Spent]:
    """Run each command once, in a process of its own."""
    return [_command(words, rows, tables.get(rows)) for words, sizes in COMMANDS.items() for rows in sizes]


def _command(words: Sequence[str], rows: int, table: Path | None) -> Spent:
    environment = os.environ | ({EVENTS_VARIABLE: str(table)} if table else {})
    with tempfile.TemporaryDirectory() as folder:
        out = ["--out", folder] if "report" in words else []
        given = [str(table)] if table and "check" in words else []
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "atlas", *words, *given, *out], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in (0, 1):  # a check of a table with faults gives 1
        raise RuntimeError(f"atlas {' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return Spent(f"`atlas {' '.join(words)}`", rows, used.ru_utime + used.ru_stime, wall, 1024 * used.ru_maxrss)


def exports(table: Path, rows: int) -> list[Spent]:
    """Write the incidents of a table in every format."""
    opened = read_incidents(table)
    view = View.of(opened, RowFacts(opened.measured), Filters())
    mark = stamp(view, title="Measured", link="http://localhost", made=datetime.now(UTC).date(), source=table)
    return [_timed(form.name, rows, lambda form=form: form.write(view, mark)) for form in FORMATS]  # type: ignore[misc]


def _timed(what: str, rows: int, work: Callable[[], object]) -> Spent:
    started, before = time.perf_counter(), time.process_time()
    work()
    return Spent(what, rows, time.process_time() - before, time.perf_counter() - started, 0)


class Beside(NamedTuple):
    """Changes of the filter on the Map page, in seconds of the clock: alone, and while another visitor opens a page."""

    alone: Sequence[float]
    beside: Sequence[float]

    @property
    def times(self) -> float:
        """How many times longer the median change takes beside another visitor."""
        return median(self.beside) / median(self.alone)


class Rest(NamedTuple):
    """What is measured beside the pages."""

    starts: Mapping[str, Sequence[float]]
    """Seconds from the start of the process to the first page, by page: the empty one and the atlas's."""
    beside: Beside
    spent: Sequence[Spent]


def beside_each_other() -> Beside:
    """Change the filter while nobody, and then while another visitor opens the slowest page for the first time."""
    with served_atlas() as server, Visit.open(server.port) as visit:
        visit.run(page="map")
        steps = walk(*visit.ends("years"))
        alone = [_change(visit, step.low, step.high) for step in steps[:4]]
        other = threading.Thread(target=_open_slowest, args=(server,))
        other.start()
        beside = []
        while other.is_alive() and len(beside) < 40:
            step = steps[len(beside) % len(steps)]
            beside.append(_change(visit, step.low, step.high))
        other.join()
    return Beside(alone, beside)


def _change(visit: Visit, low: int, high: int) -> float:
    time.sleep(PAUSE_S / 4)
    return visit.slide("years", low, high).seconds


def _open_slowest(server: Served) -> None:
    with Visit.open(server.port) as visit:
        visit.run(page=SLOWEST)
