"""The rank of each province or region, with the ranks that cannot be excluded."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from atlas.geography.provinces import ABROAD
from atlas.settings import SEED
from atlas.statistics.blocks import HALF_YEAR, STEPS
from atlas.statistics.certainty import is_sure
from atlas.statistics.codes import coded
from atlas.statistics.estimate import Estimates
from atlas.statistics.monthly import monthly_groups
from atlas.statistics.periods import Period, month_numbers, months_of
from atlas.statistics.province_counts import by_province
from atlas.statistics.shares import Sums, shares

Measure = Literal["incidents", "deaths", "share"]
Grouping = Literal["province_id", "region_id"]

MEASURES: tuple[Measure, ...] = ("incidents", "deaths", "share")

FEWEST_MONTHS = 12
"""Below this many covered months the bursts cannot be measured, and no rank is excluded."""

FEWEST_BLOCKS = 8
"""From so many half-years on they are the blocks that are drawn anew; below, months are."""

DRAWS = 999

COLUMNS = (
    "rank", "rank_low", "rank_high", "incidents_sure", "incidents", "killed_low", "killed_best", "killed_high",
    "toll_known", "share", "share_low", "share_high", "last", "change",
)  # fmt: skip


class Ranking(NamedTuple):
    """The units of a selection in order.

    ``table`` has the index ``by`` (code of the unit) and the columns of COLUMNS. ``rank`` goes by the best estimate,
    equals share the better rank; ``rank_low`` and ``rank_high`` are the best and the worst rank that cannot be
    excluded. ``share`` is the fraction of all placed incidents with its 95 % interval. ``change`` is the word handed in
    for the unit, else empty; ``last`` the day of its latest incident. Units without an incident have no row. ``years``
    counts the incidents of each unit by the years of the period.
    """

    table: pd.DataFrame
    measure: Measure
    by: Grouping
    unplaced: int
    """Rows without a province, or outside the regions: in no unit."""
    tested: bool
    """Whether the period is long enough for the interval of the ranks; always so for deaths."""
    years: pd.DataFrame


def ranking(
    table: pd.DataFrame,
    period: Period,
    measure: Measure = "incidents",
    by: Grouping = "province_id",
    changes: Mapping[str, str] | None = None,
) -> Ranking:
    """Rank the provinces or regions of a table.

    Parameters
    ----------
    table
        Plain table, all of it inside the period.
    period
        The covered days of the selection; months without an incident count.
    measure
        "incidents" and "share" rank by the number of incidents, "deaths" by the best estimate of the killed.
    changes
        Code of a unit to the word for its recent change.

    Notes
    -----
    The interval of a rank of incidents holds 95 % of the ranks that the unit takes when blocks of time are drawn anew
    with replacement (block bootstrap; Kuensch 1989, Annals of Statistics 17, 1217-1241): half-years where there are at
    least ``FEWEST_BLOCKS`` of them, else months, so that bursts stay together. It is the hull of the intervals over all
    rows and over the sure ones. Units that are equal stay undecided. For deaths, whose reports differ and which no
    drawing anew makes surer, one unit surely stands above another where its low total exceeds the other's high total.
    """
    placed = _placed(table, by)
    sums = by_province(placed.rename(columns={by: "province_id"}) if by != "province_id" else placed)
    codes = [str(code) for code in sums.index]
    values = sums["killed_best" if measure == "deaths" else "incidents"].to_numpy()
    tested = measure == "deaths" or int((months_of(period).days > 0).sum()) >= FEWEST_MONTHS
    if not tested:
        low, high = np.ones(len(codes), dtype=np.int64), np.full(len(codes), len(codes))
    elif measure == "deaths":
        surely = _by_toll(sums)
        low, high = 1 + surely.sum(axis=0), len(codes) - surely.sum(axis=1)
    else:
        low, high = _by_chance(placed, period, by, codes)
    bounds = _shares(placed, period, by, codes)
    found = sums.assign(
        rank=_ranks(values),
        rank_low=low,
        rank_high=high,
        share_low=bounds.low,
        share_high=bounds.high,
        last=placed.groupby(by, observed=True)["date_start"].max().reindex(sums.index),
        change=[(changes or {}).get(code, "") for code in codes],
    )
    ordered = found.rename_axis(by).sort_values("rank", kind="stable")[list(COLUMNS)]
    return Ranking(ordered, measure, by, len(table) - len(placed), tested, _by_year(placed, period, by))


def rank_interval(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the best and the worst rank of each unit that a block bootstrap leaves open, 95 %.

    Parameters
    ----------
    counts
        Incidents per block of time (row) and unit (column).
    """
    blocks, size = counts.shape
    if not size or not blocks:
        return np.ones(size, dtype=np.int64), np.full(size, size)
    drawn = np.random.default_rng(SEED).multinomial(blocks, np.full(blocks, 1 / blocks), size=DRAWS)
    # The table itself is one of the drawings: its own rank is never left out.
    totals = np.vstack([counts.sum(axis=0), drawn @ counts]).astype(float)
    best, worst = (rankdata(-totals, method=method, axis=1) for method in ("min", "max"))
    low = np.minimum(np.quantile(best, 0.025, axis=0, method="lower"), best[0])
    high = np.maximum(np.quantile(worst, 0.975, axis=0, method="higher"), worst[0])
    return low.astype(np.int64), high.astype(np.int64)


def _by_year(placed: pd.DataFrame, period: Period, by: Grouping) -> pd.DataFrame:
    """Count the incidents of each unit, by the year in which they began."""
    counts = pd.crosstab(placed[by].astype("object"), placed["date_start"].dt.year)
    return counts.reindex(columns=range(period.first.year, period.last.year + 1), fill_value=0)


def _placed(table: pd.DataFrame, by: Grouping) -> pd.DataFrame:
    """Keep the rows that lie in a unit; the world beyond the eight countries is no region to rank."""
    kept = table["province_id"].notna()
    if by == "region_id":
        kept = table["region_id"].notna() & (table["region_id"] != ABROAD)
        return table[kept].drop(columns="province_id")
    return table[kept]


def _by_chance(
    table: pd.DataFrame, period: Period, by: Grouping, codes: list[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw the blocks anew over all rows and over the sure ones, and return the hull of both intervals."""
    sure, month, unit = is_sure(table), month_numbers(table["date_start"]), _unit(table, by, codes)
    found = [
        rank_interval(_in_blocks(_covered(month[held], unit[held], len(codes), period), period))
        for held in (np.ones(len(table), dtype=np.bool_), sure)
    ]
    lows, highs = zip(*found, strict=True)
    return np.minimum(*lows), np.maximum(*highs)


def _in_blocks(counts: NDArray[np.int64], period: Period) -> NDArray[np.int64]:
    """Add months up to half-years where there are enough of them."""
    months = months_of(period)
    number = (months.first + np.flatnonzero(months.days > 0)) // STEPS[HALF_YEAR]
    held, place = np.unique(number, return_inverse=True)
    if len(held) < FEWEST_BLOCKS:
        return counts
    found = np.zeros((len(held), counts.shape[1]), dtype=np.int64)
    np.add.at(found, place, counts)
    return found


def _covered(month: NDArray[np.int64], unit: NDArray[np.intp], size: int, period: Period) -> NDArray[np.int64]:
    """Count per covered month (row) and unit (column)."""
    months = months_of(period)
    return monthly_groups(month, unit, size, months)[:, months.days > 0].T


def _unit(table: pd.DataFrame, by: Grouping, codes: list[str]) -> NDArray[np.intp]:
    """Give each row the place of its unit in the list."""
    held = coded(table[by])
    return np.asarray(pd.Index(codes).get_indexer(pd.Index(held.words, dtype="object"))[held.codes])


def _by_toll(sums: pd.DataFrame) -> NDArray[np.bool_]:
    """Compare the low total of each unit with the high total of every other one."""
    low, high = sums["killed_low"].to_numpy(), sums["killed_high"].to_numpy()
    return np.asarray(low[:, None] > high)


def _shares(table: pd.DataFrame, period: Period, by: Grouping, codes: list[str]) -> Estimates:
    """Give each unit's share of all placed incidents with its 95 % interval."""
    months, month = months_of(period), month_numbers(table["date_start"])
    inside = monthly_groups(month, _unit(table, by, codes), len(codes), months)
    return shares(Sums.of(inside, np.broadcast_to(inside.sum(axis=0), inside.shape), months.days))


def _ranks(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank from the largest, equals at the better rank."""
    return np.asarray(1 + (values[:, None] < values).sum(axis=1), dtype=np.int64)
