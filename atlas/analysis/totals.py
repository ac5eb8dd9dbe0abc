"""The totals of a selection: how many incidents, which toll, how well they are placed."""

from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.analysis.certainty import has_toll, is_sure, tolls
from atlas.settings import COUNTRIES


class Totals(NamedTuple):
    """The totals of one selection.

    Counts are incidents, tolls are persons. ``incidents_sure`` counts the claimed and attributed rows, ``incidents``
    all of them; the low tolls sum the sure rows, the best and high ones all rows. ``located``, ``unlocated``,
    ``country_only`` and ``abroad`` add up to ``incidents``.
    """

    incidents_sure: int
    incidents: int
    killed_low: int
    killed_best: int
    killed_high: int
    injured_low: int
    injured_best: int
    injured_high: int
    toll_unknown: int
    """Rows without any figure for the killed."""
    first: date | None
    last: date | None
    provinces: int
    """Provinces with at least one incident."""
    located: int
    """Rows with coordinates, in one of the eight countries."""
    unlocated: int
    """Rows with a province but no coordinates: known to the province, or to a district nobody gives a point for."""
    country_only: int
    """Rows in one of the eight countries with neither coordinates nor a province."""
    abroad: int
    """Rows in a country whose provinces the atlas does not draw."""


class _Placing(NamedTuple):
    located: int
    unlocated: int
    country_only: int
    abroad: int


def totals(table: pd.DataFrame) -> Totals:
    """Sum up a plain table; an empty one gives zeros and no dates."""
    killed, injured = _sums(table, "killed"), _sums(table, "injured")
    placing = _placing(table)
    return Totals(
        incidents_sure=int(is_sure(table).sum()),
        incidents=len(table),
        killed_low=killed[0],
        killed_best=killed[1],
        killed_high=killed[2],
        injured_low=injured[0],
        injured_best=injured[1],
        injured_high=injured[2],
        toll_unknown=int((~has_toll(table)).sum()),
        first=_day(table["date_start"].min()),
        last=_day(table["date_end"].max()),
        provinces=int(table["province_id"].nunique()),
        located=placing.located,
        unlocated=placing.unlocated,
        country_only=placing.country_only,
        abroad=placing.abroad,
    )


def _placing(table: pd.DataFrame) -> _Placing:
    """Count the rows in four classes that exclude each other."""
    drawn = table["country"].isin(COUNTRIES.values()).to_numpy(dtype=bool)
    point = has_point(table)
    province = table["province_id"].notna().to_numpy(dtype=bool)
    return _Placing(
        located=int((drawn & point).sum()),
        unlocated=int((drawn & ~point & province).sum()),
        country_only=int((drawn & ~point & ~province).sum()),
        abroad=int((~drawn).sum()),
    )


def has_point(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell for each row whether it has coordinates."""
    axes = (table[axis].to_numpy(dtype=float) for axis in ("latitude", "longitude"))
    return ~np.logical_or(*map(np.isnan, axes))


def _sums(table: pd.DataFrame, kind: Literal["killed", "injured"]) -> tuple[int, int, int]:
    """Sum the low, best and high toll."""
    low, best, high = (round(float(bound.sum())) for bound in tolls(table, kind))
    return low, best, high


def _day(stamp: pd.Timestamp) -> date | None:
    return None if pd.isna(stamp) else stamp.date()
