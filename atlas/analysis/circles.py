"""Point incidents gathered into the cells of a grid, so that a map draws hundreds of circles and not a million."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.analysis.certainty import has_toll, is_sure, tolls
from atlas.analysis.coded import coded
from atlas.analysis.totals import has_point

MIXED = "mixed"
"""The precision of a cell whose members differ in theirs."""

_DENSE = 5_000_000
"""Up to this range of codes a table of them (40 MB) is faster than sorting."""

COLUMNS = (
    "latitude", "longitude", "incidents", "incidents_sure", "killed_best", "toll_known", "precision", "place",
    "places", "id",
)  # fmt: skip


def circles(table: pd.DataFrame, cell_degrees: float = 0.5) -> pd.DataFrame:
    """Gather the rows that have coordinates into square cells of longitude and latitude.

    Parameters
    ----------
    table
        Plain table; rows without coordinates are left out (``totals`` counts them).
    cell_degrees
        Side of a cell in degrees, above 0 and at most 10.

    Returns
    -------
    pandas.DataFrame
        One row per cell that holds an incident, most incidents first, then from south to north and west to east:
        latitude and longitude (mean of the members, degrees, 4 decimals), incidents, incidents_sure, killed_best,
        toll_known (incidents with any figure of deaths), precision (of all members, or "mixed"), place (the most
        frequent one, equals by name), places (how many distinct places), id (of the incident where the cell holds one,
        else missing).
    """
    if not 0 < cell_degrees <= 10:
        raise ValueError(f"cell_degrees must lie above 0 and at most at 10, not {cell_degrees}")
    kept = np.flatnonzero(has_point(table))
    if not kept.size:
        return _empty()
    cells, size = _cells(table["latitude"].to_numpy()[kept], table["longitude"].to_numpy()[kept], cell_degrees)
    found = _sums(table, kept, cells, size)
    found["precision"] = _precision(*_coded(table["location_precision"], kept), cells, size)
    found["place"], found["places"] = _labels(*_coded(table["place"], kept), cells, size)
    found["id"] = _single(table["id"], kept, cells, found["incidents"].to_numpy())
    order = found.sort_values("incidents", ascending=False, kind="stable")
    return order.reset_index(drop=True)[list(COLUMNS)]


def _cells(latitude: NDArray[np.float64], longitude: NDArray[np.float64], side: float) -> tuple[NDArray[np.intp], int]:
    """Give each row the number of its cell; the occupied cells are numbered from south-west to north-east."""
    columns = int(np.ceil(360 / side)) + 1
    north = np.floor((latitude + 90) / side).astype(np.int64)
    east = np.floor((longitude + 180) / side).astype(np.int64)
    codes = north * columns + east
    numbers, occupied, _ = _numbered(codes - codes.min())
    return numbers, len(occupied)


def _numbered(codes: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int64]]:
    """Give each code its rank among the distinct ones, then the distinct codes, then how often each occurs."""
    if codes.max() > _DENSE:
        distinct, numbers, sizes = np.unique(codes, return_inverse=True, return_counts=True)
        return numbers, distinct, sizes
    sizes = np.bincount(codes)
    distinct = np.flatnonzero(sizes)
    return (np.cumsum(sizes > 0) - 1)[codes], distinct, sizes[distinct]


def _sums(table: pd.DataFrame, kept: NDArray[np.intp], cells: NDArray[np.intp], size: int) -> pd.DataFrame:
    """Add up incidents and deaths per cell, and average the coordinates."""
    incidents = np.bincount(cells, minlength=size)
    mean = {
        axis: np.round(np.bincount(cells, table[axis].to_numpy()[kept], size) / incidents, 4)
        for axis in ("latitude", "longitude")
    }
    sure = np.bincount(cells[is_sure(table)[kept]], minlength=size)
    killed = np.bincount(cells, tolls(table).best[kept], size).astype(np.int64)
    known = np.bincount(cells[has_toll(table)[kept]], minlength=size)
    counts = {"incidents": incidents, "incidents_sure": sure, "killed_best": killed, "toll_known": known}
    return pd.DataFrame({**mean, **counts})


def _coded(values: pd.Series, kept: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
    """Code the kept values by the alphabet; a missing value is the empty text."""
    codes, words = coded(values)
    names, order = np.unique(np.array([*words, ""], dtype=object), return_inverse=True)
    return order[codes[kept]], names


def _precision(
    codes: NDArray[np.intp], names: NDArray[np.object_], cells: NDArray[np.intp], size: int
) -> NDArray[np.object_]:
    """Give the precision that all members of a cell share, else "mixed"."""
    kinds = len(names)
    present = np.bincount(cells * kinds + codes, minlength=size * kinds).reshape(size, kinds) > 0
    shared = names[present.argmax(axis=1)]
    return np.where(present.sum(axis=1) == 1, shared, MIXED)


def _labels(
    codes: NDArray[np.intp], names: NDArray[np.object_], cells: NDArray[np.intp], size: int
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Give the most frequent place of each cell, and how many distinct places it holds."""
    _, pairs, members = _numbered(cells * len(names) + codes)
    cell, place = np.divmod(pairs, len(names))
    best_last = np.lexsort((-place, members, cell))
    last_of_cell = np.flatnonzero(np.diff(cell[best_last], append=size))
    return names[place[best_last][last_of_cell]], np.bincount(cell, minlength=size)


def _single(ids: pd.Series, kept: NDArray[np.intp], cells: NDArray[np.intp], incidents: NDArray[np.int64]) -> pd.Series:
    """Give the id of the only incident of a cell, missing where there are more."""
    alone = np.flatnonzero(incidents[cells] == 1)
    named = pd.Series(ids.iloc[kept[alone]].to_numpy(dtype=object), index=cells[alone], dtype="str")
    return named.reindex(range(len(incidents)))


def _empty() -> pd.DataFrame:
    """Give the table of no circle, with the columns and types of a full one."""
    floats = dict.fromkeys(("latitude", "longitude"), "float64")
    texts = dict.fromkeys(("precision", "place", "id"), "str")
    kinds = floats | texts
    return pd.DataFrame({name: pd.Series(dtype=kinds.get(name, "int64")) for name in COLUMNS})
