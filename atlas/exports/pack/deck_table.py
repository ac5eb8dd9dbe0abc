"""Tables of a deck: as many rows as fit on a slide, the others on further slides under the same head."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Emu, Pt

from atlas.exports.pack import typeset as text
from atlas.exports.pack.deck_master import LEFT, ROOM, Box
from atlas.exports.pack.deck_slide import add_run, describe
from atlas.exports.pack.written import Cell, Written

_SIDE, _ABOVE = 5.0, 3.0
"""Room within a cell, in points."""
_SIZES = (14.0, 12.0, 10.0)
_WIDER = 30.0
"""How much wider than its texts a column is at most."""
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The built-in style of a table without lines and colours."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


class Page(NamedTuple):
    """The rows of a table that stand on one slide."""

    rows: tuple[tuple[Cell, ...], ...]
    size: float
    widths: tuple[float, ...]


def pages(table: Written, room: float) -> list[Page]:
    """Share the rows of a table out on slides with ``room`` points of height each.

    The larger type is taken where the whole table fits on one slide with it.
    """
    for size in _SIZES:
        widths = _widths(table, size)
        found = [Page(rows, size, widths) for rows in _shared(table, size, widths, room)]
        if len(found) == 1:
            return found
    return found


def _shared(
    table: Written, size: float, widths: Sequence[float], room: float
) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    head = row_height([Cell(name, number=False) for name in table.heads], size, widths, bold=True)
    most = room - head
    rows: list[tuple[Cell, ...]] = []
    used = 0.0
    for line in table.lines:
        row = tuple(_cut(cell, size, width, most) for cell, width in zip(line, widths, strict=True))
        high = row_height(row, size, widths)
        if rows and used + high > most:
            yield tuple(rows)
            rows, used = [], 0.0
        rows, used = [*rows, row], used + high
    yield tuple(rows)


def _cut(cell: Cell, size: float, width: float, most: float) -> Cell:
    """Shorten a text that no slide could hold."""
    fit = text.fitted(cell.text, (size,), width - 2 * _SIDE, most - 2 * _ABOVE)
    return cell if fit.whole else Cell(fit.text, cell.number)


def row_height(row: Sequence[Cell], size: float, widths: Sequence[float], *, bold: bool = False) -> float:
    """Measure a row in points."""
    return 2 * _ABOVE + max(
        text.height([cell.text], size, width - 2 * _SIDE, bold=bold)
        for cell, width in zip(row, widths, strict=True)
    )  # fmt: skip


def _widths(table: Written, size: float) -> tuple[float, ...]:
    """Give each column what its texts need and some room, as far as there is."""
    sides = 2 * _SIDE + 2
    columns = [[head, *(line[at].text for line in table.lines)] for at, head in enumerate(table.heads)]
    needed = text.column_widths(columns, size, ROOM - sides * len(columns))
    spare = min((ROOM - sides * len(columns) - sum(needed)) / len(columns), _WIDER)
    return tuple(width + sides + spare for width in needed)


def add_table(slide: Slide, page: Page, heads: Sequence[str], top: float, alt: tuple[str, str]) -> float:
    """Set a part of a table on a slide, with its head, and give where it ends; ``alt``: its name, what it shows."""
    box = Box(LEFT - _SIDE, top, sum(page.widths), 10)
    shape = slide.shapes.add_table(len(page.rows) + 1, len(heads), *(Pt(value) for value in box))
    describe(shape, *alt)
    table: Any = shape.table
    style = shape._element.xpath(".//a:tableStyleId")[0]  # python-pptx knows one style only
    style.text, table.horz_banding = _NO_STYLE, False
    for column, width in zip(table.columns, page.widths, strict=True):
        column.width = Pt(width)
    head = tuple(Cell(name, number=False) for name in heads)
    numeric = [all(_is_amount(row[at]) for row in page.rows) for at in range(len(heads))]
    for at, (row, line) in enumerate(zip(table.rows, (head, *page.rows), strict=True)):
        row.height = Pt(row_height(line, page.size, page.widths, bold=at == 0))
        for cell, written, right in zip(row.cells, line, numeric, strict=True):
            _fill(cell, written.text, page.size, right=right, head=at == 0)
    shape.height = Emu(sum(row.height for row in table.rows))
    return top + shape.height.pt


def _is_amount(cell: Cell) -> bool:
    """Tell whether a cell holds a number or an interval, which stand at the right of their column."""
    return cell.number or text.is_amount(cell.text)


def _fill(cell: Any, words: str, size: float, *, right: bool, head: bool) -> None:  # noqa: ANN401
    cell.margin_left = cell.margin_right = Pt(_SIDE)
    cell.margin_top = cell.margin_bottom = Pt(_ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    add_run(paragraph, words, size=size, bold=head, colour=MSO_THEME_COLOR.ACCENT_1 if head else None)
    colour, width = ("accent1", 15_875) if head else ("bg2", 9_525)
    line = f'<a:lnB xmlns:a="{_DRAWING}" w="{width}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))  # python-pptx has no borders of cells
