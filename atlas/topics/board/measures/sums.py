"""All that the board counts of one selection: the reference that a browser's own sums have to equal.

Each part that is a filter counts the selection without that filter, so that what is not chosen can be compared with
what is; the totals and the circles count the whole selection.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.incidents.filters import Filters
from atlas.statistics.certainty import Tolls, has_toll, is_sure, tolls
from atlas.statistics.circles import Levels, levels
from atlas.statistics.codes import coded
from atlas.statistics.row_facts import Entries, RowFacts
from atlas.statistics.series import TimeSeries, series
from atlas.statistics.totals import Totals, has_point, totals

BarStep = Literal["month", "quarter"]
SUMS = ("incidents", "incidents_sure", "killed_low", "killed_best", "killed_high")
PARTS = {"attack": "attack_type", "target": "target_type", "attribution": "attribution"}
"""The parts that are bars beside the provinces: key in the URL to the column."""
FIELDS = {"province": "provinces", "attack": "attack_types", "target": "target_types", "attribution": "attributions"}
"""Each part that filters: key in the URL to the field of Filters."""
COLUMNS = {"province": "province_id", **PARTS}
"""The same, to the column."""


class Sums(NamedTuple):
    """What the board shows of a selection."""

    totals: Totals
    provinces: pd.DataFrame
    """Index province_id; columns SUMS, toll_known and located. Provinces without an incident are left out."""
    bars: dict[str, pd.DataFrame]
    """For each of PARTS: index the value, columns SUMS; values without an incident are left out."""
    time: TimeSeries | None
    """By quarter or month, the period lifted; None where it was not asked for."""
    circles: Levels


def board_sums(facts: RowFacts, filters: Filters, covered: tuple[Any, Any], step: BarStep | None = "quarter") -> Sums:
    """Count everything that the board shows.

    Parameters
    ----------
    facts
        Of the whole plain table.
    filters
        The selection.
    covered
        First and last day of the table's coverage.
    step
        The bins of the timeline; None for none.
    """

    def held(*lifted: str) -> Entries:
        return facts.entries(filters.without(*lifted).holds(facts.table))

    selected = held()
    return Sums(
        totals(selected),
        _by(held("provinces"), "province_id"),
        {part: _by(held(FIELDS[part]), column)[list(SUMS)] for part, column in PARTS.items()},
        _over_time(facts, filters, covered, step) if step else None,
        levels(selected),
    )


def _over_time(facts: RowFacts, filters: Filters, covered: tuple[Any, Any], step: BarStep) -> TimeSeries:
    return series(facts.table[filters.without("start", "end").holds(facts.table)], step, *covered)


def _by(held: Entries, column: str) -> pd.DataFrame:
    """Sum the held rows by the words of a column, in the order of its list."""
    found = coded(held.facts.table[column])
    words, codes = found.words, held.take(found.codes)
    killed: Tolls = held.fact(tolls)
    weights: dict[str, NDArray[Any] | None] = {
        "incidents": None,
        "incidents_sure": held.of(is_sure),
        "killed_low": held.take(killed.low),
        "killed_best": held.take(killed.best),
        "killed_high": held.take(killed.high),
        "toll_known": held.of(has_toll),
        "located": held.of(has_point),
    }
    kept = np.flatnonzero(codes >= 0)
    summed = {
        name: np.bincount(codes[kept], None if values is None else values[kept], len(words)).round().astype(np.int64)
        for name, values in weights.items()
    }
    frame = pd.DataFrame(summed, index=pd.Index(words, dtype="object", name=column))
    return frame[frame["incidents"] > 0]
