"""The rank of each province or region, with the ranks that cannot be excluded."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import betainc

from atlas.geography.provinces import ABROAD
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

LEVEL = 0.05

COLUMNS = (
    "rank", "rank_low", "rank_high", "incidents_sure", "incidents", "killed_low", "killed_best", "killed_high",
    "toll_known", "share", "share_low", "share_high", "change",
)  # fmt: skip


class Ranking(NamedTuple):
    """The units of a selection in order.

    ``table`` has the index ``by`` (code of the unit) and the columns of COLUMNS. ``rank`` goes by the best estimate,
    equals share the better rank; ``rank_low`` and ``rank_high`` are the best and the worst rank that cannot be
    excluded. ``share`` is the fraction of all placed incidents with its 95 % interval. ``change`` is the word handed in
    for the unit, else empty. Units without an incident have no row.
    """

    table: pd.DataFrame
    measure: Measure
    by: Grouping
    unplaced: int
    """Rows without a province, or outside the regions: in no unit."""
    tested: bool
    """Whether the period is long enough for the interval of the ranks; always so for deaths."""


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
    The interval of a rank follows from comparing a unit with each other one (Mogstad, Romano, Shaikh and Wilhelm 2024,
    Review of Economic Studies 91, 476-518): its best rank is one more than the number of units that surely stand above
    it, its worst leaves below it those that surely stand below. For incidents "surely" means that both the sure rows
    and all rows differ beyond chance: the exact test of two Poisson counts given their sum, on counts divided by the
    dispersion of the monthly differences (at least 1), Holm's correction over the pairs of a unit, 95 %. Months are
    the clusters, so an operation is never torn apart. For deaths, where no such test holds, one unit surely stands
    above another where its low total exceeds the other's high total: reports differ, chance is not part of it.
    """
    placed = _placed(table, by)
    sums = by_province(placed.rename(columns={by: "province_id"}) if by != "province_id" else placed)
    codes = [str(code) for code in sums.index]
    values = sums["killed_best" if measure == "deaths" else "incidents"].to_numpy()
    tested = measure == "deaths" or int((months_of(period).days > 0).sum()) >= FEWEST_MONTHS
    surely = _by_toll(sums) if measure == "deaths" else _by_chance(placed, period, by, codes)
    if not tested:
        surely = np.zeros((len(codes), len(codes)), dtype=np.bool_)
    bounds = _shares(placed, period, by, codes)
    found = sums.assign(
        rank=_ranks(values),
        rank_low=1 + surely.sum(axis=0),
        rank_high=len(codes) - surely.sum(axis=1),
        share_low=bounds.low,
        share_high=bounds.high,
        change=[(changes or {}).get(code, "") for code in codes],
    )
    ordered = found.rename_axis(by).sort_values("rank", kind="stable")[list(COLUMNS)]
    return Ranking(ordered, measure, by, len(table) - len(placed), tested)


def surely_more(counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell for each pair of columns whether the first has more incidents than the second, beyond chance.

    Parameters
    ----------
    counts
        Incidents per month (row) and unit (column); below two of either nothing can be told apart.

    Returns
    -------
    numpy.ndarray
        Square, True at [j, k] where j surely stands above k.
    """
    months, size = counts.shape
    if size < 2 or months < 2:
        return np.zeros((size, size), dtype=np.bool_)
    sums, squares = counts.sum(axis=0), counts.T @ counts
    lead, both = sums[:, None] - sums, np.maximum(sums[:, None] + sums, 1)
    spread = squares.diagonal()[:, None] + squares.diagonal() - 2 * squares
    dispersion = np.maximum(1.0, months / (months - 1) * (spread - lead**2 / months) / both)
    more, of = np.maximum(sums[:, None], sums) / dispersion, both / dispersion
    chance = np.minimum(1.0, 2 * betainc(more, of - more + 1, 0.5))
    return np.asarray((_corrected(chance) <= LEVEL) & (lead > 0))


def _corrected(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correct each row's chances for having looked at all of its pairs (Holm); the diagonal is no pair.

    A pair stands in two rows and takes the larger of both. (``multipletests`` collects garbage at every call.)
    """
    size = len(chance)
    pairs = np.where(np.eye(size, dtype=np.bool_), np.inf, chance)
    order = np.argsort(pairs, axis=1, kind="stable")[:, :-1]
    times = np.arange(size - 1, 0, -1)
    stepped = np.maximum.accumulate(np.take_along_axis(pairs, order, axis=1) * times, axis=1)
    corrected = np.ones((size, size))
    np.put_along_axis(corrected, order, stepped, axis=1)
    return np.maximum(corrected, corrected.T)


def _placed(table: pd.DataFrame, by: Grouping) -> pd.DataFrame:
    """Keep the rows that lie in a unit; the world beyond the eight countries is no region to rank."""
    kept = table["province_id"].notna()
    if by == "region_id":
        kept = table["region_id"].notna() & (table["region_id"] != ABROAD)
        return table[kept].drop(columns="province_id")
    return table[kept]


def _by_chance(table: pd.DataFrame, period: Period, by: Grouping, codes: list[str]) -> NDArray[np.bool_]:
    """Compare the counts of the sure rows and of all rows; both must agree."""
    sure, month, unit = is_sure(table), month_numbers(table["date_start"]), _unit(table, by, codes)
    counts = (_covered(month, unit, len(codes), period), _covered(month[sure], unit[sure], len(codes), period))
    return surely_more(counts[0]) & surely_more(counts[1])


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
