"""What a map has beside its figure: degrees at its frame, north, an inset, and notes at its foot."""

from dataclasses import dataclass
from functools import cache
from math import atan2, cos, degrees, radians, sin
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from atlas.drawing.map_shapes import Path, shapes
from atlas.drawing.palette import BACKGROUND, CRIMSON, INK, MUTED, NO_DATA, OTHER, ZERO
from atlas.geography import provinces
from atlas.geography.projection import plane_points, to_lonlat
from atlas.paper import fonts
from atlas.paper.panel import Panel
from atlas.paper.sheet import CLEAR, Box, Pen, rgba
from atlas.paper.traces import rings
from atlas.text import joined

Floats = npt.NDArray[np.float64]
Frame = tuple[float, float, float, float]
"""Left, lower, right and upper edge of a map, in kilometres."""

_DEGREES_PX = 9.0
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
def degree_lines(frame: Frame) -> tuple[Line, ...]:
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


def draw_graticule(pen: Pen, frame: Frame, plot: Box, hue: str) -> None:
    """Draw the lines, thin, inside the plot."""
    pen.clip = plot
    for line in degree_lines(frame):
        xs, ys = _px(line, frame, plot)
        pen.line(xs, ys, hue, 0.5, opacity=0.4, kind="axis")
    pen.clip = None


def label_graticule(pen: Pen, frame: Frame, plot: Box, hue: str) -> None:
    """Write the degrees at the frame: meridians above it, parallels on its left."""
    for line in degree_lines(frame):
        xs, ys = _px(line, frame, plot)
        along, across, edge = (xs, ys, plot.top) if line.upright else (ys, xs, plot.left)
        spot = _crossing(along, across, edge)
        low, high = (plot.left, plot.right) if line.upright else (plot.top, plot.bottom)
        if spot is None or not low + _DEGREES_PX / 2 <= spot <= high - _DEGREES_PX / 2:
            continue
        if line.upright:
            pen.write(spot, plot.top - 2, line.label, _DEGREES_PX, hue, across="center", down="bottom", kind="axis")
        else:
            pen.write(plot.left - 4, spot, line.label, _DEGREES_PX, hue, across="right", kind="axis")


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


EDGE = (LEFT_PX, TOP_PX)


@dataclass(frozen=True)
class MapPanel:
    """A laid out map."""

    panel: Panel

    @property
    def frame(self) -> Frame:
        """What it shows, in kilometres."""
        (left, right), (lower, upper) = self.panel.drawn.reach["x"], self.panel.drawn.reach["y"]
        return left, lower, right, upper

    def draw(self, pen: Pen) -> None:
        """Draw the map with its meridians and parallels beneath the borders, and its frame."""
        plot = self.panel.plot
        self.panel.draw(pen, between=lambda: draw_graticule(pen, self.frame, plot, OTHER))
        label_graticule(pen, self.frame, plot, MUTED["light"])
        pen.box(plot, CLEAR, rgba(MUTED["light"]), 0.6, kind="axis")


TYPE_PX = 9.5
_INSET_PX, _ARROW_PX, _GAP_PX = 78.0, 34.0, 10.0
_PROJECTION = (
    "Equal-area projection (Albers; standard parallels 27° and 52° N): areas compare everywhere. "
    "The arrow points to true north at the middle of the map."
)
_BOUNDARIES = "Boundaries: Natural Earth, mended; drawn as administered, without a claim."


@dataclass(frozen=True)
class MapFoot:
    """Notes on the left; arrow and inset on the right. In pixels."""

    frame: Frame
    width: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """How high it is."""
        return (
            max(len(self.lines) * fonts.LINE * TYPE_PX, self._inset.height if self._is_part else 44.0) + 1.5 * _GAP_PX
        )

    @property
    def _is_part(self) -> bool:
        """Whether the map shows only a part of the region, which an inset locates."""
        return is_part(self.frame)

    @property
    def _inset(self) -> Box:
        left, lower, right, upper = shapes("region").frame
        tall = _INSET_PX * (upper - lower) / (right - left)
        return Box(self.width - _INSET_PX, 0, self.width, tall)

    def draw(self, pen: Pen) -> None:
        """Draw it from its upper left corner."""
        for number, line in enumerate(self.lines):
            y = _GAP_PX + (number + 0.5) * fonts.LINE * TYPE_PX
            pen.write(0, y, escaped(line), TYPE_PX, MUTED["light"], kind="page")
        aside = _INSET_PX + _ARROW_PX if self._is_part else _ARROW_PX
        _draw_arrow(pen, self.width - aside + _ARROW_PX / 2, _GAP_PX + 24, north(self.frame))
        if self._is_part:
            inset = self._inset
            _draw_inset(pen, Box(inset.left, _GAP_PX, inset.right, _GAP_PX + inset.height), self.frame)


def map_foot(frame: Frame, width: float) -> MapFoot:
    """Lay out what stands beneath a map of a frame, for a width in pixels."""
    room = width - _ARROW_PX - _GAP_PX - (_INSET_PX if is_part(frame) else 0)
    notes = (_PROJECTION, f"{_BOUNDARIES}{_dashed(frame)}")
    return MapFoot(frame, width, tuple(line for note in notes for line in fonts.wrapped(note, TYPE_PX, room)))


def escaped(text: str) -> str:
    """Write plain text so that no part of it is read as a mark of a figure's text."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def is_part(frame: Frame) -> bool:
    """Tell whether a map shows less than the whole region."""
    left, _, right, _ = shapes("region").frame
    return frame[2] - frame[0] < 0.9 * (right - left)


@cache
def _dashed(frame: Frame) -> str:
    """Say which of the borders in a frame are dashed, and whose view of them is drawn."""
    box = shapely.box(*frame)
    drawn = {
        border.border_id for border in shapes("region").borders
        if not border.is_settled and any(line.intersects(box) for line in _border_lines(border.path))
    }  # fmt: skip
    table = provinces.borders()
    names = [str(name) for name in table.loc[table["border_id"].isin(drawn), "name"]]
    if not names:
        return ""
    return f" Dashed: disputed, or older than a settlement, shown as the line held on the ground: {joined(names)}."


def _border_lines(path: Path) -> list[shapely.LineString]:
    xs, ys = (np.array([np.nan if value is None else value for value in side], dtype=float) for side in path)
    return [shapely.LineString(np.column_stack(ring)) for ring in rings(xs, ys)]


def _draw_arrow(pen: Pen, x: float, y: float, turn: float) -> None:
    """Draw an arrow to true north with its letter."""
    along, aside = (sin(radians(turn)), -cos(radians(turn))), (cos(radians(turn)), sin(radians(turn)))
    tip, left, right, waist = (
        (x + up * along[0] + over * aside[0], y + up * along[1] + over * aside[1])
        for up, over in ((10, 0), (-14, -7), (-14, 7), (-9, 0))
    )
    ink = rgba(INK["light"])
    pen.outlines([_corners(tip, left, waist)], ink, ink, 0.6, kind="page")
    pen.outlines([_corners(tip, waist, right)], rgba(BACKGROUND["light"]), ink, 0.6, kind="page")
    pen.write(x + 17 * along[0], y + 17 * along[1], "<b>N</b>", 10, INK["light"], across="center", kind="page")


def _corners(*spots: tuple[float, float]) -> tuple[list[float], list[float]]:
    """Give the places of corners along x and y."""
    return [x for x, _ in spots], [y for _, y in spots]


def _draw_inset(pen: Pen, box: Box, frame: Frame) -> None:
    """Draw the whole region, small, with the frame of the map as a rectangle."""
    lying = shapes("region")
    pen.box(box, rgba(BACKGROUND["light"]), kind="page")
    pen.clip = box
    for path, fill in (
        (lying.land, ZERO["light"]),
        *((outline, NO_DATA["light"]) for outline in lying.provinces.values()),
    ):
        pen.outlines(_placed(path, box), rgba(fill), rgba(fill), 0.3, kind="page")
    for border in lying.borders:
        for xs, ys in _placed(border.path, box):
            pen.line(xs, ys, OTHER, 0.5, kind="page")
    pen.clip = None
    corners = _placed(([frame[0], frame[2]], [frame[1], frame[3]]), box)[0]
    left, right = (min(max(float(x), box.left), box.right) for x in corners[0])
    bottom, top = (min(max(float(y), box.top), box.bottom) for y in corners[1])
    pen.box(Box(left, top, right, bottom), CLEAR, rgba(CRIMSON), 1.4, kind="page")
    pen.box(box, CLEAR, rgba(MUTED["light"]), 0.6, kind="page")


def _placed(path: Path, box: Box) -> list[tuple[np.ndarray, np.ndarray]]:
    left, lower, right, upper = shapes("region").frame
    xs, ys = (np.array([np.nan if value is None else value for value in side], dtype=float) for side in path)
    across = box.left + (xs - left) / (right - left) * box.width
    return rings(across, box.bottom - (ys - lower) / (upper - lower) * box.height)
