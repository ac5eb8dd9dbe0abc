"""How many incidents that nobody recorded would undo a result, and how many others have published.

The table is not a census, so a difference of shares could come from what is missing. A tipping point says how much
would have to be missing: incidents outside the region in the later period, or inside it in the earlier one.
"""

from collections.abc import Callable
from typing import NamedTuple, Self

import numpy as np
import pandas as pd

from atlas.statistics.estimate import Estimate
from atlas.statistics.monthly import Monthly
from atlas.statistics.periods import Period
from atlas.statistics.shares import effective_size, newcombe, sums_of

MOST = 1_000_000
"""A tipping point beyond this many incidents is none."""

PART_INSIDE = 0.9
"""A published count is set beside a period when this part of its own days lies in it."""


class Tipping(NamedTuple):
    """Numbers of unrecorded incidents; None where no number would do, 0 where there is nothing to undo."""

    to_lower_bound: int | None
    """Outside the region in the later period, until the lower bound of the difference is no longer above 0."""
    to_zero: int | None
    """Outside the region in the later period, until the difference itself is no longer above 0."""
    to_lower_bound_before: int | None
    """The same as ``to_lower_bound``, inside the region in the earlier period."""
    to_zero_before: int | None


class Published(NamedTuple):
    """One published count beside the table's own for the same days."""

    id: str
    who: str
    days: Period
    figure: int
    """The published number of attacks by the group, the lower one where a range was given."""
    recorded: int
    """Rows of the table that lie in the same days."""
    source: str

    @property
    def gap(self) -> int:
        """How many more were published than the table holds."""
        return max(0, self.figure - self.recorded)


def tipping(before: Monthly, after: Monthly) -> Tipping:
    """Count what would have to be missing for a rise to be no rise.

    Missing incidents are taken to come in bursts like the recorded ones: the effective size grows with the number.
    """
    if not before.n or not after.n:
        return Tipping(None, None, None, None)
    first, second = _Side.of(before), _Side.of(after)

    def later(number: int) -> Estimate:
        return _difference(first, second.with_more(inside=0, total=number))

    def earlier(number: int) -> Estimate:
        return _difference(first.with_more(inside=number, total=number), second)

    return Tipping(
        to_lower_bound=_fewest(lambda number: later(number).above(0)),
        to_zero=_fewest(lambda number: (later(number).value or 0) > 0),
        to_lower_bound_before=_fewest(lambda number: earlier(number).above(0)),
        to_zero_before=_fewest(lambda number: (earlier(number).value or 0) > 0),
    )


def published_counts(counts: pd.DataFrame, rows: pd.DataFrame, period: Period, area: str = "AF") -> list[Published]:
    """Set published counts of the group's attacks beside the table's own, the widest gap first.

    Parameters
    ----------
    counts
        The side table ``published_counts``.
    rows
        The counted rows of the country ``area`` (ISO 3166-1 alpha-2).
    period
        Counts whose days lie in it, all but a tenth, are taken.
    """
    kinds = counts["unit"].isin(["attacks", "events"]) & (counts["actor"] == "the group") & (counts["area_id"] == area)
    found = []
    for row in counts[kinds & (counts["figure_low"] > 0)].to_dict("records"):
        span = Period(row["period_start"].date(), row["period_end"].date())
        if span.days and span.cut_to(period).days >= PART_INSIDE * span.days:
            figure, recorded = int(row["figure_low"]), int(span.holds(rows).sum())
            found.append(Published(row["id"], row["who"], span, figure, recorded, row["source"]))
    return sorted(found, key=lambda each: (-each.gap, each.id))


class _Side(NamedTuple):
    """One period: its counts, and how many independent incidents one incident is worth."""

    inside: int
    total: int
    worth: float

    @classmethod
    def of(cls, counts: Monthly) -> Self:
        return cls(counts.n_inside, counts.n, float(effective_size(sums_of(counts))) / counts.n)

    def with_more(self, *, inside: int, total: int) -> Self:
        return self._replace(inside=self.inside + inside, total=self.total + total)


def _difference(before: _Side, after: _Side) -> Estimate:
    shares = (np.asarray(side.inside / side.total) for side in (before, after))
    sizes = (np.asarray(side.total * side.worth) for side in (before, after))
    first, second = zip(shares, sizes, strict=True)
    return newcombe(*first, *second).one()


def _fewest(holds: Callable[[int], bool]) -> int | None:
    """Find the smallest number at which something no longer holds, by doubling and halving."""
    if not holds(0):
        return 0
    low, high = 0, 1
    while holds(high):
        low, high = high, high * 2
        if high > MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return high
