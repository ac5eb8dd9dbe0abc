import io
import json
import re
import threading
from itertools import pairwise
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from PIL import Image
from pypdf import PdfReader

from atlas.drawing.base_figure import canvas
from atlas.paper import SIZES, Words, picture
from atlas.paper.fonts import families, lines, settable, signs, width, wrapped
from atlas.paper.page import composed
from atlas.paper.vocabulary import PrintError

HOSTILE = "<script>alert(1)</script> & “quoted” $x$ ≥ 2–3"
WORDS = Words(
    HOSTILE, "Selected: attacks in Kabul, since 15 August 2021.", f"Caption. {HOSTILE} " * 6,
    ("Source: a table, version 0123456789ab.", "https://atlas.example.org/map?from=2021-08-15&country=Afghanistan"),
)  # fmt: skip
FIELDS = {"Title": "A title — é ā", "Atlas": json.dumps({"version": "0123456789ab", "rows": 3}), "Link": "/map?a=1&b=2"}


def figure(height=200):
    bars = go.Bar(x=["a", "b"], y=[2, 3], name="claimed", marker={"color": "#1c64d1"})
    return canvas("light", height).add_trace(bars)


@pytest.fixture(scope="module")
def files():
    return {
        form: picture({"": figure()}, "A4 column", form, words=WORDS, fields=FIELDS) for form in ("png", "svg", "pdf")
    }


def test_a_png_has_its_resolution_its_width_and_its_fields(files):
    with Image.open(io.BytesIO(files["png"])) as image:
        assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)
        assert image.width / 300 * 25.4 == pytest.approx(85, abs=0.2)
        assert {key: image.info[key] for key in FIELDS} == FIELDS
        assert "Software" not in image.info


def test_an_svg_carries_its_fields_its_words_and_its_text_as_text(files):
    root = ElementTree.fromstring(files["svg"])
    name = "{http://www.w3.org/2000/svg}"
    assert json.loads(root.find(f"{name}metadata").text) == FIELDS
    assert root.find(f"{name}title").text == HOSTILE
    assert WORDS.selection in root.find(f"{name}desc").text
    texts = " ".join("".join(element.itertext()) for element in root.iter(f"{name}text"))
    assert HOSTILE in texts
    assert "country=Afghanistan" in texts
    assert b"<script>" not in files["svg"]
    assert b"Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif" in files["svg"]


def test_a_pdf_carries_its_fields_and_embeds_its_fonts(files):
    reader = PdfReader(io.BytesIO(files["pdf"]))
    assert reader.metadata.title == HOSTILE
    assert json.loads(reader.metadata["/Keywords"]) == FIELDS
    assert "/CreationDate" not in reader.metadata
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        held = font.get("/DescendantFonts", [font])[0].get_object()
        assert "/FontFile2" in held["/FontDescriptor"].get_object()
    assert "Selected: attacks in Kabul" in reader.pages[0].extract_text()


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_picture_has_the_same_bytes_also_beside_another(form, files):
    made = []

    def make(words):
        made.append(picture({"": figure()}, "A4 column", form, words=words, fields=FIELDS))

    threads = [threading.Thread(target=make, args=(words,)) for words in (WORDS, None, WORDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made.count(files[form]) == 2


@pytest.mark.parametrize("name", SIZES)
def test_a_picture_is_as_wide_as_its_size_and_no_higher(name):
    size = SIZES[name]
    for panels in ({"": figure(2400)}, {"Before": figure(), "After": figure()}):
        sheet = composed(panels, size, WORDS, is_map=False)
        wide, high = sheet.figure.get_size_inches() * 72
        assert wide == pytest.approx(size.width_pt)
        assert high <= size.most_pt + 1
        assert size.height_pt is None or high == pytest.approx(size.height_pt)


def test_a_bare_picture_fits_the_box_of_a_document():
    size = SIZES["16:9 slide"].within(120, 60)
    with Image.open(io.BytesIO(picture({"": figure(900)}, size, "png", fields={}))) as image:
        assert (image.width / 300 * 25.4, image.height / 300 * 25.4) == pytest.approx((120, 60), abs=1)


def test_panels_stand_side_by_side_where_there_is_room_and_beneath_each_other_where_not():
    panels = {"Before": figure(), "After": figure()}
    heights = {
        name: composed(panels, SIZES[name], None, is_map=False).height / SIZES[name].points_per_px
        for name in ("A4 column", "A4 full width")
    }
    assert heights["A4 column"] > 1.7 * heights["A4 full width"]


def test_lines_of_words_never_overlap_and_stay_on_the_page():
    sheet = composed({"": figure()}, SIZES["A4 column"], WORDS, is_map=False)
    boxes = [artist.get_window_extent(dpi=72) for artist in sheet.figure.get_children() if artist.get_label() == "page"]
    wide, high = sheet.figure.get_size_inches() * 72
    assert len(boxes) > 8
    assert all(box.x0 >= 0 and box.x1 <= wide and box.y0 >= 0 and box.y1 <= high for box in boxes)
    ordered = sorted(boxes, key=lambda box: -box.y1)
    for upper, lower in pairwise(ordered):
        assert lower.y1 <= upper.y0 + 0.5 or lower.x0 >= upper.x1 or upper.x0 >= lower.x1


def test_words_are_wrapped_by_their_width_and_lose_nothing():
    text = "A sentence of several words and https://atlas.example.org/a/very/long/address?with=parameters&and=more."
    told = wrapped(text, 8, 90)
    assert all(width(line, 8) <= 90 for line in told)
    assert "".join(told).replace(" ", "") == text.replace(" ", "")


def test_a_paragraph_begins_a_line():
    assert wrapped("One.\nTwo.", 8, 500) == ["One.", "Two."]


def test_every_sign_of_the_figures_can_be_set():
    assert set(settable("≥–·●◆→éā▲▼✚＝○?▴−’…°")) <= signs()
    assert families()[-1] == "DejaVu Sans"


def test_marks_of_a_figure_text_are_read_and_unknown_ones_named():
    (first,), (second, third) = (
        lines("<b>a &amp; b</b><br><span style='color:#ff0000'>●</span> <i>c</i>")[0],
        lines("<i>x</i>y")[0],
    )
    assert (first.text, first.bold) == ("a & b", True)
    assert (second.italic, third.italic) == (True, False)
    assert re.fullmatch("#ff0000", lines("<span style='color:#ff0000'>●</span>")[0][0].hue)
    with pytest.raises(PrintError, match="tag"):
        lines("<sup>2</sup>")
