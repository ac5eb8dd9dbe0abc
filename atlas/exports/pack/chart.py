"""A native Office chart as a value, and the workbook inside it that a reader edits."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Literal, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from atlas.exports.pack.office import settable

Mark = Literal["bar", "line", "unseen"]
"""How a series is drawn; an unseen one lifts what is stacked on it, as the start of a bar that floats."""

Values = tuple[float | None, ...]
"""A number per category, None where there is none."""


class Series(NamedTuple):
    """One series with its look."""

    name: str
    numbers: Values
    hue: str
    """Its colour as "#rrggbb"."""
    mark: Mark = "bar"
    hatched: bool = False
    dash: str = "solid"
    """The dash of a line, in Plotly's words."""
    width: float = 2
    """Width of a line in points."""
    points: bool = False
    """Whether a line has a mark at each value."""
    below: Values = ()
    """How far the interval of each value reaches below it; empty for a series without intervals."""
    above: Values = ()
    pale: tuple[int, ...] = ()
    """Places of the values that are drawn paler, because their bin is covered in part."""


class Chart(NamedTuple):
    """Bars or lines over categories."""

    categories: tuple[str, ...] | tuple[date, ...]
    series: tuple[Series, ...]
    axis: str
    """Title of the number axis."""
    heading: str = ""
    lying: bool = False
    """Whether the bars lie, the first category on top; otherwise they stand."""
    stacked: bool = False
    number_format: str = "#,##0"
    """Excel's number format of the values."""
    reach: tuple[float, float] | None = None
    """Ends of the number axis, where several charts share one scale."""
    skip: int = 1
    """Every how many categories one is written."""
    left_out: tuple[str, ...] = ()
    """What the figure of the atlas shows and this chart cannot, as sentences."""

    @property
    def dated(self) -> bool:
        """Whether the categories are days on a scale of time."""
        return bool(self.categories) and isinstance(self.categories[0], date)

    @property
    def keyed(self) -> bool:
        """Whether it carries a legend of its own; one with an unseen series needs one that leaves it out."""
        return len(self.series) > 1 and not any(series.mark == "unseen" for series in self.series)

    def name(self, series: Series) -> str:
        """Give the name of a series; one that has none carries the title of the number axis."""
        return series.name or self.axis


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
