"""The results as a page of Markdown; every figure and every verdict on it is computed from the trials."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.simulation.coverage import ERROR, MANY, PROMISED, PROMISED_CLUSTERED, Tally
from benchmarks.simulation.provinces import Named
from benchmarks.simulation.scenarios import DISPERSION, OPERATION_SIZE, SIZES, STAYS, Scenario, Size
from benchmarks.simulation.verdicts import Verdicts

MOST_SUPPORTED, LEAST_T1, MOST_NAMED = 0.05, 0.80, 0.05


def _whole(part: float) -> str:
    return f"{100 * part:.0f} %"


OPENING = f"""# Do the intervals hold what they promise?

Written by `python -m benchmarks.simulation`; seeded, so the same code gives the same page.

Every method of the shift was tried on made-up tables whose truth is known: two periods like the atlas's own (before
15 August 2021 and since), with {" or ".join(str(size) for size in SIZES)} incidents to be expected when all are
recorded, once without a shift and once with one in which the share of the region (the north and north-east) rises from
5 % to 20 % and that of the east falls from 45 % to 30 %.

- **independent**: incidents fall on days and provinces independently.
- **waves**: each region's monthly counts are negative binomial with variance {DISPERSION} times the mean, as measured
  on the incident table. Each region has waves of its own, which is the harder case: waves common to the country would
  leave the shares alone.
- **operations**: incidents come in operations of one day, geometric in size with mean {OPERATION_SIZE:.0f}; each
  incident stays in the operation's own province with probability {STAYS}, else it lies anywhere. Harder than the
  incident table, where operations of several incidents are few.
- **half recorded**: waves, and of what happens in the second period one half is recorded, everywhere alike.
- **half recorded in the east**: the same, in the east alone.

Coverage is the part of the intervals that hold the truth, with its own exact 95 % interval; width is the median width
of the intervals (in the unit of the figure; ∞ where most have an open end). A table on which a method gives no interval
("too few to say") is counted under *none*. The promise is kept when the coverage is not significantly below
{_whole(PROMISED)} (exact one-sided test at {_whole(ERROR)}), and where incidents cluster when it is at least
{_whole(PROMISED_CLUSTERED)} (with fewer than {MANY} intervals: not significantly below that).
"""

UNSEEN = """## What the tests cannot see

A table holds what was recorded. Where one half of everything went unrecorded, shares, odds and the mean centre are what
they were, and only the rates are not: a reader who takes the rate of what was *recorded* for the rate of what
*happened* is misled by the factor of the loss, however narrow the interval.

Where reporting fell in the east alone, nothing in the table tells it from a fall of the attacks there. The intervals
still hold the truth about what was recorded; about what happened they promise nothing. That is why the verdict stands
beside published counts, the tipping point and the deadliest incidents, which hardly any reporter misses, and why no
interval is said to cover gaps in reporting.

"""


class Promise(NamedTuple):
    """A promise, what was measured for it, and whether it was kept."""

    text: str
    measured: str
    kept: bool


def page(tallies: Sequence[Tally], verdicts: Sequence[Verdicts], provinces: Sequence[Named]) -> str:
    """Write the whole page."""
    promises = "\n".join(
        f"| {each.text} | {each.measured} | {_yes(each.kept)} |" for each in kept_promises(tallies, verdicts, provinces)
    )
    head = f"{OPENING}\n| promise | measured | kept |\n|---|---|---|\n{promises}\n"
    methods = dict.fromkeys(tally.method for tally in tallies)
    sections = [_section(method, [tally for tally in tallies if tally.method == method]) for method in methods]
    rest = (_against_what_happened(tallies), _verdicts(verdicts), _provinces(provinces), UNSEEN + _seen(verdicts))
    return "\n".join([head, *sections, *rest]) + "\n"


def kept_promises(tallies: Sequence[Tally], verdicts: Sequence[Verdicts], provinces: Sequence[Named]) -> list[Promise]:
    """Compare what was measured with what was promised."""
    own = [tally for tally in tallies if tally.against == "recorded"]
    return [*_coverage_promises(own), *_verdict_promises(verdicts), *_province_promises(provinces)]


def _coverage_promises(own: Sequence[Tally]) -> list[Promise]:
    found = []
    independent = f"coverage not significantly below {_whole(PROMISED)}, incidents independent"
    together = f"coverage at least {_whole(PROMISED_CLUSTERED)}, incidents clustered"
    for clustered, text in ((False, independent), (True, together)):
        group = [tally for tally in own if tally.scenario.clustered is clustered and tally.said]
        if group:
            least = min(group, key=lambda tally: tally.coverage)
            kept = sum(tally.holds for tally in group)
            told = f"{kept} of {len(group)}; lowest {_percent(least.coverage)} ({_named(least)})"
            found.append(Promise(text, told, kept == len(group)))
    return found


def _verdict_promises(verdicts: Sequence[Verdicts]) -> list[Promise]:
    still = [each for each in verdicts if not each.scenario.shifted]
    found = []
    if still:
        worst = max(still, key=lambda each: each.supported / each.decided)
        part = worst.supported / worst.decided
        told = f"at most {_percent(part)} ({_place(worst.scenario)})"
        found.append(
            Promise(f"no shift is called supported in at most {_whole(MOST_SUPPORTED)}", told, part <= MOST_SUPPORTED)
        )
    for each in verdicts:
        if each.scenario.shifted and each.scenario.size == SIZES[0] and each.scenario.reporting == "full":
            text = f"5 % → 20 % is seen (T1) in at least {_whole(LEAST_T1)}, {_place(each.scenario)}"
            part = each.t1 / each.tables
            found.append(Promise(text, _percent(part), part >= LEAST_T1))
    return found


def _province_promises(provinces: Sequence[Named]) -> list[Promise]:
    if not provinces:
        return []
    worst = max(provinces, key=lambda each: each.by_verdict / each.tables)
    part = worst.by_verdict / worst.tables
    told = f"at most {_percent(part)} ({_place(worst.scenario)})"
    return [
        Promise(f"no shift makes a province rise or fall in at most {_whole(MOST_NAMED)}", told, part <= MOST_NAMED)
    ]


def _section(method: str, tallies: list[Tally]) -> str:
    """Write the table of one method: a line per scenario and size, without and with a shift side by side."""
    own = [tally for tally in tallies if tally.against == "recorded"]
    tables = " and ".join(f"{number:,}" for number in sorted({tally.tables for tally in own}, reverse=True))
    lines = [
        f"## {method[0].upper()}{method[1:]}\n",
        f"{tables} tables each.\n",
        "| scenario | size | no shift: coverage | width | none | 5 % → 20 %: coverage | width | none | kept |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, size in _rows(own):
        both = [_of(own, name, size, shifted) for shifted in (False, True)]
        kept = _yes(all(tally.holds for tally in both if tally))
        lines.append(f"| {name} | {size} | {' | '.join(_cells(tally) for tally in both)} | {kept} |")
    return "\n".join(lines) + "\n"


def _against_what_happened(tallies: Sequence[Tally]) -> str:
    told = [tally for tally in tallies if tally.against == "happened" and not tally.method.endswith(" before")]
    lines = [
        "## Held to what happened, not to what was recorded\n",
        "| figure | scenario | size | no shift | 5 % → 20 % |",
        "|---|---|---|---|---|",
    ]
    for method in dict.fromkeys(tally.method for tally in told):
        mine = [tally for tally in told if tally.method == method]
        for name, size in _rows(mine):
            both = (_of(mine, name, size, shifted) for shifted in (False, True))
            lines.append(f"| {method} | {name} | {size} | {' | '.join(_coverage(tally) for tally in both)} |")
    return "\n".join(lines) + "\n"


def _verdicts(verdicts: Sequence[Verdicts]) -> str:
    lines = [
        "## Tests and verdict\n",
        "How often each test held (T1 the region's share rose, T2 the east's fell, T3 the region's rate rose or held),"
        " and how often the verdict was *supported*, of the tables for which it was worked out.\n",
        "| scenario | size | shift | T1 | T2 | T3 | supported | of tables |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in verdicts:
        tests = " | ".join(_percent(number / each.tables) for number in (each.t1, each.t2, each.t3))
        shift = "5 % → 20 %" if each.scenario.shifted else "none"
        supported = f"{_percent(each.supported / each.decided)} | {each.supported}/{each.decided}"
        lines.append(f"| {each.scenario.name} | {each.scenario.size} | {shift} | {tests} | {supported} |")
    return "\n".join(lines) + "\n"


def _provinces(provinces: Sequence[Named]) -> str:
    lines = [
        "## Province tests\n",
        "Tables without a shift on which at least one province has a p below 0.05, and on which at least one is said to"
        " have risen or fallen (false discovery rate, interval and counts agreeing).\n",
        "| scenario | size | tables | some p below 0.05 | some province named |",
        "|---|---|---|---|---|",
    ]
    for each in provinces:
        parts = " | ".join(_percent(number / each.tables) for number in (each.by_p, each.by_verdict))
        lines.append(f"| {each.scenario.name} | {each.scenario.size} | {each.tables} | {parts} |")
    return "\n".join(lines) + "\n"


def _seen(verdicts: Sequence[Verdicts]) -> str:
    """Say how often the east is said to have fallen when only its reporting did."""
    blind = [each for each in verdicts if each.scenario.reporting == "half in the east" and not each.scenario.shifted]
    return "\n".join(
        f"At {each.scenario.size}, without any shift and with reporting that fell in the east alone, the east's share"
        f" is said to have fallen in {_percent(each.t2 / each.tables)} of the tables, the region's to have risen in"
        f" {_percent(each.t1 / each.tables)}."
        for each in blind
    )


def _rows(tallies: Iterable[Tally]) -> list[tuple[str, Size]]:
    return list(dict.fromkeys((tally.scenario.name, tally.scenario.size) for tally in tallies))


def _of(tallies: Iterable[Tally], name: str, size: Size, shifted: bool) -> Tally | None:
    wanted = (name, size, shifted)
    found = [each for each in tallies if (each.scenario.name, each.scenario.size, each.scenario.shifted) == wanted]
    return found[0] if found else None


def _cells(tally: Tally | None) -> str:
    if tally is None or not tally.said:
        return f"{_coverage(tally)} | – | {'–' if tally is None else '100 %'}"
    width = "∞" if tally.width == float("inf") else f"{tally.width:.3g}"
    return f"{_coverage(tally)} | {width} | {_percent(1 - tally.said / tally.tables)}"


def _coverage(tally: Tally | None) -> str:
    if tally is None or not tally.said:
        return "–"
    low, high = tally.interval
    return f"{_percent(tally.coverage)} ({100 * low:.1f}–{100 * high:.1f})"


def _named(tally: Tally) -> str:
    return f"{tally.method}, {_place(tally.scenario)}, {'5 % → 20 %' if tally.scenario.shifted else 'no shift'}"


def _place(scenario: Scenario) -> str:
    return f"{scenario.name}, {scenario.size}"


def _percent(part: float) -> str:
    return f"{100 * part:.1f} %"


def _yes(kept: bool) -> str:
    return "yes" if kept else "**no**"
