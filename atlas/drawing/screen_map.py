"""The screen map: what a change of the selection sends to the browser, which keeps the geometry and draws.

A view is plain JSON of a few kilobytes: columns and not rows, whole numbers and not fractions, each place named once.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from atlas.incidents.filters import Filters
from atlas.incidents.vocabulary import LOCATION_PRECISION
from atlas.statistics.circles import Level, Levels
from atlas.statistics.province_counts import province_counts
from atlas.statistics.row_facts import RowFacts
from atlas.text import thousands

Measure = Literal["incidents", "deaths", "share"]

MEASURE_TITLES: dict[Measure, str] = {
    "incidents": "Incidents",
    "deaths": "Killed (best estimate)",
    "share": "Share of incidents",
}

SHARE_BREAKS = (0.01, 0.05, 0.1, 0.2, 0.4)

PRECISIONS = tuple(LOCATION_PRECISION)
"""A circle names its precision by its number in this list."""


def breaks(values: Sequence[float], classes: int = 6) -> tuple[int, ...]:
    """Choose rising whole-number lower bounds for classes 2 to n, about geometric up to the largest value.

    They are computed once from the whole table and not from a selection, so that the same colour means the same
    number in every year. With small numbers there are fewer classes.

    >>> breaks([1, 3, 8, 200])
    (2, 6, 15, 30, 70)
    """
    largest = max(values, default=0)
    ratio = max(largest, 1) ** (1 / classes)
    found: list[int] = []
    for step in range(1, classes):
        bound = _rounded(ratio**step)
        if bound > (found[-1] if found else 1) and bound <= largest:
            found.append(bound)
    return tuple(found)


def _rounded(number: float) -> int:
    """Round to one or one and a half leading digits: 2, 3, 4, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100, ..."""
    power = 1
    while number >= 10 * power:
        power *= 10
    steps = [1, 1.5, 2, 3, 4, 5, 7, 10]
    return round(min(steps, key=lambda step: abs(step - number / power)) * power) if power > 1 else round(number)


class Setting(NamedTuple):
    """The part of a view that no count changes: what colours the provinces, what is marked on them, and the words."""

    measure: Measure
    """What colours the provinces."""
    bounds: Sequence[float]
    """Lower bounds of the classes above the first: whole numbers, or fractions for the share."""
    selected: Sequence[str] = ()
    """Ids of the provinces to outline; the others are dimmed when there are any."""
    ring: Sequence[tuple[float, float]] = ()
    """Corners of the drawn area, longitude and latitude in degrees; none when there is no such area."""
    covered: bool = True
    """False when the table covers no day of the period: then nothing is zero, it is not covered."""
    alt: str = ""
    """What the map shows, in words."""

    def view(self) -> dict[str, Any]:
        """Compile it for the browser."""
        return {
            "selected": list(self.selected),
            "ring": [list(corner) for corner in self.ring],
            "uncovered": not self.covered,
            "legend": {"title": MEASURE_TITLES[self.measure], "classes": class_texts(self.measure, self.bounds)},
            "alt": self.alt,
        }


def map_view(by_province: pd.DataFrame, levels: Levels, setting: Setting) -> dict[str, Any]:
    """Compile the view that the browser draws.

    Parameters
    ----------
    by_province : DataFrame
        As ``analysis.places.by_province`` gives it; a province without a row has no incident in the selection.
    levels : Levels
        As ``analysis.circles.levels`` gives them.
    setting : Setting
        All that is not counted.

    Returns
    -------
    dict
        JSON-ready; a few kilobytes whatever the number of incidents. ``provinces`` are ids with a blank between, and
        ``counts`` has for them, in this order, the class (-1 without a figure), incidents_sure, incidents, killed_low,
        killed_best (-1 when no toll is known), killed_high and not_located. ``circles`` has for each level its side
        and the columns latitude, longitude, incidents, unsure ones, killed_best (-1 when no toll is known) and place
        (its number in ``places``), for single places also the precision (its number in PRECISIONS).
    """
    names = sorted({str(place) for level in levels.levels for place in level.circles.place})
    return {
        "provinces": " ".join(map(str, by_province.index)),
        "counts": _counts(by_province, setting.measure, setting.bounds),
        "circles": [columns(level, {name: number for number, name in enumerate(names)}) for level in levels.levels],
        "places": names,
        "gathered": levels.gathered,
    } | setting.view()


def _counts(by_province: pd.DataFrame, measure: Measure, bounds: Sequence[float]) -> list[list[int]]:
    """Give the class of each province and what its tooltip says, column by column."""
    column = {"incidents": "incidents", "deaths": "killed_best", "share": "share"}[measure]
    known = by_province["toll_known"].to_numpy() > 0
    classes = np.searchsorted(bounds, by_province[column].to_numpy(), side="right")
    return [
        np.where(known | (measure != "deaths"), classes, -1).tolist(),
        by_province["incidents_sure"].tolist(),
        by_province["incidents"].tolist(),
        by_province["killed_low"].tolist(),
        np.where(known, by_province["killed_best"].to_numpy(), -1).tolist(),
        by_province["killed_high"].tolist(),
        by_province["not_located"].tolist(),
    ]


def columns(level: Level, number: dict[str, int]) -> list[Any]:
    """Give the side of a level and the columns of its circles."""
    circles = level.circles
    columns = [
        circles.latitude.tolist(),
        circles.longitude.tolist(),
        circles.incidents.tolist(),
        (circles.incidents - circles.incidents_sure).tolist(),
        np.where(circles.toll_known > 0, circles.killed_best, -1).tolist(),
        [number[str(place)] for place in circles.place],
    ]
    precisions = [PRECISIONS.index(str(value)) for value in circles.precision if value]
    return [level.side, *columns, *([precisions] if precisions else [])]


def class_texts(measure: Measure, bounds: Sequence[float]) -> list[str]:
    """Name each class of the legend."""
    if measure == "share":
        written = [f"{bound:.0%}" for bound in bounds]
        between = [f"{low} to under {high}" for low, high in pairwise(written)]
        return [f"under {written[0]}", *between, f"{written[-1]} and more"]
    lows = [1, *(int(bound) for bound in bounds)]
    texts = [
        thousands(low) if low == high - 1 else f"{thousands(low)}–{thousands(high - 1)}" for low, high in pairwise(lows)
    ]
    texts.append(f"{thousands(lows[-1])} and more")
    if measure == "deaths":
        texts[0] = f"up to {texts[0].rsplit('–', maxsplit=1)[-1]}"
    return texts


def class_bounds(facts: RowFacts) -> Mapping[Measure, tuple[float, ...]]:
    """Compute the bounds of each measure, once for a table, so that a colour means the same number in every view."""
    counts = province_counts(facts.entries(Filters().holds(facts.table)))
    return {
        "incidents": breaks(counts["incidents"].tolist()),
        "deaths": breaks(counts["killed_best"].tolist()),
        "share": SHARE_BREAKS,
    }
