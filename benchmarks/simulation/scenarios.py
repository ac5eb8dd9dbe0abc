"""Made-up worlds with a known truth, and the tables that they give: what every method is tried on.

A table is drawn in two steps: what happens (incidents in provinces on days), then what is recorded of it. Sizes and
shares resemble those of the incident table; nothing in these tables is a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, NamedTuple
from zlib import crc32

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

from atlas.geography.provinces import provinces_in, region_of
from atlas.settings import SEED, TALIBAN_TAKEOVER
from atlas.statistics.periods import Period, Question, months_of

Clustering = Literal["none", "months", "operations", "national"]
Reporting = Literal["full", "half", "half in the east"]
Side = Literal["before", "after"]

QUESTION = Question.at(TALIBAN_TAKEOVER, date(2015, 1, 26), date(2026, 2, 6))
"""The default question of the atlas: before 15 August 2021 against since then."""

EAST = "af-east"
DISPERSION = 3.2
"""Variance of a month's count over its mean, where incidents come in waves; as measured on the incident table."""

CORRELATION, STRONGER = 0.09, 0.2
"""Correlation of two incidents of one month to lie in the same region, in national waves: as measured on the incident
table for the region of the question, and about twice that."""

DRIFT = 1.2
"""Standard deviation, in logits, by which the region's share drifts from year to year."""

OPERATION_SIZE = 3.0
"""Mean number of incidents of one operation, geometric: one has a single incident in a third of the cases."""

STAYS = 0.8
"""Probability that an incident of an operation lies in the operation's own province; else it may lie anywhere."""

UNCHANGED = {
    "AF-NAN": 0.42, "AF-KNR": 0.02, "AF-LAG": 0.01, "AF-KAB": 0.36, "AF-PAR": 0.02, "AF-HER": 0.03, "AF-GHO": 0.02,
    "AF-KHO": 0.03, "AF-KAN": 0.02, "AF-HEL": 0.01, "AF-ZAB": 0.01, "AF-JOW": 0.03, "AF-KDZ": 0.01, "AF-BAL": 0.01,
}  # fmt: skip
"""Shares of the provinces without a shift: 5 % in the north and north-east, 45 % in the east."""

SHIFTED = UNCHANGED | {
    "AF-NAN": 0.27, "AF-JOW": 0.01, "AF-KDZ": 0.06, "AF-BAL": 0.07, "AF-BDS": 0.04, "AF-TAK": 0.02,
}  # fmt: skip
"""Shares after a shift from the east to the north and north-east: 20 % there, 30 % in the east."""

PROVINCES = tuple(sorted(SHIFTED))
REGIONS = tuple(region_of(province) for province in PROVINCES)
IN_REGION = np.array([province in provinces_in(QUESTION.region) for province in PROVINCES])


class Size(NamedTuple):
    """How many incidents are to be expected in each period when all of them are recorded."""

    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.before}/{self.after}"


SIZES = (Size(212, 71), Size(240, 118), Size(60, 20))


@dataclass(frozen=True, slots=True)
class Scenario:
    """One made-up world.

    ``clustering``: incidents independent; in waves (negative binomial months, each region with waves of its own); in
    operations of one day; or in waves of the whole country, in whose months the regions' shares vary with
    ``correlation`` and from year to year with ``drift``. ``reporting``: which part of what happens in the second period
    is recorded.
    """

    name: str
    clustering: Clustering
    reporting: Reporting = "full"
    size: Size = SIZES[0]
    shifted: bool = False
    correlation: float = 0.0
    drift: float = 0.0

    @property
    def clustered(self) -> bool:
        """Whether incidents come together."""
        return self.clustering != "none"

    def shares(self, side: Side) -> NDArray[np.float64]:
        """Give the share of each of `PROVINCES` in what happens in a period."""
        told = SHIFTED if self.shifted and side == "after" else UNCHANGED
        return np.array([told.get(province, 0.0) for province in PROVINCES])

    def recorded(self, side: Side) -> NDArray[np.float64]:
        """Give the probability that an incident is recorded, by province."""
        if side == "before" or self.reporting == "full":
            return np.ones(len(PROVINCES))
        everywhere = self.reporting == "half"
        return np.array([0.5 if everywhere or region == EAST else 1.0 for region in REGIONS])


DATA_LIKE = Scenario("national waves", "national", correlation=CORRELATION)
"""The world that resembles the incident table."""

SCENARIOS = (
    DATA_LIKE,
    Scenario("national waves, stronger", "national", correlation=STRONGER),
    Scenario("national waves, yearly drift", "national", correlation=CORRELATION, drift=DRIFT),
    Scenario("national waves, half the east lost", "national", "half in the east", correlation=CORRELATION),
    Scenario("regional waves", "months"),
    Scenario("operations", "operations"),
    Scenario("independent", "none"),
)


def scenarios(of: tuple[Scenario, ...] = SCENARIOS, sizes: tuple[Size, ...] = SIZES) -> Iterator[Scenario]:
    """Return each scenario at each size, without and with a shift."""
    for scenario in of:
        for size in sizes:
            for shifted in (False, True):
                yield replace(scenario, size=size, shifted=shifted)


def generator(scenario: Scenario, number: int, stream: int = 0) -> Generator:
    """Give a generator of one table of a scenario: the same number gives the same table; streams are independent."""
    return np.random.default_rng([SEED, crc32(repr(scenario).encode()), number, stream])


class Happened(NamedTuple):
    """Incidents of one period, one entry each: place in `PROVINCES`, days since the period began, operation."""

    province: NDArray[np.int64]
    day: NDArray[np.int64]
    operation: NDArray[np.int64]


@cache
def days_of(period: Period) -> NDArray[np.int64]:
    """Give the covered days of each month of a period."""
    return months_of(period).days


def both(scenario: Scenario, number: int) -> tuple[Happened, Happened]:
    """Draw what is recorded before and after in one table of a scenario."""
    random = generator(scenario, number)
    return happened(scenario, "before", random), happened(scenario, "after", random)


def happened(scenario: Scenario, side: Side, random: Generator) -> Happened:
    """Draw what is recorded of one period."""
    period: Period = getattr(QUESTION, side)
    size = getattr(scenario.size, side)
    if scenario.clustering == "national":
        all_of_it = _national(scenario, size, scenario.shares(side), period, random)
    else:
        draw = {"none": _independent, "months": _waves, "operations": _operations}[scenario.clustering]
        all_of_it = draw(size, scenario.shares(side), period, random)
    kept = random.random(len(all_of_it.day)) < scenario.recorded(side)[all_of_it.province]
    return Happened(*(column[kept] for column in all_of_it))


def _independent(size: int, shares: NDArray[np.float64], period: Period, random: Generator) -> Happened:
    count = random.poisson(size)
    province = random.choice(len(shares), size=count, p=shares)
    return Happened(province, random.integers(period.days, size=count), np.arange(count))


def _waves(size: int, shares: NDArray[np.float64], period: Period, random: Generator) -> Happened:
    """Draw the months of each region from a negative binomial: a gamma-distributed mean for a Poisson count."""
    days = days_of(period)
    regions, region = np.unique(REGIONS, return_inverse=True)
    share = np.bincount(region, weights=shares, minlength=len(regions))
    mean = size * share[:, None] * days / days.sum()
    counts = random.poisson((DISPERSION - 1) * random.standard_gamma(mean / (DISPERSION - 1)))
    where, month = (np.repeat(index.ravel(), counts.ravel()) for index in np.indices(counts.shape))
    province = np.empty(len(where), dtype=np.int64)
    for code in np.unique(where):
        odds = np.where(region == code, shares, 0.0)
        province[where == code] = random.choice(len(shares), size=int((where == code).sum()), p=odds / odds.sum())
    begins = np.cumsum(days) - days
    day = begins[month] + random.integers(days[month])
    return Happened(province, day, np.arange(len(day)))


def _operations(size: int, shares: NDArray[np.float64], period: Period, random: Generator) -> Happened:
    number = random.poisson(size / OPERATION_SIZE)
    sizes = random.geometric(1 / OPERATION_SIZE, size=number)
    operation = np.repeat(np.arange(number), sizes)
    home = random.choice(len(shares), size=number, p=shares)[operation]
    elsewhere = random.choice(len(shares), size=len(operation), p=shares)
    stays = random.random(len(operation)) < STAYS
    return Happened(np.where(stays, home, elsewhere), random.integers(period.days, size=number)[operation], operation)


def _national(
    scenario: Scenario, size: int, shares: NDArray[np.float64], period: Period, random: Generator
) -> Happened:
    """Draw the months of the country from a negative binomial, and each month's shares of the regions about the true.

    Within a region the provinces keep their proportions. With a drift the region of the question has a share of its own
    in every calendar year, whose mean is the true one; the other regions share the rest as they do without.
    """
    days = days_of(period)
    mean = size * days / days.sum()
    counts = random.poisson((DISPERSION - 1) * random.standard_gamma(mean / (DISPERSION - 1)))
    month = np.repeat(np.arange(len(counts)), counts)
    _, region = np.unique(REGIONS, return_inverse=True)
    by_region = np.bincount(region, weights=shares)
    target = np.tile(by_region, (len(days), 1))
    if scenario.drift:
        of_question = np.unique(region[IN_REGION])
        first = months_of(period).first
        year = (first + np.arange(len(days))) // 12
        _, place = np.unique(year, return_inverse=True)
        level = _drifting(float(by_region[of_question].sum()), scenario.drift, int(place.max()) + 1, random)[place]
        own = np.isin(np.arange(len(by_region)), of_question)
        target[:, own] *= (level / by_region[own].sum())[:, None]
        target[:, ~own] *= ((1 - level) / by_region[~own].sum())[:, None]
    strength = (1 - scenario.correlation) / scenario.correlation
    drawn = random.standard_gamma(np.maximum(target * strength, 1e-12))
    drawn = np.where(drawn.sum(axis=1, keepdims=True) > 0, drawn, target)
    odds = drawn / drawn.sum(axis=1, keepdims=True)
    mass = odds[:, region] * (shares / by_region[region])
    ends = mass.cumsum(axis=1)
    province = (random.random(len(month))[:, None] * ends[month, -1:] > ends[month]).sum(axis=1)
    begins = np.cumsum(days) - days
    day = begins[month] + random.integers(days[month])
    return Happened(province, day, np.arange(len(day)))


def _drifting(share: float, spread: float, years: int, random: Generator) -> NDArray[np.float64]:
    """Draw a share for each year, normal on the logits, such that the expected share is the one given."""
    return np.asarray(expit(_centre_of_drift(share, spread) + spread * random.standard_normal(years)))


@cache
def _centre_of_drift(share: float, spread: float) -> float:
    points, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    return float(brentq(lambda centre: weights @ expit(centre + spread * points) - share, -12, 12))
