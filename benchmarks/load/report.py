"""The results of the load test as a page of Markdown; every verdict on it is computed."""

from collections.abc import Sequence

from benchmarks.load.steps import Step
from benchmarks.report import Target, table

VIEWERS, LONGEST_S, MOST_GROWTH, LEAST_GAIN = 25, 1.0, 0.05, 1.5


def steps_table(steps: Sequence[Step]) -> str:
    """Write what each step measured."""
    header = (
        "processes", "viewers", "minutes", "reruns", "reruns per s", "p50 ms", "p95 ms", "errors",
        "memory MB: start", "end", "growth",
    )  # fmt: skip
    return table(header, [_row(step) for step in steps])


def _row(step: Step) -> tuple[str, ...]:
    return (
        str(step.processes),
        f"{step.viewers}, {'without a pause' if not step.every else f'every {step.every:g} s'}",
        f"{step.played.seconds / 60:.1f}",
        f"{len(step.played.reruns):,}",
        f"{step.per_second:.1f}",
        f"{1000 * step.waited(0.5):,.0f}",
        f"{1000 * step.waited(0.95):,.0f}",
        str(len(step.played.errors)),
        f"{step.memory[0][1] / 1e6:,.0f}",
        f"{step.memory[-1][1] / 1e6:,.0f}",
        f"{step.growth:+.1%}",
    )


def targets(steps: Sequence[Step]) -> list[Target]:
    """Hold the steps against what was promised, as far as they were run."""
    found = [target for step in steps if step.processes == 1 and step.every for target in _of_viewers(step)]
    busy = {step.processes: step.per_second for step in steps if not step.every}
    if {1, 2} <= busy.keys():
        gain = busy[2] / busy[1]
        promise = f"Two processes behind a proxy carry at least {LEAST_GAIN} times what one does"
        found.append(Target(promise, f"{gain:.2f} times as many reruns per second", gain >= LEAST_GAIN))
    errors = sum(len(step.played.errors) for step in steps)
    return [*found, Target("No session ends with an error", f"{errors} errors", not errors)]


def _of_viewers(step: Step) -> list[Target]:
    if step.viewers != VIEWERS:
        return []
    late = step.waited(0.95)
    return [
        Target(
            f"{VIEWERS} viewers who change a filter every {step.every:g} s wait at most {LONGEST_S:g} s in 95 of 100"
            " cases",
            f"{late:.2f} s",
            late <= LONGEST_S,
        ),
        Target(
            f"and memory is flat: it grows by at most {MOST_GROWTH:.0%} from the second quarter to the last",
            f"{step.growth:+.1%} in {step.played.seconds / 60:.0f} min",
            step.growth <= MOST_GROWTH,
        ),
    ]


_PAGE = """# What the atlas carries

Written by `python -m benchmarks.load`. Do not edit: every figure is measured and every verdict computed.

{machine}

{rows}

Viewers speak Streamlit's websocket protocol; a load of plain HTTP requests would run no script. Each has a session of
its own on the Map page and moves the slider of years. A change is timed from the moment it was due to the end of the
run, so that a viewer who had to wait for the last change counts as waiting. The viewers run on the same machine and
take their part of its cores. Memory is resident memory of all server processes; growth compares the last quarter of a
step with the second.

## Promises

{targets}

## Steps

{steps}

{errors}
"""


def page(steps: Sequence[Step], machine: str, rows: int) -> str:
    """Write the whole page."""
    kept = [(target.promise, target.measured, "yes" if target.met else "**no**") for target in targets(steps)]
    said = dict.fromkeys(error for step in steps for error in step.played.errors)
    return _PAGE.format(
        machine=machine,
        rows=f"A measuring table of {rows:,} incidents." if rows else "The incident table of the atlas.",
        targets=table(("promise", "measured", "kept"), kept),
        steps=steps_table(steps),
        errors="\n".join(["Errors:", "", *(f"- {error}" for error in said)]) if said else "No errors.",
    )
