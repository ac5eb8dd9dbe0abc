"""Tables that are not text: workbooks, Parquet and map files, all cells turned into text."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyogrio
from python_calamine import CalamineError, CalamineWorkbook, ZipError

from atlas.errors import DataError
from atlas.importing.source import HEAD_ROWS, Head, Piece, Span, filled_rows
from atlas.importing.text import MOST_COLUMNS

ROWS = 100_000
"""Rows of a part."""


@dataclass(frozen=True)
class GridSource:
    """Sheets that are in memory; a Parquet or map file is one sheet without a header row."""

    sheets: tuple[pa.Table, ...]
    heads: tuple[Head, ...]
    sheet: int = 0
    begins: int = 0
    names: tuple[str, ...] = ()

    def chosen(self, sheet: int, header_end: int, names: Sequence[str]) -> "GridSource":
        """Settle sheet and columns."""
        table = self.sheets[sheet]
        filled = [*names, *(f"beyond {number}" for number in range(len(names), table.num_columns))]
        return replace(self, sheet=sheet, begins=header_end, names=tuple(filled[: table.num_columns]))

    def spans(self) -> list[Span]:
        """Divide the rows into parts."""
        total = self.sheets[self.sheet].num_rows
        return [Span(start, min(start + ROWS, total)) for start in range(self.begins, total, ROWS)]

    def read(self, span: Span, wanted: Sequence[str]) -> Piece:
        """Read some columns of a part as text; blank rows are left out."""
        rows = self.sheets[self.sheet].slice(span.start, span.end - span.start).rename_columns(list(self.names))
        filled = filled_rows(rows)
        lines = np.flatnonzero(filled) + 1
        columns = [name for name in dict.fromkeys(wanted) if name in self.names]
        chosen = rows.select(columns)
        return Piece(
            chosen if filled.all() else chosen.filter(pa.array(filled)), lines.astype(np.int64), rows.num_rows,
            blank=int((~filled).sum()),
        )  # fmt: skip


@dataclass(frozen=True)
class ParquetSource:
    """A Parquet file, read one row group at a time."""

    path: Path
    heads: tuple[Head, ...]
    names: tuple[str, ...] = ()

    def chosen(self, sheet: int, header_end: int, names: Sequence[str]) -> "ParquetSource":  # noqa: ARG002
        """Settle the columns, which the file names itself."""
        return replace(self, names=tuple(names))

    def spans(self) -> list[Span]:
        """Give the row groups."""
        return [Span(number, number + 1) for number in range(pq.ParquetFile(self.path).num_row_groups)]

    def read(self, span: Span, wanted: Sequence[str]) -> Piece:
        """Read some columns of a row group as text."""
        file = pq.ParquetFile(self.path)
        stored = dict(zip(self.names, file.schema_arrow.names, strict=True))
        columns = [name for name in dict.fromkeys(wanted) if name in stored]
        table = file.read_row_group(span.start, columns=[stored[name] for name in columns])
        whole = pa.table({name: as_text(table[stored[name]]) for name in columns})
        count = file.metadata.row_group(span.start).num_rows
        return Piece(whole, np.arange(1, count + 1), count)


def read_workbook(path: Path, name: str) -> GridSource:
    """Open a workbook (xlsx, xls, ods): formulas are not evaluated, macros are not run, dates are ISO text."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        rows = [(title, book.get_sheet_by_name(title).to_python(skip_empty_area=False)) for title in book.sheet_names]
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise DataError(
            f"{name}: the workbook is damaged or locked ({str(error)[:80]}).",
            hint="Open it and save it as CSV (UTF-8).",
        ) from error
    sheets = [(title, _columns(found)) for title, found in rows if found]
    if not sheets:
        raise DataError(f"{name}: the workbook is empty.", hint="Give a sheet with a header and rows.")
    if all(table.num_columns > MOST_COLUMNS for _, table in sheets):
        raise DataError(f"{name}: has more than {MOST_COLUMNS:,} columns.", hint="Give one row per incident.")
    heads = tuple(Head(title, _first_rows(table)) for title, table in sheets)
    return GridSource(tuple(table for _, table in sheets), heads)


def _columns(rows: Sequence[Sequence[object]]) -> pa.Table:
    width = max(len(row) for row in rows)
    texts = [[_cell(row[at]) if at < len(row) else None for row in rows] for at in range(width)]
    return pa.table({str(at): pa.array(column, pa.string()) for at, column in enumerate(texts)})


def _cell(value: object) -> str | None:
    """Write one cell of a workbook as text: whole numbers without a point, days as YYYY-MM-DD."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    return text if text.strip() else None


def _first_rows(table: pa.Table) -> list[list[str]]:
    part = table.slice(0, HEAD_ROWS).to_pydict()
    return [[cell or "" for cell in row] for row in zip(*part.values(), strict=True)]


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Turn a typed column into text, empty text into null."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        text = pc.strftime(column.cast(pa.timestamp("us")), format="%Y-%m-%d")
    elif pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
        whole = pc.all(pc.equal(pc.floor(column), column)).as_py()
        text = column.cast(pa.float64()).cast(pa.int64()).cast(pa.string()) if whole else column.cast(pa.string())
    elif pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        text = pa.chunked_array([pa.nulls(len(column), pa.string())])
    else:
        text = column.cast(pa.string())
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def read_parquet(path: Path, name: str) -> ParquetSource:
    """Open a Parquet file."""
    try:
        file = pq.ParquetFile(path)
        names = [str(column) for column in file.schema_arrow.names]
        first = next(file.iter_batches(HEAD_ROWS), None)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DataError(f"{name}: the Parquet file is damaged or cut off.", hint="Write it again.") from error
    if first is None or len(set(names)) != len(names):
        raise DataError(f"{name}: holds no rows, or two columns of one name.", hint="Write it again.")
    head = pa.table({column: as_text(pa.chunked_array([first[at]])) for at, column in enumerate(names)})
    return ParquetSource(path, (Head("", [names, *_first_rows(head)]),))


def read_geo(path: Path, name: str) -> GridSource:
    """Open a map file (GeoJSON, GeoPackage, shapefile) as a table with longitude and latitude of its points."""
    try:
        frame = pyogrio.read_dataframe(path)
    except Exception as error:
        raise DataError(
            f"{name}: the map file cannot be read ({str(error)[:80]}).", hint="Export it as CSV."
        ) from error
    return as_grid(frame)


def as_grid(frame: pd.DataFrame) -> GridSource:
    """Turn a table with an optional column of points into a sheet whose first row is the header."""
    plain = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    if "geometry" in frame:
        shapes = frame["geometry"]
        points = shapes.geom_type == "Point"
        missing = {name.lower() for name in map(str, plain.columns)}
        if not missing & {"longitude", "lon", "long", "latitude", "lat"}:
            plain["longitude"] = shapes.where(points).x
            plain["latitude"] = shapes.where(points).y
    text = pa.table({str(name): as_text(pa.chunked_array([pa.array(plain[name], from_pandas=True)])) for name in plain})
    header = pa.table({name: pa.array([name], pa.string()) for name in text.column_names})
    whole = pa.concat_tables([header, text])
    return GridSource((whole,), (Head("", _first_rows(whole)),))
