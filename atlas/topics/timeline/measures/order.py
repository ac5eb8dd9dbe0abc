"""The orders in which provinces may be listed."""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd

Order = Literal["most incidents", "first year", "name", "region"]


def province_order(
    counts: pd.DataFrame, order: Order, names: Mapping[str, str], regions: Mapping[str, str]
) -> list[str]:
    """List the provinces of a year table in an order.

    Parameters
    ----------
    counts
        Index province_id, columns years, as ``places.by_year_and_province`` counts them.
    order
        "most incidents", "first year" with an incident, "name" or "region"; equals stand by number, then by name.
    names, regions
        Label and primary region of each province.

    Returns
    -------
    list of str
        Province ids, first to last.
    """
    years = counts.to_numpy()
    keys = pd.DataFrame(
        {
            "most incidents": -years.sum(axis=1),
            "first year": np.where(years.any(axis=1), (years > 0).argmax(axis=1), years.shape[1]),
            "name": [names.get(str(code), str(code)) for code in counts.index],
            "region": [regions.get(str(code), "") for code in counts.index],
        },
        index=counts.index,
    )
    by = list(dict.fromkeys([order, "most incidents", "name"]))
    return [str(code) for code in keys.sort_values(by, kind="stable").index]
