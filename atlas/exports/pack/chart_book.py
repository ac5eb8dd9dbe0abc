"""The workbook inside a native chart: the cells that a reader edits, and where each series finds its own."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from atlas.exports.pack.chart import Chart, Series, Values
from atlas.exports.pack.office import settable

SHEET = "Figures"


class Column(NamedTuple):
    """A column of the sheet: its head, its cells, and what it is to its series."""

    head: str
    values: Values
    letter: str


class Place(NamedTuple):
    """Where a series stands: its values, and how far its intervals reach, where it has them."""

    values: Column
    below: Column | None
    above: Column | None


def places(chart: Chart) -> list[tuple[Series, Place]]:
    """Give each series its columns; the categories stand in the first column, A."""
    letters = _letters()
    return [(series, _place(chart.name(series), series, letters)) for series in chart.series]


def _letters() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield xl_col_to_name(number)


def _place(name: str, series: Series, letters: Iterator[str]) -> Place:
    values = Column(name, series.numbers, next(letters))
    if not series.below:
        return Place(values, None, None)
    below = Column(f"{name}: down to the lower end", series.below, next(letters))
    return Place(values, below, Column(f"{name}: up to the upper end", series.above, next(letters)))


def workbook(chart: Chart, made: date) -> bytes:
    """Write the workbook of a chart; text in it is never a formula or a link.

    Parameters
    ----------
    chart
        What the chart shows.
    made
        Day of the export, as the date of the file.
    """
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"author": "Khorasan Atlas", "created": datetime(made.year, made.month, made.day)})
    sheet, day = book.add_worksheet(SHEET), book.add_format({"num_format": "d mmm yyyy"})
    form = book.add_format({"num_format": chart.number_format})
    sheet.set_column(0, 0, 28)
    for row, category in enumerate(chart.categories, start=1):
        if isinstance(category, date):
            sheet.write_datetime(row, 0, datetime(category.year, category.month, category.day), day)
        else:
            sheet.write_string(row, 0, settable(str(category)))
    columns = [column for _, place in places(chart) for column in place if column is not None]
    for across, column in enumerate(columns, start=1):
        sheet.write_string(0, across, settable(column.head))
        for row, value in enumerate(column.values, start=1):
            if value is not None:
                sheet.write_number(row, across, value, form)
    book.close()
    return buffer.getvalue()
