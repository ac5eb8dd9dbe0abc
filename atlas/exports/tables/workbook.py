"""The selected incidents as an Excel workbook: typed cells, the data dictionary and the stamp beside them."""

import io
from collections.abc import Sequence
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from atlas.drawing.view import View
from atlas.errors import DataError
from atlas.exports.stamp import Stamp
from atlas.exports.tables.cells import Cell, columns
from atlas.geography.provinces import province_names
from atlas.incidents import vocabulary
from atlas.incidents.columns import COLUMNS, KINDS

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""

LONGEST_CELL = 32_767
"""Characters that a cell can hold."""

CUT = " […] (shortened: a cell holds no more; the whole text is in the CSV)"
"""Ends a text that was shortened."""

NAME = "province_name"
"""The column of this file alone that says what the code before it means."""

WIDEST = 60
"""Width of the widest column, in characters."""

HINT = "Take CSV, GeoPackage or GeoParquet, or narrow the selection."

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_DICTIONARY_HEADER = ("column", "value", "meaning", "type", "may be empty", "ACLED", "GTD")


def incidents_xlsx(view: View, stamp: Stamp) -> bytes:
    """Write the selected incidents with the sheets incidents, dictionary and stamp.

    Raises
    ------
    DataError
        When there are more rows than a sheet can hold.
    """
    if view.number > MOST_ROWS:
        raise DataError(f"{view.number:,} incidents do not fit into a sheet of {MOST_ROWS:,} rows.", hint=HINT)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        _describe(book, stamp)
        _sheet(book, "incidents", *_with_names(columns(view)), filtered=True)
        _sheet(book, "dictionary", _DICTIONARY_HEADER, _transposed(_dictionary()), filtered=True)
        _sheet(book, "stamp", ("field", "value"), _transposed([*stamp.as_fields().items(), *_foot(stamp)]))
    return file.getvalue()


def _describe(book: Workbook, stamp: Stamp) -> None:
    """Put the stamp into the properties of the document, whole as one text in the comments."""
    book.set_properties(
        {
            "title": stamp.title,
            "subject": stamp.table,
            "author": "Khorasan Atlas",
            "comments": stamp.as_text(),
            "created": datetime.combine(stamp.made, time.min),
        }
    )


def _with_names(table: dict[str, list[Cell]]) -> tuple[list[str], list[list[Cell]]]:
    """Give the heads and the columns of a sheet: beside the code of a province stands its name."""
    names = province_names()
    named: list[Cell] = [names.get(str(code)) for code in table["province_id"]]
    heads, cells = list(table), list(table.values())
    after = heads.index("province_id") + 1
    return [*heads[:after], NAME, *heads[after:]], [*cells[:after], named, *cells[after:]]


def _transposed(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _sheet(
    book: Workbook, name: str, header: Sequence[str], table: Sequence[Sequence[Cell]], *, filtered: bool = False
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for at, (title, cells) in enumerate(zip(header, table, strict=True)):
        widest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
        sheet.set_column(at, at, min(max(widest, len(title) + 3) + 1, WIDEST))
    sheet.freeze_panes(1, 1)
    if filtered:
        sheet.autofilter(0, 0, len(table[0]), len(header) - 1)
    for at, title in enumerate(header):
        sheet.write_string(0, at, title, bold)
    for row, line in enumerate(zip(*table, strict=True), start=1):
        for at, cell in enumerate(line):
            if cell is not None:
                _write(sheet, row, at, cell, day)


def _write(sheet: Worksheet, row: int, column: int, value: Cell, day: object) -> None:
    """Write one cell by its type, text always as text."""
    if isinstance(value, str):
        sheet.write_string(row, column, _fitting(value))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_datetime(row, column, value, day)


def _fitting(text: str) -> str:
    """Shorten a text that no cell can hold, and say so at its end."""
    if len(text) <= LONGEST_CELL // 2:  # a sign takes one or two units of UTF-16, in which Excel counts
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", errors="ignore") + CUT


def _dictionary() -> list[tuple[Cell, ...]]:
    """List every column, and under it the values of its closed list."""
    listed: list[tuple[Cell, ...]] = []
    for name, column in COLUMNS.items():
        listed.append((name, None, column.meaning, KINDS[column.kind], "no" if column.required else "yes", None, None))
        if name == "province_id":
            listed.append(
                (NAME, None, "Name of the province, in this workbook only.", KINDS["text"], "yes", None, None)
            )
        terms = vocabulary.LISTS.get(name, {})
        listed += [(name, value, term.definition, None, None, term.acled, term.gtd) for value, term in terms.items()]
    return listed


def _foot(stamp: Stamp) -> list[tuple[Cell, ...]]:
    return [("Note", line) for line in stamp.footer()]
