"""What a screen map sends to the browser of its circles, and the classes by which every map colours provinces.

Columns and not rows, whole numbers and not fractions, each place named once.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from atlas.incidents.filters import Filters
from atlas.incidents.vocabulary import LOCATION_PRECISION
from atlas.statistics.circles import Level
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
