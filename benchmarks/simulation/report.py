"""The results as a page of Markdown; every figure and every verdict on it is computed from the trials."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.simulation.coverage import ERROR, MANY, PROMISED, PROMISED_CLUSTERED, Tally
from benchmarks.simulation.provinces import Named
from benchmarks.simulation.scenarios import (
    CORRELATION,
    DATA_LIKE,
    DISPERSION,
    DRIFT,
    OPERATION_SIZE,
    SIZES,
    STAYS,
    STRONGER,
    Scenario,
    Size,
)
from benchmarks.simulation.verdicts import Verdicts


def _whole(part: float) -> str:
    return f"{100 * part:.0f} %"


OPENING = f"""# Does the verdict hold what it promises?

Written by `python -m benchmarks.simulation`; seeded, so the same code gives the same page.

The verdict and every interval of the shift were tried on made-up tables whose truth is known: two periods like the
atlas's own (before 15 August 2021 and since), with {", ".join(str(size) for size in SIZES)} incidents to be expected
when all are recorded, once without a shift and once with one in which the share of the region (the north and
north-east) rises from 5 % to 20 % and that of the east falls from 45 % to 30 %.

- **national waves**: the months of the country are negative binomial with variance {DISPERSION} times the mean, and the
  regions' shares vary from month to month with a correlation of {CORRELATION}, both as measured on the incident table;
  this is the world that resembles it. **stronger**: a correlation of {STRONGER}.
- **yearly drift**: the same, and the region's share drifts from year to year by {DRIFT} logits, without a shift.
- **half the east lost**: national waves; of what happens in the east in the second period one half is recorded.
- **regional waves**: each region has waves of its own, which implies a correlation of about one half.
- **operations**: incidents come in operations of one day, geometric in size with mean {OPERATION_SIZE:.0f}; each stays
  in the operation's own province with probability {STAYS}.
- **independent**: incidents fall on days and provinces independently.
"""

TRIED = """## Priors that were tried

Before the model was put to the incident table. *5 % → 20 %* and *no shift* as above, 300 tables each; the level is the
mean of both logits. The first is the standard one: narrower priors lose coverage and power, a wide one finds more rises
in small tables without a shift, and a level fixed near the truth gains nothing. "Wide" and "narrow" can be chosen.

"""

UNSEEN = """## What the verdict cannot see

A table holds what was recorded. Where reporting fell in the east alone, nothing in the table tells it from a fall of
the attacks there: the intervals hold the truth about what was recorded, and promise nothing about what happened. This
is why the verdict stands beside a range of differential reporting, others' counts, and the incidents with many killed.

Where a share drifts from year to year, the half-years of a period are not independent: the interval is too narrow, and
the word is therefore the weakest of several readings, one of them by years.

"""


KEPT = f"""## The intervals that are kept

Coverage is the part of the intervals that hold the truth about what is recorded, with its own exact 95 % interval, and
width the median width of the intervals (in the unit of the figure; ∞ where most have an open end). A table on which a
method gives no interval ("too few to say") is counted under *none*. The promise is kept when the coverage is not
significantly below {_whole(PROMISED)} (exact one-sided test at {_whole(ERROR)}), and where incidents cluster when it is
at least {_whole(PROMISED_CLUSTERED)} (with fewer than {MANY} intervals: not significantly below that).
"""


ENOUGH = 20
"""Intervals from which on a coverage can be named the lowest."""


class Promise(NamedTuple):
    """A promise, what was measured for it, and whether it was kept."""

    text: str
    measured: str
    kept: bool


def page(
    tallies: Sequence[Tally],
    verdicts: Sequence[Verdicts],
    provinces: Sequence[Named],
    tried: Mapping[str, Sequence[Verdicts]],
) -> str:
    """Write the whole page."""
    promises = "\n".join(
        f"| {each.text} | {each.measured} | {_yes(each.kept)} |" for each in kept_promises(tallies, verdicts)
    )
    head = f"{OPENING}\n| to hold | measured | held |\n|---|---|---|\n{promises}\n"
    methods = dict.fromkeys(tally.method for tally in tallies)
    sections = [_section(method, [tally for tally in tallies if tally.method == method]) for method in methods]
    return (
        "\n".join(
            [head, _verdicts(verdicts), UNSEEN + _seen(verdicts), _tried(tried), _provinces(provinces), KEPT, *sections]
        )
        + "\n"
    )


def kept_promises(tallies: Sequence[Tally], verdicts: Sequence[Verdicts]) -> list[Promise]:
    """Compare what was measured with what was promised."""
    own = [tally for tally in tallies if tally.against == "recorded"]
    return [*_verdict_promises(verdicts), *_coverage_promises(own)]


def _coverage_promises(own: Sequence[Tally]) -> list[Promise]:
    found = []
    independent = f"coverage not significantly below {_whole(PROMISED)}, incidents independent"
    together = f"coverage at least {_whole(PROMISED_CLUSTERED)}, incidents clustered"
    for clustered, text in ((False, independent), (True, together)):
        group = [tally for tally in own if tally.scenario.clustered is clustered and tally.said]
        if group:
            # One interval that misses would be "0 %": only what gave enough of them can be the lowest.
            many = [tally for tally in group if tally.said >= ENOUGH] or group
            least = min(many, key=lambda tally: tally.coverage)
            kept = sum(tally.holds for tally in group)
            told = f"{kept} of {len(group)}; lowest {_percent(least.coverage)} ({_named(least)})"
            found.append(Promise(text, told, kept == len(group)))
    return found


def _verdict_promises(verdicts: Sequence[Verdicts]) -> list[Promise]:
    """Hold the verdicts to their bounds; the worst scenario of each promise is named."""
    found: list[Promise] = []

    def hold(text: str, group: list[Verdicts], part: Callable[[Verdicts], float], bound: float, *, least: bool) -> None:
        if not group:
            return
        worst = (min if least else max)(group, key=part)
        value = part(worst)
        told = f"{'at least' if least else 'at most'} {_percent(value)} ({_place(worst.scenario)})"
        found.append(Promise(text, told, value >= bound if least else value <= bound))

    still = [each for each in verdicts if not each.scenario.shifted]
    moved = [each for each in verdicts if each.scenario.shifted]
    lost = [each for each in still if each.scenario.reporting != "full"]
    seen = [each for each in still if each.scenario.reporting == "full"]
    alike = [each for each in verdicts if each.scenario.name == DATA_LIKE.name]
    large = [each for each in moved if each.scenario.name == DATA_LIKE.name and each.scenario.size == SIZES[1]]
    steady = [each for each in moved if not each.scenario.drift]
    hold("no shift is called supported in at most 1 %", seen, lambda each: each.part("supported"), 0.01, least=False)
    hold("... in at most 2 % with half the east lost", lost, lambda each: each.part("supported"), 0.02, least=False)
    hold("a shift without yearly drift is called not supported in at most 1 %", steady,
         lambda each: each.part("not_supported"), 0.01, least=False)  # fmt: skip
    hold("the 95 % interval holds the truth in at least 93 %, national waves", alike, _coverage_of, 0.93, least=True)
    hold("a shift is called supported in at least 45 %, national waves, 240/118", large,
         lambda each: each.part("supported"), 0.45, least=True)  # fmt: skip
    hold("P(rise) is at least 0.975 of a shift in at least 80 %, national waves, 240/118", large,
         lambda each: each.rises / each.tables, 0.80, least=True)  # fmt: skip
    return found


def _coverage_of(each: Verdicts) -> float:
    return each.covered / each.said if each.said else 1.0


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


def _verdicts(verdicts: Sequence[Verdicts], title: str = "## The verdict\n") -> str:
    lines = [
        title,
        "Parts of the tables with each verdict, with P(rise) of at least 0.975, and of the 95 % intervals of the "
        "difference that hold the truth about what is recorded; width is their median, in points.\n",
        "| scenario | size | shift | tables | supported | rise only or small | not supported | cannot tell | "
        "P(rise) ≥ 0.975 | coverage | width |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_verdict_line(each, each.scenario.name) for each in verdicts)]) + "\n"


def _verdict_line(each: Verdicts, name: str) -> str:
    rises = each.part("rise_only") + each.part("rise_small")
    parts = (each.part("supported"), rises, each.part("not_supported"), each.part("cannot_tell"))
    told = " | ".join(_percent(part) for part in (*parts, each.rises / each.tables, _coverage_of(each)))
    shift = "5 % → 20 %" if each.scenario.shifted else "none"
    return f"| {name} | {each.scenario.size} | {shift} | {each.tables} | {told} | {100 * each.width:.1f} |"


def _seen(verdicts: Sequence[Verdicts]) -> str:
    """Say with figures what lost reporting and drift do."""
    told = []
    drifting = [each for each in verdicts if each.scenario.drift]
    if drifting:
        wrong = max(each.part("not_supported") for each in drifting if each.scenario.shifted)
        false = max(each.rises / each.tables for each in drifting if not each.scenario.shifted)
        least = min(_coverage_of(each) for each in drifting)
        told.append(
            f"With yearly drift a true shift is called not supported in up to {_percent(wrong)} of the tables, P(rise) "
            f"is at least 0.975 without one in up to {_percent(false)}, and the interval holds the truth in "
            f"{_percent(least)} at the worst."
        )
    lost = [each for each in verdicts if each.scenario.reporting != "full" and not each.scenario.shifted]
    if lost:
        false = max(each.rises / each.tables for each in lost)
        told.append(
            f"With half the east lost and no shift, P(rise) is at least 0.975 in up to {_percent(false)} of the tables."
        )
    return " ".join(told) + "\n"


def _tried(tried: Mapping[str, Sequence[Verdicts]]) -> str:
    lines = [
        TRIED + "| prior | scenario | size | shift | supported | P(rise) ≥ 0.975 | coverage | width |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, found in tried.items():
        for each in found:
            told = " | ".join(
                _percent(part) for part in (each.part("supported"), each.rises / each.tables, _coverage_of(each))
            )
            shift = "5 % → 20 %" if each.scenario.shifted else "none"
            lines.append(
                f"| {name} | {each.scenario.name} | {each.scenario.size} | {shift} | {told} | {100 * each.width:.1f} |"
            )
    return "\n".join(lines) + "\n"


def _provinces(provinces: Sequence[Named]) -> str:
    lines = [
        "## Province tests\n",
        "Tables without a shift on which the model names at least one province of 34 by P(rise) alone, and on which at "
        "least one is said to have risen or fallen (at least ten incidents, and the sure rows agreeing). Many are "
        "asked at once, so some are named by chance: every caption says how many that would be.\n",
        "| scenario | size | tables | some P beyond 0.975 | some province named |",
        "|---|---|---|---|---|",
    ]
    for each in provinces:
        parts = " | ".join(_percent(number / each.tables) for number in (each.by_p, each.by_verdict))
        lines.append(f"| {each.scenario.name} | {each.scenario.size} | {each.tables} | {parts} |")
    return "\n".join(lines) + "\n"


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
