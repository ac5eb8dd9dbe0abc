from hypothesis import given
from hypothesis import strategies as st

from atlas.exports.pdf.blocks import BREAK, LONGEST_IN_LINE, in_cell, paragraphs, settable
from atlas.paper import fonts


@given(text=st.text())
def test_every_text_becomes_one_line_of_signs_that_can_be_set(text):
    made = settable(text)
    assert set(made) <= fonts.signs() | {BREAK, "\N{SOFT HYPHEN}"}
    assert not set(made) & set("\n\r\t\x00\u202e")
    assert all(len(word) <= LONGEST_IN_LINE for part in made.split() for word in part.split(BREAK) if "-" not in word)


def test_ordinary_texts_and_markup_stay_as_they_are():
    for text in (
        "Kābul – 12–15 (95%)",
        '#include "x" $y$ *z* <script>',
        "https://atlas.example/map?from=2020-01-01",
        "a" * 64,
    ):
        assert settable(text) == text


def test_a_sign_without_a_glyph_is_named_and_a_turn_of_direction_is_left_out():
    assert settable("漢字 a\u202eb\x07c") == "[U+6F22 U+5B57] abc"
    assert settable("a 💣 in 🧨") == "a [bomb] in [firecracker]"


def test_a_long_word_can_break_in_a_cell():
    assert in_cell("b" * 40).replace(BREAK, "") == "b" * 40
    assert max(map(len, in_cell("b" * 40).split(BREAK))) == 16


def test_empty_lines_part_paragraphs():
    assert paragraphs("one\ntwo\n\n \nthree\n\n") == ["one two", "three"]
