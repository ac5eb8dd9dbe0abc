"""Viewers without a browser, each with a session of its own on the Map page, who move the slider of years."""

import math
import random
import threading
import time
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.client import Visit, sticky_cookie

PAGE, SLIDER = "map", "years"
LEAST_YEARS = 4
"""A viewer looks at so many years at least, so that a rerun has something to count."""


class Rerun(NamedTuple):
    """One change of the filter."""

    at: float
    """When it was due, in seconds from the start of the step."""
    seconds: float
    """From when it was due to the end of the run: a viewer who waits for the last change counts as waiting."""


class Played(NamedTuple):
    """What happened to all viewers of a step."""

    reruns: tuple[Rerun, ...]
    errors: tuple[str, ...]
    seconds: float


class Plan(NamedTuple):
    """What the viewers of a step do."""

    port: int
    viewers: int
    seconds: float
    every: float
    """Seconds from one change of a viewer to the next; 0 for changes without a pause."""
    seed: int = 20210815


def play(plan: Plan) -> Played:
    """Open all sessions one after the other, then let all viewers change their filter until the time is over."""
    opened, go, over = threading.Barrier(plan.viewers + 1), threading.Event(), threading.Event()
    viewers = [_Viewer(plan, number, opened, go, over) for number in range(plan.viewers)]
    for viewer in viewers:
        viewer.start()
    opened.wait()
    started = time.perf_counter()
    go.set()
    over.wait(plan.seconds)
    over.set()
    for viewer in viewers:
        viewer.join()
    reruns = sorted(rerun for viewer in viewers for rerun in viewer.reruns)
    errors = tuple(error for viewer in viewers for error in viewer.errors)
    return Played(tuple(reruns), errors, time.perf_counter() - started)


class _Viewer(threading.Thread):
    """One session."""

    _one_opens = threading.Lock()
    """Sessions are opened in turn: the step measures changes, not a rush at the door."""

    def __init__(
        self, plan: Plan, number: int, opened: threading.Barrier, go: threading.Event, over: threading.Event
    ) -> None:
        super().__init__(name=f"viewer {number}", daemon=True)
        self.reruns: list[Rerun] = []
        self.errors: list[str] = []
        self._plan, self._opened, self._go, self._over = plan, opened, go, over
        self._first = plan.every * number / plan.viewers
        self._chance = random.Random(plan.seed + number)

    def run(self) -> None:
        """Visit until the time is over; what goes wrong is kept and ends the visit."""
        arrived = False
        try:
            with Visit.open(self._plan.port, cookie=sticky_cookie(self._plan.port)) as visit:
                with self._one_opens:
                    visit.run(page=PAGE)
                arrived = True
                self._opened.wait()
                self._go.wait()
                self._change_again_and_again(visit, time.perf_counter())
        except Exception as error:  # whatever ends a visit is a result of the measurement
            self.errors.append(f"{type(error).__name__}: {error}")
            if not arrived:
                self._opened.wait()

    def _change_again_and_again(self, visit: Visit, started: float) -> None:
        ends, due, shown = visit.ends(SLIDER), self._first, (0, 0)
        while not self._over.wait(max(0.0, started + due - time.perf_counter())):
            shown = another(ends, shown, self._chance)
            visit.slide(SLIDER, *shown)
            now = time.perf_counter() - started
            self.reruns.append(Rerun(due, now - due))
            due = due + self._plan.every if self._plan.every else now


def another(ends: tuple[int, int], shown: tuple[int, int], chance: random.Random) -> tuple[int, int]:
    """Choose years other than those shown, at least LEAST_YEARS of them where the slider has as many."""
    first, last = ends
    spans = [
        (low, high)
        for low in range(first, last + 1)
        for high in range(low + min(LEAST_YEARS, last - first), last + 1)
        if (low, high) != shown
    ]
    return chance.choice(spans)


def quantile(values: Sequence[float], share: float) -> float:
    """Give the value that a share of all does not exceed: the nearest rank, so that it is one of them."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
