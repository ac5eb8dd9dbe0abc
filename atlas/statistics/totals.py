"""The totals of a selection: how many incidents, which toll, how well they are placed."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.settings import COUNTRIES
from atlas.statistics.certainty import Tolls, has_toll, is_sure, tolls
from atlas.statistics.codes import coded
from atlas.statistics.row_facts import Entries, entries, first_day, last_day


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


class Placing(NamedTuple):
    """How many incidents a selection holds, and how they are placed; the last four are those of ``Totals``."""

    incidents_sure: int
    incidents: int
    located: int
    unlocated: int
    country_only: int
    abroad: int


def totals(table: pd.DataFrame | Entries) -> Totals:
    """Sum up a plain table, or entries of its facts; an empty one gives zeros and no dates."""
    held = entries(table)
    killed, injured = _sums(held, tolls), _sums(held, _injured)
    placed = placing(held)
    return Totals(
        incidents_sure=placed.incidents_sure,
        incidents=len(held),
        killed_low=killed[0],
        killed_best=killed[1],
        killed_high=killed[2],
        injured_low=injured[0],
        injured_best=injured[1],
        injured_high=injured[2],
        toll_unknown=int((~held.of(has_toll)).sum()),
        first=_day(held.of(first_day).min()) if len(held) else None,
        last=_day(held.of(last_day).max()) if len(held) else None,
        provinces=int(np.count_nonzero(np.bincount(held.of(_province_numbers))[1:])),
        located=placed.located,
        unlocated=placed.unlocated,
        country_only=placed.country_only,
        abroad=placed.abroad,
    )


def killed(table: pd.DataFrame | Entries) -> tuple[int, int, int]:
    """Give the people killed as in `Totals`: low, best, high."""
    return _sums(entries(table), tolls)


def placing(table: pd.DataFrame | Entries) -> Placing:
    """Count the incidents by how they are placed: what a map says beside its circles."""
    kinds = np.bincount(entries(table).of(_placings), minlength=8).reshape(4, 2)
    return Placing(int(kinds[:, 1].sum()), int(kinds.sum()), *kinds.sum(axis=1).tolist())


def _placings(table: pd.DataFrame) -> NDArray[np.uint8]:
    """Give each row twice its class, from 0 for located to 3 for abroad, and one more where it is sure."""
    drawn = table["country"].isin(COUNTRIES.values()).to_numpy(dtype=bool)
    province = table["province_id"].notna().to_numpy(dtype=bool)
    classes = np.select([~drawn, has_point(table), province], [3, 0, 1], 2)
    return (2 * classes + is_sure(table)).astype(np.uint8)


def has_point(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell for each row whether it has coordinates."""
    axes = (table[axis].to_numpy(dtype=float) for axis in ("latitude", "longitude"))
    return ~np.logical_or(*map(np.isnan, axes))


def _province_numbers(table: pd.DataFrame) -> NDArray[np.intp]:
    """Give each row the number of its province, from 1; 0 stands for none."""
    return coded(table["province_id"]).codes.astype(np.intp) + 1


def _injured(table: pd.DataFrame) -> Tolls:
    return tolls(table, "injured")


def _sums(held: Entries, kind: Callable[[pd.DataFrame], Tolls]) -> tuple[int, int, int]:
    """Sum the low, best and high toll."""
    low, best, high = (round(float(held.take(bound).sum())) for bound in held.fact(kind))
    return low, best, high


def _day(stamp: np.datetime64) -> date:
    return pd.Timestamp(stamp).date()


_BITS = 3


class Marked(NamedTuple):
    """Counts by code, one element per code."""

    incidents: NDArray[np.int64]
    sure: NDArray[np.int64]
    toll_known: NDArray[np.int64]
    located: NDArray[np.int64]


def marked(table: pd.DataFrame, codes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give codes that carry the marks of each row as well; ``unmarked`` gives the codes back.

    ``codes`` is any whole number of at least 0 per row.
    """
    marks = is_sure(table) + 2 * has_toll(table) + 4 * has_point(table)
    found: NDArray[np.intp] = (codes << _BITS) + marks
    return found


def unmarked(codes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the codes without the marks."""
    return codes >> _BITS


def counts(codes: NDArray[np.intp], size: int) -> Marked:
    """Count the rows of each code below a size, and of these the ones with each mark; ``codes`` are marked ones."""
    wide = size << _BITS
    apart = np.bincount(codes, minlength=wide)[:wide].reshape(size, 2, 2, 2)
    located, toll_known, sure = (apart.take(1, axis=axis).sum(axis=(1, 2)) for axis in (1, 2, 3))
    return Marked(apart.sum(axis=(1, 2, 3)), sure, toll_known, located)
