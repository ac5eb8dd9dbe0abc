"""How far and in which direction the mean centre of incidents moved between two periods, and how surely."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from atlas.geography.projection import GEOD, distance_km, to_lonlat
from atlas.statistics.bursts import (
    FEWEST_MONTHS,
    FEWEST_ROWS,
    BurstMean,
    burst_mean,
    burst_months,
    confidence_ellipse,
    unit_weights,
)
from atlas.statistics.ellipses import Ellipse
from atlas.statistics.periods import Question
from atlas.statistics.positions import NEEDED, positions

OUTLINE = 720
"""Points of the ellipse at which its distance from "no movement" is measured: every half degree."""

COLUMNS = ("id", "operation_id", "date_start", "date_end", *NEEDED)
"""The columns that it reads; to select all of them would cost more than the rest."""


class Displacement(NamedTuple):
    """The movement of the mean centre from the first period to the second, with its 95 % confidence region.

    ``value_km`` is the geodesic distance of the two centres; ``low_km`` and ``high_km`` are the nearest and farthest
    distance that the ellipse allows, low being 0 when it holds "no movement". ``bearing_deg`` (clockwise from true
    north, at the first centre) is then None. ``ellipse`` stands in metres of the plane about the displacement vector,
    x to the east and y to the north; ``ellipse.at(x, y)`` places it on a map about the second centre.
    ``n_before`` and ``n_after`` count the incidents that lie somewhere. With ``too_few`` all else is None, and
    ``reason`` says what is lacking.
    """

    value_km: float | None
    low_km: float | None
    high_km: float | None
    bearing_deg: float | None
    ellipse: Ellipse | None
    n_before: int
    n_after: int
    too_few: bool
    reason: str = ""


def displacement(table: pd.DataFrame, question: Question) -> Displacement:
    """Measure the displacement of the mean centre of a country's incidents between the two periods of a question.

    Rows known to a district or province stand at the centroid of that area; rows known to the country only, and rows
    whose days cross the edge of a period, are left out. The region of the question plays no part.

    Notes
    -----
    The ellipse is that of the displacement *vector*, and length and bearing follow from it: an interval of the length
    alone would never hold 0, so that it would find movement where there is none. Covariances are robust to bursts
    (`atlas.statistics.bursts`). Coverage is measured in benchmarks/simulation.
    """
    rows = table.loc[(table["country"] == question.country).to_numpy(dtype=np.bool_), list(COLUMNS)]
    where = positions(rows)
    located = rows.iloc[where.row]
    held = [period.holds(located) for period in (question.before, question.after)]
    pool, months = where.xy[held[0] | held[1]], burst_months(located)
    before, after = (
        burst_mean(where.xy[chosen], unit_weights(located.loc[chosen], question.unit), months[chosen], pool)
        for chosen in held
    )
    sizes = int(held[0].sum()), int(held[1].sum())
    if before is None or after is None:
        lacking = "before" if before is None else "after"
        return _unknown(
            *sizes,
            f"fewer than {FEWEST_ROWS} located incidents or {FEWEST_MONTHS} months with any in the period {lacking}",
        )
    ellipse = confidence_ellipse((before, after), after.mean - before.mean)
    if ellipse is None:
        return _unknown(*sizes, "nearly all incidents of a period fall in a few months")
    return _measured(before, after, ellipse, sizes)


def _measured(before: BurstMean, after: BurstMean, ellipse: Ellipse, sizes: tuple[int, int]) -> Displacement:
    """Turn the vector and its ellipse into a distance and a direction on the ellipsoid."""
    (lon, lat), (to_lon, to_lat) = _lonlat(np.array([before.mean, after.mean]))
    rim = _lonlat(before.mean + ellipse.outline(OUTLINE))
    reach = distance_km(lon, lat, rim[:, 0], rim[:, 1])
    still = holds_origin(ellipse)
    bearing = None if still else float(GEOD.inv(lon, lat, to_lon, to_lat)[0]) % 360
    value = float(distance_km(lon, lat, to_lon, to_lat))
    low = 0.0 if still else float(reach.min())
    return Displacement(value, low, float(reach.max()), bearing, ellipse, *sizes, too_few=False)


def holds(ellipse: Ellipse, x: float, y: float) -> bool:
    """Tell whether a point of the plane lies in an ellipse or on its rim."""
    turn = np.radians(ellipse.angle)
    away_x, away_y = x - ellipse.centre_x, y - ellipse.centre_y
    along = away_x * np.cos(turn) + away_y * np.sin(turn)
    across = away_y * np.cos(turn) - away_x * np.sin(turn)
    return bool((along / ellipse.semi_major) ** 2 + (across / ellipse.semi_minor) ** 2 <= 1)


def holds_origin(ellipse: Ellipse) -> bool:
    """Tell whether the confidence ellipse of a displacement holds "no movement"."""
    return holds(ellipse, 0.0, 0.0)


def _lonlat(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(shapely.get_coordinates(to_lonlat(np.asarray(shapely.points(xy), dtype=object))))


def _unknown(before: int, after: int, reason: str) -> Displacement:
    return Displacement(None, None, None, None, None, before, after, too_few=True, reason=reason)
