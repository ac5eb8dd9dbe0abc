"""The results as a page of Markdown; every figure and every verdict on it is computed from the measurements."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from benchmarks.measure import Cost
from benchmarks.subjects import ATLAS, EMPTY, IDIOMATIC, Case

LARGEST_MESSAGE_KB = 25
LONGEST_SERVER_MS = {400: 50, 10_000: 50, 100_000: 60, 1_000_000: 180}
"""Number of incidents to the server time of a change."""
MOST_TIMES_EMPTY = 1.6
LARGEST_VISITOR_MB = 5
LEAST_TIMES_FASTER = 40


class Target(NamedTuple):
    """A promise, and what was measured for it."""

    promise: str
    measured: str
    met: bool


def milliseconds(seconds: Sequence[float]) -> str:
    """Write the median in milliseconds, and from the least to the greatest value."""
    low, middle, high = (f"{1000 * value:,.0f}" for value in (min(seconds), median(seconds), max(seconds)))
    return f"{middle} ({low}–{high})"


def kilobytes(sizes: Sequence[int]) -> str:
    """Write the median in kilobytes (1,000 bytes)."""
    return f"{median(sizes) / 1000:,.1f}"


def times(longer: Sequence[float], shorter: Sequence[float]) -> float:
    """Give how many times longer one median is than the other."""
    return median(longer) / median(shorter)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table; every column but the first is set right."""
    rule = ["---", *("---:" for _ in header[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


def costs_table(costs: Sequence[Cost]) -> str:
    """Write what each case costs."""
    header = (
        "page", "incidents", "server ms", "key press to map ms", "change kB", "opening kB", "first map paint ms",
        "MB per visitor",
    )  # fmt: skip
    rows = [
        (
            cost.case.page,
            f"{cost.case.rows:,}" if cost.case.rows else "–",
            milliseconds(cost.server_s),
            milliseconds(cost.browser_s),
            kilobytes(cost.browser_bytes),
            kilobytes([cost.opened_bytes]),
            milliseconds(cost.paint_s),
            "–" if cost.visitor_bytes is None else f"{cost.visitor_bytes / 1e6:.1f}",
        )
        for cost in costs
    ]
    return table(header, rows)


def ratios_table(costs: Sequence[Cost]) -> str:
    """Write the atlas as a multiple of the empty page, and the idiomatic page as a multiple of the atlas."""
    by_case = {cost.case: cost for cost in costs}
    floor, rows = by_case[Case(EMPTY, 0)], []
    for case in (case for case in by_case if case.page == ATLAS):
        ours = by_case[case]
        in_turn = floor._replace(paint_s=ours.empty_paint_s)
        rows.append((f"atlas / {EMPTY}", f"{case.rows:,}", *_ratios(ours, in_turn)))
        if other := by_case.get(Case(IDIOMATIC, case.rows)):
            rows.append((f"{IDIOMATIC} / atlas", f"{case.rows:,}", *_ratios(other, by_case[case])))
    return table(("times as much", "incidents", "server", "key press to map", "change kB", "first map paint"), rows)


def _ratios(more: Cost, less: Cost) -> list[str]:
    pairs = (
        (more.server_s, less.server_s),
        (more.browser_s, less.browser_s),
        (more.browser_bytes, less.browser_bytes),
        (more.paint_s, less.paint_s),
    )
    return [f"{times(longer, shorter):,.1f}" for longer, shorter in pairs]


def cold_table(starts: Mapping[str, Sequence[float]]) -> str:
    """Write the cold starts and their ratio."""
    rows = [
        ("`streamlit run` of the empty page", milliseconds(starts[EMPTY]), "1.0"),
        ("start command of the atlas", milliseconds(starts[ATLAS]), f"{times(starts[ATLAS], starts[EMPTY]):,.1f}"),
    ]
    return table(("from the start of the process to the first page", "ms", "times as much"), rows)


def targets(costs: Sequence[Cost]) -> list[Target]:
    """Hold the measurements against what was promised."""
    by_case = {cost.case: cost for cost in costs}
    floor = by_case[Case(EMPTY, 0)]
    sizes = [by_case[Case(ATLAS, rows)] for rows in LONGEST_SERVER_MS]
    return [
        *(_message(cost) for cost in sizes),
        *(_server_time(cost, floor) for cost in sizes),
        _first_map([cost for cost in costs if cost.case.page == ATLAS]),
        *(_visitor(cost) for cost in sizes),
        _faster(by_case[Case(ATLAS, 5_000)], by_case[Case(IDIOMATIC, 5_000)]),
    ]


def _message(cost: Cost) -> Target:
    size = max(cost.server_bytes) / 1000
    promise = f"A change of the filter at {cost.case.rows:,} incidents sends at most {LARGEST_MESSAGE_KB} kB"
    return Target(promise, f"{size:,.1f} kB at most", size <= LARGEST_MESSAGE_KB)


def _server_time(cost: Cost, floor: Cost) -> Target:
    limit, took = LONGEST_SERVER_MS[cost.case.rows], 1000 * median(cost.server_s)
    promise = f"and takes at most {limit} ms of server time at {cost.case.rows:,} incidents"
    said = f"{took:,.0f} ms (median); the empty page takes {1000 * median(floor.server_s):,.0f}"
    return Target(promise, said, took <= limit)


def _first_map(costs: Sequence[Cost]) -> Target:
    """Compare all openings: what a first map takes depends on the moment more than on the size of the table."""
    ours = [seconds for cost in costs for seconds in cost.paint_s]
    longer = times(ours, [seconds for cost in costs for seconds in cost.empty_paint_s])
    promise = f"The first map takes at most {MOST_TIMES_EMPTY} times what an empty page takes, nothing cached"
    return Target(promise, f"{longer:.2f} times, of {len(ours)} openings of each in turn", longer <= MOST_TIMES_EMPTY)


def _visitor(cost: Cost) -> Target:
    size = (cost.visitor_bytes or 0) / 1e6
    promise = f"A further visitor at {cost.case.rows:,} incidents adds at most {LARGEST_VISITOR_MB} MB"
    return Target(promise, f"{size:.1f} MB", cost.visitor_bytes is not None and size <= LARGEST_VISITOR_MB)


def _faster(ours: Cost, theirs: Cost) -> Target:
    seen, served = times(theirs.browser_s, ours.browser_s), times(theirs.server_s, ours.server_s)
    return Target(
        f"At 5,000 incidents the map follows a key press at least {LEAST_TIMES_FASTER} times faster than the"
        " idiomatic page",
        f"{seen:,.1f} times in the browser, {served:,.1f} times on the server",
        seen >= LEAST_TIMES_FASTER,
    )


def targets_table(costs: Sequence[Cost]) -> str:
    """Write which promises are kept."""
    rows = [(target.promise, target.measured, "yes" if target.met else "**no**") for target in targets(costs)]
    return table(("promise", "measured", "kept"), rows)


_PAGE = """# What the atlas costs

Written by `make bench` (`python -m benchmarks`). Do not edit: every figure is measured and every verdict computed.

{machine}

Milliseconds are the median of {repetitions} repetitions, with the least and the greatest in brackets. Other work on the
machine lengthens all of them, so compare the ratios: all cases run one after the other in the same run.

## Promises

{targets}

## A change of the filter, and opening the map

{costs}

- **server**: without a browser, from the request over the websocket to `script_finished`, on loopback.
- **key press to map**: in Chromium, from the key press on the slider of years to the painted map.
- **change kB, opening kB**: all messages over the websocket (1 kB = 1,000 bytes, not compressed) of the whole page.
- **first map paint**: in Chromium with nothing cached, from the navigation until every province and the circles stand.
  For the empty page, here and above, it is the line of text. Ratios and promise: opened in turn with the empty page.
- **MB per visitor**: what each of ten further sessions that stay open adds to the resident memory of the server.

Each step shows a selection not seen before, eight to eleven of twelve years: one seen before could come from a cache.

## Ratios

{ratios}

## Cold start

{starts}

With the incident table of the atlas. The atlas says that it is ready only after it has been opened once. Python's
compiled files and the disk's cache are warm.

## What is compared

- **{empty}**: `pages/empty.py`, one slider and one line of text, by `streamlit run`. Less is not possible with
  Streamlit.
- **{idiomatic}**: `pages/idiomatic.py`, as the documentation of streamlit-folium shows it: the provinces inline, one
  `CircleMarker` with a tooltip per incident. Leaflet comes from the same host, so that no network is measured.
- **{atlas}**: the whole page with sidebar, header, map and caption, by its start command, which also answers for
  Streamlit's own files.

The tables are made for measuring (`tables.py`): incidents of the default view that have coordinates, drawn with
replacement from the incident table, with days spread over the coverage and coordinates moved by up to 20 km. They hold
no facts and are never shown.
"""


def page(costs: Sequence[Cost], starts: Mapping[str, Sequence[float]], machine: str, repetitions: int) -> str:
    """Write the whole page."""
    return _PAGE.format(
        machine=machine,
        repetitions=repetitions,
        targets=targets_table(costs),
        costs=costs_table(costs),
        ratios=ratios_table(costs),
        starts=cold_table(starts),
        empty=EMPTY,
        idiomatic=IDIOMATIC,
        atlas=ATLAS,
    )
