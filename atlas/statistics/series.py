"""Counts over time: complete bins inside the coverage, nothing outside it."""

from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import is_sure, tolls

Step = Literal["day", "week", "month", "quarter", "year"]
Group = Literal[
    "region_id", "country", "attack_type", "attribution", "label", "event_class", "target_type", "province_id"
]

PERIODS: dict[str, str] = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}
"""Step to the pandas period; ``W-SUN`` ends on Sunday, so that the week begins on Monday as in ISO 8601."""

NOT_KNOWN = "not known"
"""The group of rows that have no value in the grouping column, for instance no province."""


class TimeSeries(NamedTuple):
    """The incidents of a table over time.

    ``first`` and ``last`` are the days that the bins cover; ``last`` comes before ``first`` when there is none.
    ``counts`` has one row per bin, indexed by the first day of the bin (name "bin"), with the columns incidents_sure,
    incidents, killed_low, killed_best, killed_high (whole numbers), covered_days and partial (True where the span ends
    inside the bin). The three ``..._by`` tables have the same index and a column per group that occurs, none without
    ``by``. ``not_datable`` rows cross an edge and ``outside`` rows lie wholly outside the span: they are in no bin.
    """

    step: Step
    first: date
    last: date
    counts: pd.DataFrame
    by: Group | None
    incidents_by: pd.DataFrame
    sure_by: pd.DataFrame
    killed_by: pd.DataFrame
    not_datable: int
    outside: int

    def complete(self, measure: str = "incidents") -> pd.Series:
        """Give one measure per bin, missing where the bin is only partly covered: the input for rolling means."""
        return self.counts[measure].astype(float).mask(self.counts["partial"])


class _Bins(NamedTuple):
    starts: pd.DatetimeIndex
    days: NDArray[np.int64]
    partial: NDArray[np.bool_]
    first: int
    last: int


def series(
    table: pd.DataFrame,
    step: Step,
    covers_from: date,
    covers_to: date,
    *,
    by: Group | None = None,
    start: date | None = None,
    end: date | None = None,
) -> TimeSeries:
    """Count incidents and deaths per bin.

    Parameters
    ----------
    table
        Plain table.
    step
        Length of a bin; weeks begin on Monday.
    covers_from, covers_to
        First and last covered day. A row known only to a span that reaches beyond the coverage is taken as lying in
        the covered part of that span.
    by
        Column to count by as well.
    start, end
        First and last day of a selection inside the coverage: the bins span the intersection, and a row that crosses
        ``start`` or ``end`` is not datable.

    Returns
    -------
    TimeSeries
        Every row of the table is in exactly one bin, or in ``not_datable``, or in ``outside``.
    """
    first, last = max(covers_from, start or covers_from), min(covers_to, end or covers_to)
    bins = _bins(step, first, last)
    codes, not_datable, outside = _assign(table, bins, covers_from, covers_to)
    weights = _weights(table)
    sums = {name: _sum(codes, len(bins.starts), weight) for name, weight in weights.items()}
    counts = pd.DataFrame(sums | {"covered_days": bins.days, "partial": bins.partial}, index=bins.starts)
    grouped = _grouped(table, codes, bins.starts, by, weights)
    return TimeSeries(step, first, last, counts, by, *grouped, not_datable=not_datable, outside=outside)


def rolling(counts: pd.Series, short: int, long: int) -> pd.DataFrame:
    """Average over the last ``short`` and the last ``long`` bins, missing until the window is full.

    The columns are the widths of the windows in bins (one column when both are the same). Pass
    ``TimeSeries.complete()`` so that no partly covered bin enters a mean.
    """
    if not 1 <= short <= long:
        raise ValueError(f"windows must satisfy 1 <= short <= long, not {short} and {long}")
    means = {width: counts.rolling(width, min_periods=width).mean() for width in (short, long)}
    return pd.DataFrame(means, index=counts.index).rename_axis(columns="window")


def _bins(step: Step, first: date, last: date) -> _Bins:
    """Lay out the bins from the first to the last day; none when the last day comes before the first."""
    periods = pd.period_range(first, max(first, last), freq=PERIODS[step])
    periods = periods if first <= last else periods[:0]
    starts = periods.start_time.as_unit("us").rename("bin")
    begin, end = _days(starts), _days(periods.end_time)
    low, high = _day(first), _day(last)
    covered = np.minimum(end, high) - np.maximum(begin, low) + 1
    return _Bins(starts, covered, (begin < low) | (end > high), low, high)


def _assign(table: pd.DataFrame, bins: _Bins, covers_from: date, covers_to: date) -> tuple[NDArray[np.intp], int, int]:
    """Give each row the position of its bin, and count the rows that cross an edge or lie outside.

    Both kinds get the position after the last bin.
    """
    known = (table["date_start"].notna() & table["date_end"].notna()).to_numpy(dtype=bool)
    start = np.maximum(_days(table["date_start"]), _day(covers_from))
    end = np.minimum(_days(table["date_end"]), _day(covers_to))
    outside = known & ((end < start) | (end < bins.first) | (start > bins.last))
    nowhere = len(bins.starts)
    bin_of_day = np.concatenate([[nowhere], np.repeat(np.arange(nowhere), bins.days), [nowhere]])
    head = bin_of_day[np.clip(start - bins.first + 1, 0, len(bin_of_day) - 1)]
    tail = bin_of_day[np.clip(end - bins.first + 1, 0, len(bin_of_day) - 1)]
    codes = np.where(known & ~outside & (head == tail), head, nowhere)
    missing, beyond = int((codes == nowhere).sum()), int(outside.sum())
    return codes, missing - beyond, beyond


def _weights(table: pd.DataFrame) -> dict[str, NDArray[np.float64] | NDArray[np.bool_] | None]:
    """Name what is summed per bin; None counts rows."""
    killed = tolls(table, "killed")
    return {
        "incidents_sure": is_sure(table),
        "incidents": None,
        "killed_low": killed.low,
        "killed_best": killed.best,
        "killed_high": killed.high,
    }


def _grouped(
    table: pd.DataFrame,
    codes: NDArray[np.intp],
    starts: pd.DatetimeIndex,
    by: Group | None,
    weights: dict[str, NDArray[np.float64] | NDArray[np.bool_] | None],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Sum incidents, sure incidents and best deaths per bin and group, in the order of the closed list."""
    if by is None:
        empty = pd.DataFrame(index=starts)
        return empty, empty, empty
    values = table[by].astype("category").cat
    names = np.array([*map(str, values.categories), NOT_KNOWN])
    groups = values.codes.to_numpy().astype(np.intp)
    groups[groups < 0] = len(names) - 1
    seen = np.bincount(groups, minlength=len(names)) > 0
    cells, size = codes * len(names) + groups, len(starts) * len(names)

    def laid_out(measure: str) -> pd.DataFrame:
        summed = _sum(cells, size, weights[measure]).reshape(len(starts), len(names))
        return pd.DataFrame(summed[:, seen], index=starts, columns=pd.Index(names[seen], name=by))

    return laid_out("incidents"), laid_out("incidents_sure"), laid_out("killed_best")


def _sum(
    codes: NDArray[np.intp], size: int, weights: NDArray[np.float64] | NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    """Add up weights, or ones, per code below ``size``; tolls are whole numbers, so the sums are exact."""
    return np.bincount(codes, weights=weights, minlength=size)[:size].astype(np.int64)


def _days(stamps: "pd.Series | pd.DatetimeIndex") -> NDArray[np.int64]:
    """Give days since 1970; a missing date becomes a very small number."""
    return stamps.to_numpy().astype("datetime64[D]").astype(np.int64)


def _day(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
