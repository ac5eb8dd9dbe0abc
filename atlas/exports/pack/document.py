"""A pack as a text document (Word, ECMA-376) that a report writer goes on with: real styles, fields and captions.

The words, numbers and figures are those of the pack. Figures are pictures for paper, each with what it shows in words.
"""

from dataclasses import replace
from io import BytesIO

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.shared import Mm

from atlas.drawing.exhibit import Exhibit
from atlas.exports.content import Cell, Number, Pack, Part, Sheet, Written, written
from atlas.exports.link import public
from atlas.exports.pack import office
from atlas.exports.pack import text_fit as text
from atlas.exports.pack.document_parts import (
    Captions,
    Marks,
    add_field,
    add_link,
    add_table,
    add_text,
    begin_field,
    end_field,
)
from atlas.exports.pack.document_styles import LEAD, MARGIN, METHOD, NOTE, PAPERS, blank_document
from atlas.exports.pack.pictures import Pictures
from atlas.paper.sizes import POINTS_PER_MM, SIZES
from atlas.text import day_in_words

_NUMBER = 30.0
"""Width of the number of a page in its head, in millimetres."""


def document(pack: Pack, pictures: Pictures) -> bytes:
    """Write a pack as a document (DOCX) on its paper; the same pack gives the same bytes."""
    made = blank_document(pack.paper)
    writer = _Writer(made, pack, pictures)
    writer.opening()
    for part in pack.parts:
        writer.part(part)
    writer.about()
    writer.tables()
    writer.edges()
    _stamp(made, pack)
    buffer = BytesIO()
    made.save(buffer)
    return office.settled(buffer.getvalue(), pack.stamp.made)


def _stamp(made: Document, pack: Pack) -> None:
    """Write title, selection and stamp into the properties of the file."""
    properties = made.core_properties
    for name, value in office.core_texts(pack.stamp, pack.title, pack.source).items():
        setattr(properties, name, value)
    properties.created = properties.modified = office.midnight(pack.stamp.made)
    properties.revision = 1
    package = made.part.package
    blob = office.custom_properties(pack.stamp)
    package.relate_to(
        PackagePart(PackURI(office.CUSTOM_PATH), office.CUSTOM_PROPERTIES, blob, package), RT.CUSTOM_PROPERTIES
    )


class _Writer:
    """Writes the parts of a pack one after the other, and keeps their numbers."""

    def __init__(self, made: Document, pack: Pack, pictures: Pictures) -> None:
        self._made, self._pack, self._pictures = made, pack, pictures
        self._captions, self._marks = Captions(), Marks()
        self._width = PAPERS[pack.paper][0] - 2 * MARGIN
        self._in_full = pack.audience == "analysis"

    def _say(self, words: str, style: str | None = None) -> None:
        if words:
            add_text(self._made.add_paragraph(style=style), words)

    def opening(self) -> None:
        """Write title, selection, how far the data go, and the contents."""
        pack = self._pack
        self._say(pack.title, "Title")
        self._say(f"{pack.subtitle[:1].upper()}{pack.subtitle[1:]}", "Subtitle")
        stamp = pack.stamp
        days = day_in_words(stamp.covers_to), day_in_words(stamp.made)
        self._say(f"Data to {days[0]}; table version {stamp.version}; made {days[1]}.", NOTE)
        self._contents()

    def _contents(self) -> None:
        """Write the table of contents as a field; until Word updates it, it lists the headings as links."""
        self._say("Contents", "TOC Heading")
        lines = [
            line
            for part in self._pack.parts
            for line in [(1, part.heading), *((2, exhibit.title) for exhibit in part.exhibits)]
        ]
        lines += [(1, _ABOUT), *([(1, _TABLES)] if self._in_full and len(lines) > len(self._pack.parts) else ())]
        for number, (level, heading) in enumerate(lines, start=1):
            paragraph = self._made.add_paragraph(style=f"toc {level}")
            if number == 1:
                begin_field(paragraph, 'TOC \\o "1-2" \\h \\z \\u')
            add_link(paragraph, heading, mark=f"_Toc{number:08d}")
            if number == len(lines):
                end_field(paragraph)

    def _heading(self, words: str, level: int) -> None:
        paragraph = self._made.add_heading(level=level)
        add_text(paragraph, words)
        self._marks.at(paragraph)

    def part(self, part: Part) -> None:
        """Write a page of the atlas: numbers, sentences, figures, tables."""
        self._heading(part.heading, 1)
        if target := public(part.link):
            paragraph = self._made.add_paragraph(style=NOTE)
            paragraph.paragraph_format.keep_with_next = True
            add_link(paragraph, "Open this page in the atlas", target=target)
        self._numbers(part.numbers)
        for place, words in enumerate(part.paragraphs):
            self._say(words, LEAD if place == 0 else None)
        if not (part.paragraphs or part.numbers or part.exhibits or part.sheets):
            self._say("Nothing in this selection.")
        for exhibit in part.exhibits:
            self._exhibit(exhibit)
        for sheet in part.sheets:
            self._sheet(sheet)

    def _numbers(self, numbers: tuple[Number, ...]) -> None:
        """Write headline numbers as a small table of what, how many, and what the ends mean."""
        if numbers:
            lines = tuple(tuple(Cell(words, number=False) for words in number) for number in numbers)
            table = Written(("In short", "Number", "Note"), lines)
            alt = "Headline numbers", "; ".join(f"{number.label}: {number.value}" for number in numbers)
            add_table(self._made, table, self._width, alt)
            self._say(" ", NOTE)

    def _exhibit(self, exhibit: Exhibit) -> None:
        """Write a figure with its sentence, its caption, and for an analysis its method and its table."""
        self._heading(exhibit.title, 2)
        self._say(exhibit.lead, LEAD)
        size = replace(SIZES[f"{self._pack.paper} full width"], width_mm=self._width)
        size = self._pictures.size_of(exhibit, size)
        drawn = BytesIO(self._pictures.of(exhibit, size, "png"))
        paragraph = self._made.add_paragraph()
        paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        picture = paragraph.add_run().add_picture(drawn)
        if picture.width > Mm(self._width):
            picture.height, picture.width = round(picture.height * Mm(self._width) / picture.width), Mm(self._width)
        described = picture._inline.docPr  # python-docx has no alternative texts
        # python-docx gives every picture the number 0; readers of the file want one of its own.
        picture._inline.xpath(".//pic:cNvPr")[0].set("id", described.get("id"))
        described.set("name", office.settable(f"Figure: {exhibit.title}"))
        described.set("descr", office.settable(exhibit.alt))
        first, *others = office.blocks(exhibit.caption) or [("paragraph", exhibit.title)]
        self._captions.write(self._made.add_paragraph(style="Caption"), "Figure", first[1])
        for kind, words in others:
            self._say(words, "List Bullet" if kind == "item" else "Caption")
        for place, (_, words) in enumerate(office.blocks(exhibit.method) if self._in_full else ()):
            self._say(f"Method: {words}" if place == 0 else words, METHOD)

    def tables(self) -> None:
        """Write the tables behind all figures, on pages that lie, for an analysis."""
        exhibits = [exhibit for part in self._pack.parts for exhibit in part.exhibits]
        if not (self._in_full and exhibits):
            return
        section = self._made.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        self._width = PAPERS[self._pack.paper][1] - 2 * MARGIN
        self._heading(_TABLES, 1)
        for exhibit in exhibits:
            table = exhibit.table()
            if len(table.columns):
                self._table(exhibit.title, written(table), "")

    def _sheet(self, sheet: Sheet) -> None:
        self._table(sheet.title, written(sheet.table), sheet.caption)

    def _table(self, title: str, table: Written, note: str) -> None:
        """Write a table under its number and title, with its note beneath."""
        paragraph = self._made.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        self._captions.write(paragraph, "Table", title)
        add_table(self._made, table, self._width, (title, f"{len(table.lines)} rows. {note}"))
        self._say(note or " ", NOTE)

    def about(self) -> None:
        """Write where all of it comes from, and how to come back to it."""
        self._heading(_ABOUT, 1)
        stamp = self._pack.stamp
        for words in (*stamp.footer()[:2], f"Cite as: {stamp.citation}"):
            self._say(words)
        if stamp.sha256:
            self._say(f"SHA-256 of the table: {stamp.sha256}", NOTE)
        paragraph = self._made.add_paragraph()
        add_text(paragraph, f"{office.AUTHOR}, method {stamp.method}, {day_in_words(stamp.made)}.")
        if target := public(stamp.link):
            paragraph.add_run(" Reopen: ")
            add_link(paragraph, target, target=target)

    def edges(self) -> None:
        """Write the head and the foot of all pages; later sections take over those of the first."""
        section = self._made.sections[0]
        add_text(section.footer.paragraphs[0], self._pack.source)
        head = section.header.paragraphs[0]
        width = PAPERS[self._pack.paper][0] - 2 * MARGIN
        head.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
        add_text(head, self._fitting(f"{self._pack.title}: {self._pack.subtitle}"))
        head.add_run("\tPage ")
        add_field(head, "PAGE", "1")
        head.add_run(" of ")
        add_field(head, "NUMPAGES", "1")

    def _fitting(self, words: str) -> str:
        """Shorten the head of a page to one line beside the number."""
        room = (PAPERS[self._pack.paper][0] - 2 * MARGIN - _NUMBER) * POINTS_PER_MM
        return text.fitted(words, (8.0,), room, 8 * text.LINE).text


_ABOUT, _TABLES = "About this briefing", "The tables behind the figures"
