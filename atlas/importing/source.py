"""What every reader gives: the first rows to recognise a table by, and its rows in parts, all cells as text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Lines = npt.NDArray[np.int64]
"""Numbers of records in the file, the first being 1."""

HEAD_ROWS = 60
"""So many records are looked at to recognise a table."""


class Span(NamedTuple):
    """One part of a table: bytes of a text file, or rows of a table in memory; the end is not included."""

    start: int
    end: int


class Ragged(NamedTuple):
    """A row whose cells do not fit the header."""

    line: int
    cells: int
    expected: int


@dataclass(frozen=True)
class Piece:
    """The rows of one part.

    ``lines`` counts from the first record of the part, which is 1; the caller adds what stands before the part.
    """

    table: pa.Table
    lines: Lines
    records: int
    """Records of the part, blank and ragged ones included."""
    ragged: tuple[Ragged, ...] = ()
    blank: int = 0
    fitted: tuple[int, ...] = ()
    """Lines of rows from which empty cells beyond the header were cut, or to which such were added."""


class Source(Protocol):
    """A table that can be read in parts; it can be sent to another process."""

    @property
    def heads(self) -> Sequence["Head"]:
        """The first rows: of the file, or of each sheet of a workbook."""

    def chosen(self, sheet: int, header_end: int, names: Sequence[str]) -> "Source":
        """Give the source with its sheet and its columns settled; data begins after record ``header_end``."""

    def spans(self) -> list[Span]:
        """Divide the rows into parts of bounded size."""

    def read(self, span: Span, wanted: Sequence[str]) -> Piece:
        """Read some columns of a part; columns that are not in the file are left out."""


@dataclass(frozen=True)
class Head:
    """The first records of a table."""

    name: str
    """Name of the sheet, "" where there is only one table."""
    rows: list[list[str]]
    notes: tuple[str, ...] = field(default=())
    """What was found out while reading: encoding, separator, quotes."""


def is_blank(cells: Sequence[str]) -> bool:
    """Tell whether a record holds nothing."""
    return not any(cell.strip() for cell in cells)


def filled_rows(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Tell which rows hold anything at all."""
    filled = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        filled |= column.is_valid().to_numpy()
    return filled
