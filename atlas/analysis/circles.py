"""Point incidents gathered into circles at several sizes of cell, so that a map can draw a million of them.

Positions are whole thousandths of a degree, counted from the south pole and the date line, so that a cell, a circle
and the question which incidents a circle stands for never differ by a rounding.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.analysis.certainty import has_toll, is_sure, tolls
from atlas.analysis.coded import coded
from atlas.analysis.totals import has_point

SIDES = (125, 250, 500, 1000, 2000, 4000, 8000)
"""Sides of the cells in thousandths of a degree; each divides the next, so that large cells are sums of small ones."""

PLACE = 1
"""The side that stands for single places: members share position and precision."""

MOST = 320
"""How many circles all levels together may hold: what keeps the message of a page under 25 kB."""

_FAR, _MOST_FAR = 1000, 120
_SOUTH, _WEST = 90_000, 180_000
_DENSE = 5_000_000
"""Up to this range of codes a table of them (40 MB) is faster than sorting."""

Whole = NDArray[np.int64]
Words = NDArray[np.object_]


class Circles(NamedTuple):
    """Circles column by column, most incidents first, then from south to north and west to east."""

    latitude: Whole
    """Mean of the members, in whole thousandths of a degree; so is the longitude."""
    longitude: Whole
    incidents: Whole
    incidents_sure: Whole
    killed_best: Whole
    toll_known: Whole
    """How many incidents have any figure of deaths."""
    place: Words
    """The most frequent place of the members, equals by name."""
    precision: Words
    """The precision of a single place; empty for a cell, whose members may differ."""

    @property
    def number(self) -> int:
        """How many circles there are."""
        return len(self.incidents)


class Level(NamedTuple):
    """The circles of one size of cell."""

    side: int
    """Side of a cell in thousandths of a degree, or PLACE."""
    circles: Circles


class Levels(NamedTuple):
    """What a map needs at every zoom: each level is complete, from the largest cells to the smallest."""

    levels: tuple[Level, ...]
    gathered: bool
    """True when the places are too many to be drawn one by one: then the smallest cells are the last level."""


class _Items(NamedTuple):
    """Weighted points: rows, or the cells that rows have been summed into."""

    north: Whole
    east: Whole
    incidents: Whole
    sums: dict[str, NDArray[np.float64]]
    """Sums over the incidents of an item: of the position, and of the figures shown."""
    pairs: tuple[Whole, Whole, Whole]
    """Item, place and number of incidents, for each place that an item holds."""
    names: Words


def levels(table: pd.DataFrame, most: int = MOST) -> Levels:
    """Gather the located incidents at up to three levels of detail, together at most about ``most`` circles.

    The first level has cells of one degree, or larger ones where those would be more than 120. The last has the
    single places, or where they are too many the smallest cells that fit; one of half a degree stands between. No
    level leaves an incident out.

    Parameters
    ----------
    table
        Plain table; rows without coordinates are in no level (``totals`` counts them).
    most
        The bound; only the first level alone may exceed it.
    """
    kept = np.flatnonzero(has_point(table))
    items = _summed(_rows(table, kept), SIDES[0]) if kept.size else None
    if items is None:
        return Levels((), gathered=False)
    found = [_first(items)]
    middle = Level(_FAR // 2, _drawn(_summed(items, _FAR // 2)))
    if found[0].side == _FAR and _size(found) + middle.circles.number <= most:
        found.append(middle)
    room = most - _size(found)
    places = _places(table, kept, room) if len(items.north) <= room else None
    if places is not None:
        return Levels((*found, Level(PLACE, places)), gathered=False)
    small = (Level(side, _drawn(_summed(items, side))) for side in SIDES[:2])
    return Levels((*found, *[level for level in small if level.circles.number <= room][:1]), gathered=True)


def circles(table: pd.DataFrame, side: int) -> Circles:
    """Gather the rows that have coordinates into square cells of longitude and latitude.

    Parameters
    ----------
    table
        Plain table; rows without coordinates are left out.
    side
        Side of a cell in thousandths of a degree, one of SIDES.
    """
    if side not in SIDES:
        raise ValueError(f"side must be one of {SIDES}, not {side}")
    return _drawn(_summed(_rows(table, np.flatnonzero(has_point(table))), side))


def members(table: pd.DataFrame, side: int, latitude: int, longitude: int, precision: str = "") -> NDArray[np.bool_]:
    """Tell which rows a circle stands for: those of its cell, or for a place those of its position and precision."""
    held = has_point(table)
    kept = np.flatnonzero(held)
    north, east = _thousandths(table, kept)
    held[kept] = (north // side == (latitude + _SOUTH) // side) & (east // side == (longitude + _WEST) // side)
    return held & (table["location_precision"] == precision).to_numpy() if side == PLACE else held


def _first(items: _Items) -> Level:
    """Give the level for the whole region: one degree, or the next side of which there are few enough."""
    wide = [side for side in SIDES if side >= _FAR]
    for side in wide[:-1]:
        found = _drawn(_summed(items, side))
        if found.number <= _MOST_FAR:
            return Level(side, found)
    return Level(wide[-1], _drawn(_summed(items, wide[-1])))


def _size(found: list[Level]) -> int:
    return sum(level.circles.number for level in found)


def _thousandths(table: pd.DataFrame, kept: NDArray[np.intp]) -> tuple[Whole, Whole]:
    """Give the position of the kept rows in whole thousandths of a degree from the south pole and the date line."""
    # A hair more than the value: 34.43 * 1000 is 34429.999... in binary.
    north = np.floor(table["latitude"].to_numpy()[kept] * 1000 + (_SOUTH + 1e-4)).astype(np.int64)
    east = np.floor(table["longitude"].to_numpy()[kept] * 1000 + (_WEST + 1e-4)).astype(np.int64)
    return north, east


def _rows(table: pd.DataFrame, kept: NDArray[np.intp]) -> _Items:
    """Take every kept row as an item of its own."""
    north, east = _thousandths(table, kept)
    sums = {
        "north": north.astype(np.float64),
        "east": east.astype(np.float64),
        "incidents_sure": is_sure(table)[kept].astype(np.float64),
        "killed_best": tolls(table).best[kept],
        "toll_known": has_toll(table)[kept].astype(np.float64),
    }
    ones = np.ones(len(kept), dtype=np.int64)
    codes, names = _coded(table["place"], kept)
    return _Items(north, east, ones, sums, (np.arange(len(kept)), codes, ones), names)


def _summed(items: _Items, side: int) -> _Items:
    """Add items up by cells of a side that holds theirs whole."""
    columns = 2 * _WEST // side + 1
    codes = items.north // side * columns + items.east // side
    first = codes.min() if codes.size else 0
    cells, occupied, _ = _numbered(codes - first)
    north, east = np.divmod(occupied + first, columns)
    size = len(occupied)
    sums: dict[str, NDArray[np.float64]] = {
        name: np.bincount(cells, values, size).astype(np.float64) for name, values in items.sums.items()
    }
    item, place, counts = items.pairs
    wide = len(items.names)
    numbers, pairs, _ = _numbered(cells[item] * wide + place)
    members_of = np.bincount(numbers, counts, len(pairs)).astype(np.int64)
    incidents = np.bincount(cells, items.incidents, size).astype(np.int64)
    return _Items(north * side, east * side, incidents, sums, (*np.divmod(pairs, wide), members_of), items.names)


def _numbered(codes: Whole) -> tuple[NDArray[np.intp], Whole, Whole]:
    """Give each code its rank among the distinct ones, then the distinct codes, then how often each occurs."""
    if not codes.size or codes.max() > _DENSE:
        distinct, numbers, sizes = np.unique(codes, return_inverse=True, return_counts=True)
        return numbers, distinct, sizes
    sizes = np.bincount(codes)
    distinct = np.flatnonzero(sizes)
    return (np.cumsum(sizes > 0) - 1)[codes], distinct, sizes[distinct]


def _coded(values: pd.Series, kept: NDArray[np.intp]) -> tuple[Whole, Words]:
    """Code the kept values by the alphabet; a missing value is the empty text."""
    codes, words = coded(values)
    names, order = np.unique(np.array([*words, ""], dtype=object), return_inverse=True)
    return order[codes[kept]], names


def _drawn(items: _Items, precision: Words | None = None) -> Circles:
    """Write summed items as circles, the largest first."""
    cell, place, counts = items.pairs
    best_last = np.lexsort((-place, counts, cell))
    last_of_cell = np.flatnonzero(np.diff(cell[best_last], append=len(items.north)))
    places = items.names[place[best_last][last_of_cell]]
    order = np.argsort(-items.incidents, kind="stable")
    return Circles(
        # The mean of whole numbers of a cell, cut to a whole one, stays in the cell.
        latitude=(items.sums["north"][order] // items.incidents[order]).astype(np.int64) - _SOUTH,
        longitude=(items.sums["east"][order] // items.incidents[order]).astype(np.int64) - _WEST,
        incidents=items.incidents[order],
        incidents_sure=items.sums["incidents_sure"][order].astype(np.int64),
        killed_best=items.sums["killed_best"][order].astype(np.int64),
        toll_known=items.sums["toll_known"][order].astype(np.int64),
        place=places[order],
        precision=np.full(len(order), "", dtype=object) if precision is None else precision[order],
    )


def _places(table: pd.DataFrame, kept: NDArray[np.intp], most: int) -> Circles | None:
    """Gather by position and precision; None when that makes more than ``most`` circles."""
    items = _rows(table, kept)
    codes, names = _coded(table["location_precision"], kept)
    # The precision becomes part of the row of the grid, so that one sum serves both.
    apart = _summed(items._replace(north=items.north * len(names) + codes), PLACE)
    return _drawn(apart, names[apart.north % len(names)]) if len(apart.north) <= most else None
