import io
from datetime import date

import pytest
from pypdf import PdfReader

from atlas.errors import AtlasError
from atlas.exports.content import Cell, Written
from atlas.exports.pdf import blocks, document
from atlas.exports.pdf.blocks import BREAK, MOST_ROWS
from atlas.exports.pdf.document import LONGEST_FOOT, Document, Section, typeset


def small(*listed, **changes):
    told = {
        "title": "Title", "subtitle": "", "opening": [], "sections": [Section("Part", list(listed))],
        "closing": Section("End", []), "source": "Source.", "stamp": "{}",
        "link": "https://a.example/map?" + "a=b&" * 90,
        "made": date(2026, 11, 22), "paper": "A4",
    }  # fmt: skip
    return Document(**(told | changes))


def words_of(made):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())


def test_a_machine_without_any_typeface_of_its_own_sets_the_same_words(monkeypatch):
    monkeypatch.setattr(document, "families", lambda: ("DejaVu Sans",))
    document._typefaces.cache_clear()
    try:
        made = typeset(small(*blocks.words("Kābul ≥ 3 → 漢")))
    finally:
        document._typefaces.cache_clear()
    assert "Kābul ≥ 3 → " in words_of(made)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(made)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("DejaVuSans" in name for name in fonts)


def test_a_long_link_is_cut_at_the_foot_of_a_page():
    foot = f"https://a.example/map?{'a=b&' * 90}"[: LONGEST_FOOT - 1] + "…"
    assert words_of(typeset(small())).replace(" ", "").replace(BREAK, "").count(foot) == 3


def test_what_the_typesetter_refuses_is_an_error_with_a_remedy():
    with pytest.raises(AtlasError, match=r"The PDF cannot be set: .* Please report"):
        typeset(small({"kind": "unheard of"}))


def test_an_endless_table_is_cut_and_says_so():
    table = Written(("n",), tuple((Cell(str(n), number=True),) for n in range(MOST_ROWS + 1)))
    (made,) = blocks.grid("Rows", table, "All.", 400)
    assert len(made["cells"]) == MOST_ROWS
    assert made["caption"] == f"All. The first 5,000 of {MOST_ROWS + 1:,} rows; the tables of the atlas hold all."


def test_figures_stand_to_the_right_and_days_and_words_to_the_left():
    lines = [("12–15", "2020-01-01", "4", "−3.5%"), ("1,204", "2021-01-01", "not known", "")]
    table = Written(("a", "b", "c", "d"), tuple(tuple(Cell(text, number=False) for text in line) for line in lines))
    (made,) = blocks.grid("", table, "", 400)
    assert made["right"] == [True, False, False, True]


def test_an_empty_table_says_that_it_is_empty():
    assert [block["kind"] for block in blocks.grid("Rows", Written(("n",), ()), "", 400)] == ["heading", "words"]
