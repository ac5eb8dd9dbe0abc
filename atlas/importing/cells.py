"""The cells of a part by the columns of its layout: text, looked at once per different value."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from atlas.importing.source import Lines

Value = TypeVar("Value")
Objects = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

_UNSEEN = str.maketrans(dict.fromkeys("\u200b\ufeff", " "))
"""Signs without width, which Python does not count as blanks."""


def tidy(text: str) -> str:
    """Take away blanks around a text and those that only look like one, line breaks among them."""
    return " ".join((text if text.isascii() else text.translate(_UNSEEN)).split())


class Cells:
    """The rows of a part.

    A column that the file does not have reads as empty throughout.
    """

    def __init__(self, table: pa.Table, lines: Lines, named: Mapping[str, str]) -> None:
        self.table = table
        self.lines = lines
        self.named = named
        self._coded: dict[str, tuple[npt.NDArray[np.int64], list[str]]] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def has(self, column: str) -> bool:
        """Tell whether the file has a column."""
        return column in self.named

    def take(self, rows: Flags) -> "Cells":
        """Give some of the rows."""
        return self if rows.all() else Cells(self.table.filter(pa.array(rows)), self.lines[rows], self.named)

    def coded(self, column: str) -> tuple[npt.NDArray[np.int64], list[str]]:
        """Give the number of each row's value and the different values, tidied; the last is "" for an empty cell."""
        if column not in self._coded:
            self._coded[column] = self._encode(column)
        return self._coded[column]

    def _encode(self, column: str) -> tuple[npt.NDArray[np.int64], list[str]]:
        if not self.has(column):
            return np.zeros(len(self), dtype=np.int64), [""]
        encoded = self.table[self.named[column]].combine_chunks().dictionary_encode()
        values = [tidy(text) for text in encoded.dictionary.to_pylist()]
        codes = pc.fill_null(encoded.indices, len(values)).to_numpy(zero_copy_only=False).astype(np.int64)
        return codes, [*values, ""]

    def by_value(self, column: str, function: Callable[[str], Value], kind: str = "object") -> npt.NDArray:  # type: ignore[type-arg]
        """Apply a function to every different value of a column and give its answer for each row."""
        codes, values = self.coded(column)
        answers = np.empty(len(values), dtype=kind)
        for number, value in enumerate(values):
            answers[number] = function(value)
        return answers[codes]

    def text(self, column: str) -> Objects:
        """Give a column as tidied text, "" where empty."""
        return self.by_value(column, str)

    def raw(self, column: str) -> pa.ChunkedArray:
        """Give a column as it stands in the file."""
        if self.has(column):
            return self.table[self.named[column]]
        return pa.chunked_array([pa.nulls(len(self), pa.string())])

    def numbers(self, column: str, parse: Callable[[str], float]) -> Floats:
        """Give a column as numbers: by Arrow where every cell is a plain number, else by ``parse`` per value."""
        if not self.has(column):
            return np.full(len(self), np.nan)
        try:
            return np.array(self.raw(column).cast(pa.float64()).to_numpy())
        except pa.ArrowInvalid:
            return self.by_value(column, parse, "float64")

    def ids(self, column: str) -> Objects:
        """Give a column of ids, every row with one of its own: without blanks and without the .0 of a decimal."""
        trimmed = pc.utf8_trim_whitespace(self.raw(column))
        bare = pc.replace_substring_regex(trimmed, r"\.0$", "")
        found: Objects = bare.fill_null("").to_numpy(zero_copy_only=False).astype(object)
        return found

    def pairs(self, *columns: str) -> tuple[npt.NDArray[np.int64], list[tuple[str, ...]]]:
        """Give a number to the different combinations of several columns, and list them."""
        coded = [self.coded(column) for column in columns]
        joint = np.zeros(len(self), dtype=np.int64)
        for codes, values in coded:
            # Numbered anew after each column, so that the product never outgrows the integer.
            joint = pd.factorize(joint * len(values) + codes)[0].astype(np.int64)
        first = np.flatnonzero(~pd.Series(joint).duplicated().to_numpy())
        return joint, [tuple(values[codes[at]] for codes, values in coded) for at in first]


def counted(cells: Cells, column: str) -> dict[str, int]:
    """Count the different values of a column, empty ones left out."""
    codes, values = cells.coded(column)
    counts: Counter[str] = Counter()
    for value, count in zip(values, np.bincount(codes, minlength=len(values)).tolist(), strict=True):
        if value and count:
            counts[value] += count
    return dict(counts)
