"""The map of the board as plain SVG, for the time in which its scripts are still on their way."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from atlas.settings import GEODATA
from atlas.statistics.circles import Circles

WIDTH, HEIGHT = 626, 434
"""The box in which the board's map stands on a wide screen, in pixels."""
LARGEST, SMALLEST = 25.0, 2.5
"""Radii in pixels, as the board's own on that screen."""
REACH = 0.97
"""The part of the located incidents that the first view holds; as in the board's script."""
MARGIN_DEGREES = 0.6
_COARSE = 0.02
"""Outlines are simplified to this many degrees, a pixel or so."""

Floats = NDArray[np.float64]


class _Frame(NamedTuple):
    """The part of the Mercator plane that is drawn, in radians, and how many pixels one is."""

    left: float
    top: float
    scale: float

    def place(self, longitude: Floats, latitude: Floats) -> Floats:
        """Give pixels, one row per point."""
        return np.column_stack(
            [(np.radians(longitude) - self.left) * self.scale, (self.top - _northing(latitude)) * self.scale]
        )


def first_picture(circles: Circles) -> str:
    """Draw the provinces, the borders and where incidents lie, as the board's first view does.

    Its colours are custom properties of the page round it: --ground, --line, --border, --mark.
    """
    frame = _frame(circles)
    provinces, borders = (_paths(frame, name) for name in ("screen", "borders"))
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid meet" aria-hidden="true">'
        f'<path d="{provinces}" fill="var(--ground)" stroke="var(--line)" stroke-width=".8"/>'
        f'<path d="{borders}" fill="none" stroke="var(--border)" stroke-opacity=".6" stroke-width="1.4"/>'
        f'<g fill="var(--mark)" fill-opacity=".75">{"".join(_marks(circles, frame))}</g></svg>'
    )


_FARTHEST = 85.05
"""Degrees up to which Web Mercator draws: it knows no poles."""


def _northing(latitude: Floats) -> Floats:
    within = np.clip(latitude, -_FARTHEST, _FARTHEST)
    return np.log(np.tan(np.pi / 4 + np.radians(within) / 2))


def _frame(circles: Circles) -> _Frame:
    (west, east), (south, north) = (
        _span(axis / 1000, circles.incidents) for axis in (circles.longitude, circles.latitude)
    )
    bottom, top = _northing(np.array([south, north]))
    left, right = np.radians([west, east])
    scale = min(WIDTH / (right - left), HEIGHT / max(top - bottom, np.radians(MARGIN_DEGREES)))
    return _Frame(
        float((left + right) / 2 - WIDTH / 2 / scale), float((top + bottom) / 2 + HEIGHT / 2 / scale), float(scale)
    )


def _span(degrees: Floats, weights: NDArray[np.int64]) -> tuple[float, float]:
    """Give the middle part of weighted values with a margin; the whole region where there are none."""
    if not len(degrees):
        return 60.0, 76.0
    order = np.argsort(degrees)
    summed = np.cumsum(weights[order])
    low, high = (np.searchsorted(summed, part * summed[-1]) for part in ((1 - REACH) / 2, (1 + REACH) / 2))
    return float(degrees[order][low]) - MARGIN_DEGREES, float(degrees[order][high]) + MARGIN_DEGREES


@cache
def _shapes(name: str) -> tuple[shapely.Geometry, ...]:
    told: Mapping[str, list[dict[str, Any]]] = json.loads((GEODATA / f"{name}.geojson").read_text("utf-8"))
    return tuple(shapely.simplify(shape(each["geometry"]), _COARSE) for each in told["features"])


def _paths(frame: _Frame, name: str) -> str:
    """Write the outlines that reach into the frame, in whole pixels."""
    told = []
    for geometry in _shapes(name):
        for line in shapely.get_parts(shapely.boundary(geometry) if name == "screen" else geometry):
            spots = np.round(frame.place(*shapely.get_coordinates(line).T))
            inside = (spots >= -20) & (spots <= (WIDTH + 20, HEIGHT + 20))
            if inside.all(axis=1).any():
                kept = spots[np.r_[True, (np.diff(spots, axis=0) != 0).any(axis=1)]].astype(int)
                told.append("M" + "L".join(f"{x} {y}" for x, y in kept))
    return "".join(told)


def _marks(circles: Circles, frame: _Frame) -> Iterator[str]:
    """Draw the circles, the largest below."""
    spots = frame.place(circles.longitude / 1000, circles.latitude / 1000)
    largest = max(1, int(circles.incidents.max(initial=1)))
    radii = np.maximum(SMALLEST, LARGEST * np.sqrt(circles.incidents / largest))
    for (x, y), radius in zip(spots, radii, strict=True):
        if -LARGEST <= x <= WIDTH + LARGEST and -LARGEST <= y <= HEIGHT + LARGEST:
            yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}"/>'
