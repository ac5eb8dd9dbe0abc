"""The atlas against what people would use instead, each up to the largest size that it repaints in time."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from websockets.exceptions import WebSocketException

from benchmarks.bare import NotPaintedError, Repaint, repaints
from benchmarks.client import Rerun, ScriptError, Visit
from benchmarks.measure import PAUSE_S
from benchmarks.subjects import ATLAS, EMPTY, IDIOMATIC, MAP, PLOTLY, PYDECK, Case, Open, served
from benchmarks.walk import walk

NAMES = {IDIOMATIC: "st_folium with markers"}
"""What a page is called here where that is more than its name."""

SIZES = (400, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (400, 10_000)
ALTERNATIVES = (IDIOMATIC, PYDECK, MAP, PLOTLY)

LIMIT_S = 30
"""A page that takes longer to repaint is not tried at the next size."""
WAIT_S = 35
"""How long a change is waited for."""
SLOW_S = 10
SLOW_REPETITIONS = 2
"""A change that takes longer than SLOW_S is repeated only so often."""


class Attempt(NamedTuple):
    """What a page did at a size: every repetition, in seconds or bytes."""

    case: Case
    painted_s: Sequence[float]
    """From the key press until the picture was handed over for painting."""
    drawn_s: Sequence[float]
    """Until it was drawn as well."""
    server_s: Sequence[float]
    received: Sequence[int]
    """Over the websocket at a change."""
    memory: int
    """Of the server's process, in bytes, after the changes."""
    ended: str = ""
    """Why nothing could be measured; empty where it could."""

    @property
    def page(self) -> str:
        """The name of the page."""
        return NAMES.get(self.case.page, self.case.page)

    @property
    def gives_up(self) -> bool:
        """Whether the page has failed, or repainted too late to be tried at a larger size."""
        return bool(self.ended) or median(self.painted_s) > LIMIT_S


def attempts(sizes: Sequence[int], tables: Mapping[int, Path], chromium: Path, repetitions: int) -> Iterator[Attempt]:
    """Try every page at each size, the empty page first, and each alternative until it gives up.

    The pages of one size run one after the other, so that a busy moment of the machine meets neighbours alike.
    """
    out_of_it: set[str] = set()
    for rows in sizes:
        for page in (EMPTY, ATLAS, *ALTERNATIVES):
            if page in out_of_it:
                continue
            tried = attempt(Case(page, rows), tables[rows], chromium, repetitions)
            if tried.gives_up:
                out_of_it.add(page)
            yield tried


def attempt(case: Case, table: Path, chromium: Path, repetitions: int) -> Attempt:
    """Measure one page at one size; a page that fails is told, not raised."""
    try:
        with served(case, table) as opened:
            seen = _seen(opened, chromium, repetitions)
            memory = opened.server.memory()
            reruns = _reruns(opened, len(seen))
    except (NotPaintedError, ScriptError, TimeoutError, WebSocketException) as error:
        return Attempt(case, [], [], [], [], 0, str(error) or "the server did not answer in time")
    painted, drawn = zip(*seen, strict=True)
    return Attempt(
        case, painted, drawn, [rerun.seconds for rerun in reruns], [rerun.received for rerun in reruns], memory
    )


def _seen(opened: Open, chromium: Path, repetitions: int) -> list[Repaint]:
    """Move the slider in a browser; the first step warms up, is not given back, and tells how often to repeat."""
    steps = repaints(chromium, opened.subject, WAIT_S)
    try:
        first = next(steps)
        return list(islice(steps, repetitions if first.drawn < SLOW_S else min(repetitions, SLOW_REPETITIONS)))
    finally:
        steps.close()


def _reruns(opened: Open, repetitions: int) -> list[Rerun]:
    """Move the slider without a browser; the first step warms up."""
    with Visit.open(opened.server.port) as visit:
        visit.run(page=opened.deep_link)
        reruns = []
        for step in walk(*opened.subject.years)[: repetitions + 1]:
            time.sleep(PAUSE_S)
            reruns.append(visit.slide(opened.slider, step.low, step.high))
        return reruns[1:]
