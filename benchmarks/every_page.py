"""What every page costs the server, at every size: its first opening, a further one, and a change of the filter."""

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from atlas.pages import PAGES
from benchmarks.client import Rerun, ScriptError, Visit
from benchmarks.measure import PAUSE_S
from benchmarks.servers import Served, served_atlas, served_page
from benchmarks.walk import walk

OWN_TABLE = 0
"""In place of a number of rows: the atlas's own table."""
SIZES = (OWN_TABLE, 10_000, 100_000, 1_000_000)
OPENINGS = 3
GIVES_UP = (ScriptError, TimeoutError, OSError)
"""What ends the measurement of a page without ending that of the others."""


class Used(NamedTuple):
    """What one run of a page cost."""

    seconds: float
    """From the request to the end of the run."""
    processor_s: float
    """Processor time of the server meanwhile: other work on the machine does not lengthen it."""
    received: int
    """Bytes over the websocket."""


class PageCost(NamedTuple):
    """What a page costs at one size. Without a change it was not measured, and ``ended`` says why."""

    page: str
    rows: int
    first: Used | None
    """The first opening since the server started."""
    openings: Sequence[Used] = ()
    """Further openings, each by a visitor who has nothing yet."""
    changes: Sequence[Used] = ()
    memory: int = 0
    """Most bytes that the server has held so far."""
    ended: str = ""


class Measured(NamedTuple):
    """Every page at every size, and the empty page beside them in the same run."""

    costs: Sequence[PageCost]
    floor: PageCost

    def missing(self) -> list[str]:
        """Name the pages, with the size, that have no figure."""
        return [f"{cost.page} at {cost.rows or 'its own table'}: {cost.ended}" for cost in self.costs if cost.ended]


def every_page(tables: Mapping[int, Path], sizes: Sequence[int] = SIZES, repetitions: int = 5) -> Measured:
    """Measure every page of the navigation at every size; ``tables`` holds the table of each size that has one."""
    with served_page("empty") as server:
        floor = _page_cost(server, "", "Years", 0, repetitions)
    costs: list[PageCost] = []
    for rows in sizes:
        costs.extend(_pages(tables.get(rows), rows, repetitions))
    return Measured(costs, floor)


def _pages(table: Path | None, rows: int, repetitions: int) -> Iterator[PageCost]:
    """Measure all pages on one server; after one that gives up on another, because the first is still busy with it."""
    left = list(PAGES.values())
    while left:
        with served_atlas(table) as server:
            given_up = False
            while left and not given_up:
                page = left.pop(0)
                cost = _page_cost(server, page.address, "years", rows, repetitions)._replace(page=page.title)
                print(f"{page.title}, {rows or 'own table'}: {_in_short(cost)}", flush=True)
                given_up = bool(cost.ended)
                yield cost


def _page_cost(server: Served, address: str, slider: str, rows: int, repetitions: int) -> PageCost:
    try:
        first, *openings = [_opening(server, address) for _ in range(OPENINGS + 1)]
        changes = list(_changes(server, address, slider, repetitions))
    except GIVES_UP as error:
        return PageCost(address, rows, None, ended=f"{type(error).__name__}: {error}"[:200])
    return PageCost(address, rows, first, openings, changes, server.most_memory())


def _opening(server: Served, address: str) -> Used:
    with Visit.open(server.port) as visit:
        time.sleep(PAUSE_S)
        before = server.processor_s()
        return _used(visit.run(page=address), server.processor_s() - before)


def _changes(server: Served, address: str, slider: str, repetitions: int) -> Iterator[Used]:
    with Visit.open(server.port) as visit:
        visit.run(page=address)
        for step in walk(*visit.ends(slider))[:repetitions]:
            time.sleep(PAUSE_S)
            before = server.processor_s()
            yield _used(visit.slide(slider, step.low, step.high), server.processor_s() - before)


def _used(rerun: Rerun, processor_s: float) -> Used:
    return Used(rerun.seconds, processor_s, rerun.received)


def _in_short(cost: PageCost) -> str:
    if cost.first is None:
        return cost.ended
    groups = {"first": [cost.first], "open": cost.openings, "change": cost.changes}
    return (
        ", ".join(
            f"{name} {median(one.processor_s for one in runs) * 1000:,.0f} ms"
            f" ({median(one.seconds for one in runs) * 1000:,.0f})"
            f" {median(one.received for one in runs) / 1000:,.0f} kB"
            for name, runs in groups.items()
        )
        + f", {cost.memory / 1e6:,.0f} MB"
    )
