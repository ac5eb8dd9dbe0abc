import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from PIL import ImageFont

from atlas.exports.pack import text_fit
from atlas.paper import fonts

TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=80)


@given(TEXTS, st.floats(40, 400))
def test_lines_hold_all_of_a_text_and_are_no_wider_than_the_room(text, room):
    lines = text_fit.wrapped(text, 12, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_fit.width(line, 12) <= room or len(line) == 1 for line in lines)


@given(TEXTS, st.floats(60, 300), st.floats(20, 60))
def test_a_fitted_text_fits(text, room, most):
    fit = text_fit.fitted(text, (16.0, 12.0), room, most)
    assert text_fit.height([fit.text], fit.size, room) <= most
    assert fit.whole == (fit.text == text)


@pytest.mark.parametrize("bold", [False, True])
def test_a_width_is_that_of_the_typeface_with_little_to_spare(bold):
    text = "Between 294 and 465 incidents killed 2,818 to 5,313 people (best estimate 4,584)."
    face = ImageFont.truetype(font_manager.findfont(fonts.font(10, bold=bold)), 100)
    real = face.getlength(text) * 12 / 100
    assert real <= text_fit.width(text, 12, bold=bold) <= 1.08 * real


def test_whole_sentences_are_kept_first():
    kept = "One two three. Four five six. …"
    room = text_fit.width(kept, 10) + 1  # whatever typeface the machine has
    fit = text_fit.fitted("One two three. Four five six. Seven eight nine.", (10.0,), room, 12)
    assert fit == (kept, 10.0, False)


def test_columns_that_fit_take_what_they_need():
    assert text_fit.column_widths([["a", "1"], ["b"]], 10, 300) == [
        text_fit.width("a", 10, bold=True),
        text_fit.width("b", 10, bold=True),
    ]


def test_columns_that_do_not_fit_keep_their_words_whole_and_long_texts_get_the_most():
    columns = [["Number", "KA-0001"], ["Date", "1 May 2020"], ["What", "long " * 50]]
    widths = text_fit.column_widths(columns, 10, 300)
    assert round(sum(widths), 6) == 300
    assert widths[0] >= text_fit.width("KA-0001", 10)
    assert widths[2] > 150


def test_numbers_and_intervals_are_amounts():
    assert all(map(text_fit.is_amount, ("", "12", "1,113–2,073", "−3.5", "12%")))
    assert not any(map(text_fit.is_amount, ("KA-0001", "2 of 3", "none")))
