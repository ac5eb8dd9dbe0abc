"""Which part of the incidents would have to move from which province to which, to turn one period into the other."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from atlas.geography.projection import distance_km, to_lonlat
from atlas.geography.provinces import region_of
from atlas.settings import SEED
from atlas.statistics.bursts import FEWEST_MONTHS, FEWEST_ROWS, burst_months, unit_weights
from atlas.statistics.codes import coded
from atlas.statistics.periods import Period, Question
from atlas.statistics.positions import province_shape
from atlas.statistics.transport import SMALLEST, least_distance

Floats = NDArray[np.float64]

DRAWS = 99
"""Permutations, and bootstrap samples: with the table itself a p-value is a multiple of 0.01."""

PLAN = ("from", "to", "share", "km", "share_km")
BY_REGION = ("from", "to", "share", "share_km")


class Moved(NamedTuple):
    """A distance between the two distributions, never below 0, and what chance alone makes of it.

    ``no_shift`` is its mean when months are dealt to the periods at random: small samples always differ somewhat, and
    only what exceeds it speaks for a shift. ``p`` is the part of such deals that give as much or more. ``low`` and
    ``high`` are a 95 % interval; low is above 0 only when p is below about 0.05.
    """

    value: float | None
    low: float | None
    high: float | None
    no_shift: float | None
    p: float | None


class Flows(NamedTuple):
    """The least-distance plan between the province shares of two periods.

    ``plan`` has the columns `PLAN`: from and to (province_id), share (fraction of all incidents), km (geodesic, between
    the centroids of the provinces) and their product, largest share first; what stays in its province is not in it.
    ``moved`` is the fraction that changes province, ``total_km`` the mean way of all incidents, those that stay
    included. ``by_region`` is the plan summed by primary region (`BY_REGION`, from may equal to). ``shares`` has the
    index province_id and the columns before and after.
    ``without_province`` rows (in either period) and ``not_datable`` ones (their days cross an edge) are left out.
    ``too_few``: a period has fewer than 5 incidents or 3 months with any; nothing is then said about chance.

    The plan is no record of anyone's movement. It says how much of the pattern changed, and how far apart.
    """

    plan: pd.DataFrame
    moved: Moved
    total_km: Moved
    by_region: pd.DataFrame
    shares: pd.DataFrame
    n_before: int
    n_after: int
    without_province: int
    not_datable: int
    too_few: bool


def flows(table: pd.DataFrame, question: Question) -> Flows:
    """Plan the flows between the provinces of a country from the first period of a question to the second.

    Notes
    -----
    Under "no shift" the months of both periods, with all incidents of their operations, are put in random order and
    dealt until the first period has its number again. The lower bound is the value less the 95 % quantile of such
    deals: as both measures are norms of the difference, chance adds no more than that. The upper bound is the reflected
    one of a bootstrap of months. Percentiles of the bootstrap themselves never hold 0, so that they would find flows
    where nothing has moved. (Tried on 2,000 tables without a shift at 212/71 from benchmarks/simulation/scenarios.py: p
    was at most 0.05 in 5.7 % of the independent ones and 4.8 % of those with operations.)
    """
    rows = table.loc[(table["country"] == question.country).to_numpy(dtype=np.bool_)]
    periods = question.before, question.after
    held = [period.holds(rows) for period in periods]
    touched = np.any([period.touches(rows) for period in periods], axis=0)
    names, code = _provinces(rows)
    counts = [_monthly(rows, code, period, question, len(names)) for period in periods]
    sizes = [int((inside & (code >= 0)).sum()) for inside in held]
    left_out = int(((held[0] | held[1]) & (code < 0)).sum())
    too_few = min(sizes) < FEWEST_ROWS or min(map(len, counts)) < FEWEST_MONTHS
    measured = _Measured(counts[0], counts[1], _distances(names))
    plan = _plan(measured, names)
    return Flows(
        plan,
        *measured.tested(too_few=too_few),
        by_region=_by_region(plan),
        shares=pd.DataFrame(dict(zip(("before", "after"), measured.shares, strict=True)), index=names),
        n_before=sizes[0],
        n_after=sizes[1],
        without_province=left_out,
        not_datable=int((touched & ~held[0] & ~held[1]).sum()),
        too_few=too_few,
    )


def leading(plan: pd.DataFrame, n: int) -> pd.DataFrame:
    """Give the n largest flows of a plan; equals by the names of the provinces."""
    return plan.head(max(0, n))


class _Measured(NamedTuple):
    """Weights by month (rows, only months with any) and province (columns) of both periods, and the distances."""

    before: Floats
    after: Floats
    km: Floats

    @property
    def shares(self) -> tuple[Floats, Floats]:
        """The share of each province, zeros for a period without incidents."""
        return _shares(self.before.sum(axis=0)), _shares(self.after.sum(axis=0))

    def tested(self, *, too_few: bool) -> tuple[Moved, Moved]:
        """Measure both distances, and set what chance makes of them beside."""
        if not len(self.before) or not len(self.after):
            return Moved(None, None, None, None, None), Moved(None, None, None, None, None)
        values = _distance(*self.shares, self.km)
        if too_few:
            return Moved(values[0], None, None, None, None), Moved(values[1], None, None, None, None)
        random = np.random.default_rng(SEED)
        dealt = np.array([_distance(*deal, self.km) for deal in self._dealt(random)])
        drawn = np.array([_distance(*draw, self.km) for draw in self._drawn(random)])
        return _moved(values[0], dealt[:, 0], drawn[:, 0], 1.0), _moved(values[1], dealt[:, 1], drawn[:, 1], np.inf)

    def _dealt(self, random: np.random.Generator) -> list[tuple[Floats, Floats]]:
        """Deal the months of both periods anew until the first has its size again."""
        months = np.concatenate([self.before, self.after])
        size, goal = months.sum(axis=1), self.before.sum()
        dealt = []
        for _ in range(DRAWS):
            order = random.permutation(len(months))
            # At least one month stays on either side.
            cut = 1 + int(np.abs(np.cumsum(size[order])[:-1] - goal).argmin())
            first, second = (_shares(months[part].sum(axis=0)) for part in (order[:cut], order[cut:]))
            dealt.append((first, second))
        return dealt

    def _drawn(self, random: np.random.Generator) -> list[tuple[Floats, Floats]]:
        """Draw months of each period with replacement."""
        drawn = []
        for _ in range(DRAWS):
            first, second = (part[random.integers(len(part), size=len(part))] for part in (self.before, self.after))
            drawn.append((_shares(first.sum(axis=0)), _shares(second.sum(axis=0))))
        return drawn


def _moved(value: float, dealt: Floats, drawn: Floats, most: float) -> Moved:
    p = (1 + int((dealt >= value - SMALLEST).sum())) / (1 + len(dealt))
    low = max(0.0, value - float(np.quantile(dealt, 0.95)))
    high = min(most, max(value, 2 * value - float(np.quantile(drawn, 0.025))))
    return Moved(value, low, high, float(dealt.mean()), p)


def _distance(before: Floats, after: Floats, km: Floats) -> tuple[float, float]:
    """Measure the fraction that changes province, and the mean kilometres of all incidents."""
    plan = least_distance(before, after, km)
    return float(plan.sum()), float((plan * km).sum())


def _shares(weights: Floats) -> Floats:
    whole = float(weights.sum())
    return weights / whole if whole else weights


def _provinces(rows: pd.DataFrame) -> tuple[pd.Index, NDArray[np.int64]]:
    """List the provinces that occur and have a polygon, by name, and number the rows; -1 for a row without one."""
    province = coded(rows["province_id"])
    used = {province.words[code] for code in np.unique(province.codes) if code >= 0}
    names = pd.Index(sorted(name for name in used if province_shape(name) is not None), dtype="object")
    number = np.array([*names.get_indexer(pd.Index(province.words, dtype="object")), -1], dtype=np.int64)
    return names.rename("province_id"), number[province.codes]


def _monthly(rows: pd.DataFrame, code: NDArray[np.int64], period: Period, question: Question, provinces: int) -> Floats:
    """Add up the weights of a period by month and province: (months with any, provinces)."""
    chosen = period.holds(rows) & (code >= 0)
    part = rows.loc[chosen]
    if part.empty:
        return np.zeros((0, provinces))
    months, month = np.unique(burst_months(part), return_inverse=True)
    counts = np.zeros((len(months), provinces))
    np.add.at(counts, (month, code[chosen]), unit_weights(part, question.unit))
    return counts


def _distances(names: pd.Index) -> Floats:
    """Measure the way between the centroids of every two provinces, in kilometres along the ellipsoid."""
    if not len(names):
        return np.zeros((0, 0))
    shapes = np.array([province_shape(str(name)) for name in names], dtype=object)
    lon, lat = shapely.get_coordinates(to_lonlat(shapely.centroid(shapes))).T
    return distance_km(lon[:, None], lat[:, None], lon[None, :], lat[None, :])


def _plan(measured: _Measured, names: pd.Index) -> pd.DataFrame:
    if not len(measured.before) or not len(measured.after):
        return pd.DataFrame({name: pd.Series(dtype="object" if name in PLAN[:2] else "float64") for name in PLAN})
    share = least_distance(*measured.shares, measured.km)
    giver, taker = np.nonzero(share)
    km = measured.km[giver, taker]
    moved = share[giver, taker]
    plan = pd.DataFrame(dict(zip(PLAN, (names[giver], names[taker], moved, km, moved * km), strict=True)))
    order = plan.assign(share=-plan["share"].round(9)).sort_values(["share", "from", "to"], kind="stable").index
    return plan.loc[order].reset_index(drop=True)


def _by_region(plan: pd.DataFrame) -> pd.DataFrame:
    """Add the flows up by the regions of their provinces, largest share first."""
    regions = {side: [region_of(str(name)) for name in plan[side]] for side in ("from", "to")}
    sums = plan.assign(**regions).groupby(["from", "to"], as_index=False)[["share", "share_km"]].sum()
    order = sums.assign(share=-sums["share"].round(9)).sort_values(["share", "from", "to"], kind="stable").index
    return sums.loc[order, list(BY_REGION)].reset_index(drop=True)
