"""The document is opened again as a reader's program does: styles, fields, captions, tables, links, stamp."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from atlas.exports.content import Number, Part, Sheet
from atlas.exports.pack.document import document
from atlas.exports.pack.office import CUSTOM_PATH, FONT
from atlas.exports.pack.pictures import Pictures
from atlas.exports.stamp import Stamp
from atlas.topics.timeline import exhibits as timeline

HOSTILE = Part(
    "hostile", "He\x00ading <b>&amp;", "javascript:alert(1)", (Number("<x>", "\x00", "]]>"),),
    ("A \x0b\x1f<w:p/> {{x}} \\n",), (),
    (Sheet("Sheet <b>", pd.DataFrame({"a<b": ["\x00=1+1", "word" * 400], "n": [1, 22_222]}), "All & \x01more."),),
)  # fmt: skip


def printed(panels, size, form, *, is_map) -> bytes:
    """Print a grey picture as wide as it was asked for."""
    buffer = BytesIO()
    Image.new("RGB", (round(size.width_mm), 60), "#cccccc").save(buffer, form.upper(), dpi=(25.4, 25.4))
    return buffer.getvalue()


@pytest.fixture(scope="module")
def pack(small_pack, early):
    exhibits = (timeline.incidents_over_time(early, timeline.Options(recurring=("Ramadan",))),)
    parts = (
        *small_pack.parts[:1],
        Part("time", "Timeline", "https://atlas.example/timeline", paragraphs=("A sentence.",), exhibits=exhibits),
        HOSTILE,
        Part("nothing", "Nothing", "/nothing"),
        *small_pack.parts[1:],
    )
    return replace(small_pack, parts=parts)


@pytest.fixture(scope="module")
def written(pack) -> bytes:
    return document(pack, Pictures(printed))


@pytest.fixture(scope="module")
def made(written):
    return docx.Document(BytesIO(written))


def with_style(made, name: str) -> list[str]:
    return [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == name]


def codes(element) -> list[str]:
    return [node.text.strip() for node in element.iter(qn("w:instrText"))]


def test_headings_are_those_of_parts_and_exhibits(made, pack):
    parts = ["Overview", "Timeline", "Heading <b>&amp;", "Nothing", "Method and limits"]
    assert with_style(made, "Title") == [pack.title]
    assert with_style(made, "Heading 1") == [*parts, "About this briefing", "The tables behind the figures"]
    assert with_style(made, "Heading 2")[1] == pack.parts[1].exhibits[0].title


def test_contents_are_a_field_that_lists_the_headings_until_it_is_updated(made):
    listed = [
        "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))
        for paragraph in made.paragraphs
        if paragraph.style.name.startswith("toc ")
    ]
    assert listed == [p.text for p in made.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    assert codes(made.element.body)[0] == 'TOC \\o "1-2" \\h \\z \\u'


def test_every_line_of_the_contents_leads_to_the_heading_it_names(made):
    marks = {
        node.get(qn("w:name")): paragraph.text
        for paragraph in made.paragraphs
        for node in paragraph._p.iter(qn("w:bookmarkStart"))
    }
    for link in made.element.body.iter(qn("w:hyperlink")):
        if link.get(qn("w:anchor")):
            assert marks[link.get(qn("w:anchor"))] == "".join(node.text for node in link.iter(qn("w:t")))


def test_fields_are_closed_in_order(made):
    depth = 0
    for sign in made.element.body.iter(qn("w:fldChar")):
        depth += {"begin": 1, "separate": 0, "end": -1}[sign.get(qn("w:fldCharType"))]
        assert depth in (0, 1)
    assert depth == 0


def test_figures_and_tables_are_numbered_by_fields_with_their_numbers_shown(made):
    captions = with_style(made, "Caption")
    figures = [words for words in captions if words.startswith("Figure")]
    assert [words.split(".")[0] for words in figures] == ["Figure 1", "Figure 2"]
    assert [words.split(".")[0] for words in captions if words.startswith("Table")] == [
        f"Table {n}" for n in (1, 2, 3, 4)
    ]
    assert codes(made.element.body).count("SEQ Figure \\* ARABIC") == 2


def test_words_of_the_pack_stand_in_the_document(made, pack):
    words = "\n".join(paragraph.text for paragraph in made.paragraphs)
    exhibit = pack.parts[0].exhibits[0]
    for said in (
        pack.parts[0].paragraphs[0],
        exhibit.lead,
        exhibit.caption,
        "Method: How it is counted.",
        "A sentence.",
    ):
        assert said in words
    assert "Nothing in this selection." in words
    assert any(words.startswith("Ramadan") for words in with_style(made, "List Bullet"))


def test_pictures_say_what_they_show_and_fit_the_page(made, pack):
    shown = [exhibit for part in pack.parts for exhibit in part.exhibits]
    assert len(made.inline_shapes) == len(shown)
    for shape, exhibit in zip(made.inline_shapes, shown, strict=True):
        assert shape._inline.docPr.get("descr") == exhibit.alt
        assert shape.width <= Mm(170)


def test_rows_are_not_torn_and_heads_are_repeated(made):
    for table in made.tables:
        rows = table._tbl.tr_lst
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_a_table_holds_the_numbers_of_its_sheet(made, pack):
    listed = next(table for table in made.tables if table.rows[0].cells[0].text == "Number")
    cells = [[cell.text for cell in row.cells] for row in listed.rows][1:]
    assert cells == [[str(value) for value in row] for row in pack.parts[0].sheets[0].table.to_numpy()]


def test_tables_behind_figures_are_part_of_an_analysis_only(made, pack, small_pack):
    heads = [table.rows[0].cells[0].text for table in made.tables]
    assert "year" in heads
    brief = docx.Document(BytesIO(document(replace(small_pack, audience="briefing"), Pictures(printed))))
    assert "year" not in [table.rows[0].cells[0].text for table in brief.tables]
    assert not [words for words in with_style(brief, "Method") if words]


def test_hostile_text_is_text(made):
    table = next(table for table in made.tables if table.rows[0].cells[0].text == "a<b")
    assert table.rows[1].cells[0].text == "=1+1"
    assert "A <w:p/> {{x}} \\n" in [paragraph.text for paragraph in made.paragraphs]


def test_only_addresses_with_a_host_are_links(made):
    targets = {r.target_ref for r in made.part.rels.values() if r.is_external}
    assert targets == {"https://atlas.example/timeline", "https://atlas.example/method"}


def test_head_and_foot_carry_source_and_page(made, pack):
    section = made.sections[0]
    assert section.footer.paragraphs[0].text == pack.source
    assert codes(section.header._element) == ["PAGE", "NUMPAGES"]
    assert pack.title in section.header.paragraphs[0].text


@pytest.mark.parametrize(("paper", "width"), [("A4", 210), ("Letter", 215.9)])
def test_paper_is_the_one_ordered(small_pack, paper, width):
    brief = replace(small_pack, paper=paper, parts=small_pack.parts[1:])
    (section,) = docx.Document(BytesIO(document(brief, Pictures(printed)))).sections[:1]
    assert section.page_width.mm == pytest.approx(width, abs=0.1)


def test_the_tables_behind_figures_lie(made):
    assert made.sections[-1].page_width > made.sections[-1].page_height
    assert made.sections[0].page_width < made.sections[0].page_height


def test_language_typeface_and_stamp(written, made, pack):
    assert made.core_properties.language == "en-GB"
    assert made.core_properties.subject == pack.stamp.selection
    assert made.styles["Heading 1"].font.name == FONT
    with ZipFile(BytesIO(written)) as package:
        root = ET.fromstring(package.read(CUSTOM_PATH.removeprefix("/")))
        assert 'w:val="en-GB"' in package.read("word/styles.xml").decode()
    assert Stamp.from_fields({node.get("name"): node[0].text or "" for node in root}) == pack.stamp


def test_the_same_pack_gives_the_same_bytes(small_pack):
    assert document(small_pack, Pictures(printed)) == document(small_pack, Pictures(printed))


def test_pictures_have_numbers_of_their_own_and_the_zoom_its_percent(written):
    with ZipFile(BytesIO(written)) as package:
        body, settings = (ET.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "settings"))
    numbers = [node.get("id") for node in body.iter() if node.tag.endswith("}cNvPr")]
    assert numbers
    assert "0" not in numbers
    assert len(set(numbers)) == len(numbers)
    assert [zoom.get(qn("w:percent")) for zoom in settings.iter(qn("w:zoom"))] == ["100"]
