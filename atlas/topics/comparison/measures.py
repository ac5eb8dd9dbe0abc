"""Two selections side by side: their incidents, rates and deaths, what they are made of, and what differs."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import has_toll, is_sure, tolls
from atlas.statistics.codes import coded
from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.monthly import Monthly, Units, monthly, per_month
from atlas.statistics.paired_rates import exposed, paired_ratio
from atlas.statistics.periods import Period, month_numbers, months_of
from atlas.statistics.rates import rate, rate_ratio
from atlas.statistics.shares import FEWEST_INSIDE, share_difference

Verdict = Literal["more", "less", "uncertain", "too few to say", "not compared"]
"""What the second side is against the first; "not compared" when both hold an incident or one side is empty."""

MixColumn = Literal["attack_type", "target_type", "region_id", "province_id", "country", "attribution"]

MIX = ("left_sure", "left", "right_sure", "right", "left_share", "right_share", "difference", "low", "high", "verdict")
"""Columns of a mix."""


class Side(NamedTuple):
    """One selection: its rows of the plain table, and the covered days that it asks for."""

    table: pd.DataFrame
    period: Period

    @property
    def sure(self) -> "Side":
        """The same selection without suspected and disputed incidents."""
        return self._replace(table=self.table[is_sure(self.table)])


class Figures(NamedTuple):
    """The figures of one side.

    Rates are incidents per covered mean month. ``per_incident`` holds the mean killed in incidents with any known toll
    (low, best, high), ``median`` the median of their best figures; both None without such an incident.
    """

    incidents_sure: int
    incidents: int
    months: float
    rate_sure: Estimate
    rate: Estimate
    killed_low: int
    killed_best: int
    killed_high: int
    toll_known: int
    per_incident: tuple[float, float, float] | None
    median: float | None


class Comparison(NamedTuple):
    """Both sides and what differs. Deaths are set side by side and never tested: single events dominate them.

    ``ratio`` is the rate of the right side over that of the left, over all incidents and over the sure ones; unknown
    when ``shared`` incidents are in both. ``common_days`` are in both periods.
    """

    left: Figures
    right: Figures
    ratio: Estimate
    ratio_sure: Estimate
    verdict: Verdict
    shared: int
    common_days: int


class Mix(NamedTuple):
    """What two sides are made of by one column.

    ``table`` has a row per value that occurs, the largest difference in favour of the right side first, with the
    columns of ``MIX``: counts, shares (fractions of the incidents with a value), their difference (right less left)
    with its 95 % interval (missing when the sides share incidents or one is empty) and the verdict. The ``without``
    rows have no value.
    """

    column: MixColumn
    table: pd.DataFrame
    left: int
    right: int
    left_without: int
    right_without: int


def compare(left: Side, right: Side) -> Comparison:
    """Set two selections side by side.

    Notes
    -----
    A direction is named only where the interval over all incidents and the one over the sure ones agree on it and both
    sides together have at least ``FEWEST_INSIDE`` incidents.
    """
    shared = shared_rows(left, right)
    ratios = (UNKNOWN, UNKNOWN) if shared else (_ratio(left, right), _ratio(left.sure, right.sure))
    number = len(left.table) + len(right.table)
    return Comparison(
        left=_figures(left),
        right=_figures(right),
        ratio=ratios[0],
        ratio_sure=ratios[1],
        verdict=_verdict(ratios, number, 1) if not shared and len(left.table) and len(right.table) else "not compared",
        shared=shared,
        common_days=left.period.cut_to(right.period).days,
    )


def mix(left: Side, right: Side, column: MixColumn) -> Mix:
    """Compare what two selections are made of.

    Notes
    -----
    Newcombe's interval on effective sizes, as for the share of a region (``shares.share_difference``); where the sides
    share their months it is at least as wide as it need be. A direction needs both intervals, over all and over the
    sure incidents, to agree, and at least ``FEWEST_INSIDE`` incidents of that value in both sides together.
    """
    sides = [_Parts.of(side, column) for side in (left, right)]
    tested = not shared_rows(left, right) and all(len(side.words) for side in sides)
    rows = {value: _mix_row(sides, value, tested=tested) for value in _values(sides)}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(MIX)).rename_axis(column)
    order = table.assign(name=table.index, number=-(table["left"] + table["right"]), by=-table["difference"])
    table = table.loc[order.sort_values(["by", "number", "name"], kind="stable").index]
    known = [len(part.words) for part in sides]
    missing = [len(side.table) - number for side, number in zip((left, right), known, strict=True)]
    return Mix(column, table, *known, *missing)


def shared_rows(left: Side, right: Side) -> int:
    """Count the incidents that are in both sides."""
    return int(left.table["id"].isin(right.table["id"]).sum())


def _ratio(left: Side, right: Side) -> Estimate:
    """Divide the rates: month by month where the sides share days, as independent periods where they do not."""
    if left.period.cut_to(right.period).days:
        return paired_ratio(*(exposed(side.table, months_of(side.period)) for side in (left, right)))
    return rate_ratio(_monthly(left), _monthly(right))


def _monthly(side: Side) -> Monthly:
    return monthly(side.table, np.ones(len(side.table), dtype=np.bool_), side.period)


def _verdict(estimates: tuple[Estimate, Estimate], number: int, neutral: float) -> Verdict:
    """Name the direction that all incidents and the sure ones agree on."""
    if number < FEWEST_INSIDE:
        return "too few to say"
    if all(estimate.above(neutral) for estimate in estimates):
        return "more"
    return "less" if all(estimate.below(neutral) for estimate in estimates) else "uncertain"


def _figures(side: Side) -> Figures:
    table = side.table
    killed, known = tolls(table), has_toll(table)
    low, best, high = (round(float(bound.sum())) for bound in killed)
    every = tolls(table.assign(attribution="claimed"))  # per incident, the low figure of an unsure one counts as well
    means = tuple(float(bound[known].mean()) for bound in every) if known.any() else None
    return Figures(
        incidents_sure=int(is_sure(table).sum()),
        incidents=len(table),
        months=side.period.months,
        rate_sure=rate(_monthly(side.sure)),
        rate=rate(_monthly(side)),
        killed_low=low,
        killed_best=best,
        killed_high=high,
        toll_known=int(known.sum()),
        per_incident=None if means is None else (means[0], means[1], means[2]),
        median=float(np.median(every.best[known])) if known.any() else None,
    )


class _Parts(NamedTuple):
    """The rows of one side that have a value: value, month and attribution of each, and the months of the side."""

    words: NDArray[np.object_]
    month: NDArray[np.int64]
    sure: NDArray[np.bool_]
    period: Period

    @classmethod
    def of(cls, side: Side, column: MixColumn) -> "_Parts":
        codes, names = coded(side.table[column])
        known = codes >= 0
        words = np.array(names, dtype=object)[codes[known]] if names else np.array([], dtype=object)
        return cls(words, month_numbers(side.table["date_start"])[known], is_sure(side.table)[known], side.period)

    def monthly(self, value: str, *, sure: bool) -> Monthly:
        chosen = self.sure if sure else np.ones(len(self.words), dtype=np.bool_)
        inside = np.asarray(self.words == value, dtype=np.bool_)[chosen]
        return per_month(Units(self.month[chosen], inside), months_of(self.period))


def _values(sides: list[_Parts]) -> list[str]:
    return sorted({str(word) for side in sides for word in side.words})


def _mix_row(sides: list[_Parts], value: str, *, tested: bool) -> list[object]:
    """Count one value on both sides and compare its shares."""
    sure, every = ([side.monthly(value, sure=only) for side in sides] for only in (True, False))
    estimate, estimate_sure = share_difference(*every), share_difference(*sure)
    number = sum(side.n_inside for side in every)
    verdict = _verdict((estimate, estimate_sure), number, 0) if tested else "not compared"
    bounds = (estimate.low, estimate.high) if tested else (None, None)
    counts = [number for pair in zip(sure, every, strict=True) for number in (pair[0].n_inside, pair[1].n_inside)]
    shares = [side.share for side in every]
    return [*counts, *(np.nan if each is None else each for each in (*shares, estimate.value, *bounds)), verdict]
