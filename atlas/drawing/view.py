"""What is looked at: the table, the selection, and which rows it holds."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.incidents.filters import Filters
from atlas.incidents.load import Incidents
from atlas.statistics.province_counts import province_counts
from atlas.statistics.row_facts import Entries, RowFacts


@dataclass(frozen=True)
class View:
    """A selection of an opened table: everything that is to be known about what is shown."""

    incidents: Incidents
    facts: RowFacts
    """The measured table as counts read it; shared by all views of one table."""
    filters: Filters
    held: NDArray[np.bool_]
    """Which rows of the whole table are selected."""
    sentence: str
    """The selection in words."""

    @classmethod
    def of(cls, incidents: Incidents, facts: RowFacts, filters: Filters) -> "View":
        """Look at a table through a selection."""
        return cls(incidents, facts, filters, filters.holds(incidents.measured), filters.sentence())

    @cached_property
    def number(self) -> int:
        """How many incidents are selected."""
        return int(np.count_nonzero(self.held))

    @cached_property
    def entries(self) -> Entries:
        """The selected rows as counts read them, without a copy of the table."""
        return self.facts.entries(self.held)

    @cached_property
    def provinces(self) -> pd.DataFrame:
        """Incidents and deaths by province, as ``analysis.places.province_counts`` gives them."""
        return province_counts(self.entries)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The selected rows with the columns that measures read."""
        return self.incidents.measured[self.held]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The selected rows with all their columns."""
        return self.incidents.table[self.held]

    def read(self, *names: str) -> pd.DataFrame:
        """Give the selected rows with some columns: a copy of all of them costs seconds at a million rows."""
        columns = self.incidents.table[list(dict.fromkeys(names))]
        return columns if self.held.all() else columns[self.held]

    @property
    def period(self) -> tuple[date, date]:
        """The days that both the selection and the table cover; empty when the first lies after the second."""
        start, end = self.filters.start, self.filters.end
        return (
            max(filter(None, (start, self.incidents.covers_from))),
            min(filter(None, (end, self.incidents.covers_to))),
        )

    def seen_through(self, filters: Filters) -> "View":
        """Look at the same table through another selection."""
        return View.of(self.incidents, self.facts, filters)
