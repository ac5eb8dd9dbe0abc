"""The report on paper: what a reader, a screen reader and a program find in the file."""

import io
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest
from pypdf import PdfReader

from atlas.drawing.exhibit import Exhibit
from atlas.exports.content import Number, Pack, Part, Sheet
from atlas.exports.link import public
from atlas.exports.pack.pdf_report import MOST_ROWS, paper
from atlas.exports.pack.pictures import Pictures
from atlas.exports.stamp_reader import exported_stamp

LITERAL = '#include "x" $y$ *z* <script> _w_ [a](b) \\ `q` @k'
LINES = [
    (f"KA-{number:04d}", f"{number} January 2020", f"A bomb, number {number}.", number) for number in range(1, 121)
]


def exhibit(key, rows=3, **words):
    figure = go.Figure(go.Bar(x=["a", "b", "c"], y=[1, 2, 3], marker_color="#1c64d1"))
    figure.update_layout(height=300, template="none", legend={"x": 0, "y": 1.1})
    told = {"title": f"Title of {key}", "caption": f"Caption of {key}.", "lead": f"Lead of {key}."} | words
    return Exhibit(
        key=key,
        panels={"": lambda _: figure},
        table=lambda: pd.DataFrame({"share": [0.25] * rows}, index=pd.Index(range(rows), name="line")),
        incidents=list,
        **told,
    )


@pytest.fixture(scope="module")
def pack(small_stamp) -> Pack:
    first = Part(
        "overview", "Overview", "https://atlas.example/", numbers=(Number("Incidents", "12–15", "of all"),),
        paragraphs=("First sentence.", LITERAL), exhibits=(exhibit("one"), exhibit("two", method="Made by counting.")),
    )  # fmt: skip
    listed = Sheet("Incidents", pd.DataFrame(LINES, columns=["Number", "Date", "What", "Killed"]), "All of them.")
    second = Part("incidents", "Incidents", "/incidents?q=a", sheets=(listed,))
    return Pack(
        title=f"Briefing {LITERAL}", subtitle="the selection", parts=(first, second), stamp=small_stamp,
        source="The table, version 1.", audience="briefing", paper="A4",
    )  # fmt: skip


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture(scope="module")
def made(pack, pictures) -> bytes:
    return paper(pack, pictures)


@pytest.fixture(scope="module")
def reader(made) -> PdfReader:
    return PdfReader(io.BytesIO(made))


@pytest.fixture(scope="module")
def pages(reader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def elements(reader) -> list:
    """List the elements of the structure tree in reading order."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        if isinstance(element, int):
            continue
        element = element.get_object()
        if "/S" in element:
            found.append(element)
        children = element.get("/K", [])
        children = children if isinstance(children, list) else [children]
        waiting += [each for each in reversed(children) if not isinstance(each, int)]
    return found


def kinds(reader) -> list[str]:
    return [str(element["/S"]) for element in elements(reader)]


def test_the_file_says_that_it_is_accessible(reader, pack):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()
    assert reader.metadata.title == pack.title
    assert reader.metadata.author == "Khorasan Atlas"


def test_headings_figures_and_tables_are_tagged(reader, pack):
    found = elements(reader)
    figures = [each for each in found if each["/S"] == "/Figure"]
    assert [each["/Alt"] for each in figures] == [each.alt for each in pack.parts[0].exhibits]
    assert kinds(reader).count("/H1") == 1 + len(pack.parts) + 1  # contents, parts, how to cite
    assert kinds(reader).count("/H2") == 2
    heads = [each for each in found if each["/S"] == "/TH"]
    assert len(heads) == 4 + 2
    assert all("/Column" in str(each["/A"]) for each in heads)
    assert kinds(reader).count("/TD") == 4 * len(LINES) + 2 * 7


def test_contents_lead_to_the_pages(reader, pages):
    assert [str(each.title) for each in reader.outline if not isinstance(each, list)][-3:] == [
        "Overview", "Incidents", "How to cite this",
    ]  # fmt: skip
    listed = re.findall(r"^(\w[\w ]*?)[ .]+(\d+)$", pages[0], re.MULTILINE)
    assert ("Overview", "2") in listed
    assert ("Incidents", "2") in listed  # a part begins where the last one ends
    inner = [note.get_object() for note in reader.pages[0]["/Annots"]]
    assert len(inner) == 5


def test_text_stands_as_it_is_whatever_it_looks_like(pages):
    assert LITERAL in " ".join(" ".join(pages[1].split()).split())
    assert "Briefing" in pages[0]


def test_every_page_carries_source_number_and_link(pages, pack):
    for number, text in enumerate(pages, start=1):
        assert f"{number} of {len(pages)}" in text
        assert pack.source in text
        assert (pack.stamp.link in text) is bool(public(pack.stamp.link))


def test_a_long_list_flows_with_its_head_repeated_and_loses_no_line(pages):
    listed = [text for text in pages if "Killed" in text and "KA-" in text]
    assert len(listed) > 1
    assert [number for text in listed for number in re.findall(r"KA-\d{4}", text)] == [line[0] for line in LINES]


def test_the_stamp_is_found_again(made, pack):
    assert exported_stamp("briefing.pdf", made) == pack.stamp


def test_the_same_pack_gives_the_same_bytes_and_the_day_of_the_order(made, pack, pictures, reader):
    assert paper(pack, pictures) == made
    assert reader.metadata.creation_date.date() == pack.stamp.made == date(2023, 1, 2)


def test_only_addresses_of_the_web_become_links(reader):
    targets = {
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    assert targets == {"https://atlas.example/"}


def test_an_analysis_prints_method_and_small_tables_only(pack, pictures):
    large = exhibit("large", rows=MOST_ROWS + 1)
    parts = (replace(pack.parts[0], exhibits=(pack.parts[0].exhibits[1], large)),)
    made = PdfReader(io.BytesIO(paper(replace(pack, parts=parts, audience="analysis", paper="Letter"), pictures)))
    text = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert "How it was made: Made by counting." in text
    assert "Data: Title of two" in text
    assert "Data: Title of large" not in text
    assert f"have {MOST_ROWS + 1} rows" in text
    assert [round(float(side)) for side in made.pages[0].mediabox[2:]] == [612, 792]


def test_a_pack_without_figures_and_tables_is_a_report_too(pack, pictures):
    bare = replace(pack, parts=(Part("map", "Map", ""),))
    assert len(PdfReader(io.BytesIO(paper(bare, pictures))).pages) == 2
