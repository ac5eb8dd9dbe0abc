"""Meridians, parallels and true north on a map in kilometres of the plane."""

from functools import cache
from math import atan2, degrees
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from atlas.geography.projection import plane_points, to_lonlat
from atlas.paper.sheet import Box, Pen

Floats = npt.NDArray[np.float64]
Frame = tuple[float, float, float, float]
"""Left, lower, right and upper edge of a map, in kilometres."""

TYPE_PX = 9.0
LEFT_PX, TOP_PX = 32.0, 16.0
"""What the degrees need on the left of a map and above it."""

_LINES = 6
"""About how many meridians, and how many parallels, are drawn at most."""
_STEPS = (1, 2, 5, 10, 20)
_DENSE = 0.25
"""Degrees between the places of which a line is made."""


class Line(NamedTuple):
    """A meridian or a parallel: its label, its course in kilometres, and whether it is a meridian."""

    label: str
    xs: Floats
    ys: Floats
    upright: bool


def kilometres(longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Project degrees to kilometres of the plane."""
    x, y = shapely.get_coordinates(plane_points(longitude, latitude)).T / 1000
    return x, y


@cache
def lines(frame: Frame) -> tuple[Line, ...]:
    """Give the meridians and parallels that cross a frame, at whole degrees."""
    west, south, east, north = _degrees(frame)
    step = next((s for s in _STEPS if max(east - west, north - south) / s <= _LINES), _STEPS[-1])
    found = []
    for value in _whole(west, east, step):
        ends = np.arange(south - step, north + step, _DENSE)
        found.append(Line(_written(value, "E", "W"), *kilometres(np.full(ends.shape, value), ends), upright=True))
    for value in _whole(south, north, step):
        ends = np.arange(west - step, east + step, _DENSE)
        found.append(Line(_written(value, "N", "S"), *kilometres(ends, np.full(ends.shape, value)), upright=False))
    return tuple(found)


def _degrees(frame: Frame) -> tuple[float, float, float, float]:
    """Give the degrees that a frame reaches over: west, south, east, north."""
    left, lower, right, upper = (1000 * edge for edge in frame)
    around = shapely.segmentize(shapely.box(left, lower, right, upper), (right - left) / 20)
    west, south, east, north = shapely.total_bounds(to_lonlat(np.array([around], dtype=object)))
    return float(west), float(south), float(east), float(north)


def _whole(low: float, high: float, step: int) -> range:
    return range(int(np.ceil(low / step)) * step, int(np.floor(high / step)) * step + 1, step)


def _written(value: int, positive: str, negative: str) -> str:
    return f"{abs(value)}° {positive if value >= 0 else negative}"


def draw(pen: Pen, frame: Frame, plot: Box, hue: str) -> None:
    """Draw the lines, thin, inside the plot."""
    pen.clip = plot
    for line in lines(frame):
        xs, ys = _px(line, frame, plot)
        pen.line(xs, ys, hue, 0.5, opacity=0.4, kind="axis")
    pen.clip = None


def label(pen: Pen, frame: Frame, plot: Box, hue: str) -> None:
    """Write the degrees at the frame: meridians above it, parallels on its left."""
    for line in lines(frame):
        xs, ys = _px(line, frame, plot)
        along, across, edge = (xs, ys, plot.top) if line.upright else (ys, xs, plot.left)
        spot = _crossing(along, across, edge)
        low, high = (plot.left, plot.right) if line.upright else (plot.top, plot.bottom)
        if spot is None or not low + TYPE_PX / 2 <= spot <= high - TYPE_PX / 2:
            continue
        if line.upright:
            pen.write(spot, plot.top - 2, line.label, TYPE_PX, hue, across="center", down="bottom", kind="axis")
        else:
            pen.write(plot.left - 4, spot, line.label, TYPE_PX, hue, across="right", kind="axis")


def _px(line: Line, frame: Frame, plot: Box) -> tuple[Floats, Floats]:
    left, lower, right, upper = frame
    xs = plot.left + (line.xs - left) / (right - left) * plot.width
    return xs, plot.bottom - (line.ys - lower) / (upper - lower) * plot.height


def _crossing(along: Floats, across: Floats, edge: float) -> float | None:
    """Give where a line crosses an edge, along the edge."""
    sides = np.flatnonzero(np.diff(np.sign(across - edge)))
    if not len(sides):
        return None
    place = int(sides[0])
    part = (edge - across[place]) / (across[place + 1] - across[place])
    return float(along[place] + part * (along[place + 1] - along[place]))


def north(frame: Frame) -> float:
    """Give the direction of true north at the middle of a map, in degrees clockwise from its upright."""
    middle = shapely.Point(500 * (frame[0] + frame[2]), 500 * (frame[1] + frame[3]))
    longitude, latitude = shapely.get_coordinates(to_lonlat(np.array([middle], dtype=object)))[0]
    xs, ys = kilometres([longitude, longitude], [latitude, latitude + 0.1])
    return degrees(atan2(xs[1] - xs[0], ys[1] - ys[0]))
