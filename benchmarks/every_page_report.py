"""What every page costs, as tables of Markdown, and the limits that are held against it."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from benchmarks.commands import Rest, Spent
from benchmarks.every_page import OWN_TABLE, Measured, PageCost, Used
from benchmarks.report import Target, cold_table, table, times
from benchmarks.subjects import ATLAS, EMPTY

SLOW_FIRST = {"The shift": {OWN_TABLE: 1.0, 10_000: 1.0, 100_000: 5.0, 1_000_000: 15.0}}
"""Pages whose first opening since the start may take longer, because a question is answered once."""
OPEN_S = {OWN_TABLE: 0.3, 10_000: 0.3, 100_000: 1.0, 1_000_000: 3.0}
CHANGE_S = {OWN_TABLE: 0.15, 10_000: 0.15, 100_000: 0.15, 1_000_000: 0.5}
OPEN_KB, CHANGE_KB = 200, 60
MEMORY_GB = 2.0


START_TIMES, BESIDE_TIMES = 1.6, 2.0
SPENT: Mapping[tuple[str, int], tuple[float, float]] = {
    ("`atlas check`", OWN_TABLE): (1, 0), ("`atlas check`", 100_000): (10, 0),
    ("`atlas report`", OWN_TABLE): (15, 600), ("`atlas report`", 100_000): (60, 1_500),
    ("Excel", 100_000): (15, 0), ("CSV", 100_000): (2, 0), ("GeoJSON", 100_000): (3, 0),
}  # fmt: skip
"""Most seconds of processor time and most megabytes, 0 where no memory is promised."""


class Limit(NamedTuple):
    """What is promised of one kind of run at every size."""

    words: str
    of: Callable[[PageCost], float]
    most: Callable[[PageCost], float]
    unit: str


def seconds(runs: Sequence[Used]) -> float:
    """Give the processor time of the median run: other work on the machine does not lengthen it."""
    return median(run.processor_s for run in runs)


def _kilobytes(runs: Sequence[Used]) -> float:
    return median(run.received for run in runs) / 1000


def _first(cost: PageCost) -> Sequence[Used]:
    return [cost.first] if cost.first else []


LIMITS = (
    Limit("opens first", lambda cost: seconds(_first(cost)),
          lambda cost: SLOW_FIRST.get(cost.page, OPEN_S)[cost.rows], "s"),
    Limit("opens again", lambda cost: seconds(cost.openings), lambda cost: OPEN_S[cost.rows], "s"),
    Limit("opens", lambda cost: _kilobytes(cost.openings), lambda _: OPEN_KB, "kB"),
    Limit("changes", lambda cost: seconds(cost.changes), lambda cost: CHANGE_S[cost.rows], "s"),
    Limit("changes", lambda cost: _kilobytes(cost.changes), lambda _: CHANGE_KB, "kB"),
)  # fmt: skip


def named(rows: int) -> str:
    """Name a size."""
    return f"{rows:,}" if rows else "own table"


def targets(measured: Measured) -> list[Target]:
    """Hold every page against its limits: one line for each limit and size, which names the pages beyond it."""
    sizes = dict.fromkeys(cost.rows for cost in measured.costs)
    found = [
        _target(limit, [cost for cost in measured.costs if cost.rows == rows]) for rows in sizes for limit in LIMITS
    ]
    return [*found, *_memory(measured)]


def _target(limit: Limit, costs: Sequence[PageCost]) -> Target:
    seen = [cost for cost in costs if not cost.ended]
    over = [cost for cost in seen if limit.of(cost) > limit.most(cost)]
    most = max((limit.most(cost) for cost in seen if cost.page not in SLOW_FIRST), default=0)
    promise = f"Every page {limit.words} in at most {most:g} {limit.unit} ({named(costs[0].rows)})"
    told = [f"{cost.page} {limit.of(cost):,.2f}" for cost in sorted(over, key=limit.of, reverse=True)]
    told += [f"{cost.page}: {cost.ended}" for cost in costs if cost.ended]
    highest = max((limit.of(cost) for cost in seen), default=0)
    return Target(promise, "; ".join(told) or f"{highest:,.2f} {limit.unit} at most", not told)


def _memory(measured: Measured) -> list[Target]:
    largest = max((cost.rows for cost in measured.costs), default=0)
    held = max((cost.memory for cost in measured.costs if cost.rows == largest), default=0) / 1e9
    promise = f"The server holds at most {MEMORY_GB:g} GB after every page was opened ({named(largest)})"
    return [Target(promise, f"{held:.1f} GB", held <= MEMORY_GB)]


def _times(cost: PageCost, floor: PageCost) -> tuple[str, ...]:
    if cost.ended:
        return (cost.page, cost.ended, *("–",) * 8)
    groups = ((_first(cost), _first(floor)), (cost.openings, floor.openings), (cost.changes, floor.changes))
    told = [cost.page]
    for ours, empty in groups:
        wall = median(run.seconds for run in ours)
        told += [f"{1000 * seconds(ours):,.0f}", f"{1000 * wall:,.0f}", f"{seconds(ours) / seconds(empty):,.0f}"]
    return (*told, f"{_kilobytes(cost.openings):,.1f}", f"{_kilobytes(cost.changes):,.1f}")


def section(measured: Measured) -> str:
    """Write the tables, one for each size, with the promises above them."""
    header = (
        "page", "first ms", "wall", "times", "again ms", "wall", "times", "change ms", "wall", "times", "open kB",
        "change kB",
    )  # fmt: skip
    kept = [(one.promise, one.measured, "yes" if one.met else "**no**") for one in targets(measured)]
    parts = [table(("promise", "measured", "kept"), kept)]
    floor = measured.floor._replace(page="empty page")
    for rows in dict.fromkeys(cost.rows for cost in measured.costs):
        costs = [cost for cost in measured.costs if cost.rows == rows]
        held = max(cost.memory for cost in costs) / 1e6
        lines = [_times(cost, floor) for cost in (floor, *costs)]
        parts.append(f"### {named(rows).capitalize()}: at most {held:,.0f} MB\n\n{table(header, lines)}")
    return "\n\n".join(parts)


def rest_targets(rest: Rest) -> list[Target]:
    """Hold the start, the visit beside others, the commands and the exports against their limits."""
    start, longer = times(rest.starts[ATLAS], rest.starts[EMPTY]), rest.beside.times
    told = f"{longer:.2f} times, {len(rest.beside.beside)} changes"
    return [
        Target(f"The start takes at most {START_TIMES} times an empty page's, with compiled files",
               f"{start:.2f} times", start <= START_TIMES),
        Target(f"While one opens the slowest page, another's change takes at most {BESIDE_TIMES:g} times as long",
               told, longer <= BESIDE_TIMES),
        *(_spent_target(spent) for spent in rest.spent if (spent.what, spent.rows) in SPENT),
    ]  # fmt: skip


def _spent_target(spent: Spent) -> Target:
    most_s, most_mb = SPENT[spent.what, spent.rows]
    room = f" and {most_mb:,.0f} MB" if most_mb else ""
    met = spent.processor_s <= most_s and (not most_mb or spent.memory <= 1e6 * most_mb)
    return Target(f"{spent.what} takes at most {most_s:g} s{room} ({named(spent.rows)})", _told(spent), met)


def _told(spent: Spent) -> str:
    memory = f", {spent.memory / 1e6:,.0f} MB" if spent.memory else ""
    return f"{spent.processor_s:.1f} s of processor time, {spent.wall_s:.1f} s of the clock{memory}"


def all_met(measured: Measured, rest: Rest) -> bool:
    """Tell whether every promise is kept."""
    return all(target.met for target in (*targets(measured), *rest_targets(rest)))


_PAGE = """# What the atlas costs

Written by `make bench` (`python -m benchmarks`; this page alone: `--only pages`). Do not edit: every figure is measured
and every verdict computed. The Map page in a browser stands in [MAP.md](MAP.md), other ways to draw a map in
[ALTERNATIVES.md](ALTERNATIVES.md).

{machine}

## Promises beside the pages

{rest}

## Every page

{pages}

- **first**: the first opening since the server started; **again**: by further visitors who have nothing yet;
  **change**: one step of the slider of years, to a selection not seen before.
- **ms**: processor time of the server from the request over the websocket to `script_finished`, the median; **wall**:
  the same by the clock, which other work on the machine lengthens; **times**: processor time over the empty page's.
- **kB**: all messages over the websocket, 1 kB = 1,000 bytes, not compressed.
- A page that gives up, or shows an exception, has no figure, and the benchmark fails.

## Where a limit is not kept

- **The shift, Claims, Coverage, first opening**: the ways of counting, the claims and the published counts are tested
  once for a table; afterwards the answer is kept. Processor time grows with the rows.
- **Borders**: five figures follow the selection, and the distance of every place from each border is measured once; the
  measuring tables have as many places as rows. Its measures read the rows of the selection anew at each change.
- **Compare, Provinces at a million rows**: both sides and each province are counted from the rows, not from sums.
- **The shift, kB**: several maps, each with the outlines of the provinces, sent once; a change sends what changed.
- **Memory at a million rows**: reading and checking a table for the first time takes most, a kept one less.
- **Start**: pandera, folium and the answer on the first page are loaded and worked out before the atlas is ready.

## Start

{starts}

## Commands, and the incidents as files

{spent}

The tables are made for measuring (`tables.py`): incidents of the default view that have coordinates, drawn with
replacement, with days spread over the coverage and coordinates moved by up to 20 km. They hold no facts. Nearly all of
their places differ, which no real table's do: what is measured once for each place costs most there.
"""


def page(measured: Measured, rest: Rest, machine: str) -> str:
    """Write the whole page."""
    kept = [(one.promise, one.measured, "yes" if one.met else "**no**") for one in rest_targets(rest)]
    spent = [(each.what, named(each.rows), _told(each)) for each in rest.spent]
    return _PAGE.format(
        machine=machine,
        rest=table(("promise", "measured", "kept"), kept),
        pages=section(measured),
        starts=cold_table(rest.starts),
        spent=table(("what", "incidents", "cost"), spent),
    )
