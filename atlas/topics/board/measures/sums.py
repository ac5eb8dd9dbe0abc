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
from atlas.statistics.row_facts import Entries, Fact, RowFacts
from atlas.statistics.series import TimeSeries, series
from atlas.statistics.totals import Totals, totals

BarStep = Literal["month", "quarter"]
SUMS = ("incidents", "incidents_sure", "killed_low", "killed_best", "killed_high")
PARTS = {"attack": "attack_type", "target": "target_type", "attribution": "attribution"}
"""The parts that are bars beside the provinces: key in the URL to the column."""
_FIELDS = {"province": "provinces", "attack": "attack_types", "target": "target_types", "attribution": "attributions"}


class Sums(NamedTuple):
    """What the board shows of a selection."""

    totals: Totals
    provinces: pd.DataFrame
    """Index province_id; columns SUMS, toll_known and located. Provinces without an incident are left out."""
    bars: dict[str, pd.DataFrame]
    """For each of PARTS: index the value, columns SUMS; values without an incident are left out."""
    time: TimeSeries
    """By quarter or month, the period lifted."""
    circles: Levels


def board_sums(facts: RowFacts, filters: Filters, covered: tuple[Any, Any], step: BarStep = "quarter") -> Sums:
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
        The bins of the timeline.
    """

    def held(*lifted: str) -> Entries:
        return facts.entries(filters.without(*lifted).holds(facts.table))

    always = facts.table[filters.without("start", "end").holds(facts.table)]
    selected = held()
    return Sums(
        totals(selected),
        _by(held("provinces"), "province_id"),
        {part: _by(held(_FIELDS[part]), column)[list(SUMS)] for part, column in PARTS.items()},
        series(always, step, *covered),
        levels(selected),
    )


def _by(held: Entries, column: str) -> pd.DataFrame:
    """Sum the held rows by the words of a column, in the order of its list."""
    words, codes = coded(held.facts.table[column]).words, held.take(coded(held.facts.table[column]).codes)
    killed: Tolls = held.fact(tolls)
    located = ~np.isnan(held.facts.table["latitude"].to_numpy(dtype=float))
    weights: dict[str, NDArray[Any] | None] = {
        "incidents": None,
        "incidents_sure": _of(held, is_sure),
        "killed_low": held.take(killed.low),
        "killed_best": held.take(killed.best),
        "killed_high": held.take(killed.high),
        "toll_known": _of(held, has_toll),
        "located": held.take(located),
    }
    kept = np.flatnonzero(codes >= 0)
    found = {
        name: np.bincount(codes[kept], None if values is None else values[kept], len(words)).round().astype(np.int64)
        for name, values in weights.items()
    }
    summed = pd.DataFrame(found, index=pd.Index(words, dtype="object", name=column))
    return summed[summed["incidents"] > 0]


def _of(held: Entries, work_out: Fact) -> NDArray[Any]:
    return held.of(work_out)
