"""Plain tables of made-up incidents, and what is true of the world that they come from."""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator
from numpy.typing import NDArray

from atlas.geography.projection import plane_points, to_lonlat
from atlas.geography.provinces import labels
from atlas.incidents.columns import COLUMNS, of_kind
from atlas.incidents.vocabulary import LISTS
from benchmarks.simulation.scenarios import (
    IN_REGION,
    PROVINCES,
    QUESTION,
    REGIONS,
    Happened,
    Scenario,
    both,
    generator,
)

SCATTER_M = 15_000.0
"""Standard deviation, in metres of the plane, of incidents about the point where their province's name stands."""

ATTRIBUTIONS = {"claimed": 0.5, "attributed": 0.2, "suspected": 0.25, "disputed": 0.05}
STREAMS = {"encyclopedia list": 0.4, "UCDP": 0.3, "press": 0.3}
ALWAYS = {
    "date_precision": "day", "event_class": "attack", "initiated_by_group": "yes", "location_precision": "town",
    "attack_type": "bombing", "target_type": "civilians", "killed_basis": "victims", "label": "ISKP",
    "confidence": "medium",
}  # fmt: skip


class Truth(NamedTuple):
    """What is true of the default question in one world, either of what happens or of what is recorded of it.

    The region is that of `QUESTION`; rates are its incidents per covered month, centres are (x, y) in metres of the
    plane; ``changed`` is whether the region's share changes, which it then does at the cut, ``QUESTION.after.first``.
    """

    share_before: float
    share_after: float
    rate_before: float
    rate_after: float
    centre_before: NDArray[np.float64]
    centre_after: NDArray[np.float64]
    changed: bool

    @property
    def share_difference(self) -> float:
        """The share after less the share before."""
        return self.share_after - self.share_before

    @property
    def rate_ratio(self) -> float:
        """The rate after over the rate before."""
        return self.rate_after / self.rate_before

    @property
    def odds_ratio(self) -> float:
        """The odds of the region against the rest of the country, after over before."""
        odds = [share / (1 - share) for share in (self.share_before, self.share_after)]
        return odds[1] / odds[0]

    @property
    def displacement(self) -> NDArray[np.float64]:
        """The mean centre after less the one before, in metres of the plane."""
        return self.centre_after - self.centre_before


def truth(scenario: Scenario, *, recorded: bool) -> Truth:
    """Give the truth of a scenario: of what is recorded, or of what happens."""
    share, rate, centre = {}, {}, {}
    for side in ("before", "after"):
        mass = scenario.shares(side) * (scenario.recorded(side) if recorded else 1.0)
        share[side] = float(mass[IN_REGION].sum() / mass.sum())
        rate[side] = float(mass[IN_REGION].sum()) * getattr(scenario.size, side) / getattr(QUESTION, side).months
        centre[side] = mass @ _centres() / mass.sum()
    return Truth(
        share["before"], share["after"], rate["before"], rate["after"], centre["before"], centre["after"],
        changed=not np.isclose(share["before"], share["after"]),
    )  # fmt: skip


def table(scenario: Scenario, number: int) -> pd.DataFrame:
    """Draw one plain table of a scenario; the same number gives the same table."""
    province, day, operation = (np.concatenate(columns) for columns in _aligned(*both(scenario, number)))
    order = np.argsort(day, kind="stable")
    return _plain(province[order], day[order], operation[order], generator(scenario, number, stream=1))


def _aligned(before: Happened, after: Happened) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Count the days of both periods from the first, and number the operations through."""
    shift = (QUESTION.after.first - QUESTION.before.first).days
    operations = int(before.operation.max(initial=-1)) + 1
    later = Happened(after.province, after.day + shift, after.operation + operations)
    return list(zip(before, later, strict=True))


@cache
def _centres() -> NDArray[np.float64]:
    """Give the true centre of each of `PROVINCES` in the plane, shape (provinces, 2), metres."""
    named = labels().loc[list(PROVINCES)]
    return np.asarray(shapely.get_coordinates(plane_points(named["longitude"], named["latitude"])))


def _plain(
    province: NDArray[np.int64], day: NDArray[np.int64], operation: NDArray[np.int64], random: Generator
) -> pd.DataFrame:
    rows = len(province)
    places = _centres()[province] + random.normal(scale=SCATTER_M, size=(rows, 2))
    lonlat = shapely.get_coordinates(to_lonlat(shapely.points(places))) if rows else places
    days = (np.datetime64(QUESTION.before.first) + day).astype("datetime64[us]")
    deaths = random.geometric(0.2, size=rows) - 1.0
    filled = {
        "id": [f"KA-{number:04d}" for number in range(1, rows + 1)],
        "date_start": days, "date_end": days, "operation_id": [f"OP-{number:04d}" for number in operation],
        "place": [PROVINCES[code] for code in province], "longitude": lonlat[:, 0], "latitude": lonlat[:, 1],
        "country": pd.Categorical.from_codes(np.zeros(rows, dtype=np.int8), ["Afghanistan"]),
        "province_id": pd.Categorical.from_codes(province, list(PROVINCES)),
        "killed_low": deaths, "killed_best": deaths, "killed_high": deaths + random.poisson(deaths / 3),
        "attribution": _drawn(ATTRIBUTIONS, list(LISTS["attribution"]), rows, random),
        "found_through": random.choice(list(STREAMS), size=rows, p=list(STREAMS.values())),
        "sources": "[]", "coordinate_source": "made up", "summary": "Made up.",
    }  # fmt: skip
    regions = pd.Categorical(np.array(REGIONS)[province], categories=sorted(set(REGIONS)))
    return pd.DataFrame(_empty(rows) | filled | {"region_id": regions})


def _drawn(odds: dict[str, float], words: list[str], rows: int, random: Generator) -> pd.Categorical:
    codes = [words.index(word) for word in odds]
    return pd.Categorical.from_codes(random.choice(codes, size=rows, p=list(odds.values())), words)


def _empty(rows: int) -> dict[str, object]:
    """Give every column of the plain table in its order, with what all rows share."""
    columns: dict[str, object] = {}
    for name in COLUMNS:
        if name in of_kind("count", "degrees"):
            columns[name] = np.full(rows, np.nan)
        elif name in of_kind("date"):
            columns[name] = np.full(rows, np.datetime64("NaT", "us"))
        elif name in ALWAYS:
            words = list(LISTS[name])
            columns[name] = pd.Categorical.from_codes(np.full(rows, words.index(ALWAYS[name])), words)
        else:
            columns[name] = [""] * rows
    return columns
