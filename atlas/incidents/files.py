"""Incident tables as files: CSV and Parquet, read as they stand and written for a fast start."""

import csv
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from atlas.errors import DataError
from atlas.incidents import foreign
from atlas.incidents.schema import SCHEMA_VERSION

VERSION_KEY = b"atlas_schema"
"""Key of the Parquet metadata under which the version of the schema stands."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""Signs with which a spreadsheet takes the text of a CSV cell for a formula (OWASP, CSV Injection)."""

FIRST_ROW = 2
"""Number of the first incident: the header is row 1."""


def read_raw(path: Path) -> pd.DataFrame:
    """Read a table without judging its cells.

    Returns
    -------
    DataFrame
        The columns of the file; empty cells are NaN; the index is the row number in the file (the header is 1).

    Raises
    ------
    DataError
        When the file is missing, empty, of another kind, not UTF-8, or its rows do not fit its header.
    """
    if not path.is_file():
        raise DataError(f"{path.name}: there is no such file.", hint="Check the path.")
    if path.suffix.lower() not in _READERS:
        raise DataError(f"{path.name}: unknown kind of file.", hint="Give a .csv (UTF-8) or a .parquet file.")
    try:
        table = _READERS[path.suffix.lower()](path)
    except OSError as error:
        hint = "Let the one who runs the atlas look at the file and its rights."
        raise DataError(f"{path.name}: cannot be read ({error.strerror}).", hint=hint) from error
    if table.empty:
        raise DataError(f"{path.name}: the file holds no incident.", hint="Give a file with a header and rows.")
    return table


def version_of(path: Path) -> str:
    """Return the first twelve hexadecimal digits of the SHA-256 of a file."""
    return sha256_of(path)[:12]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits; an unchanged file is read once."""
    facts = path.stat()
    return _sha256(path.resolve(), facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=8)
def _sha256(path: Path, modified_ns: int, size_bytes: int) -> str:  # noqa: ARG001  (a changed file is another entry)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stamp(path: Path) -> tuple[int, int]:
    """Return when a file was last changed (ns) and its size (bytes), zeros for none: the key of what is kept of it."""
    try:
        facts = path.stat()
    except OSError:
        return 0, 0
    return facts.st_mtime_ns, facts.st_size


def neutralised(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; `restored` takes it away again.

    Apostrophes may already stand before such a sign: then one more is put, so that every text comes back as it was.
    Numbers are never passed here: -5 stays a number.
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_SIGNS) else text


def restored(text: str) -> str:
    """Undo `neutralised`: take one apostrophe from text where apostrophes stand before a sign of a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_SIGNS) else text


def is_joined(path: Path) -> bool:
    """Tell whether a file was written by `write_parquet` under the present schema, so that the join is in it."""
    if path.suffix.lower() != ".parquet":
        return False
    schema = pq.read_schema(path)
    return (schema.metadata or {}).get(VERSION_KEY) == SCHEMA_VERSION.encode() and "region_id" in schema.names


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Write a loaded table so that it opens again without the spatial join."""
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    marked = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), VERSION_KEY: SCHEMA_VERSION.encode()})
    pq.write_table(marked, path)


def _read_csv(path: Path) -> pd.DataFrame:
    rows = _row_numbers(path)
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        hint = "Look for a double quote that is opened and never closed."
        raise DataError(f"{path.name}: not a CSV file ({error}).", hint=hint) from error
    table.index = pd.Index(rows, name="row")
    return table.apply(_restored)


def _restored(cells: pd.Series) -> pd.Series:
    """Undo what keeps a spreadsheet from reading formulas, in the few cells that begin with an apostrophe."""
    marked = cells.str.startswith("'", na=False)
    return cells.where(~marked, cells[marked].map(restored)) if marked.any() else cells


def _row_numbers(path: Path) -> list[int]:
    """Return the line on which each row of a CSV file begins, and refuse a file whose rows do not fit its header."""
    if kind := foreign.kind_of(path):
        raise DataError(f"{path.name}: is {kind}, no CSV file.", hint=foreign.IMPORT)
    begins, numbers = 1, []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = _header(path, reader)
            begins = reader.line_num + 1
            for cells in reader:
                if cells:
                    _refuse_ragged(path, begins, cells, header)
                    numbers.append(begins)
                begins = reader.line_num + 1
            return numbers
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name}: the file is not UTF-8 ({error.reason}).", hint="Save it as UTF-8.") from error
    except csv.Error as error:
        # The parser has one complaint that a reader cannot act on: a cell beyond its limit.
        if "field larger" in str(error):
            fault = f"a cell has more than {csv.field_size_limit():,} characters"
            raise DataError(f"{path.name}: row {begins}: {fault}.", hint="Shorten it.") from error
        hint = "Save it as comma-separated text."
        raise DataError(f"{path.name}: row {begins}: not a CSV file ({error}).", hint=hint) from error


def _header(path: Path, reader: Iterator[list[str]]) -> list[str]:
    header = next(reader, [])
    layout, separator = foreign.layout_of(header), foreign.separator_of(header)
    if layout:
        raise DataError(f"{path.name}: this looks like {layout}.", hint=foreign.IMPORT)
    if separator:
        raise DataError(
            f"{path.name}: its cells are divided by {separator}, not by commas.",
            hint="Save it with commas, or open it with `python -m atlas import`.",
        )
    if not header:
        raise DataError(f"{path.name}: the file is empty.", hint="Give a file with a header and rows.")
    double = sorted({name for name in header if header.count(name) > 1})
    if double:
        raise DataError(f"{path.name}: the column {double[0]!r} stands twice.", hint="Keep one of the two.")
    return header


def _refuse_ragged(path: Path, row: int, cells: list[str], header: list[str]) -> None:
    if len(cells) != len(header):
        hint = "Give every row as many cells as the header, and put a cell that holds a comma in double quotes."
        raise DataError(f"{path.name}: row {row} has {len(cells)} cells, the header {len(header)}.", hint=hint)


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_parquet(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DataError(f"{path.name}: not a Parquet file ({error}).", hint="Write it again as Parquet.") from error
    table.index = pd.RangeIndex(FIRST_ROW, len(table) + FIRST_ROW, name="row")
    return table


_READERS = {".csv": _read_csv, ".parquet": _read_parquet}
