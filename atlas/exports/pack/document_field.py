"""Fields, links and marks of a document: what Word keeps up to date, with what it shows until then."""

from itertools import count
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from atlas.exports.pack.office import ACCENT, settable


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
