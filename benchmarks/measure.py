"""The measurements themselves: what a case costs, and how long a cold start takes."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from benchmarks.browser import changes, first_paint, painted_at
from benchmarks.client import Rerun, Visit
from benchmarks.servers import served_atlas, served_page
from benchmarks.subjects import ATLAS, EMPTY, IDIOMATIC, Case, Open, first_page, served
from benchmarks.walk import walk

FURTHER_VISITORS = 10

PAUSE_S = 0.4
"""Between two changes: Streamlit tidies up after a run, and that must not be counted into the next one."""


class Cost(NamedTuple):
    """What a case costs: every repetition, in seconds or bytes."""

    case: Case
    opened_bytes: int
    """Over the websocket, when the page is opened."""
    server_s: Sequence[float]
    """A change of the filter: from the request to the end of the run, without a browser."""
    server_bytes: Sequence[int]
    browser_s: Sequence[float]
    """A change of the filter: from the key press to the painted map."""
    browser_bytes: Sequence[int]
    paint_s: Sequence[float]
    """From the navigation to the painted map, nothing cached."""
    empty_paint_s: Sequence[float]
    """The same of the empty page, in turn with it, so that a busy moment of the machine meets both."""
    visitor_bytes: float | None = None
    """How much a further open session adds to the memory of the server; None where it was not measured."""


def cost(case: Case, table: Path | None, browser: Browser, repetitions: int) -> Cost:
    """Measure one case with both visitors."""
    with served(case, table) as opened:
        first, reruns = _reruns(opened, repetitions)
        seen = changes(browser, opened.subject, repetitions)
        paints, empty = _first_paints(opened, browser, repetitions)
        visitor = _visitor_bytes(opened) if case.page != IDIOMATIC else None
    return Cost(
        case,
        first.received,
        [rerun.seconds for rerun in reruns],
        [rerun.received for rerun in reruns],
        [change.seconds for change in seen],
        [change.received for change in seen],
        paints,
        empty,
        visitor,
    )


def _first_paints(opened: Open, browser: Browser, repetitions: int) -> tuple[list[float], list[float]]:
    """Open a page and the empty page in turn, each with nothing cached; the first turn warms the servers up."""
    with served(Case(EMPTY, 0), None) as floor:
        pairs = [[first_paint(browser, each.subject) for each in (opened, floor)] for _ in range(repetitions + 1)]
    paints, empty = zip(*pairs[1:], strict=True)
    return list(paints), list(empty)


def _reruns(opened: Open, repetitions: int) -> tuple[Rerun, list[Rerun]]:
    """Open the page without a browser and move its slider; the first step warms up and is not given back."""
    with Visit.open(opened.server.port) as visit:
        first = visit.run(page=opened.deep_link)
        steps = walk(*opened.subject.years)[: repetitions + 1]
        reruns = []
        for step in steps:
            time.sleep(PAUSE_S)
            reruns.append(visit.slide(opened.slider, step.low, step.high))
        return first, reruns[1:]


def _visitor_bytes(opened: Open) -> float:
    """Open sessions that change the filter and stay, and give what each after the first adds to the server's memory."""
    with ExitStack() as stack:
        sizes = []
        for _ in range(FURTHER_VISITORS + 1):
            visit = stack.enter_context(Visit.open(opened.server.port))
            visit.run(page=opened.deep_link)
            for step in walk(*opened.subject.years)[:2]:
                visit.slide(opened.slider, step.low, step.high)
            sizes.append(opened.server.memory())
        return (sizes[-1] - sizes[0]) / FURTHER_VISITORS


def cold_start(page: str, browser: Browser) -> float:
    """Start the atlas or the empty page, and give the seconds from the start of the process to its first page."""
    with served_atlas() if page == ATLAS else served_page("empty") as server:
        return painted_at(browser, first_page(server, page)) - server.started


def cold_starts(browser: Browser, repetitions: int) -> dict[str, list[float]]:
    """Measure cold starts in turn, so that a busy moment of the machine meets both."""
    turns = [{page: cold_start(page, browser) for page in (EMPTY, ATLAS)} for _ in range(repetitions)]
    return {page: [turn[page] for turn in turns] for page in (EMPTY, ATLAS)}
