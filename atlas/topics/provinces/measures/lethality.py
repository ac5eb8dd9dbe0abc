"""How many people an attack kills in a place, and how often it is a suicide attack or a mass killing."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import has_toll
from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.intervals import student_reach
from atlas.statistics.periods import Period, month_numbers
from atlas.statistics.shares import FEWEST_INSIDE
from atlas.topics.provinces.measures.contrasts import Marked, contrasts

MASS_KILLED = 10
"""From this many killed (best estimate) an attack is counted as one with many victims."""

SUICIDE = ("suicide bombing",)
POSSIBLY_SUICIDE = ("suicide bombing", "complex assault")
"""A complex assault joins gunmen with a suicide or another explosion: it may be a suicide attack or not."""

KINDS = ("suicide", "possibly suicide", "many killed")


class Toll(NamedTuple):
    """Deaths per attack of one place.

    The means go over the attacks with any figure; ``low``, ``best`` and ``high`` use the low, best and high figures of
    all of them. None without any figure.
    """

    attacks: int
    known: int
    low: float | None
    best: float | None
    high: float | None
    interval: Estimate
    """The best mean with its 95 % interval, unknown below ``FEWEST_INSIDE`` figures."""
    median: float | None
    deadliest: float | None
    """The part of the best total that the single deadliest attack makes, a fraction."""


class Lethality(NamedTuple):
    """The attacks of a place beside those of the rest of its country.

    ``kinds`` compares how often attacks were suicide bombings, suicide bombings or complex assaults, or killed at least
    ``MASS_KILLED`` (index KINDS, columns of ``contrasts``; attacks without the figure or a known method are no part of
    the shares).
    """

    here: Toll
    rest: Toll
    kinds: pd.DataFrame


def lethality(here: pd.DataFrame, rest: pd.DataFrame, period: Period) -> Lethality:
    """Measure the deaths per attack; only rows of the class attack count.

    Notes
    -----
    Whether attacks are deadlier here is judged by how often they kill many, never by the mean, which a single attack
    can make. The interval of the mean is that of a ratio of sums with months as clusters (Cochran 1977, Sampling
    Techniques, chapter 6) and Student's t; with few, uneven attacks it is too narrow.
    """
    ours, theirs = (side[(side["event_class"] == "attack").to_numpy()] for side in (here, rest))
    found = [_contrast(ours, theirs, "attack_type", words, period) for words in (SUICIDE, POSSIBLY_SUICIDE)]
    found.append(_many_killed(ours, theirs, period))
    kinds = pd.concat(found).set_axis(pd.Index(KINDS, name="kind"))
    return Lethality(toll(ours), toll(theirs), kinds)


def toll(attacks: pd.DataFrame) -> Toll:
    """Sum up the deaths per attack."""
    known = attacks[has_toll(attacks)]
    if known.empty:
        return Toll(len(attacks), 0, None, None, None, UNKNOWN, None, None)
    low, best, high = _figures(known)
    deadliest = float(best.max() / best.sum()) if best.sum() else None
    return Toll(
        attacks=len(attacks),
        known=len(known),
        low=float(low.mean()),
        best=float(best.mean()),
        high=float(high.mean()),
        interval=_mean(best, month_numbers(known["date_start"])),
        median=float(np.median(best)),
        deadliest=deadliest,
    )


def _figures(known: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give the figures of each attack; a missing one is the next known one, whatever the attribution."""
    low, best, high = (known[f"killed_{bound}"].to_numpy(dtype=float) for bound in ("low", "best", "high"))
    best = np.where(np.isnan(best), np.where(np.isnan(low), high, low), best)
    return np.where(np.isnan(low), best, low), best, np.where(np.isnan(high), best, high)


def _mean(values: NDArray[np.float64], month: NDArray[np.int64]) -> Estimate:
    """Give the mean with an interval that lets the attacks of one month depend on each other."""
    mean, (_, cluster) = float(values.mean()), np.unique(month, return_inverse=True)
    residuals = np.bincount(cluster, values - mean)
    clusters = len(residuals)
    if len(values) < FEWEST_INSIDE or clusters < 2:
        return Estimate(mean, None, None)
    error = np.sqrt(clusters / (clusters - 1) * (residuals**2).sum()) / len(values)
    reach = float(student_reach(clusters - 1) * error)
    return Estimate(mean, max(0.0, mean - reach), mean + reach)


def _contrast(
    ours: pd.DataFrame, theirs: pd.DataFrame, column: str, words: tuple[str, ...], period: Period
) -> pd.DataFrame:
    """Compare how often the column holds one of the words, among the rows where it is known."""
    known = [side[(side[column].notna() & (side[column] != "unknown")).to_numpy()] for side in (ours, theirs)]
    here, rest = (Marked.rows(side, side[column].isin(words).to_numpy(dtype=np.bool_)) for side in known)
    return contrasts(here, rest, 1, period)


def _many_killed(ours: pd.DataFrame, theirs: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Compare how often an attack killed many, among those with a figure."""
    known = [side[has_toll(side)] for side in (ours, theirs)]
    here, rest = (Marked.rows(side, np.asarray(_figures(side)[1] >= MASS_KILLED)) for side in known)
    return contrasts(here, rest, 1, period)
