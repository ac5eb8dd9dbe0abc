"""Slides of headline numbers, sentences and tables, on as many slides as they need."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from atlas.exports.content import Cell, Number, Pack, Part, Written
from atlas.exports.pack import text_fit as text
from atlas.exports.pack.deck_master import LEFT, ROOM, Box
from atlas.exports.pack.deck_slide import (
    GAP,
    LOWEST,
    add_run,
    caption,
    describe,
    finish,
    lead,
    new_sheet,
    paragraph_at,
    text_box,
)

TOP = 96.0
"""Where words without a lead begin."""
TILE = 66.0
"""Height of a headline number."""
SENTENCE_SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)
"""Sizes of sentences, the largest that fits first."""
BETWEEN = 12.0
"""Room between two paragraphs."""


def numbers_in_words(numbers: Sequence[Number]) -> list[str]:
    """Say headline numbers, for the notes."""
    return [f"{each.label}: {each.value}{f' ({each.note})' if each.note else ''}" for each in numbers]


def tiles(slide: Slide, numbers: Sequence[Number], box: Box) -> None:
    """Set headline numbers side by side."""
    width = (box.width - 2 * GAP * (len(numbers) - 1)) / max(len(numbers), 1)
    for at, number in enumerate(numbers):
        frame = text_box(slide, Box(box.left + at * (width + 2 * GAP), box.top, width, box.height), number.label)
        value = text.fitted(number.value, (26.0, 22.0, 18.0, 14.0), width, 32, bold=True)
        add_run(frame.paragraphs[0], value.text, size=value.size, bold=True, colour=MSO_THEME_COLOR.ACCENT_1)
        label = text.fitted(number.label, (12.0, 11.0, 10.0), width, 15, bold=True)
        add_run(paragraph_at(frame, 1), label.text, size=label.size, bold=True)
        note = text.fitted(number.note, (10.5, 9.5, 8.5), width, 13)
        add_run(paragraph_at(frame, 2), note.text, size=note.size, colour=MSO_THEME_COLOR.TEXT_2)


def words_slides(made: Deck, pack: Pack, part: Part) -> None:
    """Write numbers and sentences on as many slides as they need."""
    room = LOWEST - TOP
    taken = TILE + 2 * GAP if part.numbers else 0
    for number, (paragraphs, size) in enumerate(_sentences_by_slide(part.paragraphs, room - taken)):
        page = new_sheet(made, pack.title, part.heading + (" (continued)" if number else ""))
        lead(page, "")
        caption(page, "")
        if part.numbers and number == 0:
            tiles(page.slide, part.numbers, Box(LEFT, TOP, ROOM, TILE))
        frame = text_box(page.slide, Box(LEFT, TOP + taken, ROOM, room - taken), "Text")
        write_sentences(frame, paragraphs, size)
        page.notes += [*(numbers_in_words(part.numbers) if number == 0 else ()), *paragraphs]
        finish(page, pack.source, part.link)


def write_sentences(frame: TextFrame, paragraphs: Sequence[str], size: float) -> None:
    """Write sentences as paragraphs with room between them."""
    for at, words in enumerate(paragraphs):
        paragraph = paragraph_at(frame, at)
        paragraph.space_after = Pt(BETWEEN)
        add_run(paragraph, words, size=size)


def _sentences_by_slide(paragraphs: Sequence[str], room: float) -> Iterator[tuple[list[str], float]]:
    """Share sentences out on slides: on one, as large as they fit, or else on several in the smallest size."""
    for size in SENTENCE_SIZES:
        if text.height(paragraphs, size, ROOM, gap=BETWEEN) <= room:
            yield list(paragraphs), size
            return
    size, held = SENTENCE_SIZES[-1], list[str]()
    for words in paragraphs:
        if held and text.height([*held, words], size, ROOM, gap=BETWEEN) > room:
            yield held, size
            held = []
        held.append(text.fitted(words, (size,), ROOM, room).text)
    yield held, size


_SIDE, _ABOVE = 5.0, 3.0
"""Room within a cell, in points."""
_TABLE_SIZES = (14.0, 12.0, 10.0)
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
    for size in _TABLE_SIZES:
        widths = _widths(table, size)
        found = [Page(rows, size, widths) for rows in _rows_by_slide(table, size, widths, room)]
        if len(found) == 1:
            return found
    return found


def _rows_by_slide(
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
            _write_cell(cell, written.text, page.size, right=right, head=at == 0)
    shape.height = Emu(sum(row.height for row in table.rows))
    return top + shape.height.pt


def _is_amount(cell: Cell) -> bool:
    """Tell whether a cell holds a number or an interval, which stand at the right of their column."""
    return cell.number or text.is_amount(cell.text)


def _write_cell(cell: Any, words: str, size: float, *, right: bool, head: bool) -> None:  # noqa: ANN401
    cell.margin_left = cell.margin_right = Pt(_SIDE)
    cell.margin_top = cell.margin_bottom = Pt(_ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    add_run(paragraph, words, size=size, bold=head, colour=MSO_THEME_COLOR.ACCENT_1 if head else None)
    colour, width = ("accent1", 15_875) if head else ("bg2", 9_525)
    line = f'<a:lnB xmlns:a="{_DRAWING}" w="{width}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))  # python-pptx has no borders of cells
