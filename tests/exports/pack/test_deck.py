"""The deck is opened again as a reader's program does: native charts, notes, sources, alternative texts, geometry."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations
from operator import attrgetter
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pandas as pd
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from atlas.exports.content import Number, Part, Sheet
from atlas.exports.pack import text_fit
from atlas.exports.pack.deck import MOST_ROWS, deck
from atlas.exports.pack.deck_master import HEIGHT, WIDTH
from atlas.exports.pack.office import CUSTOM_PATH, FONT
from atlas.exports.pack.pictures import Pictures
from atlas.exports.stamp import Stamp
from atlas.topics.provinces import exhibits as provinces
from atlas.topics.timeline import exhibits as timeline

NUMBERS = attrgetter("values")
LONG = "Donau" * 300
HOSTILE = Part(
    "hostile", "He\x00ading <b>&amp; " + "very " * 60, "javascript:alert(1)",
    (Number(LONG, LONG, LONG), Number("", "", "")), tuple(f"{place} {LONG} \x0b\x1f<x>" for place in range(3)), (),
    (
        Sheet(LONG, pd.DataFrame({LONG: [LONG * 9, "\x00=1+1"], "n": [1, 22_222]}), LONG),
        Sheet("Rows", pd.DataFrame({"n": range(100)}), "All."),
        Sheet("Empty", pd.DataFrame({"n": []})),
    ),
)  # fmt: skip


def printed(panels, size, form, *, is_map) -> bytes:
    """Print a grey picture of the width that was asked for."""
    assert form == "png"
    high = min(size.most_mm, size.width_mm * 0.6)
    buffer = BytesIO()
    Image.new("RGB", (round(size.width_mm), round(high)), "#cccccc").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def exhibits(early):
    ranks = provinces.ranked(early, provinces.Choice())
    return (
        timeline.incidents_over_time(early, timeline.Options()),
        timeline.deaths_over_time(early, timeline.Options()),
        timeline.years_of_provinces(early),
        provinces.places_ranked(early, provinces.Choice(), ranks),
    )


@pytest.fixture(scope="module")
def pack(small_pack, exhibits, early):
    first = replace(small_pack.parts[0], exhibits=(timeline.when(early), *small_pack.parts[0].exhibits))
    parts = (
        first,
        Part("time", "Timeline", "https://atlas.example/timeline", paragraphs=("A sentence.",), exhibits=exhibits),
        HOSTILE,
        Part("nothing", "Nothing", "/nothing"),
        *small_pack.parts[1:],
    )
    return replace(small_pack, parts=parts, stamp=replace(small_pack.stamp, link="https://atlas.example/map"))


@pytest.fixture(scope="module")
def written(pack) -> bytes:
    return deck(pack, Pictures(printed))


@pytest.fixture(scope="module")
def slides(written):
    return list(Presentation(BytesIO(written)).slides)


def charts_of(slides):
    return [shape for slide in slides for shape in slide.shapes if shape.has_chart]


def titled(slides, title: str):
    return next(slide for slide in slides if slide.shapes.title.text_frame.text == title)


def words_on(slide) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_a_native_chart_holds_the_numbers_of_its_exhibit(slides, exhibits):
    chart = next(shape for shape in titled(slides, exhibits[0].title).shapes if shape.has_chart).chart
    table = exhibits[0].table()
    assert list(chart.plots[0].categories)[:3] == ["Q1 2015", "Q2 2015", "Q3 2015"]
    sure, unsure = map(NUMBERS, chart.plots[0].series)
    assert list(sure) == table["incidents_sure"].tolist()
    assert [a + (b or 0) for a, b in zip(sure, unsure, strict=True)] == table["incidents"].tolist()


def test_bars_and_lines_share_one_chart(slides, exhibits):
    chart = next(shape for shape in titled(slides, exhibits[0].title).shapes if shape.has_chart).chart
    assert [len(plot.series) for plot in chart.plots] == [2, 2]
    assert [series.name for series in chart.plots[1].series] == ["mean of 2 quarters", "mean of 4 quarters"]


def test_every_chart_carries_its_workbook(slides):
    found = charts_of(slides)
    assert len(found) == 4
    for shape in found:
        assert shape.chart.part.chart_workbook.xlsx_part.blob.startswith(b"PK")


def test_what_is_no_chart_is_a_picture(slides, exhibits):
    kinds = [shape.shape_type for shape in titled(slides, exhibits[2].title).shapes]
    assert MSO_SHAPE_TYPE.PICTURE in kinds


def test_everything_that_is_not_text_says_what_it_shows(slides):
    frames = [s for slide in slides for s in slide.shapes if s.has_chart or s.has_table or not s.has_text_frame]
    assert len(frames) >= 8
    for shape in frames:
        assert shape._element.xpath(".//p:cNvPr/@descr")[0].strip(), shape.name


def test_every_slide_has_title_source_number_and_notes(slides, pack):
    for slide in slides:
        kinds = {shape.placeholder_format.type for shape in slide.placeholders}
        assert slide.shapes.title.text_frame.text.strip()
        assert {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER} <= kinds
        assert pack.source in words_on(slide)
        assert slide.notes_slide.notes_text_frame.text.strip()


def test_a_link_is_real_where_it_leads_somewhere_and_never_a_script(slides):
    targets = {
        run.hyperlink.address
        for slide in slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    }
    assert targets == {
        "https://atlas.example/map",
        "https://atlas.example/timeline",
        "https://atlas.example/method",
    }


def test_notes_hold_sentences_caption_and_method_in_full(slides, exhibits, pack):
    notes = titled(slides, exhibits[0].title).notes_slide.notes_text_frame.text
    assert "A sentence." in notes
    assert exhibits[0].caption in notes
    (own,) = (slide for slide in slides if slide.shapes.title.text_frame.text.startswith("Incidents <script>"))
    assert "Method: How it is counted." in own.notes_slide.notes_text_frame.text
    brief = deck(replace(pack, audience="briefing", parts=pack.parts[:1]), Pictures(printed))
    assert not any(
        "Method:" in slide.notes_slide.notes_text_frame.text for slide in Presentation(BytesIO(brief)).slides
    )


def box(shape) -> tuple[float, float, float, float]:
    left, top = shape.left.pt, shape.top.pt
    return left, top, left + shape.width.pt, top + shape.height.pt


def test_every_shape_lies_on_its_slide(slides):
    for slide in slides:
        for shape in slide.shapes:
            left, top, right, bottom = box(shape)
            where = slide.shapes.title.text_frame.text[:40], shape.name
            assert left >= 0 <= top, where
            assert right <= WIDTH + 0.1, where
            assert bottom <= HEIGHT + 0.1, where


def test_shapes_are_numbered_once_and_the_title_is_read_first(slides):
    for slide in slides:
        numbers = slide._element.xpath(".//p:cNvPr/@id")
        assert len(numbers) == len(set(numbers))
        texts = [shape for shape in slide.placeholders if shape.placeholder_format.type != PP_PLACEHOLDER.BODY]
        assert texts[0] == slide.shapes.title


def test_a_source_of_any_length_leaves_room_for_its_link(small_pack):
    long = replace(small_pack, source="Source " * 200, parts=small_pack.parts[1:])
    made = Presentation(BytesIO(deck(long, Pictures(printed)))).slides
    foot = next(shape for shape in made[1].placeholders if shape.name == "Source")
    assert foot.text_frame.text.endswith("Open in the atlas")
    size = foot.text_frame.paragraphs[0].runs[0].font.size.pt
    assert text_fit.height([foot.text_frame.text], size, foot.width.pt) <= foot.height.pt


def test_no_two_shapes_overlap(slides):
    for slide in slides:
        for one, other in combinations(slide.shapes, 2):
            a, b = box(one), box(other)
            across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            where = slide.shapes.title.text_frame.text[:40], one.name[:40], other.name[:40], a, b
            assert across <= 0.5 or down <= 0.5, where


def inherited(shape) -> float:
    layout = shape.part.slide.slide_layout
    look = next(each for each in layout.placeholders if each.placeholder_format.idx == shape.placeholder_format.idx)
    return int(look._element.xpath(".//a:defRPr/@sz")[0]) / 100


def test_no_text_overflows_its_box(slides):
    for slide in slides:
        for shape in slide.shapes:
            if not shape.has_text_frame:
                continue
            high = 0.0
            for paragraph in shape.text_frame.paragraphs:
                sizes = [run.font.size.pt for run in paragraph.runs if run.font.size]
                size = max(sizes, default=inherited(shape) if shape.is_placeholder else 12)
                words = "".join(run.text for run in paragraph.runs)
                high += text_fit.height([words], size, shape.width.pt / 0.999)
            assert high <= shape.height.pt + 1, (slide.shapes.title.text_frame.text[:40], shape.name, high)


def test_a_long_table_goes_on_under_the_same_head_and_says_what_is_missing(slides):
    found = [slide for slide in slides if slide.shapes.title.text_frame.text.startswith("Rows (")]
    tables = [next(shape.table for shape in slide.shapes if shape.has_table) for slide in found]
    assert len(tables) > 1
    assert {table.cell(0, 0).text for table in tables} == {"n"}
    numbers = [table.cell(row, 0).text for table in tables for row in range(1, len(table.rows))]
    assert numbers == [str(number) for number in range(MOST_ROWS)]
    assert all(f"The first {MOST_ROWS} of 100 rows" in words_on(slide) for slide in found)


def test_a_part_without_content_says_so(slides):
    assert "Nothing in this selection." in words_on(titled(slides, "Nothing"))


def test_text_is_text_and_holds_no_field(slides):
    listed = titled(slides, "Listed")
    cells = [cell.text for shape in listed.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert any(cell.startswith("<script>alert(1)</script>") for cell in cells)
    fields = [kind for slide in slides for kind in slide._element.xpath(".//a:fld/@type")]
    assert set(fields) == {"slidenum"}


def test_typeface_and_colours_stand_in_the_theme_and_no_other_is_named(written):
    with ZipFile(BytesIO(written)) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
        named = set()
        for name in package.namelist():
            if name.startswith(("ppt/slides/", "ppt/charts/", "ppt/slideMasters/")) and name.endswith(".xml"):
                root = ET.fromstring(package.read(name))
                named |= {node.get("typeface") for node in root.iter() if node.tag.endswith("}latin")}
    assert f'typeface="{FONT}"' in theme
    assert '"1C64D1"' in theme
    assert named <= {FONT, "+mj-lt", "+mn-lt"}


def test_the_stamp_stands_in_the_properties(written, pack):
    made = Presentation(BytesIO(written))
    assert made.core_properties.title == pack.title
    assert made.core_properties.subject == pack.stamp.selection
    assert made.core_properties.author == "Khorasan Atlas"
    assert pack.stamp.version in made.core_properties.keywords
    with ZipFile(BytesIO(written)) as package:
        root = ET.fromstring(package.read(CUSTOM_PATH.removeprefix("/")))
    assert Stamp.from_fields({node.get("name"): node[0].text or "" for node in root}) == pack.stamp


def test_layouts_are_ours_alone(written):
    made = Presentation(BytesIO(written))
    assert [layout.name for layout in made.slide_layouts] == ["Opening", "Content"]
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9)


def test_the_same_pack_gives_the_same_bytes(small_pack):
    assert deck(small_pack, Pictures(printed)) == deck(small_pack, Pictures(printed))
