"""What the last twelve months are like, province by province, against the three years before."""

from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import betainc
from statsmodels.stats.proportion import proportion_confint

from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import DAYS_PER_MONTH, Period

By = Literal["province_id", "region_id"]

ChangeClass = Literal["new", "rising", "steady", "falling", "gone quiet", "uncertain", "too few to say"]

CLASSES: tuple[ChangeClass, ...] = (
    "new", "rising", "steady", "falling", "gone quiet", "uncertain", "too few to say",
)  # fmt: skip

BASELINE_YEARS = 3
SHORTEST_BASELINE_DAYS = 365
"""A shorter baseline is no baseline: nothing is said about a change."""

FEWEST = 5
"""Below this many incidents, both periods together, nothing is said about a change."""

LEVEL = 0.05

STEADY_WITHIN = 2.0
"""Steady is what has neither risen by this factor nor fallen by it, as far as the interval can tell."""


class ChangeClasses(NamedTuple):
    """How each unit changed between ``baseline`` and ``recent``.

    ``table`` has a row per code that occurs, in the order of the codes: recent (incidents) and baseline (incidents in
    a span of the same length at the former rate), the same for the sure incidents, ratio (recent over baseline,
    infinite when there was none before, NaN when there are none at all) with its 95 % interval low and high, p, and
    class (see `change_classes`). ``not_datable`` rows
    touch the two periods but lie in neither for certain; ``not_placed`` rows lie in one but have no code.
    """

    table: pd.DataFrame
    recent: Period
    baseline: Period
    not_datable: int
    not_placed: int


class _Counts(NamedTuple):
    """Incidents of each unit in the two periods, and how much more they vary than independent ones would."""

    recent: NDArray[np.int64]
    baseline: NDArray[np.int64]
    dispersion: NDArray[np.float64]


class _Ratios(NamedTuple):
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]
    least_p: NDArray[np.float64]


def change_classes(table: pd.DataFrame, covers_from: date, covers_to: date, by: By = "province_id") -> ChangeClasses:
    """Class each province or region by its last twelve covered months against the three years before.

    Parameters
    ----------
    table
        Plain table.
    covers_from, covers_to
        First and last covered day. The twelve months end with ``covers_to``; the baseline is cut where the coverage
        begins.

    Notes
    -----
    "new" had no incident in the baseline and has one now; "rising" and "falling" have a 95 % interval of the ratio
    that excludes 1, "gone quiet" likewise with no incident now; "steady" has one between half and twice; the others
    are "uncertain", as are those where the sure incidents alone do not point the same way. "Too few to say" are units
    with fewer than ``FEWEST`` incidents and those in which not even all incidents in one period would be significant
    (a guard against small baselines, as ACLED's Trendfinder has one).

    The ratio is one of two quasi-Poisson rates: given their sum, the recent count is binomial (Przyborowski and
    Wilenski 1940, Biometrika 31, 313-323), here with both counts divided by the dispersion, and its interval is that
    of Clopper and Pearson. The dispersion is the variance of the monthly counts about the mean of their period, over
    that mean: of all units together or of the unit, whichever is larger, and at least 1. In simulation (0.05 to
    3 incidents per month, independent and with a variance of 3.2 times the mean) the interval held the true ratio in
    94-100 % of the cases. Each unit is judged by itself; among forty that never changed, one may still seem to.
    """
    recent, baseline = periods = _periods(covers_from, covers_to)
    placed = table[by].notna().to_numpy(dtype=np.bool_)
    codes = table[by].astype("object")
    names = pd.Index(sorted(set(codes[placed])), name=by, dtype="object")
    unit = np.where(placed, names.get_indexer(codes), 0)
    every = _counts(table, unit, len(names), periods, placed)
    certain = _counts(table, unit, len(names), periods, placed & is_sure(table))
    found, found_sure = (_ratios(counts, recent, baseline) for counts in (every, certain))
    classes = _classes(every, found, certain, found_sure, baseline)
    laid_out = _laid_out(every, certain, found, recent.days / max(1, baseline.days), names)
    laid_out["class"] = pd.Categorical(classes, categories=list(CLASSES))
    held = recent.holds(table) | baseline.holds(table)
    near = Period(baseline.first, recent.last).touches(table)
    return ChangeClasses(laid_out, recent, baseline, int((near & ~held).sum()), int((held & ~placed).sum()))


def _laid_out(every: _Counts, certain: _Counts, found: _Ratios, scale: float, names: pd.Index) -> pd.DataFrame:
    """Put the figures side by side; ``scale`` brings a count of the baseline to the length of the recent period."""
    expected = every.baseline * scale
    ratio = np.divide(every.recent, expected, out=np.full(len(names), np.inf), where=expected > 0)
    columns = {
        "recent": every.recent,
        "recent_sure": certain.recent,
        "baseline": expected,
        "baseline_sure": certain.baseline * scale,
        "ratio": np.where(every.recent + every.baseline > 0, ratio, np.nan),
    }
    return pd.DataFrame(columns | {"low": found.low, "high": found.high, "p": found.p}, index=names)


def _periods(covers_from: date, covers_to: date) -> tuple[Period, Period]:
    """Give the last twelve months and the three years before them, as far as they are covered."""
    end = pd.Timestamp(covers_to) + pd.Timedelta(days=1)
    edges = [(end - pd.DateOffset(years=back)).date() for back in (1, 1 + BASELINE_YEARS)]
    eve = (pd.Timestamp(edges[0]) - pd.Timedelta(days=1)).date()
    return Period(max(edges[0], covers_from), covers_to), Period(max(edges[1], covers_from), eve)


def _counts(
    table: pd.DataFrame,
    unit: NDArray[np.intp],
    units: int,
    periods: tuple[Period, Period],
    chosen: NDArray[np.bool_],
) -> _Counts:
    """Count the chosen rows by unit and period, and measure how bursty the months are."""
    totals, squares, degrees = [], np.zeros(units), np.zeros(units)
    for period in periods:
        held = chosen & period.holds(table)
        days = (table["date_start"].to_numpy()[held] - np.datetime64(period.first)) / np.timedelta64(1, "D")
        months = max(1, round(period.months))
        month = np.minimum(days / DAYS_PER_MONTH, months - 1).astype(np.int64)
        counts = np.bincount(unit[held] * months + month, minlength=units * months).reshape(units, months)
        mean = counts.mean(axis=1)
        totals.append(counts.sum(axis=1))
        squares += ((counts - mean[:, None]) ** 2).sum(axis=1)
        degrees += mean * (months - 1)
    pooled = squares.sum() / degrees.sum() if degrees.sum() > 0 else 1.0
    own = np.divide(squares, degrees, out=np.ones(units), where=degrees > 0)
    return _Counts(totals[0], totals[1], np.maximum(own, max(1.0, pooled)))


def _ratios(counts: _Counts, recent: Period, baseline: Period) -> _Ratios:
    """Compare the two rates of each unit."""
    now, total = counts.recent / counts.dispersion, (counts.recent + counts.baseline) / counts.dispersion
    before = total - now
    # The probability that an incident falls into the recent period when the rate has not changed.
    expected = recent.days / max(1, recent.days + baseline.days)
    with np.errstate(divide="ignore", invalid="ignore"):
        bounds = np.nan_to_num(proportion_confint(now, total, alpha=LEVEL, method="beta"), nan=0.0)
        low, high = bounds / (1 - bounds) * (baseline.days / max(1, recent.days))
    low, high = np.where(total > 0, low, 0.0), np.where((total > 0) & (before > 0), high, np.inf)
    at_least = np.where(now > 0, betainc(np.maximum(now, 1e-300), before + 1, expected), 1.0)
    at_most = np.where(before > 0, betainc(np.maximum(before, 1e-300), now + 1, 1 - expected), 1.0)
    p = np.minimum(1.0, 2 * np.minimum(at_least, at_most))
    least_p = np.minimum(1.0, 2 * np.minimum(expected, 1 - expected) ** total)
    return _Ratios(low, high, p, least_p)


def _classes(
    every: _Counts, found: _Ratios, certain: _Counts, found_sure: _Ratios, baseline: Period
) -> NDArray[np.object_]:
    """Name the class of each unit, the special ones first."""
    new = (every.baseline == 0) & (every.recent > 0)
    few = (every.baseline + every.recent < FEWEST) | (found.least_p >= LEVEL)
    up, down = (found.low > 1) & (found_sure.low > 1), (found.high < 1) & (found_sure.high < 1)
    steady = (found.low >= 1 / STEADY_WITHIN) & (found.high <= STEADY_WITHIN)
    steady &= (found.low <= 1) & (found.high >= 1) & (found_sure.low <= 1) & (found_sure.high >= 1)
    none: NDArray[np.bool_] = np.full(len(new), baseline.days < SHORTEST_BASELINE_DAYS)
    conditions = [none, new & (certain.recent > 0), new, few, up, down & (every.recent == 0), down, steady]
    names = ["too few to say", "new", "uncertain", "too few to say", "rising", "gone quiet", "falling", "steady"]
    return np.asarray(np.select(conditions, names, default="uncertain"), dtype=object)
