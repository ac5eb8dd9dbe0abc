"""What trying a method on one table gives.

A method is a function ``covers(table, question, truth) -> dict[str, Outcome]``: a plain table of made-up incidents, the
question that is asked of it, and what is true (`benchmarks.simulation.tables.Truth`); one outcome per figure that the
method gives, under the name that the report prints.
"""

from typing import NamedTuple

from atlas.statistics.estimate import Estimate


class Outcome(NamedTuple):
    """Whether an interval held the truth, and how wide it was.

    ``covered`` is None where the method gave no interval ("too few to say"); it is then counted apart. ``width`` is
    infinite for an interval with an open end.
    """

    covered: bool | None
    width: float


def judged(found: Estimate, true: float) -> Outcome:
    """Judge an interval by the truth; a bound that is None is infinite, and with neither bound there is no interval."""
    if found.low is None and found.high is None:
        return Outcome(None, float("nan"))
    low = -float("inf") if found.low is None else found.low
    high = float("inf") if found.high is None else found.high
    return Outcome(low <= true <= high, high - low)
