"""The grid of specifications: the same question under every combination of defensible choices.

A result that holds only under one way of counting is a result about the counting. Each cell of the grid crosses one
option of every axis and gives the difference of shares with its closed-form interval (see ``shares``). How often cells
would agree if nothing had moved comes from tables whose months are dealt anew to the two periods.
"""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from atlas.settings import SEED
from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import UNITS, Period, Question, Unit, month_numbers, months_of
from atlas.statistics.shares import Sums, share_differences
from atlas.topics.shift.measures.evidence import Evidence

FEWEST_INSIDE, FEWEST_PER_PERIOD = 5, 20
"""A cell is valid with so many units inside the region in both periods together, and so many in each period."""

FEWEST_OF_STREAM = 20
"""A source stream is an option of its own from so many rows on."""

DRAWS = 50
"""How many tables without a shift the expectation rests on."""

_POINTS = ("site", "town")
_MONTHS_OFF = 6

OUTCOMES = ("agrees", "same sign, uncertain", "opposite sign", "too few")


class Specifications(NamedTuple):
    """The grid of one question.

    ``cells`` has one row per specification: a categorical column per axis (its first category is the primary choice),
    inside, before, after (units), difference, low, high (fractions) and outcome (one of ``OUTCOMES``). ``n``, ``agree``
    and ``same_sign_uncertain`` count valid cells. ``expected_agree`` is the mean share of valid cells that agree when
    months are dealt to the periods at random, ``expected_high`` its 95th percentile.
    """

    cells: pd.DataFrame
    axes: tuple[str, ...]
    n: int
    agree: int
    same_sign_uncertain: int
    expected_agree: float | None
    expected_high: float | None

    @property
    def agreeing(self) -> float | None:
        """Give the share of the valid cells that agree, None without any."""
        return self.agree / self.n if self.n else None

    def by_option(self) -> pd.DataFrame:
        """Count valid and agreeing cells for each option of each axis: index (axis, option), columns n and agree."""
        valid = self.cells[self.cells["outcome"] != "too few"]
        parts = {
            axis: pd.DataFrame(
                {
                    "n": valid[axis].value_counts(sort=False),
                    "agree": valid.loc[valid["outcome"] == "agrees", axis].value_counts(sort=False),
                    "median": valid.groupby(axis, observed=False)["difference"].median(),
                }
            ).rename_axis("option")
            for axis in self.axes
        }
        return pd.concat(parts, names=["axis"])


class _Choices(NamedTuple):
    """The combinations of row conditions: names per axis, and which rows each holds (combinations x rows)."""

    options: dict[str, list[str]]
    masks: NDArray[np.bool_]


class _Bins(NamedTuple):
    """What is counted per month of one period: combinations (x regions) x months, for one unit."""

    total: NDArray[np.int64]
    inside: NDArray[np.int64]
    days: NDArray[np.int64]


def specifications(
    evidence: Evidence,
    question: Question,
    covered: Period,
    regions: Mapping[str, frozenset[str]],
    *,
    draws: int = DRAWS,
) -> Specifications:
    """Answer a question under every combination of choices.

    Parameters
    ----------
    evidence
        The rows of the country, and which of them the selection's classes and labels hold.
    question
        Its own region, unit and periods are the primary choices; the edge between the periods also moves by six months.
    covered
        The coverage, which a moved edge does not leave.
    regions
        The definitions of the region, label to province ids, the primary one first.
    draws
        How many tables without a shift the expectation rests on; with 0 there is none.
    """
    choices = _row_choices(evidence)
    cuts = _cuts(question, covered)
    units = sorted(UNITS, key=lambda unit: unit != question.unit)
    members = np.stack([evidence.within(provinces) for provinces in regions.values()])
    drawn: list[NDArray[np.int64]] = []
    found: list[NDArray[np.float64]] = []
    random = np.random.default_rng(SEED)
    for asked in cuts.values():
        for unit in units:
            before, after = (_bins(evidence.rows, choices.masks, members, each, unit) for each in asked)
            found.append(_answers(before, after))
            drawn.append(_drawn(before, after, random, draws))
    options: dict[str, list[str]] = {"edge": list(cuts), "unit": [*units]}
    options |= choices.options
    options["region"] = list(regions)
    values = np.stack(found).reshape(len(cuts), len(units), *found[0].shape)
    cells = _laid_out(options, values)
    counts = cells["outcome"].value_counts()
    expected = _shares_of_valid(np.stack(drawn))
    return Specifications(
        cells,
        tuple(options),
        n=int(len(cells) - counts["too few"]),
        agree=int(counts["agrees"]),
        same_sign_uncertain=int(counts["same sign, uncertain"]),
        expected_agree=None if expected is None else float(expected.mean()),
        expected_high=None if expected is None else float(np.quantile(expected, 0.95)),
    )


def _row_choices(evidence: Evidence) -> _Choices:
    """List the options of every axis that is a condition on rows, the primary one first, and cross them."""
    rows = evidence.rows
    everything = np.ones(len(rows), dtype=np.bool_)
    killed = rows["killed_best"].to_numpy(dtype=float)
    streams = rows["found_through"].astype("str").where(evidence.held, "")
    sizes = streams[streams != ""].value_counts()
    large = sorted(str(name) for name, size in sizes.items() if size >= FEWEST_OF_STREAM)
    axes: dict[str, dict[str, NDArray[np.bool_]]] = {
        "killed": {"any toll": everything, "5 or more": killed >= 5, "10 or more": killed >= 10},
        "attribution": {"all": everything, "claimed or attributed": is_sure(rows)},
        "class": {"as selected": evidence.in_classes, "every class": everything},
        "label": {"as selected": evidence.in_labels, "every label": everything},
        "stream": {"all": everything} | {name: (streams == name).to_numpy() for name in large},
        "location": {"any": everything, "site or town": rows["location_precision"].isin(_POINTS).to_numpy()},
        "Kabul": {"with": everything, "without": ~evidence.within({"AF-KAB"})},
        "Nangarhar": {"with": everything, "without": ~evidence.within({"AF-NAN"})},
    }
    masks = [np.logical_and.reduce(combined) for combined in product(*(axis.values() for axis in axes.values()))]
    return _Choices({name: list(axis) for name, axis in axes.items()}, np.stack(masks))


def _cuts(question: Question, covered: Period) -> dict[str, tuple[Period, Period]]:
    """Move the edge between the periods, inside the coverage."""
    found = {"as asked": (question.before, question.after)}
    for title, months in (("6 months earlier", -_MONTHS_OFF), ("6 months later", _MONTHS_OFF)):
        before = Period(question.before.first, _moved(question.before.last, months)).cut_to(covered)
        after = Period(_moved(question.after.first, months), question.after.last).cut_to(covered)
        if before.days and after.days:
            found[title] = (before, after)
    return found


def _moved(day: date, months: int) -> date:
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()


def _bins(
    rows: pd.DataFrame, masks: NDArray[np.bool_], members: NDArray[np.bool_], period: Period, unit: Unit
) -> _Bins:
    """Count the units of a period under every combination and every region."""
    months, held = months_of(period), period.holds(rows)
    keys, of_month = _incidence(rows, held, unit, months.first, len(months.days))
    total = (_touched(masks, keys) @ of_month).astype(np.int64)
    inside = [(_touched(masks & member, keys) @ of_month).astype(np.int64) for member in members]
    return _Bins(total[:, None, :], np.stack(inside, axis=1), months.days)


def _incidence(
    rows: pd.DataFrame, held: NDArray[np.bool_], unit: Unit, first: int, length: int
) -> tuple["csr_array", "csr_array"]:
    """Tell which rows make which unit, and which month each unit counts in: its first one."""
    place = np.flatnonzero(held)
    column = {"incidents": "id", "operations": "operation_id", "days": "date_start"}[unit]
    codes, distinct = pd.factorize(rows[column].to_numpy()[place])
    month = np.full(len(distinct), length - 1)
    np.minimum.at(month, codes, np.clip(month_numbers(rows["date_start"])[place] - first, 0, length - 1))
    ones = np.ones(len(place), dtype=np.int32)
    keys = csr_array((ones, (place, codes)), shape=(len(rows), len(distinct)))
    whole = np.ones(len(distinct), dtype=np.int32)
    return keys, csr_array((whole, (np.arange(len(distinct)), month)), shape=(len(distinct), length))


def _touched(masks: NDArray[np.bool_], keys: "csr_array") -> NDArray[np.int32]:
    """Tell for each combination which units have at least one of its rows."""
    return np.asarray((masks.astype(np.int32) @ keys) > 0, dtype=np.int32)


def _sums(bins: _Bins) -> Sums:
    total = np.broadcast_to(bins.total, bins.inside.shape)
    return Sums.of(bins.inside, total, bins.days)


def _answers(before: _Bins, after: _Bins) -> NDArray[np.float64]:
    """Give inside, before, after, difference, low, high of every combination and region (last axis: the six)."""
    first, second = _sums(before), _sums(after)
    difference = share_differences(first, second)
    return np.stack([first.inside + second.inside, first.total, second.total, *difference], axis=-1)


def _valid(inside: NDArray[np.float64], before: NDArray[np.float64], after: NDArray[np.float64]) -> NDArray[np.bool_]:
    return (inside >= FEWEST_INSIDE) & (before >= FEWEST_PER_PERIOD) & (after >= FEWEST_PER_PERIOD)


def _drawn(before: _Bins, after: _Bins, random: np.random.Generator, draws: int) -> NDArray[np.int64]:
    """Deal the months to the periods at random and count valid and agreeing cells of each draw (draws x 2)."""
    if not draws:
        return np.zeros((0, 2), dtype=np.int64)
    inside = np.concatenate([before.inside, after.inside], axis=-1)
    total = np.broadcast_to(np.concatenate([before.total, after.total], axis=-1), inside.shape)
    days = np.concatenate([before.days, after.days])
    kept = inside.sum(axis=-1) >= FEWEST_INSIDE
    inside, total = inside[kept], total[kept]
    dealt = np.stack([random.permutation(len(days)) < len(before.days) for _ in range(draws)])
    first, second = (Sums.of(inside, total, days, each.T) for each in (dealt, ~dealt))
    valid = _valid(first.inside + second.inside, first.total, second.total)
    low = np.full(valid.shape, np.nan)
    low[valid] = share_differences(*(Sums(*(part[valid] for part in each)) for each in (first, second))).low
    return np.stack([valid.sum(axis=0), (low > 0).sum(axis=0)], axis=1)


def _shares_of_valid(drawn: NDArray[np.int64]) -> NDArray[np.float64] | None:
    """Give the share of agreeing cells of each draw over all units and edges; None where no cell is ever valid."""
    valid, agreeing = drawn.sum(axis=0).T
    return agreeing[valid > 0] / valid[valid > 0] if valid.any() else None


def _laid_out(options: dict[str, list[str]], values: NDArray[np.float64]) -> pd.DataFrame:
    """Write the cells out as a table, one row per combination of options."""
    sizes = [len(each) for each in options.values()]
    flat = values.reshape(-1, values.shape[-1])
    places = np.unravel_index(np.arange(len(flat)), sizes)
    axes: dict[str, Any] = {
        name: _category(place, each) for (name, each), place in zip(options.items(), places, strict=True)
    }
    counts = {name: flat[:, column].astype(np.int64) for column, name in enumerate(("inside", "before", "after"))}
    measures = {name: flat[:, column] for column, name in enumerate(("difference", "low", "high"), start=3)}
    valid = _valid(flat[:, 0], flat[:, 1], flat[:, 2])
    outcome = np.select([~valid, measures["low"] > 0, measures["difference"] > 0], [3, 0, 1], default=2)
    return pd.DataFrame(axes | counts | measures | {"outcome": _category(outcome, list(OUTCOMES))})


def _category(codes: NDArray[np.integer[Any]], words: list[str]) -> "pd.Categorical[str]":
    return pd.Categorical.from_codes(codes, categories=pd.Index(words))
