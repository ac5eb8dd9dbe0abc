"""The comparison with what people would use instead, as a page of Markdown; every sentence follows from the figures."""

from collections.abc import Callable, Sequence
from statistics import median

from benchmarks.alternatives import ALTERNATIVES, LIMIT_S, NAMES, SLOW_REPETITIONS, SLOW_S, WAIT_S, Attempt
from benchmarks.bare import OPENING_LIMIT_S
from benchmarks.report import Target, kilobytes, milliseconds, table, times
from benchmarks.subjects import ATLAS, EMPTY, IDIOMATIC, MAP, PLOTLY, PYDECK

FIRST_FROM = 10_000
CLOSE_UP_TO = 100_000
MOST_TIMES_EMPTY = 1.5

Figure = Callable[[Attempt], Sequence[float]]
Unit = Callable[[Sequence[float]], str]


def costs_table(tried: Sequence[Attempt]) -> str:
    """Write what each page did at each size."""
    header = (
        "page", "incidents", "key press to picture ms", "times the empty page", "to drawn picture ms", "server ms",
        "kB a change", "memory MB",
    )  # fmt: skip
    return table(header, [_row(attempt, _of(tried, attempt.case.rows, EMPTY)) for attempt in tried])


def _row(attempt: Attempt, empty: Attempt | None) -> list[str]:
    named = [attempt.page, f"{attempt.case.rows:,}"]
    if attempt.ended:
        return [*named, f"gives up: {attempt.ended}", *["–"] * 5]
    return [
        *named,
        milliseconds(attempt.painted_s),
        f"{times(attempt.painted_s, empty.painted_s):,.1f}" if empty else "–",
        milliseconds(attempt.drawn_s),
        milliseconds(attempt.server_s),
        kilobytes(attempt.received),
        f"{attempt.memory / 1e6:,.0f}",
    ]


def _of(tried: Sequence[Attempt], rows: int, *pages: str) -> Attempt | None:
    """Give what a page did at a size; None where it was not tried or gave nothing."""
    found = [one for one in tried if one.case.rows == rows and one.case.page in pages and not one.ended]
    return found[0] if found else None


def _sizes(tried: Sequence[Attempt]) -> list[int]:
    return sorted({attempt.case.rows for attempt in tried})


def _painted(attempt: Attempt) -> Sequence[float]:
    return attempt.painted_s


def _received(attempt: Attempt) -> Sequence[float]:
    return attempt.received


def _in_ms(figures: Sequence[float]) -> str:
    return f"{1000 * median(figures):,.0f} ms"


def _in_kb(figures: Sequence[float]) -> str:
    return f"{median(figures) / 1000:,.1f} kB"


def _best(tried: Sequence[Attempt], rows: int, figure: Figure) -> Attempt | None:
    """Give the best of the alternatives at a size; None where none has finished."""
    others = [other for page in ALTERNATIVES if (other := _of(tried, rows, page))]
    return min(others, key=lambda other: median(figure(other)), default=None)


def is_first(tried: Sequence[Attempt], rows: int, figure: Figure) -> bool:
    """Tell whether the median of the atlas is below that of every alternative that has finished at a size."""
    ours, best = _of(tried, rows, ATLAS), _best(tried, rows, figure)
    return ours is not None and (best is None or median(figure(ours)) < median(figure(best)))


def place(tried: Sequence[Attempt], rows: int, figure: Figure, unit: Unit) -> str:
    """Say how the atlas compares with the best alternative at a size, and whether their ranges overlap."""
    ours, best = _of(tried, rows, ATLAS), _best(tried, rows, figure)
    if ours is None:
        return "the atlas gave nothing"
    if best is None:
        return f"the atlas {unit(figure(ours))}, no other finished"
    apart = max(figure(ours)) < min(figure(best)) or max(figure(best)) < min(figure(ours))
    said = f"the atlas {unit(figure(ours))}, the best other {unit(figure(best))} ({best.page})"
    return said if apart else f"{said}; their ranges overlap"


def findings(tried: Sequence[Attempt]) -> list[str]:
    """Say at each size where the atlas is first and where it is not, and where each page gives up."""
    told = [
        f"At {rows:,} incidents the atlas is {'' if is_first(tried, rows, figure) else '**not** '}first in {name}:"
        f" {place(tried, rows, figure, unit)}."
        for rows in _sizes(tried)
        for name, figure, unit in (("time", _painted, _in_ms), ("bytes", _received, _in_kb))
    ]
    return told + [_given_up(attempt) for attempt in tried if attempt.gives_up]


def _given_up(attempt: Attempt) -> str:
    why = attempt.ended or f"a change takes {_in_ms(attempt.painted_s)}, more than {LIMIT_S} s"
    return f"At {attempt.case.rows:,} incidents {attempt.page} gives up: {why}."


def targets(tried: Sequence[Attempt]) -> list[Target]:
    """Hold the measurements against what was promised; a size that was not tried is not promised about."""
    return [
        *_first(tried, "bytes", _received, _in_kb),
        *_first(tried, "time", _painted, _in_ms),
        *(_close(tried, rows) for rows in _sizes(tried) if rows <= CLOSE_UP_TO),
    ]


def _first(tried: Sequence[Attempt], name: str, figure: Figure, unit: Unit) -> list[Target]:
    return [
        Target(
            f"First in {name} at {rows:,} incidents", place(tried, rows, figure, unit), is_first(tried, rows, figure)
        )
        for rows in _sizes(tried)
        if rows >= FIRST_FROM
    ]


def _close(tried: Sequence[Attempt], rows: int) -> Target:
    promise = f"Within {MOST_TIMES_EMPTY} times an empty rerun at {rows:,} incidents"
    ours, empty = _of(tried, rows, ATLAS), _of(tried, rows, EMPTY)
    if ours is None or empty is None:
        return Target(promise, "not measured", met=False)
    longer = times(ours.painted_s, empty.painted_s)
    return Target(promise, f"{longer:.1f} times", longer <= MOST_TIMES_EMPTY)


_PAGE = """# The atlas against what people would use instead

Written by `python -m benchmarks --alternatives`, a part of `make bench`. Do not edit: every figure is measured, and
every sentence about figures is computed.

{machine}

Milliseconds are the median of {repetitions} repetitions after one that warms up ({slow_repetitions} where that takes
more than {slow} s), with the least and the greatest in brackets. Other work on the machine lengthens all of them, so
compare the pages of one size: they run one after the other, the empty page first.

## Promises

{targets}

## What was found

{findings}

## Every page at every size

{costs}

- **key press to picture**: in Chromium, from the key press on the slider of years until the picture with all of the new
  incidents has been handed over for painting. This is what is ranked.
- **to drawn picture**: for charts that draw with WebGL, until that is done as well. There is no graphics card here, so
  the processor draws; a computer with a graphics card is faster. For other pages it is the same moment.
- **times the empty page**: against an empty Streamlit rerun measured right before, which nothing can beat.
- **server**: without a browser, from the request over the websocket to `script_finished`, on loopback.
- **kB a change**: all messages over the websocket (1 kB = 1,000 bytes, not compressed) of the whole page.
- **memory**: what the server's process holds (resident) after the changes, with one visitor.

A page that does not open within {opening} s or does not repaint within {wait} s gives up; one that takes more than
{limit} s is not tried at the next size.

## How it is known that the new picture is there

- {atlas}: the map has counted one more view, and its provinces and circles stand.
- {folium}: as many paths as there are provinces and incidents, and none from before.
- {pydeck} and {map}: one WebGL call has drawn exactly as many points as the selection has incidents.
- {plotly}: its map holds exactly as many points as the selection has incidents, has cut them into
  tiles, and has had a frame to draw them. Points outside the window are not drawn.
- {empty}: the line of text.

This sees what has been told to the browser, not the screen: up to one frame more may pass (17 ms). A fence in the WebGL
stream tells when it is drawn. No tool watches the network of this browser, because copying messages of many megabytes
for a tool takes seconds that would be counted here.

## What is compared

The same incidents, the same slider of years, the same steps. Each script is in `pages/`, written the way the
documentation shows it, and reads only the columns that it needs:

- **{folium}** (`idiomatic.py`): the provinces inline, one `CircleMarker` with a tooltip per incident.
- **{pydeck}** (`pydeck_chart.py`): a `ScatterplotLayer` with a tooltip.
- **{map}** (`map_chart.py`): the coordinates, and nothing else.
- **{plotly}** (`scatter_map.py`): `px.scatter_map` with the place and date at the pointer.
- **{atlas}**: the whole page with sidebar, header, map and caption.

The comparison is not between equals. {pydeck}, {map} and {plotly} draw no province here, and no base map, because
no other host can be reached: both save them work. They draw every incident as a point of its own at every zoom; the
atlas adds up incidents that lie close together, and that is why its messages stay small.

The tables are made for measuring (`tables.py`). They hold no facts and are never shown.
"""


def page(tried: Sequence[Attempt], machine: str, repetitions: int) -> str:
    """Write the whole page."""
    promises = [(target.promise, target.measured, "yes" if target.met else "**no**") for target in targets(tried)]
    return _PAGE.format(
        machine=machine,
        repetitions=repetitions,
        slow_repetitions=SLOW_REPETITIONS,
        slow=SLOW_S,
        opening=OPENING_LIMIT_S,
        wait=WAIT_S,
        limit=LIMIT_S,
        targets=table(("promise", "measured", "kept"), promises),
        findings="\n".join(f"- {sentence}" for sentence in findings(tried)),
        costs=costs_table(tried),
        atlas=ATLAS,
        folium=NAMES[IDIOMATIC],
        pydeck=PYDECK,
        map=MAP,
        plotly=PLOTLY,
        empty=EMPTY,
    )
