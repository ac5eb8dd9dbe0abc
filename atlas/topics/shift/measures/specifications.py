"""The specification curve: the same question about the same region under every combination of defensible choices.

Simonsohn, Simmons and Nelson (2020, Nature Human Behaviour 4, 1208-1214). Axes and options are fixed, so nobody can
add choices until the answer pleases; combinations that count the same are one specification. How the curve would look
without a shift comes from dealing the half-years to the two periods at random. It informs and does not decide.
"""

from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from atlas.geography import provinces
from atlas.settings import SEED
from atlas.statistics.beta_binomial import PRIORS, posterior
from atlas.statistics.blocks import HALF_YEAR, STEPS, Blocks
from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import UNITS, Period, Question, Unit, month_numbers
from atlas.topics.shift.measures.evidence import Evidence
from atlas.topics.shift.measures.verdict import SURE_RISE

FEWEST_INSIDE, FEWEST_PER_PERIOD = 5, 20
"""A specification is valid with so many units inside the region in both periods together, and so many in each."""

DRAWS = 999
"""How often the half-years are dealt."""

POINTS = 181
"""Points of the model's grid: P(rise) differs by less than 0.005 from that of the full grid (held by a test)."""

_MONTHS_OFF = 6
_CLASSES = ("as selected", "and clashes")
_PRECISE = ("site", "town", "district")

AXES: dict[str, tuple[str, ...]] = {
    "edge": ("as asked", "6 months earlier", "6 months later"),
    "count": UNITS,
    "killed": ("any", "5 or more", "10 or more"),
    "attribution": ("all", "claimed or attributed"),
    "class": _CLASSES,
    "place known to": ("any precision", "district or better"),
    "Kabul": ("with", "without"),
    "Nangarhar": ("with", "without"),
}
"""Every choice with its options; the first of each is the primary one, the question's own unit among the counts."""

ROW_AXES = tuple(AXES)[2:]


class Specifications(NamedTuple):
    """The curve of one question.

    ``cells`` has one row per distinct valid specification: a column per axis with the option of the first combination
    that gives it, inside, before, after (units), difference, low, high (fractions: median and 95 % interval) and
    p_rise. The question as asked is the first row where it is valid.
    """

    cells: pd.DataFrame
    combinations: int
    """How many combinations of options there are."""
    median: float | None
    """The middle of the differences; None without any specification."""
    same_sign: float | None
    """The part of the specifications whose difference has the sign of the median."""
    surely: float | None
    """The part whose P(rise) is at least 0.975."""
    p: float | None
    """How often half-years dealt at random give a median as far from 0, either way."""

    @property
    def n(self) -> int:
        """How many distinct valid specifications there are."""
        return len(self.cells)


class _Counts(NamedTuple):
    """Units per specification and half-year: inside the region and in all; the first ``split`` half-years are A's."""

    number: NDArray[np.int64]
    split: int
    inside: NDArray[np.int64]
    total: NDArray[np.int64]

    @property
    def valid(self) -> NDArray[np.bool_]:
        """Tell which specifications hold enough."""
        before, after = self.total[:, : self.split].sum(axis=1), self.total[:, self.split :].sum(axis=1)
        enough = (before >= FEWEST_PER_PERIOD) & (after >= FEWEST_PER_PERIOD)
        inside, total = self.inside.sum(axis=1), self.total.sum(axis=1)
        return np.asarray(enough & (inside >= FEWEST_INSIDE) & (inside < total))


class _Rows(NamedTuple):
    """The rows that any specification counts."""

    table: pd.DataFrame
    signature: NDArray[np.int64]
    """What decides in which combinations a row counts, and whether it lies inside: a number below ``signatures``."""
    signatures: int
    masks: NDArray[np.bool_]
    """Which signatures each combination of row choices holds (combinations x signatures)."""
    inside: NDArray[np.bool_]
    """Which signatures lie inside the region."""


def specifications(evidence: Evidence, question: Question, covered: Period, *, draws: int = DRAWS) -> Specifications:
    """Answer a question under every combination of choices.

    Parameters
    ----------
    evidence
        The rows of the country, and which of them the selection's classes and labels hold.
    question
        Its unit and its periods are the primary choices.
    covered
        The coverage, which a moved edge does not leave.
    draws
        How often the half-years are dealt; with 0 there is no p.
    """
    rows = _rows(evidence, provinces.provinces_in(question.region))
    found: list[tuple[dict[str, str], _Counts, int]] = []
    seen: set[bytes] = set()
    for edge, periods in _edges(question, covered).items():
        for unit in sorted(UNITS, key=lambda each: each != question.unit):
            counts = _counted(rows, periods, unit)
            for place in np.flatnonzero(counts.valid):
                key = _key(counts, int(place))
                if key not in seen:
                    seen.add(key)
                    found.append(({"edge": edge, "count": unit} | _choices(int(place)), counts, int(place)))
    cells = pd.DataFrame([chosen | _read(counts, place, question) for chosen, counts, place in found])
    total = int(np.prod([len(options) for options in AXES.values()]))
    if cells.empty:
        return Specifications(cells, total, None, None, None, None)
    middle = float(cells["difference"].median())
    return Specifications(
        cells,
        total,
        middle,
        float((np.sign(cells["difference"]) == np.sign(middle)).mean()),
        float((cells["p_rise"] >= SURE_RISE).mean()),
        _p([(counts, place) for _, counts, place in found], draws),
    )


def _rows(evidence: Evidence, region: frozenset[str]) -> _Rows:
    """Give each row its signature: one digit per choice, and the last for inside the region."""
    clash = (evidence.rows["event_class"] == "clash").to_numpy(dtype=np.bool_)
    kept = evidence.in_labels & (evidence.in_classes | clash)
    table, in_classes = evidence.rows[kept], evidence.in_classes[kept]
    killed = table["killed_best"].to_numpy(dtype=float)
    province = table["province_id"].astype("str").to_numpy()
    digits = (
        np.select([killed >= 10, killed >= 5], [2, 1], 0),
        is_sure(table).astype(int),
        in_classes.astype(int),
        table["location_precision"].isin(_PRECISE).to_numpy().astype(int),
        (province != "AF-KAB").astype(int),
        (province != "AF-NAN").astype(int),
        np.isin(province, list(region)).astype(int),
    )
    sizes = (3, 2, 2, 2, 2, 2, 2)
    signature = np.ravel_multi_index(digits, sizes)
    every = np.unravel_index(np.arange(int(np.prod(sizes))), sizes)
    # An option holds the digits from a least one on: "5 or more" those from 1, "as selected" the 1, "with" both.
    least = ((0, 1, 2), (0, 1), (1, 0), (0, 1), (0, 1), (0, 1))
    masks = [
        np.logical_and.reduce([digit >= bound for digit, bound in zip(every[:-1], bounds, strict=True)])
        for bounds in product(*least)
    ]
    return _Rows(table, signature, int(np.prod(sizes)), np.stack(masks), every[-1] == 1)


def _choices(place: int) -> dict[str, str]:
    """Name the options of a combination of row choices."""
    options = [AXES[axis] for axis in ROW_AXES]
    places = np.unravel_index(place, [len(each) for each in options])
    return {axis: each[int(k)] for axis, each, k in zip(ROW_AXES, options, places, strict=True)}


def _edges(question: Question, covered: Period) -> dict[str, tuple[Period, Period]]:
    """Move the edge between the periods, inside the coverage."""
    found = {"as asked": (question.before, question.after)}
    for title, months in (("6 months earlier", -_MONTHS_OFF), ("6 months later", _MONTHS_OFF)):
        off = pd.DateOffset(months=months)
        before = Period(question.before.first, (pd.Timestamp(question.before.last) + off).date()).cut_to(covered)
        after = Period((pd.Timestamp(question.after.first) + off).date(), question.after.last).cut_to(covered)
        if before.days and after.days:
            found[title] = (before, after)
    return found


def _counted(rows: _Rows, periods: tuple[Period, Period], unit: Unit) -> _Counts:
    """Count the units of both periods per combination and half-year."""
    sides = [_side(rows, period, unit) for period in periods]
    number, inside, total = (np.concatenate(parts, axis=-1) for parts in zip(*sides, strict=True))
    return _Counts(number, len(sides[0][0]), inside, total)


def _side(rows: _Rows, period: Period, unit: Unit) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the numbers of a period's half-years, and the units inside and in all (combinations x half-years)."""
    first, last = (int(month) // STEPS[HALF_YEAR] for month in month_numbers([period.first, period.last]))
    held = period.holds(rows.table)
    table, signature = rows.table[held], rows.signature[held]
    block = np.clip(month_numbers(table["date_start"]) // STEPS[HALF_YEAR] - first, 0, last - first)
    column = {"incidents": "id", "operations": "operation_id", "days": "date_start"}[unit]
    codes = np.arange(len(table)) if unit == "incidents" else pd.factorize(table[column].to_numpy())[0]
    masks = [rows.masks & rows.inside, rows.masks]
    inside, total = _touched(codes, block, signature, masks, last - first + 1)
    return np.arange(first, last + 1), inside, total


def _touched(
    codes: NDArray[np.integer], block: NDArray[np.int64], signature: NDArray[np.int64],
    masks: list[NDArray[np.bool_]], length: int,
) -> list[NDArray[np.int64]]:  # fmt: skip
    """Count per combination and block the units of which a combination holds a row; a unit counts in its first block.

    Units of one signature, nearly all of them, are counted together; only mixed ones are looked at one by one.
    """
    size = masks[0].shape[1]
    number = int(codes.max(initial=-1)) + 1
    first = np.full(number, length - 1)
    np.minimum.at(first, codes, block)
    pairs = np.unique(codes.astype(np.int64) * size + signature)
    unit, of = pairs // size, pairs % size
    mixed = np.bincount(unit, minlength=number) > 1
    alone = ~mixed[unit]
    cells = np.bincount(first[unit[alone]] * size + of[alone], minlength=length * size).reshape(length, size)
    keys = csr_array((np.ones(int((~alone).sum()), dtype=np.int64), (unit[~alone], of[~alone])), shape=(number, size))
    keys, ends = keys[mixed], first[mixed]
    in_block = csr_array((np.ones(len(ends), dtype=np.int64), (ends, np.arange(len(ends)))), shape=(length, len(ends)))
    found = []
    for mask in masks:
        chosen = mask.T.astype(np.int64)
        several = in_block @ ((keys @ chosen) > 0).astype(np.int64)
        found.append(np.asarray(cells @ chosen + several).T.copy())
    return found


def _key(counts: _Counts, place: int) -> bytes:
    """Tell specifications apart by what they count."""
    held = counts.total[place] > 0
    held_before = int(held[: counts.split].sum())
    parts = (counts.number[held], counts.inside[place][held], counts.total[place][held], np.array([held_before]))
    return b"".join(part.tobytes() + b";" for part in parts)


def _read(counts: _Counts, place: int, question: Question) -> dict[str, float]:
    """Put the model to one specification."""
    halves = [
        Blocks(counts.number[part][held], counts.inside[place, part][held], counts.total[place, part][held])
        for part in (slice(None, counts.split), slice(counts.split, None))
        for held in [counts.total[place, part] > 0]
    ]
    found = posterior(halves[0], halves[1], PRIORS[question.prior], POINTS)
    if found is None:  # a valid specification has units inside and outside
        raise AssertionError("a valid specification cannot be read")
    difference = found.difference
    return {
        "inside": halves[0].n_inside + halves[1].n_inside, "before": halves[0].n, "after": halves[1].n,
        "difference": float(difference.value or 0), "low": float(difference.low or 0),
        "high": float(difference.high or 0), "p_rise": found.p_rise,
    }  # fmt: skip


def _p(found: list[tuple[_Counts, int]], draws: int) -> float | None:
    """Deal the half-years to the periods at random, the same way for all specifications of a draw.

    The statistic is the median over the specifications of the pooled difference of shares.
    """
    if not draws:
        return None
    numbers = np.unique(np.concatenate([counts.number for counts, _ in found]))
    luck = np.random.default_rng(SEED).random((draws, len(numbers)))
    groups: dict[int, tuple[_Counts, list[int]]] = {}
    for counts, place in found:
        groups.setdefault(id(counts), (counts, []))[1].append(place)
    observed, dealt = [], []
    for counts, places in groups.values():
        order = np.argsort(luck[:, np.searchsorted(numbers, counts.number)], axis=1, kind="stable")
        first = np.zeros(order.shape)
        np.put_along_axis(first, order[:, : counts.split], 1.0, axis=1)
        own = (np.arange(len(counts.number)) < counts.split)[None].astype(float)
        inside, total = counts.inside[places], counts.total[places]
        observed.append(_differences(inside, total, own))
        dealt.append(_differences(inside, total, first))
    middle, others = (_middles(np.concatenate(each)) for each in (observed, dealt))
    return float((1 + (np.abs(others) >= np.abs(middle[0]) - 1e-12).sum()) / (len(others) + 1))


def _middles(differences: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the middle difference of each draw; one that leaves a period empty for all is none."""
    told = ~np.isnan(differences).all(axis=0)
    return np.asarray(np.nanmedian(differences[:, told], axis=0))


def _differences(
    inside: NDArray[np.int64], total: NDArray[np.int64], first: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the pooled differences (specifications x draws); ``first`` marks the half-years of the first period."""
    within, whole = inside.astype(float), total.astype(float)  # whole numbers are multiplied far more slowly
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = [(within @ side.T) / (whole @ side.T) for side in (first, 1 - first)]
    return np.asarray(shares[1] - shares[0])
