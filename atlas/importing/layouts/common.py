"""What several layouts do alike."""

import numpy as np

from atlas.importing.cells import Cells, Floats, Objects
from atlas.importing.draft import Fault
from atlas.importing.places import read_degrees

NOT_READ = "is no coordinate"
DECIMAL = "write decimal degrees on WGS 84, such as 34.52"


def degrees(cells: Cells, latitude: str, longitude: str) -> tuple[Floats, Floats, list[Fault]]:
    """Read two columns of coordinates: numbers, and what is wrong with cells that hold none."""
    north, east = cells.numbers(latitude, read_degrees), cells.numbers(longitude, read_degrees)
    faults = []
    for values, column, limit in ((north, latitude, 90.0), (east, longitude, 180.0)):
        if not cells.has(column):
            continue
        name = cells.named[column]
        odd = cells.raw(column).is_valid().to_numpy() & ~np.isfinite(values)
        if odd.any():
            odd &= ~cells.by_value(column, lambda text: text.casefold() in UNKNOWN, "bool")
        faults.append(Fault(odd, name, NOT_READ, DECIMAL))
        faults.append(
            Fault(np.abs(values) > limit, name, f"is beyond {limit:g} degrees: no latitude and longitude", DECIMAL)
        )
    half = np.isfinite(north) != np.isfinite(east)
    faults.append(
        Fault(half, cells.named.get(longitude, longitude), "or latitude stands alone", "fill both, or neither")
    )
    nowhere = (north == 0) & (east == 0)
    faults.append(
        Fault(nowhere, cells.named.get(latitude, latitude), "and longitude are 0: a point in the Atlantic",
              "leave both empty where the place is not known")
    )  # fmt: skip
    return north, east, [fault for fault in faults if fault.rows.any()]


UNKNOWN = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "unknown", "?"})


def first_known(cells: Cells, *columns: str) -> Objects:
    """Give for each row the first of several columns that is filled."""
    found = cells.text(columns[0])
    for column in columns[1:]:
        if not cells.has(column):
            continue
        empty = found == ""
        found = np.where(empty, cells.text(column), found).astype(object)
    return found


def plain_number(text: str) -> float:
    """Give the number that a text is, NaN where it is none."""
    try:
        return float(text)
    except ValueError:
        return float("nan")
