"""Turning points to mark on a time axis, kept as data in context/moments.csv."""

import pandas as pd

from atlas.errors import DataError
from atlas.settings import ROOT

MOMENTS = ROOT / "context" / "moments.csv"
COLUMNS = ("date", "label", "note", "source", "disputed")


def moments() -> pd.DataFrame:
    """Read the turning points in the order of their days.

    Returns
    -------
    DataFrame
        date (datetime64), label (short), note, source (text) and disputed (bool).

    Raises
    ------
    DataError
        When a column is missing, a date is not YYYY-MM-DD, or disputed is neither yes nor no.
    """
    table = pd.read_csv(MOMENTS, dtype="str", keep_default_na=False, encoding="utf-8")
    if tuple(table.columns) != COLUMNS:
        raise DataError(f"{MOMENTS.name}: the columns are not {', '.join(COLUMNS)}.", hint="Correct the header.")
    days = pd.to_datetime(table["date"], format="%Y-%m-%d", errors="coerce")
    wrong = days.isna() | ~table["disputed"].isin(["yes", "no"]) | (table["label"] == "") | (table["source"] == "")
    if wrong.any():
        row = int(wrong.to_numpy().argmax()) + 2
        hint = "Write the date as YYYY-MM-DD, disputed as yes or no, and fill label and source."
        raise DataError(f"{MOMENTS.name}: row {row} cannot be read.", hint=hint)
    return table.assign(date=days, disputed=table["disputed"] == "yes").sort_values("date", ignore_index=True)
