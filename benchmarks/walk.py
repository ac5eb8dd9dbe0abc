"""The selections that every measurement goes through: one step of the slider of years each, none of them twice.

A selection seen before would let Streamlit send a reference to a cached message instead of the message, and would
measure the cache. Eight steps narrow twelve years to eight at the least, so that the work stays about the same.
"""

from typing import NamedTuple

STEPS = ((1, 0), (0, -1), (-1, 0), (0, -1), (1, 0), (0, -1), (-1, 0), (0, -1))


class Step(NamedTuple):
    """A move of one of the two thumbs by a year."""

    thumb: int
    """0 for the first year, 1 for the last."""
    key: str
    """The key that makes the move."""
    low: int
    high: int


def walk(low: int, high: int) -> list[Step]:
    """List the steps from the whole span of a slider of at least six years."""
    steps = []
    for left, right in STEPS:
        low, high = low + left, high + right
        steps.append(Step(int(right != 0), "ArrowRight" if left + right > 0 else "ArrowLeft", low, high))
    return steps
