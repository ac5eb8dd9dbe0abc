"""How often something is the case in one place, beside how often in the rest of its country."""

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import Estimates
from atlas.statistics.monthly import monthly_groups
from atlas.statistics.periods import Months, Period, month_numbers, months_of
from atlas.statistics.shares import FEWEST_INSIDE, Sums, share_differences, shares

Verdict = Literal["more often", "less often", "not told apart", "too few to say"]

COLUMNS = (
    "incidents_sure", "incidents", "share", "low", "high", "rest", "rest_share", "rest_low", "rest_high",
    "difference", "difference_low", "difference_high", "verdict",
)  # fmt: skip


class Marked(NamedTuple):
    """The rows of one place, each with the number of its kind (negative for none of those asked about)."""

    month: NDArray[np.int64]
    sure: NDArray[np.bool_]
    kind: NDArray[np.int64]

    @classmethod
    def rows(cls, table: pd.DataFrame, kind: NDArray[np.integer[Any]] | NDArray[np.bool_]) -> "Marked":
        """Take the rows of a plain table; a truth per row makes one kind, number 0."""
        numbers = np.asarray(np.where(kind, 0, -1) if kind.dtype == np.bool_ else kind, dtype=np.int64)
        return cls(month_numbers(table["date_start"]), is_sure(table), numbers)


def contrasts(here: Marked, rest: Marked, kinds: int, period: Period) -> pd.DataFrame:
    """Compare the share of each kind among the rows of a place with that in the rest of its country.

    Parameters
    ----------
    here, rest
        The rows of the place and of the rest, under the same selection.
    kinds
        How many kinds there are, numbered from 0.
    period
        The covered days of the selection.

    Returns
    -------
    pandas.DataFrame
        One row per kind: incidents_sure and incidents here, share with its 95 % interval (low, high); the same for the
        rest; difference (here less rest) with its interval; verdict. Intervals are missing where a side has fewer than
        ``FEWEST_INSIDE`` rows. A verdict is "more often" or "less often" only where the interval of the difference
        excludes 0 over all rows and over the sure ones.

    Notes
    -----
    Wilson's interval for a share and Newcombe's for a difference, on effective sizes, because incidents come in bursts
    (``atlas.statistics.shares``). The two sides are taken as independent of each other.
    """
    months = months_of(period)
    every = [_sums(side, np.ones(len(side.month), dtype=np.bool_), kinds, months) for side in (here, rest)]
    sure = [_sums(side, side.sure, kinds, months) for side in (here, rest)]
    enough = [len(side.month) >= FEWEST_INSIDE for side in (here, rest)]
    difference = _known(share_differences(every[1], every[0]), min(enough))
    told = _verdicts(difference, share_differences(sure[1], sure[0]), kinds, min(enough))
    ours, theirs = (_known(shares(each), is_enough) for each, is_enough in zip(every, enough, strict=True))
    numbers = [sure[0].inside, every[0].inside, *ours, every[1].inside, *theirs, *difference, told]
    found = pd.DataFrame(dict(zip(COLUMNS, numbers, strict=True)))
    return found.astype(dict.fromkeys(("incidents_sure", "incidents", "rest"), "int64"))


def _sums(side: Marked, held: NDArray[np.bool_], kinds: int, months: Months) -> Sums:
    """Add up the held rows of one side, an entry per kind."""
    inside = monthly_groups(side.month[held], side.kind[held], kinds, months)
    whole = monthly_groups(side.month[held], np.zeros(int(held.sum()), dtype=np.int64), 1, months)
    return Sums.of(inside, np.broadcast_to(whole, inside.shape), months.days)


def _known(found: Estimates, enough: np.bool_ | bool) -> Estimates:
    """Keep the value and drop the interval where the rows are too few to speak of one."""
    lost = np.full(found.value.shape, np.nan)
    return found if enough else Estimates(found.value, lost, lost)


def _verdicts(every: Estimates, sure: Estimates, kinds: int, enough: np.bool_ | bool) -> NDArray[np.object_]:
    """Name a direction only where all rows and the sure ones agree on it."""
    told = np.full(kinds, "not told apart" if enough else "too few to say", dtype=object)
    if enough:
        told[(every.low > 0) & (sure.low > 0)] = "more often"
        told[(every.high < 0) & (sure.high < 0)] = "less often"
    return told
