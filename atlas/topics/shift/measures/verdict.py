"""The rule by which a claimed shift is called supported, partly supported, not supported, or not decidable."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from atlas.settings import SMALLEST_DIFFERENCE
from atlas.statistics.estimate import Estimate
from atlas.statistics.shares import FEWEST_INSIDE
from atlas.topics.shift.measures.readings import Reading

Verdict = Literal["supported", "partly_supported", "not_supported", "cannot_tell"]

ENOUGH_AGREE = 0.8
"""The part of the valid specifications that must agree that the share rose."""


class FourTests(NamedTuple):
    """The four tests; None where one does not apply."""

    t1: bool
    """The region's share rose: the lower bound of the difference lies above 0."""
    t2: bool | None
    """The origin's share fell. Does not apply to a region that holds part of the origin."""
    t3: bool
    """The region's own rate rose or held: it did not merely stay while the rest collapsed."""
    t4: bool
    """The region has more incidents than any other region in the second period, the sure ones alone as well."""


def four_tests(region: Reading, origin: Reading | None, leads: bool) -> FourTests:
    """Carry out the four tests; ``origin`` is None where the region holds part of it."""
    return FourTests(
        t1=region.difference.above(0),
        t2=None if origin is None else origin.difference.below(0),
        t3=rose_or_held(region.rate_ratio),
        t4=leads,
    )


def rose_or_held(ratio: Estimate) -> bool:
    """Tell whether a rate did not fall: its best estimate is no smaller than before.

    An infinite ratio (nothing before, something after) has no value but a lower bound.
    """
    if ratio.value is None:
        return ratio.low is not None
    return ratio.value >= 1


def decide(
    region: Reading,
    found: FourTests,
    agreeing: float | None,
    high_capture_agrees: bool,
    smallest: float = SMALLEST_DIFFERENCE,
) -> Verdict:
    """Apply the rule.

    Parameters
    ----------
    region
        The region under the primary specification.
    found
        The four tests; the fourth does not enter.
    agreeing
        Which part of the valid specifications agrees, None where none is valid.
    high_capture_agrees
        Whether the deadliest incidents, which hardly any reporter misses, say the same.
    smallest
        The smallest difference of shares that would count as a shift, as a fraction.
    """
    if region.inside < FEWEST_INSIDE or region.difference.value is None:
        return "cannot_tell"
    if region.difference.below(smallest):
        return "not_supported"
    if not found.t1:
        return "cannot_tell"
    grid = agreeing is not None and agreeing >= ENOUGH_AGREE
    whole = found.t2 is not False and found.t3 and grid and high_capture_agrees
    return "supported" if whole else "partly_supported"


def strata_agree(strata: Mapping[int, Reading], valid: Mapping[int, bool]) -> bool:
    """Tell whether the deadliest incidents confirm a rise.

    The lowest threshold must show it by its own interval; a higher one, which holds fewer incidents, must not point the
    other way where it has enough of them.
    """
    lowest = min(strata)
    if not valid[lowest] or not strata[lowest].difference.above(0):
        return False
    others = [strata[each].difference.value for each in strata if each != lowest and valid[each]]
    return all(value is not None and value > 0 for value in others)
