"""Two periods to compare, and the months that each of them covers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.settings import SMALLEST_DIFFERENCE, TALIBAN_TAKEOVER

Unit = Literal["incidents", "operations", "days"]
"""What is counted: incidents, coordinated operations, or days with at least one incident."""

UNITS: tuple[Unit, ...] = ("incidents", "operations", "days")

PriorName = Literal["standard", "wide", "narrow"]
"""What is believed of a share before looking (``beta_binomial.PRIORS``)."""

DAYS_PER_MONTH = 365.2425 / 12
"""The mean length of a month, by which days become months in every rate."""


class Period(NamedTuple):
    """A span of whole days, both ends included; empty when the last day comes before the first."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def months(self) -> float:
        """How many mean months its days are: the exposure of a rate per month."""
        return self.days / DAYS_PER_MONTH

    def holds(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        """Tell for each row whether its whole date interval lies inside."""
        inside = (table["date_start"] >= pd.Timestamp(self.first)) & (table["date_end"] <= pd.Timestamp(self.last))
        return inside.to_numpy(dtype=np.bool_)

    def touches(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        """Tell for each row whether any day of its date interval lies inside."""
        reached = (table["date_start"] <= pd.Timestamp(self.last)) & (table["date_end"] >= pd.Timestamp(self.first))
        return reached.to_numpy(dtype=np.bool_)

    def cut_to(self, other: Self) -> Self:
        """Give the part that lies in another period as well; empty where they have no day in common."""
        return type(self)(max(self.first, other.first), min(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Question:
    """A comparison to make: whether a region has a larger share after than before.

    ``region`` and ``origin`` (where the activity is said to have come from) are codes of geodata/regions.csv.
    """

    before: Period
    after: Period
    region: str = "af-north-wide"
    origin: str = "af-east"
    country: str = "Afghanistan"
    unit: Unit = "incidents"
    smallest: float = SMALLEST_DIFFERENCE
    """The smallest rise of a share, as a fraction, that would count as a shift."""
    prior: PriorName = "standard"

    @classmethod
    def at(cls, cut: date, covers_from: date, covers_to: date) -> Self:
        """Ask about everything before a day against everything from it on."""
        return cls(Period(covers_from, cut - timedelta(days=1)), Period(cut, covers_to))

    @classmethod
    def usual(cls, covers_from: date, covers_to: date) -> Self:
        """Ask about the change of power; where not both of its sides are covered, about the two halves of the coverage.

        Of a single covered day the first period is empty: nothing can have moved.
        """
        return cls.at(usual_cut(covers_from, covers_to), covers_from, covers_to)

    @property
    def of_one_day(self) -> bool:
        """Whether it is what `usual` asks of a single covered day."""
        return not self.before.days and self.before.first == self.after.first == self.after.last

    def moved(self, **changes: object) -> Self:
        """Give the same question with other values."""
        return replace(self, **changes)  # type: ignore[arg-type]


def usual_cut(covers_from: date, covers_to: date) -> date:
    """Return the first day of the second period that is asked about unless a reader asks for another."""
    if covers_from < TALIBAN_TAKEOVER <= covers_to:
        return TALIBAN_TAKEOVER
    return covers_from + timedelta(days=((covers_to - covers_from).days + 1) // 2)


class Months(NamedTuple):
    """The calendar months of a period: the number of the first one (12 x year + month - 1) and their covered days."""

    first: int
    days: NDArray[np.int64]

    @property
    def exposure(self) -> NDArray[np.float64]:
        """The covered part of each month, in mean months."""
        return self.days / DAYS_PER_MONTH


def months_of(period: Period) -> Months:
    """List the calendar months of a period; one without days when the period is empty."""
    first, last = period.first, max(period.first, period.last)
    begin, end = (12 * day.year + day.month - 1 for day in (first, last))
    edges = np.array([_first_of(number) for number in range(begin, end + 2)], dtype="datetime64[D]")
    covered_from, covered_to = np.datetime64(period.first), np.datetime64(period.last) + 1
    days = np.minimum(edges[1:], covered_to) - np.maximum(edges[:-1], covered_from)
    return Months(begin, np.maximum(days.astype(np.int64), 0))


def month_numbers(days: Iterable[object] | pd.Series) -> NDArray[np.int64]:
    """Give the number of the month of each date: 12 x year + month - 1."""
    stamps = days.to_numpy() if isinstance(days, pd.Series) else np.array(list(days), dtype="datetime64[D]")
    return stamps.astype("datetime64[M]").astype(np.int64) + 12 * 1970  # numpy counts months from January 1970


def _first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
