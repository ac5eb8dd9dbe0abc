"""Tables of a document: their head is repeated on every page, and no row is torn."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from atlas.exports.pack import typeset as text
from atlas.exports.pack.office import settable
from atlas.exports.pack.written import Written
from atlas.paper.sizes import POINTS_PER_MM

_TWIPS = 20
"""In a point."""
_SIZES = ((0, 8.5), (8, 7.5), (12, 6.5), (16, 5.5))
"""From how many columns on which type is taken, in points."""
_SIDE = 3.5
"""Room at both sides of a text in its cell, in points."""


def add_table(made: Document, table: Written, width_mm: float, alt: tuple[str, str]) -> None:
    """Write a table, across the page where it needs that; ``alt`` is its title and what it shows.

    It is written as XML at once: cell by cell python-docx needs minutes for a few hundred rows.
    """
    size = next(points for number, points in reversed(_SIZES) if len(table.heads) >= number)
    widths = _widths(table, size, width_mm * POINTS_PER_MM)
    right = [
        all(line[at].number or text.is_amount(line[at].text) for line in table.lines) for at in range(len(table.heads))
    ]
    head = _row(table.heads, widths, right, size, head=True)
    rows = "".join(_row([cell.text for cell in line], widths, right, size, head=False) for line in table.lines)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    title, shown = (escape(settable(words), {'"': "&quot;"}) for words in alt)
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="AtlasTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{shown}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )
    body = made.element.body
    body.insert(len(body) - 1, element)  # the last element of a body is its section


def _row(line: Sequence[str], widths: Sequence[int], right: Sequence[bool], size: float, *, head: bool) -> str:
    repeated, style = ("<w:tblHeader/>", "TableHead") if head else ("", "TableText")
    cells = "".join(
        _cell(words, width, size, style, right=aside) for words, width, aside in zip(line, widths, right, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(words: str, width: int, size: float, style: str, *, right: bool) -> str:
    side = '<w:jc w:val="right"/>' if right else ""
    small = f'<w:rPr><w:sz w:val="{round(2 * size)}"/></w:rPr>' if size != _SIZES[0][1] else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{side}'
        f'</w:pPr><w:r>{small}<w:t xml:space="preserve">{escape(" ".join(settable(words).split()))}</w:t></w:r></w:p>'
        "</w:tc>"
    )


def _widths(table: Written, size: float, room: float) -> list[int]:
    """Give each column what its texts need, in twentieths of a point; what is left over stays blank."""
    columns = [[head, *(line[at].text for line in table.lines)] for at, head in enumerate(table.heads)]
    sides = 2 * _SIDE + 3
    needed = text.column_widths(columns, size, room - sides * len(columns))
    return [round((width + sides) * _TWIPS) for width in needed]
