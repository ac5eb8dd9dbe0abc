"""Sums by month, sparse: what lets a browser move the period of a table whose rows it does not have.

A row lies in a period when its first and its last day do. So rows are counted by the months of both, and any period
that begins and ends with a month, or is open, is a sum of these counts, exactly.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.incidents.filters import Filters
from atlas.statistics.certainty import Tolls, has_toll, is_sure, tolls
from atlas.statistics.codes import coded
from atlas.statistics.row_facts import Entries, RowFacts
from atlas.statistics.totals import has_point
from atlas.topics.board.measures.sums import COLUMNS, FIELDS

COUNTS = ("all", "sure", "known", "located", "low", "best", "high")
Array = NDArray[Any]


def by_month(
    facts: RowFacts, filters: Filters, covered: tuple[Any, Any], parts: Sequence[str]
) -> dict[str, NDArray[np.int64]]:
    """Count a selection, its period lifted, by the months of the first and the last day.

    Parameters
    ----------
    facts
        Of the whole plain table.
    filters
        The selection.
    covered
        First and last covered day: rows wholly outside are in no bin of a timeline, and marked.
    parts
        Keys of FIELDS to be counted by their values as well, each without its own filter.

    Returns
    -------
    dict
        Columns of equal length: part (0 for the whole, then by the place in ``parts``), head and tail (months since
        January 1970), code (of the value, from 1; 0 for none), outside (0 or 1), and COUNTS.
    """
    lifted = filters.without("start", "end")
    found = [_tallied(_held(facts, lifted), None, covered, 0)]
    for number, part in enumerate(parts, 1):
        found.append(_tallied(_held(facts, lifted.without(FIELDS[part])), COLUMNS[part], covered, number))
    return {name: np.concatenate([columns[name] for columns in found]) for name in found[0]}


def _held(facts: RowFacts, filters: Filters) -> Entries:
    return facts.entries(filters.holds(facts.table))


def _tallied(held: Entries, column: str | None, covered: tuple[Any, Any], part: int) -> dict[str, Array]:
    head, tail = held.of(_head), held.of(_tail)
    code = held.take(coded(held.facts.table[column]).codes).astype(np.int64) + 1 if column else np.zeros_like(head)
    outside = _outside(held, covered).astype(np.int64)
    first = int(head.min()) if len(head) else 0
    spans, codes = int((tail - head).max(initial=0)) + 1, int(code.max(initial=0)) + 1
    keys = (((head - first) * spans + (tail - head)) * codes + code) * 2 + outside
    distinct, number = np.unique(keys, return_inverse=True)
    killed: Tolls = held.fact(tolls)
    weights: dict[str, Array | None] = {
        "all": None,
        "sure": held.of(is_sure),
        "known": held.of(has_toll),
        "located": held.of(has_point),
        "low": held.take(killed.low),
        "best": held.take(killed.best),
        "high": held.take(killed.high),
    }
    sums = {
        name: np.bincount(number, values, len(distinct)).round().astype(np.int64) for name, values in weights.items()
    }
    rest, outside_of = np.divmod(distinct, 2)
    rest, code_of = np.divmod(rest, codes)
    head_of, span_of = np.divmod(rest, spans)
    return {
        "part": np.full(len(distinct), part),
        "head": head_of + first,
        "tail": head_of + first + span_of,
        "code": code_of,
        "outside": outside_of,
        **sums,
    }


def _head(table: pd.DataFrame) -> NDArray[np.int64]:
    return table["date_start"].to_numpy().astype("datetime64[M]").astype(np.int64)


def _tail(table: pd.DataFrame) -> NDArray[np.int64]:
    return table["date_end"].to_numpy().astype("datetime64[M]").astype(np.int64)


def _outside(held: Entries, covered: tuple[Any, Any]) -> NDArray[np.bool_]:
    start, end = (held.take(held.facts.table[name].to_numpy()) for name in ("date_start", "date_end"))
    found: NDArray[np.bool_] = (end < np.datetime64(covered[0], "us")) | (start > np.datetime64(covered[1], "us"))
    return found
