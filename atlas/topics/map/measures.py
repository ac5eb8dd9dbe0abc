"""A selection cut into bins of time, by province and by cell: what a browser needs to play it without asking again."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import Tolls, has_toll, is_sure, tolls
from atlas.statistics.circles import SIDES, Circles, circles
from atlas.statistics.codes import Coded, coded
from atlas.statistics.coordinates import SOUTH, WEST, thousandths
from atlas.statistics.row_facts import Entries, first_day, last_day
from atlas.statistics.totals import has_point

PlayStep = Literal["month", "quarter", "year"]

MONTHS: Mapping[PlayStep, int] = {"month": 1, "quarter": 3, "year": 12}
"""Steps with their length in months, from the shortest."""

MOST_BINS = 60
"""A play has at most so many bins, of the shortest step that allows it: months for five years, quarters for fifteen."""

MOST_SPOTS = 2000
"""How many pairs of a cell and a bin there may be, which decides the size of the cells."""

_SMALLEST = 500

Whole = NDArray[np.int64]


class Tally(NamedTuple):
    """Counts of the pairs of a group and a bin that hold an incident, by group and then by bin; columns."""

    group: Whole
    bin: Whole
    incidents: Whole
    sure: Whole
    killed_best: Whole
    toll_known: Whole
    located: Whole


class Playback(NamedTuple):
    """A selection over time. An incident that no single bin holds is in none: ``not_datable`` counts those."""

    step: PlayStep
    starts: tuple[date, ...]
    """First day of each calendar bin; none where no day is covered."""
    incidents: Whole
    """Per bin; so is ``sure``."""
    sure: Whole
    provinces: tuple[str, ...]
    """Ids of the provinces that ``by_province`` counts, by their position."""
    by_province: Tally
    side: int
    """Side of a cell in thousandths of a degree; 0 where nothing is located."""
    cells: Circles
    """The cells over all time: where they stand and what they are called."""
    by_cell: Tally
    not_datable: int


def playback(selected: Entries, coloured: Entries, first: date, last: date) -> Playback:
    """Cut a selection into calendar bins.

    Parameters
    ----------
    selected
        What the bins, the cells and ``not_datable`` count.
    coloured
        What the provinces count: a selection whose provinces are not narrowed, so that all keep their colour.
    first, last
        The days that both selection and table cover. A row known only to a span that reaches beyond them is taken as
        lying in the covered part, as in ``series``.
    """
    step, starts = _bins(first, last)
    bins, shown = (_bin_of(held, starts, step, first, last) for held in (selected, coloured))
    provinces: Coded = coloured.fact(_provinces)
    homes = coloured.take(provinces.codes).astype(np.int64)
    side, cells, numbers = _cells(selected, bins, len(starts))
    dated, sure = bins[bins >= 0], selected.of(is_sure)
    return Playback(
        step=step,
        starts=starts,
        incidents=np.bincount(dated, minlength=len(starts)),
        sure=np.bincount(dated[sure[bins >= 0]], minlength=len(starts)),
        provinces=tuple(provinces.words),
        by_province=_tally(coloured, homes, shown, len(starts)),
        side=side,
        cells=cells,
        by_cell=_tally(selected, numbers, bins, len(starts)),
        not_datable=int((bins < 0).sum()),
    )


def played_within(held: Entries, first: date, last: date, since: int, until: int) -> NDArray[np.bool_]:
    """Tell which rows a play counts in the bins that begin in a span of months.

    Parameters
    ----------
    held
        The selection that is played.
    first, last
        The days that both selection and table cover, as in ``playback``.
    since, until
        First and last month, each as its number since the year 0: 12 times the year and 0 for January.
    """
    step, starts = _bins(first, last)
    bins = _bin_of(held, starts, step, first, last)
    months = np.array([*map(_month, starts), -1])[bins]  # a row in no bin has the number -1, which is the last
    found: NDArray[np.bool_] = (months >= since) & (months <= until)
    return found


def _bins(first: date, last: date) -> tuple[PlayStep, tuple[date, ...]]:
    """Lay out the bins of the shortest step that needs no more than MOST_BINS; of years there may be more."""
    fitting = (step for step, months in MONTHS.items() if _month(last) // months - _month(first) // months < MOST_BINS)
    step: PlayStep = next(fitting, "year")
    months = MONTHS[step]
    numbers = (number * months for number in range(_month(first) // months, _month(last) // months + 1))
    return step, tuple(date(number // 12, number % 12 + 1, 1) for number in numbers) if first <= last else ()


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def _bin_of(held: Entries, starts: tuple[date, ...], step: PlayStep, first: date, last: date) -> Whole:
    """Give each held row the number of its bin; -1 where it lies in none or in more than one."""
    if not starts:
        return np.full(len(held), -1)
    low, high = (np.datetime64(day, "D") for day in (first, last))
    begin, end = (held.of(days).astype("datetime64[D]") for days in (first_day, last_day))
    months = [np.clip(days, low, high).astype("datetime64[M]").astype(np.int64) + 12 * 1970 for days in (begin, end)]
    head, tail = (number // MONTHS[step] - _month(starts[0]) // MONTHS[step] for number in months)
    inside = (head == tail) & (begin <= high) & (end >= low)
    found: Whole = np.where(inside, head, -1)
    return found


def _provinces(table: pd.DataFrame) -> Coded:
    return coded(table["province_id"])


def _cells(held: Entries, bins: Whole, size: int) -> tuple[int, Circles, Whole]:
    """Choose the smallest cells that make few enough pairs with the bins, and give each row the number of its cell."""
    located = held.of(has_point)
    north, east = (held.take(axis) for axis in held.fact(thousandths))
    side, keys = 0, np.full(len(held), -1)
    for side in (side for side in SIDES if side >= _SMALLEST):
        keys = np.where(located, _key(north, east, side), -1)
        pairs = keys[located & (bins >= 0)] * max(1, size) + bins[located & (bins >= 0)]
        if len(np.unique(pairs)) <= MOST_SPOTS:
            break
    found = circles(held, side)
    known = _key(found.latitude + SOUTH, found.longitude + WEST, side)
    order = np.argsort(known)
    places = np.searchsorted(known, keys[located], sorter=order)
    numbers = np.full(len(held), -1)
    numbers[located] = order[places]
    return side if located.any() else 0, found, numbers


def _key(north: Whole, east: Whole, side: int) -> Whole:
    return north // side * (2 * WEST // side + 1) + east // side


def _tally(held: Entries, groups: Whole, bins: Whole, size: int) -> Tally:
    """Count the rows by group and bin; a row without either is in none."""
    kept = np.flatnonzero((groups >= 0) & (bins >= 0))
    codes = groups[kept] * max(1, size) + bins[kept]
    killed: Tolls = held.fact(tolls)
    incidents = np.bincount(codes)
    found = np.flatnonzero(incidents)
    weights = (held.of(is_sure), held.take(killed.best), held.of(has_toll), held.of(has_point))
    sums = (np.bincount(codes, values[kept])[found].round().astype(np.int64) for values in weights)
    group, bin_ = np.divmod(found, max(1, size))
    return Tally(group, bin_, incidents[found], *sums)
