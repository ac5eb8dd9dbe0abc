"""What the drawings and captions expect of a finished measure, whoever computed it."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import pandas as pd


class TimeSeries(Protocol):
    """Counts over time: see ``counts`` for its columns, and a table per measure with a column per group."""

    @property
    def step(self) -> str:
        """Length of a bin: day, week, month, quarter or year."""

    @property
    def first(self) -> date:
        """First day that the bins cover."""

    @property
    def last(self) -> date:
        """Last day that the bins cover."""

    @property
    def counts(self) -> pd.DataFrame:
        """Index: first day of each bin; incidents_sure, incidents, killed_low/best/high, covered_days, partial."""

    @property
    def by(self) -> str | None:
        """Column that the bins are grouped by."""

    @property
    def incidents_by(self) -> pd.DataFrame:
        """Incidents per bin and group."""

    @property
    def killed_by(self) -> pd.DataFrame:
        """Best estimate of the killed per bin and group."""

    @property
    def not_datable(self) -> int:
        """Rows that cross the edge of a bin and are in none."""

    @property
    def outside(self) -> int:
        """Rows outside the span and in no bin."""


class YearTable(Protocol):
    """Incidents per province (index province_id) and covered year (column)."""

    @property
    def counts(self) -> pd.DataFrame:
        """Whole numbers; provinces without any incident may be left out."""

    @property
    def partial_years(self) -> Sequence[int]:
        """Years that are covered only in part."""

    @property
    def not_datable(self) -> int:
        """Rows that cross the turn of a year."""

    @property
    def no_province(self) -> int:
        """Dated rows without a province."""

    @property
    def outside(self) -> int:
        """Rows outside the span."""


class Placing(Protocol):
    """How many incidents a selection holds, and how they are placed."""

    @property
    def incidents_sure(self) -> int:
        """Claimed and attributed rows."""

    @property
    def incidents(self) -> int:
        """All rows."""

    @property
    def located(self) -> int:
        """Rows with coordinates."""

    @property
    def unlocated(self) -> int:
        """Rows with a province and no coordinates."""

    @property
    def country_only(self) -> int:
        """Rows with neither, in a drawn country."""

    @property
    def abroad(self) -> int:
        """Rows in other countries."""


class Totals(Placing, Protocol):
    """Totals of a selection: incidents, persons, dates, and how the incidents are placed."""

    @property
    def killed_low(self) -> int:
        """Persons killed at least, sure rows only."""

    @property
    def killed_best(self) -> int:
        """Best estimate over all rows."""

    @property
    def killed_high(self) -> int:
        """Highest figures over all rows."""

    @property
    def toll_unknown(self) -> int:
        """Rows without a figure for the killed."""

    @property
    def first(self) -> date | None:
        """Earliest day."""

    @property
    def last(self) -> date | None:
        """Latest day."""

    @property
    def provinces(self) -> int:
        """Provinces with at least one incident."""


class SharePeriod(Protocol):
    """Incidents inside a region and in the whole country, in one period."""

    @property
    def inside_sure(self) -> int:
        """Sure rows inside."""

    @property
    def inside(self) -> int:
        """All rows inside."""

    @property
    def total_sure(self) -> int:
        """Sure rows of the country."""

    @property
    def total(self) -> int:
        """All rows of the country."""

    @property
    def share(self) -> float | None:
        """Inside over total, None without any incident."""


class Estimate(Protocol):
    """A value with its 95 % interval; None where there is none."""

    @property
    def value(self) -> float | None:
        """Best estimate."""

    @property
    def low(self) -> float | None:
        """Lower end."""

    @property
    def high(self) -> float | None:
        """Upper end."""


class ShareChange(Protocol):
    """How a region's share changed at a cut date, and whether a test supports a direction."""

    @property
    def cut(self) -> date:
        """First day of the second period."""

    @property
    def before(self) -> SharePeriod:
        """The first period."""

    @property
    def after(self) -> SharePeriod:
        """The second period."""

    @property
    def change(self) -> Estimate:
        """After minus before, over all rows."""

    @property
    def direction(self) -> str:
        """One of rose, fell, uncertain."""

    @property
    def not_datable(self) -> int:
        """Rows that span the cut."""
