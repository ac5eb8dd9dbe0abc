"""The rows that a question about a country rests on, and which of them the selection counts."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.incidents.filters import Filters
from atlas.statistics.shares import in_country

COLUMNS = [
    "id", "date_start", "date_end", "operation_id", "district", "province_id", "country", "region_id", "event_class",
    "label", "attribution", "location_precision", "target_type", "found_through", "killed_low", "killed_best",
    "killed_high",
]  # fmt: skip
"""What the verdict reads; leaving out the rest makes every choice of rows several times as fast."""


class Evidence(NamedTuple):
    """Rows with a province in one country. Classes and labels are marks, not conditions: specifications vary them."""

    rows: pd.DataFrame
    in_classes: NDArray[np.bool_]
    in_labels: NDArray[np.bool_]

    @property
    def held(self) -> NDArray[np.bool_]:
        """Tell which rows the selection counts."""
        return self.in_classes & self.in_labels

    @property
    def counted(self) -> pd.DataFrame:
        """Return the rows that the selection counts."""
        return self.rows[self.held]

    def narrowed(self) -> "Evidence":
        """Return the same rows with the columns that the verdict reads."""
        return self._replace(rows=self.rows[COLUMNS])

    def within(self, provinces: Collection[str]) -> NDArray[np.bool_]:
        """Tell which rows lie in one of the provinces."""
        return self.rows["province_id"].isin(list(provinces)).to_numpy(dtype=np.bool_)


def evidence(table: pd.DataFrame, filters: Filters, country: str) -> Evidence:
    """Gather the rows of a country under a selection whose period and place are lifted.

    A comparison needs both periods and the whole country, so only what the selection says about the kind of incident
    and about certainty stays.
    """
    wide = filters.everywhere_and_always().without("classes", "labels")
    rows = in_country(wide.apply(table), country)
    return Evidence(rows, _among(rows["event_class"], filters.classes), _among(rows["label"], filters.labels))


def _among(column: pd.Series, wanted: Collection[str]) -> NDArray[np.bool_]:
    if not wanted:
        return np.ones(len(column), dtype=np.bool_)
    return column.isin(list(wanted)).to_numpy(dtype=np.bool_)
