"""Free-text search over the words of an incident."""

import unicodedata

import pandas as pd

from atlas.geography import provinces
from atlas.incidents.columns import of_kind

LEFT_OUT = frozenset(
    {"operation_id", "date_precision", "event_class", "initiated_by_group", "province_id", "location_precision",
     "coordinate_source", "origin_province_id", "killed_basis", "attribution", "label", "confidence", "found_through"}
)  # fmt: skip
"""Words that nobody looks for because a filter asks for them, or that say how a row was made."""

SEARCHED = tuple(
    name for name in of_kind("id", "text", "choice", "place code", "country", "sources") if name not in LEFT_OUT
)
"""Every other column that holds words, a new one among them; the province is searched by its name."""


def search(table: pd.DataFrame, words: str) -> pd.DataFrame:
    """Return the rows that hold every word somewhere in their text, case and accents aside; all rows for no words."""
    wanted = _folded(words).split()
    if not wanted or table.empty:
        return table
    names = provinces.province_names()
    text = table["province_id"].map(names).astype("object").fillna("")
    for column in SEARCHED:
        text = text + " " + table[column].astype("object").fillna("").astype(str)
    folded = text.map(_folded)
    hit = pd.Series(True, index=table.index)
    for word in wanted:
        hit &= folded.str.contains(word, regex=False)
    return table[hit]


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
