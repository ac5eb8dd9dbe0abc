"""Free-text search over the words of an incident."""

import unicodedata

import pandas as pd

from atlas.geography import provinces

COLUMNS = ("id", "place", "district", "country", "attack_type", "target_type", "attributed_by", "summary", "sources")


def search(table: pd.DataFrame, words: str) -> pd.DataFrame:
    """Give the rows that hold every word somewhere in their text, case and accents aside; all rows for no words."""
    wanted = _folded(words).split()
    if not wanted or table.empty:
        return table
    names = provinces.province_names()
    text = table["province_id"].map(names).astype("object").fillna("")
    for column in COLUMNS:
        text = text + " " + table[column].astype("object").fillna("").astype(str)
    folded = text.map(_folded)
    hit = pd.Series(True, index=table.index)
    for word in wanted:
        hit &= folded.str.contains(word, regex=False)
    return table[hit]


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
