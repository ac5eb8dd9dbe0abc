"""What is counted in each month of a period, inside a region and in its country: the input of every test."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.periods import DAYS_PER_MONTH, Months, Period, Unit, month_numbers, months_of


class Monthly(NamedTuple):
    """Counted units per calendar month of one period; a month without any stands as 0."""

    inside: NDArray[np.int64]
    """Units inside the region."""
    total: NDArray[np.int64]
    """Units in the whole country, the region among them."""
    days: NDArray[np.int64]
    """Covered days of each month."""

    @property
    def n_inside(self) -> int:
        """All units inside the region."""
        return int(self.inside.sum())

    @property
    def n(self) -> int:
        """All units of the country."""
        return int(self.total.sum())

    @property
    def share(self) -> float | None:
        """The region's part of all units as a fraction, None without any."""
        return self.n_inside / self.n if self.n else None

    @property
    def exposure(self) -> float:
        """Covered time in mean months."""
        return float(self.days.sum()) / DAYS_PER_MONTH


class Units(NamedTuple):
    """The units of a table, one entry each: the month of its first day, and whether any of it lies inside."""

    month: NDArray[np.int64]
    inside: NDArray[np.bool_]


def units(table: pd.DataFrame, inside: NDArray[np.bool_], unit: Unit = "incidents") -> Units:
    """Turn rows into what is counted.

    An operation or a day counts once, in its first month, and lies inside a region when any of its incidents does.
    """
    month = month_numbers(table["date_start"])
    if unit == "incidents" or table.empty:
        return Units(month, inside)
    keys = table["operation_id"] if unit == "operations" else table["date_start"]
    codes, distinct = pd.factorize(keys.to_numpy())
    first = np.full(len(distinct), np.iinfo(np.int64).max)
    any_inside = np.zeros(len(distinct), dtype=np.bool_)
    np.minimum.at(first, codes, month)
    np.logical_or.at(any_inside, codes, inside)
    return Units(first, any_inside)


def per_month(counted: Units, months: Months) -> Monthly:
    """Count units into the months of a period; one that begins outside them counts in the nearest month."""
    length = len(months.days)
    place = np.clip(counted.month - months.first, 0, length - 1)
    total = np.bincount(place, minlength=length)
    return Monthly(np.bincount(place[counted.inside], minlength=length), total, months.days)


def monthly(table: pd.DataFrame, inside: NDArray[np.bool_], period: Period, unit: Unit = "incidents") -> Monthly:
    """Count the rows that lie wholly in a period, month by month.

    Parameters
    ----------
    table
        Plain table of one country, all with a province.
    inside
        Which of its rows lie inside the region.
    """
    held = period.holds(table)
    return per_month(units(table[held], inside[held], unit), months_of(period))


def monthly_groups(
    month: NDArray[np.int64], codes: NDArray[np.integer[Any]], size: int, months: Months
) -> NDArray[np.int64]:
    """Count rows per group and calendar month.

    Parameters
    ----------
    month
        The number of each row's month (``periods.month_numbers``); one outside the months counts in the nearest.
    codes
        The group of each row, 0 to ``size`` - 1; a negative code counts nowhere.

    Returns
    -------
    numpy.ndarray
        Shape (size, months).
    """
    length, held = len(months.days), codes >= 0
    column = np.clip(month[held] - months.first, 0, length - 1)
    cells = codes[held].astype(np.int64) * length + column
    return np.asarray(np.bincount(cells, minlength=size * length).reshape(size, length), dtype=np.int64)
