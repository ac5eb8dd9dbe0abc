"""Source families: how many independent origins stand behind an incident. Mirrors of one origin are one family."""

import pandas as pd

from atlas.incidents.sources import read_sources


def source_families(cells: pd.Series) -> pd.Series:
    """Return the sorted distinct families of each row as a tuple, empty where a row has no source.

    Equal texts are read once.
    """
    known = {text: _families(text) for text in cells.unique()}
    return pd.Series([known[text] for text in cells], index=cells.index, dtype="object")


def rows_by_families(cells: pd.Series) -> dict[int, int]:
    """Count the rows by their number of families, fewest first; rows without any source are left out."""
    numbers = cells.map({text: len(_families(text)) for text in cells.unique()})
    counts = numbers[numbers > 0].value_counts().sort_index()
    return dict(zip(counts.index.astype("int64").tolist(), counts.tolist(), strict=True))


def lacks_source(cells: pd.Series) -> "pd.Series[bool]":
    """Tell which rows name no source at all."""
    return cells.map({text: not read_sources(text) for text in cells.unique()}).astype(bool)


def _families(text: str) -> tuple[str, ...]:
    return tuple(sorted({source["family"] for source in read_sources(text)}))
