"""The points of the selected incidents."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from atlas.drawing.view import View
from atlas.statistics.totals import has_point


def points(view: View) -> NDArray[Any]:
    """Give each selected incident its point in longitude and latitude; None where no coordinates are known."""
    rows = view.rows
    placed = has_point(rows)
    found = np.full(len(rows), None, dtype=object)
    found[placed] = shapely.points(rows.loc[placed, "longitude"].to_numpy(), rows.loc[placed, "latitude"].to_numpy())
    return found
