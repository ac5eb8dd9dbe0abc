"""The four forms of a pack are read back by other libraries: each holds every number that the content holds."""

import html
import io
import re
from collections.abc import Iterator

import docx
import pptx
import pypdf
import pytest

from atlas.exports.content import Pack, written
from atlas.exports.pack.deck import deck
from atlas.exports.pack.document import document
from atlas.exports.pack.html_page import page
from atlas.exports.pack.pdf_report import paper
from atlas.exports.pack.pictures import Pictures

NUMBER = re.compile(r"\d[\d,.–-]*\d|\d")


def of_slides(data: bytes) -> str:
    said = []
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        said.append(slide.notes_slide.notes_text_frame.text)
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                said += [
                    f"{value:g}"
                    for series in shape.chart.plots[0].series
                    for value in series.values
                    if value is not None
                ]
    return " ".join(said)


def of_document(data: bytes) -> str:
    # Contents, captions and links are nested below the paragraphs that python-docx lists: take every text of the body.
    body = docx.Document(io.BytesIO(data)).element.body
    return " ".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def of_report(data: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def of_page(data: bytes) -> str:
    body = data.decode("utf-8").partition("<body>")[2].partition("<script>")[0]
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def contents(pack: Pack) -> Iterator[str]:
    """Give every text of a pack that holds numbers."""
    for part in pack.parts:
        yield from (number.value for number in part.numbers)
        yield from part.paragraphs
        for exhibit in part.exhibits:
            yield exhibit.lead
            yield exhibit.caption
        for sheet in part.sheets:
            yield from (cell.text for line in written(sheet.table).lines for cell in line)


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text.replace("\u2011", "-")))


@pytest.mark.parametrize(
    ("make", "read"), [(deck, of_slides), (document, of_document), (paper, of_report), (page, of_page)],
    ids=["slides", "document", "report", "page"],
)  # fmt: skip
def test_every_number_of_the_content_stands_in_every_form(small_pack, make, read):
    expected = set().union(*map(numbers, contents(small_pack)))
    assert {"6–8", "10–15", "22", "8"} <= expected
    assert expected <= numbers(read(make(small_pack, Pictures())))
