"""The facts that counts are made of: worked out once for a whole table, then read by every selection of it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Fact = Callable[[pd.DataFrame], Any]
"""Works something out of a plain table: an array with one element per row, or a tuple that holds such arrays."""


class RowFacts:
    """A plain table with what has been worked out of its rows.

    One facts per opened table serves all visitors: a change of the selection then only adds up. Neither the table nor
    an array that comes out of here may be changed.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        self._known: dict[Fact, Any] = {}

    def fact(self, work_out: Fact) -> Any:  # noqa: ANN401  (what the fact gives)
        """Give a fact of the whole table, worked out at the first call."""
        if work_out not in self._known:
            self._known[work_out] = work_out(self.table)
        return self._known[work_out]

    def entries(self, held: NDArray[np.bool_]) -> "Entries":
        """Give the entries of the rows that a selection holds."""
        return Entries(self, None if held.all() else np.flatnonzero(held))


class Entries:
    """The rows of a facts that a selection holds, in their order."""

    def __init__(self, facts: RowFacts, rows: NDArray[np.intp] | None) -> None:
        self.facts = facts
        self._rows = rows
        """Positions in the table; None for all of them."""

    def __len__(self) -> int:
        return len(self.facts.table) if self._rows is None else len(self._rows)

    def fact(self, work_out: Fact) -> Any:  # noqa: ANN401  (what the fact gives)
        """Give a fact of the whole table, held or not: ``take`` makes a selection of one of its arrays."""
        return self.facts.fact(work_out)

    def take(self, values: NDArray[Any]) -> NDArray[Any]:
        """Give the elements of the held rows, of an array with one element per row of the table."""
        return values if self._rows is None else values.take(self._rows)

    def of(self, work_out: Fact) -> NDArray[Any]:
        """Give the held elements of a fact that is one array."""
        return self.take(self.fact(work_out))


def entries(table: pd.DataFrame | Entries) -> Entries:
    """Give the entries of a table that has no facts yet, all of them; entries stay what they are."""
    return table if isinstance(table, Entries) else Entries(RowFacts(table), None)


def first_day(table: pd.DataFrame) -> NDArray[np.datetime64]:
    """Give the first day of each row."""
    return table["date_start"].to_numpy(dtype="datetime64[us]")


def last_day(table: pd.DataFrame) -> NDArray[np.datetime64]:
    """Give the last day of each row."""
    return table["date_end"].to_numpy(dtype="datetime64[us]")
