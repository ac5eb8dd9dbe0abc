"""Turning points to mark on a time axis, as context/moments.csv keeps them."""

import pandas as pd

from atlas.incidents.context import usable_sheet


def moments() -> pd.DataFrame:
    """Return the turning points in the order of their days: date, label, note, source and disputed (bool)."""
    return usable_sheet("moments").sort_values("date", ignore_index=True)
