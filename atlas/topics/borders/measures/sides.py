"""Whether incidents became more or fewer on either side of a border."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.border_distances import reach
from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import Estimate
from atlas.statistics.monthly import monthly
from atlas.statistics.periods import Period, Question
from atlas.statistics.rates import rate_ratio
from atlas.statistics.shares import FEWEST_INSIDE

Trend = Literal["rose", "fell", "no clear change", "too few to say"]


class Side(NamedTuple):
    """The incidents per year within a distance of a border on one side of it, in two periods.

    ``before`` and ``after`` hold the least (sure incidents that surely lie near) and the most (all that possibly do),
    per year of covered time; 0 where a period has none.
    """

    country: str
    before: tuple[float, float]
    after: tuple[float, float]
    trend: Trend


def sides(
    table: pd.DataFrame, question: Question, band_km: float, border: Mapping[str, Sequence[str]]
) -> tuple[Side, Side]:
    """Count both sides of one border per year, before and after.

    Parameters
    ----------
    table
        Plain table.
    question
        Both periods; its country is the side that comes first. Incidents are counted, whatever its unit.
    band_km
        The distance in kilometres.
    border
        The neighbour with the ids of its border: a single entry.

    Notes
    -----
    A direction is named only where all four readings (sure or all, surely or possibly near) have a ratio of rates whose
    95 % interval (``rates.rate_ratio``) lies on that side of 1, and both periods hold at least ``FEWEST_INSIDE``.
    """
    ((neighbour, ids),) = border.items()
    placed = table[table["province_id"].notna().to_numpy(dtype=np.bool_)]
    near = reach(placed, sorted(ids)).within(tuple(ids), band_km)
    return _side(placed, near, question, question.country), _side(placed, near, question, neighbour)


def _side(
    placed: pd.DataFrame, near: tuple[NDArray[np.bool_], NDArray[np.bool_]], question: Question, country: str
) -> Side:
    here = placed["country"].eq(country).to_numpy(dtype=np.bool_)
    rows, sure = placed[here], is_sure(placed[here])
    counted = {
        (certain, place): [
            monthly(rows[held], near[place][here][held], period) for period in (question.before, question.after)
        ]
        for certain, place in product((True, False), (0, 1))
        for held in [sure if certain else np.ones(len(rows), dtype=np.bool_)]
    }
    ratios = [rate_ratio(before, after) for before, after in counted.values()]
    least, most = counted[True, 0], counted[False, 1]
    before, after = (
        (_per_year(least[number].n_inside, period), _per_year(most[number].n_inside, period))
        for number, period in enumerate((question.before, question.after))
    )
    return Side(country, before, after, _trend(ratios, most[0].n_inside + most[1].n_inside))


def _per_year(number: int, period: Period) -> float:
    return number / period.days * 365.2425 if period.days > 0 else 0.0


def _trend(ratios: Sequence[Estimate], number: int) -> Trend:
    if number < FEWEST_INSIDE:
        return "too few to say"
    if all(ratio.above(1) for ratio in ratios):
        return "rose"
    return "fell" if all(ratio.below(1) for ratio in ratios) else "no clear change"
