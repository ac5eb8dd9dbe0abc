"""Located rows numbered by where they lie, once per table, so that a selection of a million is summed in one pass.

Positions are whole thousandths of a degree, counted from the south pole and the date line, so that a cell, a circle
and the question which incidents a circle stands for never differ by a rounding.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import Tolls, tolls
from atlas.statistics.codes import coded
from atlas.statistics.row_facts import Entries, Fact
from atlas.statistics.totals import counts, has_point, marked, unmarked

SOUTH, WEST = 90_000, 180_000
"""The south pole and the date line, in thousandths of a degree below zero."""

SMALL = 125
"""Side of the smallest cell, in thousandths of a degree: about 14 km."""

POINT = 1
"""The side of a cell that holds one position only."""

Whole = NDArray[np.int64]
Words = NDArray[np.object_]


class Spots(NamedTuple):
    """What lies in one cell and bears one name, counted; at the side of one position also of one precision."""

    north: Whole
    """The south-west corner of the cell; so is ``east``."""
    east: Whole
    precision: Whole
    """As its position in ``precisions``; 0, the empty text, where a cell holds many positions: its rows may differ."""
    place: Whole
    """As its position in ``places``, which are in the order of the alphabet; "" stands for none."""
    incidents: Whole
    sums: dict[str, NDArray[np.float64]]
    """Sums over the incidents: of their positions (north, east), incidents_sure, killed_best and toll_known."""
    precisions: Words
    places: Words


class _Grid(NamedTuple):
    """The spots of a whole table."""

    number: NDArray[np.intp]
    """Of each row, its spot, with its marks; the number after the last stands for a row without coordinates."""
    north: Whole
    east: Whole
    precision: Whole
    place: Whole
    precisions: Words
    places: Words


def small_cells(held: Entries) -> Spots:
    """Count the held rows that have coordinates by cell of the smallest side and by place."""
    return _counted(held, _small_grid)


def positions(held: Entries) -> Spots:
    """Count the held rows that have coordinates by position, precision and place."""
    return _counted(held, _fine_grid)


def thousandths(table: pd.DataFrame) -> tuple[Whole, Whole]:
    """Give how far each row lies north of the south pole and east of the date line; 0 without coordinates."""
    # A hair more than the value: 34.43 * 1000 is 34429.999... in binary.
    axes = (("latitude", SOUTH), ("longitude", WEST))
    north, east = (
        np.floor(np.nan_to_num(table[axis].to_numpy(dtype=float), nan=-zero / 1000) * 1000 + (zero + 1e-4))
        for axis, zero in axes
    )
    return north.astype(np.int64), east.astype(np.int64)


def _counted(held: Entries, grid_of: Fact) -> Spots:
    """Add up the held rows by spot; a spot without any is left out."""
    grid: _Grid = held.fact(grid_of)
    marked_numbers, size = held.take(grid.number), len(grid.north)
    counted, numbers = counts(marked_numbers, size), unmarked(marked_numbers)
    kept = np.flatnonzero(counted.incidents)
    killed: Tolls = held.fact(tolls)
    north, east = held.fact(thousandths)
    added = {
        name: np.bincount(numbers, held.take(values), size + 1).astype(np.float64)
        for name, values in (("north", north), ("east", east), ("killed_best", killed.best))
    } | {"incidents_sure": counted.sure.astype(np.float64), "toll_known": counted.toll_known.astype(np.float64)}
    sums = {name: values[kept] for name, values in added.items()}
    shared = (grid.north[kept], grid.east[kept], grid.precision[kept], grid.place[kept])
    return Spots(*shared, counted.incidents[kept], sums, grid.precisions, grid.places)


def _small_grid(table: pd.DataFrame) -> _Grid:
    return _grid(table, SMALL)


def _fine_grid(table: pd.DataFrame) -> _Grid:
    return _grid(table, POINT)


def _grid(table: pd.DataFrame, side: int) -> _Grid:
    """Give the spots numbers by cell, from south to north and west to east, then by precision and place."""
    north, east = (axis // side for axis in thousandths(table))
    precision, precisions = _coded(table["location_precision"])
    place, places = _coded(table["place"])
    columns, words = 2 * WEST // side + 1, len(places)
    apart = precision * (side == POINT)
    keys = ((north * columns + east) * len(precisions) + apart) * words + place
    located = has_point(table)
    spots, numbers = np.unique(keys[located], return_inverse=True)
    number = np.full(len(table), len(spots), dtype=np.intp)
    number[located] = numbers
    cells, named = np.divmod(spots, words)
    cells, precise = np.divmod(cells, len(precisions))
    rows, lines = np.divmod(cells, columns)
    return _Grid(marked(table, number), rows * side, lines * side, precise, named, precisions, places)


def _coded(values: pd.Series) -> tuple[Whole, Words]:
    """Code values by the alphabet; a missing value is the empty text."""
    codes, words = coded(values)
    names, order = np.unique(np.array([*words, ""], dtype=object), return_inverse=True)
    return order[codes], names
