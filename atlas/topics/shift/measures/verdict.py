"""The rule by which a claimed shift is called supported, a rise only, not supported, or not decidable."""

from typing import Literal, NamedTuple

from atlas.statistics.shares import FEWEST_INSIDE

Verdict = Literal["supported", "rise_small", "rise_only", "not_supported", "cannot_tell"]

VERDICTS: tuple[Verdict, ...] = ("supported", "rise_small", "rise_only", "not_supported", "cannot_tell")

Condition = Literal["size", "origin", "rate", "deadly"]
"""What "supported" asks for beside a rise: its size, a fall of the origin's share, the region's own rate, and that
the incidents with many killed say the same."""

FEWEST_BLOCKS = 4
"""Half-years with an incident that each period needs."""

BEYOND, ORIGIN, RATE, DEADLY = 0.90, 0.95, 0.80, 0.80
"""What "supported" asks of each condition."""

SURE_RISE, NO_MORE = 0.975, 0.05
"""From the first a rise is named; up to the second, one of more than the smallest difference is denied."""


class Chances(NamedTuple):
    """What the verdict is decided by; probabilities 0 to 1, None where a condition does not apply or cannot be read."""

    inside: int
    """Units of the region in both periods together."""
    blocks: tuple[int, int]
    """Half-years of each period that hold a unit of the country."""
    p_rise: float | None
    p_beyond: float | None
    p_origin_fell: float | None
    origin_apart: bool
    """Whether the region holds no part of the origin, so that the origin's fall says something."""
    rate: float | None
    """One-sided confidence that the region's own rate rose."""
    p_deadly: float | None
    deadly_counts: bool
    """Whether each period has enough incidents with many killed."""


class Decision(NamedTuple):
    """The verdict, and what of "supported" is missing."""

    verdict: Verdict
    missing: tuple[Condition, ...]


def decide(chances: Chances) -> Decision:
    """Apply the rule, in its order."""
    rises, beyond = chances.p_rise, chances.p_beyond
    too_few = chances.inside < FEWEST_INSIDE or min(chances.blocks) < FEWEST_BLOCKS
    if too_few or rises is None or beyond is None:
        return Decision("cannot_tell", ())
    missing = tuple(name for name, met in _conditions(chances).items() if not met)
    if not missing:
        return Decision("supported", ())
    if rises >= SURE_RISE:
        return Decision("rise_small" if beyond <= NO_MORE else "rise_only", missing)
    return Decision("not_supported" if beyond <= NO_MORE else "cannot_tell", missing)


def _conditions(chances: Chances) -> dict[Condition, bool]:
    """Tell which conditions of "supported" are met; one that does not apply is."""
    return {
        "size": (chances.p_beyond or 0) >= BEYOND,
        "origin": not chances.origin_apart or (chances.p_origin_fell or 0) >= ORIGIN,
        "rate": (chances.rate or 0) >= RATE,
        "deadly": not chances.deadly_counts or (chances.p_deadly or 0) >= DEADLY,
    }
