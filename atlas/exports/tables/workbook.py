"""The selected incidents as an Excel workbook: typed cells, the data dictionary and the stamp beside them."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from atlas.drawing.view import View
from atlas.errors import DataError
from atlas.exports.stamp import Stamp
from atlas.exports.tables.cells import Cell, records
from atlas.incidents import vocabulary
from atlas.incidents.columns import COLUMNS, KINDS

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""

LONGEST_CELL = 32_767
"""Characters that a cell can hold."""

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
        When there are more rows, or a cell has more characters, than a sheet can hold.
    """
    if view.number > MOST_ROWS:
        raise DataError(f"{view.number:,} incidents do not fit into a sheet of {MOST_ROWS:,} rows.", hint=HINT)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        _describe(book, stamp)
        _sheet(book, "incidents", tuple(COLUMNS), records(view), filtered=True)
        _sheet(book, "dictionary", _DICTIONARY_HEADER, _dictionary(), filtered=True)
        _sheet(book, "stamp", ("field", "value"), [*stamp.as_fields().items(), *_foot(stamp)])
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


def _sheet(
    book: Workbook, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, filtered: bool = False
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    widths = [len(title) + 3 for title in header]
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, bold)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells):
            if value is not None:
                widths[column] = max(widths[column], _write(sheet, last, column, value, day))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 1, WIDEST))
    sheet.freeze_panes(1, 1)
    if filtered:
        sheet.autofilter(0, 0, last, len(header) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: Cell, day: object) -> int:
    """Write one cell by its type, text always as text, and give its width in characters."""
    if isinstance(value, str):
        if len(value.encode("utf-16-le")) // 2 > LONGEST_CELL:
            where = f"row {row + 1}, column {column + 1} of the sheet {sheet.get_name()}"
            raise DataError(f"The text in {where} is longer than {LONGEST_CELL:,} characters.", hint=HINT)
        sheet.write_string(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_datetime(row, column, value, day)
    return len(str(value))


def _dictionary() -> list[tuple[Cell, ...]]:
    """List every column, and under it the values of its closed list."""
    listed: list[tuple[Cell, ...]] = []
    for name, column in COLUMNS.items():
        listed.append((name, None, column.meaning, KINDS[column.kind], "no" if column.required else "yes", None, None))
        terms = vocabulary.LISTS.get(name, {})
        listed += [(name, value, term.definition, None, None, term.acled, term.gtd) for value, term in terms.items()]
    return listed


def _foot(stamp: Stamp) -> list[tuple[Cell, ...]]:
    return [("Note", line) for line in stamp.footer()]
