"""The months in which the number of incidents per month changed, several if there are several."""

from collections.abc import Collection
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.periods import Period, month_numbers, months_of
from atlas.statistics.shuffles import shuffles, within_sides

SHORTEST_MONTHS = 6
"""A level lasts at least this many months."""

PENALTY = 3.5
"""What one more point has to gain, in units of log(months) times the variance of a month (see `change_points`)."""

FEWEST = 10
"""Below this many incidents no point is looked for."""

LEVEL = 0.025
"""Share of permutations below which a month is not plausible (see `change_points`)."""

PERMUTATIONS = 499

ROUNDING = 1e-6
"""Two gains that differ by less are equal."""


class ChangePoints(NamedTuple):
    """Levels of a series of months and the points between them.

    ``points`` has a row per point: date, low and high (the first day of the first month of the new level, and of the
    first and last month that may be it, with 95 % confidence) and mean_before and mean_after, incidents per month.
    ``months`` has a row per wholly covered month: incidents and level (the mean of its segment). ``penalty`` is what a
    point had to gain. ``not_datable`` rows lie in no month of the series for certain.
    """

    points: pd.DataFrame
    months: pd.DataFrame
    penalty: float
    not_datable: int


def change_points(
    table: pd.DataFrame, period: Period, inside: Collection[str] | None = None, country: str = "Afghanistan"
) -> ChangePoints:
    """Find the points at which the monthly number of incidents changed.

    Parameters
    ----------
    table
        Plain table; rows of other countries do not count.
    period
        Where to look; a first or last month that it covers in part is left out.
    inside
        Province ids to count; None counts the whole country, with the rows whose province is not known.

    Notes
    -----
    Least squares on 2 sqrt(count + 3/8) (Anscombe 1948, Biometrika 35, 246-254), exact by PELT (Killick, Fearnhead and
    Eckley 2012, JASA 107, 1590-1598), with at least ``SHORTEST_MONTHS`` months between points. The penalty of a point
    is ``PENALTY`` log(months) times the variance of a transformed month. That variance is 1 for Poisson counts that are
    not small, but less for small ones and more for bursts, so it is taken from successive differences (von Neumann
    1941), which a change of level leaves nearly as they are. In simulation (means from 0.15 to 6 per month, 48 to 132
    months) a constant series got a point in at most 1 % of the cases with Poisson months and in at most 4 % with
    months whose variance is 3.2 times their mean; with 2 for ``PENALTY``, the usual choice, in up to 23 %. Waves of
    several months are found as levels: a point says that the recorded number changed, not why.

    The interval of a point holds each month that could be it: permuting the months before it, and those from it on, up
    to the neighbouring points, gives as good a split as the real one in more than ``LEVEL`` of the cases. That is half
    of the nominal 5 %, because only conspicuous changes become points, and because the neighbouring points are
    estimates as well. In simulation the intervals held the true month in 96-99 % of the cases, and in 82 % where
    months are both bursty and nearly empty (0.2 to 0.8 incidents).
    """
    counts, starts, not_datable = _monthly(table, period, inside, country)
    values = 2 * np.sqrt(counts + 3 / 8)
    penalty = _penalty(values)
    splits = _splits(values, penalty) if counts.sum() >= FEWEST else []
    edges = [0, *splits, len(counts)]
    means = [float(counts[begin:end].mean()) for begin, end in pairwise(edges) if end > begin]
    points = _points([_interval(values, *around) for around in zip(edges, splits, edges[2:], strict=False)], starts)
    points["mean_before"], points["mean_after"] = np.array(means[:-1]), np.array(means[1:])
    levels = np.repeat(means, np.diff(edges)) if len(counts) else np.empty(0)
    months = pd.DataFrame({"incidents": counts, "level": levels}, index=starts)
    return ChangePoints(points, months, penalty, not_datable)


def _points(found: list[tuple[int, int, int]], starts: pd.DatetimeIndex) -> pd.DataFrame:
    """Name the months of the points and of their bounds."""
    positions = np.array(found, dtype=np.intp).reshape(-1, 3)
    index = pd.RangeIndex(1, len(positions) + 1, name="point")
    return pd.DataFrame({name: starts[positions[:, k]] for k, name in enumerate(("date", "low", "high"))}, index=index)


def _monthly(
    table: pd.DataFrame, period: Period, inside: Collection[str] | None, country: str
) -> tuple[NDArray[np.int64], pd.DatetimeIndex, int]:
    """Count incidents by wholly covered month, name the months, and count the rows that lie in none for certain."""
    here = (table["country"] == country).to_numpy(dtype=np.bool_)
    if inside is not None:
        here = here & table["province_id"].isin(list(inside)).to_numpy(dtype=np.bool_)
    rows = table.loc[here]
    first, length = _whole_months(period)
    starts = pd.date_range(_first_day(first), periods=length, freq="MS", unit="us", name="month")
    begin, end = (month_numbers(rows[column]) - first for column in ("date_start", "date_end"))
    within = (begin == end) & (begin >= 0) & (begin < length)
    touched = (begin < length) & (end >= 0) & ~within
    return np.bincount(begin[within], minlength=length).astype(np.int64), starts, int(touched.sum())


def _whole_months(period: Period) -> tuple[int, int]:
    """Give the number of the first wholly covered month and how many there are."""
    months = months_of(period)
    calendar = [_days_of(months.first + index) for index in range(len(months.days))]
    whole = np.flatnonzero(months.days == np.array(calendar))
    return (months.first + int(whole[0]), len(whole)) if len(whole) else (months.first, 0)


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _days_of(number: int) -> int:
    return (_first_day(number + 1) - _first_day(number)).days


def _penalty(values: NDArray[np.float64]) -> float:
    """Give what a point has to gain: the constant times the log of the length times the variance of one month."""
    if len(values) < 2:
        return float("inf")
    variance = float((np.diff(values) ** 2).sum()) / (2 * (len(values) - 1))
    return PENALTY * float(np.log(len(values))) * variance


def _splits(values: NDArray[np.float64], penalty: float) -> list[int]:
    """Give the positions at which a new level begins."""
    # Only this page needs it, and it takes long to import.
    from ruptures import Pelt  # type: ignore[import-untyped]  # noqa: PLC0415  # it ships no types

    if len(values) < 2 * SHORTEST_MONTHS or penalty <= 0:
        return []
    search = Pelt(model="l2", min_size=SHORTEST_MONTHS, jump=1).fit(values.reshape(-1, 1))
    return [int(end) for end in search.predict(pen=penalty)[:-1]]


def _interval(values: NDArray[np.float64], begin: int, split: int, end: int) -> tuple[int, int, int]:
    """Give a split with the first and the last position between two neighbouring edges that may be it."""
    part = values[begin:end]
    top = float(_gains(part)[split - begin - SHORTEST_MONTHS])
    tried = range(SHORTEST_MONTHS, len(part) - SHORTEST_MONTHS + 1)
    orders = shuffles(np.arange(len(part)), PERMUTATIONS)

    def may_be(position: int) -> bool:
        if position == split - begin:
            return True
        highest = _gains(part[within_sides(orders, position)]).max(axis=1)
        reached = int((highest >= top - ROUNDING).sum())
        return (1 + reached) / (1 + PERMUTATIONS) > LEVEL

    earliest = next(position for position in tried if may_be(position))
    latest = next(position for position in reversed(tried) if may_be(position))
    return split, begin + earliest, begin + latest


def _gains(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give by how much two means fit better than one, in squares, for each split that leaves enough months."""
    size = values.shape[-1]
    before = np.arange(SHORTEST_MONTHS, size - SHORTEST_MONTHS + 1)
    sums = values.cumsum(axis=-1)
    total = sums[..., -1:]
    # The squares between two groups: n1 n2 / n times the squared difference of their means.
    excess = sums[..., before - 1] - before * total / size
    return np.asarray(excess**2 * size / (before * (size - before)))
