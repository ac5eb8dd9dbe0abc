"""How much of a country's activity lies near each of its borders, in two periods."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.beta_binomial import COARSE, posterior
from atlas.statistics.blocks import Blocks, blocks
from atlas.statistics.border_distances import borders_of, reach
from atlas.statistics.certainty import is_sure
from atlas.statistics.monthly import Monthly, per_month, units
from atlas.statistics.periods import Months, Question, Unit, months_of
from atlas.statistics.shares import FEWEST_INSIDE, Direction, in_country

BANDS = (25, 50, 100)
"""Distances from a border, in kilometres, within which incidents are counted."""

NORTH = "north"
"""The key of the borders with the northern neighbours taken together."""

NORTHERN = ("Turkmenistan", "Uzbekistan", "Tajikistan")

SURE = 0.975
"""From this probability on a change is named."""

COLUMNS = (
    "line", "band_km",
    "before_surely_sure", "before_surely", "before_possibly_sure", "before_possibly", "before_sure", "before",
    "before_low", "before_high",
    "after_surely_sure", "after_surely", "after_possibly_sure", "after_possibly", "after_sure", "after",
    "after_low", "after_high",
    "difference_low", "difference_high", "low", "high", "p_rise_low", "p_rise_high", "direction",
)  # fmt: skip

Lines = Mapping[str, Sequence[str]]
"""A key to the borders whose nearest one counts; keys may overlap."""


def lines_of(country: str = "Afghanistan") -> dict[str, tuple[str, ...]]:
    """Give the borders of a country by neighbour, longest first, for Afghanistan the northern ones together at last.

    The key is the neighbour's name, or ``NORTH``.
    """
    table = borders_of(country)
    own = {str(name): tuple(map(str, table.index[table["neighbour"] == name])) for name in table["neighbour"].unique()}
    if not set(NORTHERN) <= set(own):
        return own
    return own | {NORTH: tuple(border for name in NORTHERN for border in own[name])}


def nearness(
    table: pd.DataFrame,
    question: Question,
    bands: Sequence[float] = BANDS,
    lines: Lines | None = None,
    *,
    side: str | None = None,
) -> pd.DataFrame:
    """Compare the part of incidents near each border in two periods.

    Parameters
    ----------
    table
        Plain table.
    question
        Both periods and the unit; its country is the one whose borders count.
    bands
        Distances in kilometres.
    lines
        Borders by key; by default ``lines_of`` the country.
    side
        The country whose incidents count and make the denominator (those with a province), by default the question's.
        An incident beyond the border counts on its own side only: ask again with ``side`` for the neighbour's.

    Returns
    -------
    pandas.DataFrame
        One row per line and band, with the columns ``COLUMNS``. Per period four counts, of which the first is the
        least and the fourth of them the most: units that lie surely (possibly) within the band, of the claimed and
        attributed incidents (``_sure``) and of all; then the denominators ``before_sure`` and ``before``, and the
        least and the greatest share (fractions). ``difference_low`` and ``difference_high`` are the least and the
        greatest of the four differences of shares, ``low`` and ``high`` the outer ends of their four 95 % intervals,
        ``p_rise_low`` and ``p_rise_high`` the least and the greatest probability that the share rose, all by the model
        of the shift (beta-binomial by half-years); missing when a period has no incident. ``direction`` is "rose" or
        "fell" only when all four probabilities of that direction are at least 0.975 and both periods together have at
        least ``FEWEST_INSIDE`` units possibly within.
    """
    lines = lines_of(question.country) if lines is None else lines
    rows = in_country(table, side or question.country)
    far = reach(rows, sorted({border for borders in lines.values() for border in borders}))
    halves = _halves(rows, question)
    found = [
        {"line": key, "band_km": band} | _compared(halves, far.within(borders, band), question.unit)
        for (key, borders), band in product(lines.items(), bands)
    ]
    return pd.DataFrame(found, columns=list(COLUMNS))


class _Half(NamedTuple):
    """The rows of one period, all or the sure ones, and the months to count them in."""

    rows: pd.DataFrame
    held: NDArray[np.bool_]
    months: Months

    def counted(self, inside: NDArray[np.bool_], unit: Unit) -> Monthly:
        """Count per month how many lie inside."""
        return per_month(units(self.rows, inside[self.held], unit), self.months)

    def blocks(self, inside: NDArray[np.bool_], unit: Unit) -> Blocks:
        """Count per half-year how many lie inside."""
        found = units(self.rows, inside[self.held], unit)
        return blocks(found.month, found.inside)


def _halves(rows: pd.DataFrame, question: Question) -> dict[tuple[str, str], _Half]:
    """Cut the table into both periods, each with its sure rows and with all; the key is period and certainty."""
    sure = is_sure(rows)
    found = {}
    for name, period in (("before", question.before), ("after", question.after)):
        held, months = period.holds(rows), months_of(period)
        found[name, "sure"] = _Half(rows[held & sure], held & sure, months)
        found[name, "all"] = _Half(rows[held], held, months)
    return found


_COUNTS = {
    "surely_sure": (0, "sure"),
    "surely": (0, "all"),
    "possibly_sure": (1, "sure"),
    "possibly": (1, "all"),
}
"""Each count of a period: which of the two answers about place, and which rows."""


def _compared(
    halves: Mapping[tuple[str, str], _Half], within: tuple[NDArray[np.bool_], NDArray[np.bool_]], unit: Unit
) -> dict[str, Any]:
    """Count surely and possibly, sure and all, in both periods, and compare each of the four."""
    counts = {
        (name, key): halves[name, certainty].counted(within[place], unit)
        for name, (key, (place, certainty)) in product(("before", "after"), _COUNTS.items())
    }
    changes = [
        _change(*(halves[name, certainty].blocks(within[place], unit) for name in ("before", "after")))
        for place, certainty in _COUNTS.values()
    ]
    inside = counts["before", "possibly"].n_inside + counts["after", "possibly"].n_inside
    told: dict[str, Any] = {}
    for name in ("before", "after"):
        told |= {f"{name}_{key}": counts[name, key].n_inside for key in _COUNTS}
        told |= {f"{name}_sure": counts[name, "surely_sure"].n, name: counts[name, "surely"].n}
        shares = [share for key in _COUNTS if (share := counts[name, key].share) is not None]
        told |= {f"{name}_low": min(shares, default=np.nan), f"{name}_high": max(shares, default=np.nan)}
    hull = _hull(changes)
    return told | hull | {"direction": _direction(hull["p_rise_low"], hull["p_rise_high"], inside)}


class _Change(NamedTuple):
    """How a share changed; not a number where a period is empty, or the model has nothing to say."""

    difference: float
    low: float
    high: float
    p_rise: float


def _change(before: Blocks, after: Blocks) -> _Change:
    """Subtract the pooled shares, with the model's interval and probability."""
    if before.share is None or after.share is None:
        return _Change(np.nan, np.nan, np.nan, np.nan)
    difference, found = after.share - before.share, posterior(before, after, points=COARSE)
    if found is None:  # none, or all, in both periods: the shares are equal, and nothing tells how surely
        return _Change(difference, -1.0, 1.0, 0.5)
    low, high = found.difference.low, found.difference.high
    return _Change(difference, -1.0 if low is None else low, 1.0 if high is None else high, found.p_rise)


def _hull(changes: Sequence[_Change]) -> dict[str, float]:
    """Return the range of several differences and the outer ends of their intervals; NaN where one has no value."""
    values, lows, highs, rises = (np.array(each) for each in zip(*changes, strict=True))
    return {
        "difference_low": float(values.min()),
        "difference_high": float(values.max()),
        "low": float(lows.min()),
        "high": float(highs.max()),
        "p_rise_low": float(rises.min()),
        "p_rise_high": float(rises.max()),
    }


def _direction(least: float, greatest: float, inside: int) -> Direction:
    if inside < FEWEST_INSIDE:
        return "uncertain"
    return "rose" if least >= SURE else "fell" if greatest <= 1 - SURE else "uncertain"
