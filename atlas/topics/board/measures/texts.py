"""The texts of incidents that a board may show in its cards: only of an open table, and only of one that is small."""

import json
from typing import Any

import pandas as pd

MOST_ROWS = 5_000
"""Above so many rows the cards show what the columns hold, and the server opens the whole card."""


def card_texts(table: pd.DataFrame, *, sources: bool = False) -> dict[str, list[Any]]:
    """Give the texts of each row, in the order of the table.

    Parameters
    ----------
    table
        Plain table with all its columns.
    sources
        Whether the sources come along, each as its words and its address: where no server can show them.
    """
    located = table["latitude"].notna() & table["longitude"].notna()
    found: dict[str, list[Any]] = {
        "ids": table["id"].astype(str).tolist(),
        "summaries": table["summary"].fillna("").astype(str).tolist(),
        "places": table["place"].fillna("").astype(str).where(~located, "").tolist(),
    }
    if sources:
        found["sources"] = [_sources(str(written or "[]")) for written in table["sources"]]
    return found


def _sources(written: str) -> list[list[str]]:
    """Write each source as its words and its address; an address that is none of the web is left out."""
    return [
        [
            ", ".join(filter(None, (source.get("publisher"), source.get("title"), source.get("date")))) or "source",
            url if (url := str(source.get("url") or "")).startswith(("http://", "https://")) else "",
        ]
        for source in json.loads(written)
    ]
