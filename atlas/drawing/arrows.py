"""The outline of a curved arrow, in the units of the plane it is drawn on."""

import numpy as np
import numpy.typing as npt
import shapely
from shapely.ops import substring

BEND = 0.16
"""How far an arrow bends to its left, as a part of its length: both ways between two places stay apart."""

_STEPS = 16
_LEAST_HEAD = 24.0
_LEAST_BARB = 7.0

Spot = tuple[float, float]


def arrow_shape(
    start: Spot, end: Spot, width: float, bend: float = BEND, gap: float = 0.0
) -> tuple[list[float | None], list[float | None]]:
    """Outline a curved arrow of even width with a head, rounded to one decimal.

    Parameters
    ----------
    start, end
        Where it comes from and points to; for one and the same place the outline is empty.
    width
        Of its shaft.
    bend
        How far its curve (a quadratic one) leaves the straight line, as a part of the length.
    gap
        How far both ends keep off the places.
    """
    spine = shapely.LineString(_curve(np.array(start), np.array(end), bend))
    length = spine.length - 2 * gap
    if length < 0.2:  # shorter than its rounding
        return [], []
    head = min(max(2.2 * width, _LEAST_HEAD), 0.45 * length)
    shaft = shapely.get_coordinates(substring(spine, gap, gap + length - head))
    tip = shapely.get_coordinates(spine.interpolate(gap + length))
    across = _across(shaft)
    side, barb = across * width / 2, across[-1:] * (width / 2 + max(0.55 * width, _LEAST_BARB))
    outline = np.concatenate(
        [shaft + side, shaft[-1:] + barb, tip, shaft[-1:] - barb, (shaft - side)[::-1], shaft[:1] + side[:1]]
    )
    rounded = np.round(outline, 1) + 0.0
    return rounded[:, 0].tolist(), rounded[:, 1].tolist()


def _curve(start: npt.NDArray[np.float64], end: npt.NDArray[np.float64], bend: float) -> npt.NDArray[np.float64]:
    way = end - start
    control = (start + end) / 2 + bend * np.array([-way[1], way[0]])
    t = np.linspace(0, 1, _STEPS + 1)[:, None]
    return np.asarray((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end)


def _across(line: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give at every vertex of a line the unit vector to its left."""
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    return np.column_stack([-along[:, 1], along[:, 0]])
