"""Where the centre of incidents lies: mean, by deaths and median, how they spread, and the path of the mean by year."""

from datetime import date
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.settings import SEED
from atlas.statistics.bursts import burst_mean, burst_months, confidence_ellipse, unit_weights
from atlas.statistics.certainty import is_sure, tolls
from atlas.statistics.ellipses import Ellipse
from atlas.statistics.periods import Period, Question
from atlas.statistics.positions import Positions, Spot, drawn_means, positions, spot

FEWEST_FOR_ELLIPSE = 10
"""With fewer incidents a deviational ellipse changes beyond recognition when one is added."""

FEWEST_PER_YEAR = 10
"""With fewer located incidents a year's mean centre is not given."""

DRAWS = 200

PATH = (
    "incidents", "points", "areas", "left_out", "longitude", "latitude", "x", "y", "within_km", "semi_major",
    "semi_minor", "angle", "too_few",
)  # fmt: skip


class Centre(NamedTuple):
    """Where the incidents of one period lie.

    ``incidents`` = ``points`` (known to a town or closer) + ``areas`` (known to a district or province, expected at
    its centroid); ``left_out`` are known to their country only. ``mean`` and what follows is None without incidents.
    ``mean_sure`` is that of the claimed and attributed ones; ``by_deaths`` is weighted by the best figures of deaths,
    None when there are none. ``within_km``: when the incidents of each area lie anywhere in it, 95 % of the mean
    centres lie within this distance of ``mean``. ``confidence`` is the 95 % confidence ellipse of the mean, robust to
    bursts. ``spread`` is the standard deviational ellipse: about two thirds of the incidents of one normal cloud lie
    in it (63 %), other patterns differ; ``spread_lacks`` says why it is None, else it is empty.
    """

    incidents: int
    points: int
    areas: int
    left_out: int
    mean: Spot | None
    mean_sure: Spot | None
    by_deaths: Spot | None
    median: Spot | None
    within_km: float | None
    confidence: Ellipse | None
    spread: Ellipse | None
    spread_lacks: str


class Centres(NamedTuple):
    """The centres of both periods, and the path of the mean centre by year.

    ``path`` has the index year (int, every calendar year that either period touches) and the columns `PATH`: counts as
    in `Centre`, the mean centre in degrees and metres, its ``within_km`` and 95 % confidence ellipse. Years with fewer
    than `FEWEST_PER_YEAR` located incidents read ``too_few`` and have no centre: merging them with a neighbour would
    let the data choose the bins and hide the gap. ``not_datable`` rows cross the edge of a period and are in neither.
    """

    before: Centre
    after: Centre
    path: pd.DataFrame
    not_datable: int


def centres(table: pd.DataFrame, question: Question) -> Centres:
    """Find the centres of a country's incidents in both periods of a question and in each year.

    The mean counts each incident, operation or day once, as the question's unit says; all else counts incidents.
    """
    rows = table.loc[(table["country"] == question.country).to_numpy(dtype=np.bool_)]
    first, second = question.before, question.after
    reached, held = first.touches(rows) | second.touches(rows), first.holds(rows) | second.holds(rows)
    before, after = (_centre(rows.loc[period.holds(rows)], question) for period in (first, second))
    return Centres(before, after, yearly(rows, question), int((reached & ~held).sum()))


def yearly(table: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Follow the mean centre of a country's incidents from year to year; see `Centres` for the result."""
    rows = table.loc[(table["country"] == question.country).to_numpy(dtype=np.bool_)]
    inside = rows.loc[question.before.holds(rows) | question.after.holds(rows)]
    spans = [(period.first.year, period.last.year) for period in (question.before, question.after) if period.days]
    years = sorted({year for first, last in spans for year in range(first, last + 1)})
    each = [_year(inside.loc[Period(date(year, 1, 1), date(year, 12, 31)).holds(inside)], question) for year in years]
    return pd.DataFrame(each, index=pd.Index(years, name="year", dtype="int64"), columns=list(PATH))


def _year(rows: pd.DataFrame, question: Question) -> dict[str, object]:
    where = positions(rows)
    number = len(where.row)
    found: dict[str, object] = dict.fromkeys(PATH, float("nan"))
    found |= {"incidents": number, "points": where.points, "areas": number - where.points}
    found |= {"left_out": where.left_out, "too_few": number < FEWEST_PER_YEAR}
    if number < FEWEST_PER_YEAR:
        return found
    weights = unit_weights(rows.iloc[where.row], question.unit)
    middle = np.average(where.xy, axis=0, weights=weights)
    ellipse = _confidence(rows, where, weights)
    if ellipse is not None:
        found |= {"semi_major": ellipse.semi_major, "semi_minor": ellipse.semi_minor, "angle": ellipse.angle}
    return found | spot(middle)._asdict() | {"within_km": _within_km(where, weights, middle)}


def _centre(rows: pd.DataFrame, question: Question) -> Centre:
    """Describe one period by all its measures of the middle."""
    where = positions(rows)
    located, number = rows.iloc[where.row], len(where.row)
    counts = number, where.points, number - where.points, where.left_out
    if not number:
        return Centre(*counts, None, None, None, None, None, None, None, "no located incident")
    weights = unit_weights(located, question.unit)
    middle = np.average(where.xy, axis=0, weights=weights)
    spread, lacks = deviational_ellipse(where.xy)
    return Centre(
        *counts,
        mean=spot(middle),
        mean_sure=_weighted(where.xy, weights * is_sure(located)),
        by_deaths=_weighted(where.xy, tolls(located).best),
        median=spot(_median(where.xy)),
        within_km=_within_km(where, weights, middle),
        confidence=_confidence(rows, where, weights),
        spread=spread,
        spread_lacks=lacks,
    )


def deviational_ellipse(xy: NDArray[np.float64]) -> tuple[Ellipse | None, str]:
    """Draw the standard deviational ellipse of points in the plane, or say why there is none.

    Parameters
    ----------
    xy
        Positions (n x 2, metres of the plane). In degrees the angle would be wrong.

    Notes
    -----
    Axes as CrimeStat corrects them: times sqrt(2), with n - 2 degrees of freedom (pointpats.ellipse, "crimestat").
    """
    if len(xy) < FEWEST_FOR_ELLIPSE:
        return None, f"fewer than {FEWEST_FOR_ELLIPSE} located incidents"
    if np.ptp(xy, axis=0).max() < 1.0:
        return None, "all incidents lie in one place"
    centre = xy.mean(axis=0)
    major, minor, turn = (float(value) for value in _centrography().ellipse(xy - centre, method="crimestat"))
    return Ellipse(float(centre[0]), float(centre[1]), major, minor, float(np.degrees(turn)) % 180), ""


def _weighted(xy: NDArray[np.float64], weights: NDArray[np.float64]) -> Spot | None:
    """Find a weighted mean; none when nothing has any weight."""
    return spot(_centrography().weighted_mean_center(xy, weights)) if weights.sum() > 0 else None


def _median(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the point with the least sum of distances to all.

    The search of pointpats is for smooth sums; where many incidents share a town the least sum may lie exactly there,
    so that each town is tried as well.
    """
    middle = xy.mean(axis=0)
    found = middle + 1e5 * _centrography().euclidean_median((xy - middle) / 1e5)
    places, number = np.unique(xy, axis=0, return_counts=True)
    tried = np.vstack([found, places[np.argsort(-number, kind="stable")[:20]]])
    sums = np.hypot(*(tried[:, None, :] - places[None, :, :]).transpose(2, 0, 1)) @ number
    return np.asarray(tried[int(np.argmin(sums))])


def _within_km(where: Positions, weights: NDArray[np.float64], middle: NDArray[np.float64]) -> float:
    """Give the radius about the mean that holds it in 95 % of the draws of where the areas' incidents lie."""
    means = drawn_means(where, weights, DRAWS, np.random.default_rng(SEED))
    return float(np.quantile(np.hypot(*(means - middle).T), 0.95)) / 1000


def _confidence(rows: pd.DataFrame, where: Positions, weights: NDArray[np.float64]) -> Ellipse | None:
    mean = burst_mean(where.xy, weights, burst_months(rows.iloc[where.row]), where.xy)
    return None if mean is None else confidence_ellipse((mean,), mean.mean)


def _centrography() -> ModuleType:
    """Import pointpats' measures of the middle: three seconds that only what shows a centre has to pay."""
    return import_module("pointpats.centrography")
