"""Free-text search over the words of an incident: by place in any spelling, by the name of an event, by its text."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from atlas.geography import provinces
from atlas.geography.gazetteer import Entry, find, normalise
from atlas.incidents.columns import of_kind

LEFT_OUT = frozenset(
    {"operation_id", "date_precision", "event_class", "initiated_by_group", "province_id", "location_precision",
     "coordinate_source", "origin_province_id", "killed_basis", "attribution", "label", "confidence", "found_through"}
)  # fmt: skip
"""Words that nobody looks for because a filter asks for them, or that say how a row was made."""

SEARCHED = tuple(name for name in of_kind("id", "text", "choice", "place code", "country") if name not in LEFT_OUT)
"""Every other column that holds words, a new one among them; the province is searched by its name.

Sources are not: an address holds the names of people, papers and parties that an incident has nothing to do with.
"""

NEAR = 86.0
"""Smallest similarity (normalised indel similarity, 0 to 100) at which a misspelt word still counts as that word."""

NEAR_LETTERS = 5
"""Shorter words are not searched by similarity: one letter makes another word of them."""

_TELLING = 3
"""A word of fewer letters does not say why a row was found."""

_YEAR = re.compile(r"(?<!\S)20\d\d(?!\S)")
"""A word that is a year; other numbers are words."""

_WORD = re.compile(r"\S+")


class Found(NamedTuple):
    """What a search found."""

    rows: pd.DataFrame
    why: pd.Series
    """By the row's index: in which column its words stand, or what they were taken for."""
    taken_for: str
    """What a name or a misspelling was taken for; empty where the words themselves were found."""


def search(table: pd.DataFrame, words: str) -> Found:
    """Find the rows that hold every word, at a place or in a text; all rows for no words.

    A year, such as 2021, means the rows of that year. Another word counts where a text holds it, case and accents
    aside. A name of the gazetteer, in any of its spellings, means the rows at that place or in that province as well.
    Only when both find nothing, a word of ``NEAR_LETTERS`` letters or more may be misspelt.
    """
    years = {int(year) for year in _YEAR.findall(words)}
    if years:
        table, words = table[_in_years(table, years)], _YEAR.sub(" ", words)
        if not words.strip():
            return Found(table, pd.Series("date", index=table.index, dtype=object), "")
    wanted = _WORD.findall(normalise(words))
    if not wanted or table.empty:
        rows = table.iloc[:0] if words.strip() else table  # signs alone stand in no text
        return Found(rows, pd.Series("", index=rows.index, dtype=object), "")
    texts = _texts(table)
    held = _holds(texts, wanted)
    named, name = _at_place(table, words)
    if held.any() or named.any():
        return Found(table[held | named], _why(table, texts, wanted, held | named, name), "" if held.any() else name)
    corrected = _corrected(texts, wanted)
    held = _holds(texts, corrected)
    taken_for = " ".join(corrected) if held.any() else ""
    return Found(table[held], _why(table, texts, corrected, held, ""), taken_for)


def _in_years(table: pd.DataFrame, years: Collection[int]) -> NDArray[np.bool_]:
    """Tell which rows may have happened in one of the years."""
    first, last = (table[name].dt.year.to_numpy() for name in ("date_start", "date_end"))
    return np.asarray(np.any([(first <= year) & (year <= last) for year in years], axis=0), dtype=np.bool_)


class _Text(NamedTuple):
    """A searched column: its different texts, folded, and which of them each row has."""

    title: str
    distinct: Sequence[str]
    codes: NDArray[np.intp]

    def holds(self, word: str) -> NDArray[np.bool_]:
        """Tell which rows hold a word."""
        return np.array([word in text for text in self.distinct], dtype=np.bool_)[self.codes]


def _texts(table: pd.DataFrame) -> list[_Text]:
    columns = {"province": table["province_id"].map(provinces.province_names())}
    columns |= {name.replace("_", " "): table[name] for name in SEARCHED}
    return [_folded(title, column) for title, column in columns.items()]


def _folded(title: str, column: pd.Series) -> _Text:
    codes, distinct = pd.factorize(column.astype("object").fillna("").astype(str).to_numpy())
    return _Text(title, [normalise(str(text)) for text in distinct], codes)


def _holds(texts: Sequence[_Text], wanted: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which rows hold every word in some column."""
    found = np.all([np.any([text.holds(word) for text in texts], axis=0) for word in wanted], axis=0)
    return np.asarray(found, dtype=np.bool_)


def _why(
    table: pd.DataFrame, texts: Sequence[_Text], wanted: Sequence[str], held: NDArray[np.bool_], name: str
) -> pd.Series:
    """Name for each found row the columns that hold a word of some length, or the place that was meant."""
    told = [word for word in wanted if len(word) >= _TELLING] or list(wanted)
    why = np.full(int(held.sum()), "", dtype=object)
    for text in texts:
        hit = np.any([text.holds(word) for word in told], axis=0)[held]
        why[hit] = [f"{before}, {text.title}" if before else text.title for before in why[hit]]
    why[why == ""] = f"at {name}" if name else ""
    return pd.Series(why, index=table.index[held], dtype=object)


def _at_place(table: pd.DataFrame, words: str) -> tuple[NDArray[np.bool_], str]:
    """Tell which rows lie at the place or in the province that the words name, and what it is called."""
    match = find(words)
    if match.certainty in ("none", "near"):
        return np.zeros(len(table), dtype=np.bool_), ""
    entries = [match.entry] if match.entry else [each.entry for each in match.candidates]
    held = np.any([_lies_in(table, entry) for entry in entries], axis=0)
    return held, " or ".join(dict.fromkeys(entry.name for entry in entries))


def _lies_in(table: pd.DataFrame, entry: Entry) -> NDArray[np.bool_]:
    if entry.kind == "province":
        return table["province_id"].eq(entry.province_id).to_numpy(dtype=np.bool_)
    places = table["place"].astype("object").fillna("").astype(str)
    same = places.eq(entry.name) | places.str.startswith(f"{entry.name}, ")
    here = table["province_id"].eq(entry.province_id) if entry.province_id else table["country"].eq(entry.country)
    return (same & here).to_numpy(dtype=np.bool_)


def _corrected(texts: Sequence[_Text], wanted: Sequence[str]) -> list[str]:
    """Replace each word that stands nowhere by the one that it most resembles, where one is near enough."""
    known = sorted({word for text in texts for each in text.distinct for word in each.split()})
    return [_nearest(word, known) for word in wanted]


def _nearest(word: str, known: Sequence[str]) -> str:
    if len(word) < NEAR_LETTERS or any(word in other for other in known):
        return word
    hit = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    return str(hit[0]) if hit else word
