"""What python-docx lacks: fields, links, marks, numbered captions, and tables whose head stands on every page."""

from collections.abc import Sequence
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from atlas.exports.content import Written
from atlas.exports.pack import text_fit as text
from atlas.exports.pack.office import ACCENT, settable
from atlas.paper.sizes import POINTS_PER_MM


def add_text(paragraph: Paragraph, words: str, *, bold: bool | None = None) -> Run:
    """Write a piece of plain text; line breaks in it are blanks."""
    run = paragraph.add_run(" ".join(settable(words).split()))
    run.bold = bold
    return run


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Write a field such as "PAGE" with the text that stands there until it is updated."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str) -> None:
    """Open a field; what is written after it is what the field shows, up to its end."""
    _sign(paragraph, "begin")
    run = paragraph.add_run()
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    run._r.append(text)  # python-docx has no fields
    _sign(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """Close a field."""
    _sign(paragraph, "end")


def _sign(paragraph: Paragraph, kind: str) -> None:
    sign = OxmlElement("w:fldChar")
    sign.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(sign)


def add_link(paragraph: Paragraph, words: str, *, target: str = "", mark: str = "") -> None:
    """Write a text that leads to an address, or to a mark in the document."""
    link = OxmlElement("w:hyperlink")
    if target:
        link.set(qn("r:id"), paragraph.part.relate_to(target, RT.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), mark)
    run = add_text(paragraph, words)
    if target:
        run.font.underline = True
        run.font.color.rgb = RGBColor.from_string(ACCENT.removeprefix("#").upper())
    link.append(run._r)
    paragraph._p.append(link)


class Marks:
    """Gives headings marks that links lead to."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def at(self, paragraph: Paragraph) -> str:
        """Mark a paragraph, and give the name of its mark."""
        number = next(self._numbers)
        name = f"_Toc{number:08d}"
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for node in (start, end):
            node.set(qn("w:id"), str(number))
        start.set(qn("w:name"), name)
        element: Any = paragraph._p
        element.insert(1 if element.pPr is not None else 0, start)
        element.append(end)
        return name


class Captions:
    """Numbers figures and tables, each kind for itself."""

    def __init__(self) -> None:
        self._numbers = {"Figure": count(1), "Table": count(1)}

    def write(self, paragraph: Paragraph, kind: str, words: str) -> None:
        """Write "Figure 1. ..." with a number that Word keeps."""
        number = next(self._numbers[kind])
        add_text(paragraph, kind, bold=True).add_text(" ")
        add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
        for run in paragraph.runs:
            run.bold = True
        add_text(paragraph, ".", bold=True)
        paragraph.add_run(" ")
        add_text(paragraph, words)


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
