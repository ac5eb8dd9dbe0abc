"""The board beside an empty Streamlit page, in one run: `python -m benchmarks.board`.

A change is measured from the key press on an end of the period until the frame that shows it has been painted; a drag
by the frames that the board draws while the pointer moves; the first board from the navigation until it is painted.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Frame, Page

from benchmarks.browser import changes, first_paint, open_browser
from benchmarks.machine import load, machine
from benchmarks.servers import served_atlas
from benchmarks.subjects import EMPTY, Case, served
from benchmarks.tables import write_measuring_table

SIZES = (0, 10_000, 100_000, 1_000_000)
"""Rows of the tables; 0 is the atlas's own."""
REPETITIONS = 9
LIMIT_MS = 120_000

WATCH = """() => {
  const board = document.querySelector(".bd");
  window.seen = { pressed: 0, painted: [], draws: [] };
  document.addEventListener("keydown", (event) => (seen.pressed = event.timeStamp), { capture: true });
  new MutationObserver(() => {
    seen.draws.push(performance.now());
    // The draw runs before the frame is painted, this task behind it.
    setTimeout(() => seen.painted.push(performance.now() - seen.pressed), 0);
  }).observe(board, { attributes: true, attributeFilter: ["data-shown"] });
}"""
FIRST = """() => new Promise((resolve) => {
  const look = () => document.querySelector(".bd[data-shown]")
    ? setTimeout(() => resolve(performance.timeOrigin + performance.now()), 0) : requestAnimationFrame(look);
  look();
})"""


class Measured(NamedTuple):
    """What the board costs at a size; seconds, each repetition."""

    rows: int
    change_s: Sequence[float]
    empty_s: Sequence[float]
    drag_hz: float
    """Frames a second that the board draws while the brush is dragged."""
    first_s: Sequence[float]
    empty_first_s: Sequence[float]


def measured(rows: int, table: Path | None, browser: Browser) -> Measured:
    """Measure the board of a table, and the empty page in turn with it."""
    with served_atlas(table) as atlas, served(Case(EMPTY, 0), None) as floor:
        first, empty_first = [], []
        for _ in range(4):
            first.append(_first(browser, atlas.address))
            empty_first.append(first_paint(browser, floor.subject))
        with _board(browser, atlas.address) as (page, frame):
            change = _changes(page, frame)
            hertz = _drag(page, frame)
        empty = [one.seconds for one in changes(browser, floor.subject, REPETITIONS)]
    return Measured(rows, change, empty, hertz, first[1:], empty_first[1:])


@contextmanager
def _board(browser: Browser, address: str) -> Iterator[tuple[Page, Frame]]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.goto(address)
    inside = page.frame_locator("iframe[title='components.board_frame.board']")
    inside.locator(".bd[data-shown]").wait_for(timeout=LIMIT_MS)
    page.wait_for_timeout(2500)
    frame = next(frame for frame in page.frames if "board_frame" in frame.url)
    frame.evaluate(WATCH)
    yield page, frame
    context.close()


def _first(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    began = page.evaluate("performance.timeOrigin")
    page.frame_locator("iframe[title='components.board_frame.board']").locator(".bd").wait_for(timeout=LIMIT_MS)
    frame = next(frame for frame in page.frames if "board_frame" in frame.url)
    painted = frame.evaluate(FIRST)
    context.close()
    return float(painted - began) / 1000


def _changes(page: Page, frame: Frame) -> list[float]:
    frame.locator(".bd-handle.bd-start").focus()
    found = []
    for number in range(REPETITIONS + 1):
        frame.evaluate("() => { seen.painted.length = 0; }")
        page.keyboard.press("ArrowRight" if number % 2 == 0 else "PageUp")
        frame.wait_for_function("() => seen.painted.length > 0", timeout=LIMIT_MS)
        found.append(float(frame.evaluate("() => seen.painted[0]")) / 1000)
        page.wait_for_timeout(1200)  # the message to the server, and its answer
    return found[1:]


def _drag(page: Page, frame: Frame) -> float:
    frame.locator(".bd-handle.bd-start").press("Escape")
    page.wait_for_timeout(1000)
    box = frame.locator(".bd-plot").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 50)
    page.mouse.down()
    frame.evaluate("() => { seen.draws.length = 0; }")
    for step in range(160):
        page.mouse.move(box["x"] + (0.1 + 0.8 * step / 160) * box["width"], box["y"] + 50)
        page.wait_for_timeout(8)
    draws = frame.evaluate("() => seen.draws.slice(1).map((at, place) => at - seen.draws[place])")
    page.mouse.up()
    # Between two bins nothing is to be drawn: the frames that count are those that followed one another.
    near = sorted(gap for gap in draws if gap < 200)
    return 1000 / near[len(near) // 2] if near else 0.0


def _row(found: Measured) -> str:
    name = f"{found.rows:,}" if found.rows else "the atlas's own"
    times = median(found.change_s) / median(found.empty_s)
    first = median(found.first_s) / median(found.empty_first_s)
    return (
        f"| {name} | {_ms(found.change_s)} | {_ms(found.empty_s)} | {times:.2f} | {found.drag_hz:.0f} "
        f"| {_ms(found.first_s)} | {_ms(found.empty_first_s)} | {first:.2f} |"
    )


def _ms(seconds: Sequence[float]) -> str:
    return f"{1000 * median(seconds):,.0f} ({1000 * min(seconds):,.0f}–{1000 * max(seconds):,.0f})"


def main() -> int:
    """Print the table, one line for each size."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    print(machine(load(), ("streamlit", "playwright")))
    print("\n| incidents | change ms | empty rerun ms | times | drag Hz | first board ms | empty page ms | times |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        for rows in sizes:
            table = write_measuring_table(rows, Path(folder)) if rows else None
            print(_row(measured(rows, table, browser)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
