"""Point incidents gathered into circles at several sizes of cell, so that a map can draw a million of them."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.coordinates import (
    POINT,
    SMALL,
    SOUTH,
    WEST,
    Spots,
    Whole,
    Words,
    positions,
    small_cells,
    thousandths,
)
from atlas.statistics.row_facts import Entries, entries
from atlas.statistics.totals import has_point

SIDES = (SMALL, 250, 500, 1000, 2000, 4000, 8000)
"""Sides of the cells in thousandths of a degree; each divides the next, so that large cells are sums of small ones."""

PLACE = POINT
"""The side that stands for single places: members share position and precision."""

MOST = 320
"""How many circles all levels together may hold: what keeps the message of a page under 25 kB."""

_FAR, _MOST_FAR = 1000, 120
_SUMMED = ("incidents_sure", "killed_best", "toll_known")


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


def levels(table: pd.DataFrame | Entries, most: int = MOST) -> Levels:
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
    held = entries(table)
    spots = small_cells(held)
    if not spots.incidents.size:
        return Levels((), gathered=False)
    found = [_first(spots)]
    middle = _level(spots, _FAR // 2)
    if found[0].side == _FAR and _size([*found, middle]) <= most:
        found.append(middle)
    room = most - _size(found)
    small = _level(spots, SMALL)
    places = _level(positions(held), PLACE) if small.circles.number <= room else None
    if places and places.circles.number <= room:
        return Levels((*found, places), gathered=False)
    fitting = [level for level in (small, _level(spots, 2 * SMALL)) if level.circles.number <= room]
    return Levels((*found, *fitting[:1]), gathered=True)


def circles(table: pd.DataFrame | Entries, side: int) -> Circles:
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
    return _drawn(small_cells(entries(table)), side)


def members(table: pd.DataFrame, side: int, latitude: int, longitude: int, precision: str = "") -> NDArray[np.bool_]:
    """Tell which rows a circle stands for: those of its cell, or for a place those of its position and precision."""
    north, east = thousandths(table)
    held: NDArray[np.bool_] = (north // side == (latitude + SOUTH) // side) & has_point(table)
    held &= east // side == (longitude + WEST) // side
    return held & (table["location_precision"] == precision).to_numpy() if side == PLACE else held


def _first(spots: Spots) -> Level:
    """Give the level for the whole region: one degree, or the next side of which there are few enough."""
    for side in (side for side in SIDES if side >= _FAR):
        found = _level(spots, side)
        if found.circles.number <= _MOST_FAR:
            break
    return found


def _level(spots: Spots, side: int) -> Level:
    return Level(side, _drawn(spots, side))


def _size(found: list[Level]) -> int:
    return sum(level.circles.number for level in found)


def _drawn(spots: Spots, side: int) -> Circles:
    """Join the spots of each cell of a side that holds theirs whole; the largest circle stands first."""
    codes = spots.north // side * (2 * WEST // side + 1) + spots.east // side
    _, first, cells = np.unique(codes * len(spots.precisions) + spots.precision, return_index=True, return_inverse=True)
    incidents = np.bincount(cells, spots.incidents, len(first)).astype(np.int64)
    sums = {name: np.bincount(cells, values, len(first)) for name, values in spots.sums.items()}
    order = np.argsort(-incidents, kind="stable")
    count, place, precision = incidents[order], _commonest(cells, spots)[order], spots.precision[first][order]
    sure, killed, known = (sums[name][order].astype(np.int64) for name in _SUMMED)
    # The mean of whole numbers of a cell, cut to a whole one, stays in the cell.
    north, east = ((sums[name][order] // count).astype(np.int64) for name in ("north", "east"))
    words = spots.places[place], spots.precisions[precision]
    return Circles(north - SOUTH, east - WEST, count, sure, killed, known, *words)


def _commonest(cells: NDArray[np.intp], spots: Spots) -> Whole:
    """Give the most frequent place of each cell; equals go by name."""
    pairs, numbers = np.unique(cells * len(spots.places) + spots.place, return_inverse=True)
    counts = np.bincount(numbers, spots.incidents, len(pairs))
    cell, place = np.divmod(pairs, len(spots.places))
    best_last = np.lexsort((-place, counts, cell))
    found: Whole = place[best_last][np.flatnonzero(np.diff(cell[best_last], append=-1))]
    return found
