from datetime import date
from io import BytesIO
from zipfile import ZipFile

from atlas.drawing.palette import BLUE, LIME
from atlas.exports.pack import office


def test_characters_that_xml_forbids_are_left_out():
    assert office.settable("a\x00b\x0bc\ud800d\ufffee\tf") == "ab cde\tf"


def test_a_little_markdown_becomes_plain_text():
    said = office.unmarked("**Bold** and [a page](https://example.org/a)\n\n- one\n- two")
    assert said == "Bold and a page (https://example.org/a)\n\n• one\n• two"


def test_lists_and_paragraphs_are_told_apart():
    assert office.blocks("A:\n\n- one\n- two\n\nEnd.") == [
        ("paragraph", "A:"), ("item", "one"), ("item", "two"), ("paragraph", "End."),
    ]  # fmt: skip


def test_colours_of_the_theme_have_a_name():
    assert (office.scheme_name(BLUE), office.scheme_name(LIME)) == ("accent1", "")


def test_core_properties_are_short_enough(small_stamp):
    texts = office.core_texts(small_stamp, "t" * 999, "\x00" * 999)
    assert len(texts["title"]) == 255
    assert texts["comments"] == ""


def test_a_settled_file_has_one_date():
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        package.writestr("a.xml", "<a/>")
    with ZipFile(BytesIO(office.settled(buffer.getvalue(), date(2026, 11, 22)))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        assert package.read("a.xml") == b"<a/>"
