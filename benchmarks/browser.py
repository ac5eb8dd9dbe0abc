"""A visitor with a browser: when a page is on the screen and, after a key press, when its change is."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from benchmarks.walk import Step, walk
from tests.browser.chromium import chromium

LIMIT_MS = 90_000
AFTERMATH_MS = 400
"""How long after the end of a run its messages are still counted, and before the next change begins."""

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No other host exists, so that nothing waits for a network: the maps of others ask for tiles.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"


class Awaited(NamedTuple):
    """What has to be on the screen."""

    condition: str
    """Name of a condition of watch.js."""
    wanted: dict[str, Any]
    """What it compares with."""


class Subject(NamedTuple):
    """A page to look at."""

    address: str
    awaited: Callable[[int, int], Awaited]
    """What shows that the years from one to another are on the screen."""
    years: tuple[int, int]
    """Ends of its slider of years."""


class Change(NamedTuple):
    """What a move of the slider cost."""

    seconds: float
    """From the key press to the painted picture."""
    received: int
    """Bytes of the messages that came over the websocket."""


class Meter:
    """Counts what comes over the websockets of a page."""

    def __init__(self, page: Page) -> None:
        self.received = 0
        page.on("websocket", self._listen)

    def _listen(self, websocket: WebSocket) -> None:
        websocket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.received += len(payload.encode() if isinstance(payload, str) else payload)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Run the Chromium of this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def first_paint(browser: Browser, subject: Subject) -> float:
    """Open a page with an empty cache, and give the seconds from the navigation to the painted picture."""
    with _visitor(browser) as page:
        _open(page, subject)
        return float(page.evaluate("benchmark.painted")) / 1000


def painted_at(browser: Browser, subject: Subject) -> float:
    """Open a page with an empty cache, and give the moment at which it was painted, as time.time() counts."""
    with _visitor(browser) as page:
        _open(page, subject)
        return float(page.evaluate("performance.timeOrigin + benchmark.painted")) / 1000


def changes(browser: Browser, subject: Subject, repetitions: int) -> list[Change]:
    """Open a page and move its slider step by step; the first step warms up and is not given back."""
    with _visitor(browser) as page:
        meter = Meter(page)
        _open(page, subject)
        page.locator(IDLE).wait_for(timeout=LIMIT_MS)
        return [_change(page, subject, step, meter) for step in walk(*subject.years)[: repetitions + 1]][1:]


@contextmanager
def _visitor(browser: Browser) -> Iterator[Page]:
    # What is waited for is asked as a text of JavaScript, which the policy of the atlas forbids its own pages.
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    try:
        yield context.new_page()
    finally:
        context.close()


def _open(page: Page, subject: Subject) -> None:
    page.add_init_script(f"{WATCH}\nif (window.top === window) {arm(subject.awaited(*subject.years))};")
    page.goto(subject.address)
    _await_paint(page)


def _change(page: Page, subject: Subject, step: Step, meter: Meter) -> Change:
    slider = page.get_by_test_id("stSlider").filter(has_text="Years")
    slider.get_by_role("slider").nth(step.thumb).focus()
    page.evaluate(f"benchmark.age(); {arm(subject.awaited(step.low, step.high))}")
    before = meter.received
    page.keyboard.press(step.key)
    _await_paint(page)
    seconds = float(page.evaluate("benchmark.painted - benchmark.pressed")) / 1000
    page.locator(IDLE).wait_for(timeout=LIMIT_MS)
    page.wait_for_timeout(AFTERMATH_MS)
    return Change(seconds, meter.received - before)


def arm(awaited: Awaited) -> str:
    """Write the script that begins to watch for what has to be on the screen."""
    return f"benchmark.arm({json.dumps(awaited.condition)}, {json.dumps(awaited.wanted)})"


def _await_paint(page: Page) -> None:
    page.wait_for_function("window.benchmark && benchmark.painted !== null", timeout=LIMIT_MS)
