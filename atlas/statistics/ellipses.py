"""Ellipses in the plane: their shape from a matrix, and their outline in metres or in degrees."""

from typing import NamedTuple, Self

import numpy as np
import shapely
from numpy.typing import NDArray

from atlas.geography.projection import to_lonlat

OUTLINE_POINTS = 72


class Ellipse(NamedTuple):
    """An ellipse in the plane (settings.PLANE_CRS): metres, and degrees counter-clockwise from the x axis (east)."""

    centre_x: float
    centre_y: float
    semi_major: float
    semi_minor: float
    angle: float

    @classmethod
    def of(cls, centre: NDArray[np.float64], matrix: NDArray[np.float64]) -> Self:
        """Give the points v with (v - centre)' matrix^-1 (v - centre) = 1; the matrix is symmetric, not negative."""
        spread, axes = np.linalg.eigh(matrix)
        angle = float(np.degrees(np.arctan2(axes[1, 1], axes[0, 1])) % 180)
        minor, major = np.sqrt(np.maximum(spread, 0.0))
        return cls(float(centre[0]), float(centre[1]), float(major), float(minor), angle)

    def at(self, x: float, y: float) -> Self:
        """Give the same ellipse about another centre."""
        return self._replace(centre_x=x, centre_y=y)

    def outline(self, points: int = OUTLINE_POINTS) -> NDArray[np.float64]:
        """Trace it in metres of the plane: shape (points + 1, 2), the last point is the first."""
        turn, tilt = np.linspace(0, 2 * np.pi, points + 1), np.radians(self.angle)
        along, across = self.semi_major * np.cos(turn), self.semi_minor * np.sin(turn)
        x = self.centre_x + along * np.cos(tilt) - across * np.sin(tilt)
        y = self.centre_y + along * np.sin(tilt) + across * np.cos(tilt)
        return np.column_stack([x, y])

    def lonlat(self, points: int = OUTLINE_POINTS) -> NDArray[np.float64]:
        """Trace it in degrees: shape (points + 1, 2), longitude and latitude, the last point is the first."""
        ring = np.array([shapely.linestrings(self.outline(points))], dtype=object)
        return np.asarray(shapely.get_coordinates(to_lonlat(ring)))
