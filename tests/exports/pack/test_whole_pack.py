"""The pack of the shipped table, whole: a briefing's slides are held to what a reader takes in, every figure prints."""

from datetime import date
from io import BytesIO

import pytest
from pptx import Presentation

from atlas.drawing.screen_map import breaks
from atlas.exports.content import Order
from atlas.exports.pack.build import answer_shift, build_pack
from atlas.exports.pack.deck import deck
from atlas.exports.pack.deck_master import HEIGHT, WIDTH
from atlas.exports.pack.deck_slide import LEAD
from atlas.exports.pack.pictures import Pictures
from atlas.incidents.filters import Filters, options
from atlas.pages import PARTS
from atlas.paper.sizes import SIZES
from atlas.settings import TALIBAN_TAKEOVER
from atlas.statistics.periods import Question
from atlas.statistics.province_counts import province_counts

MOST_WORDS = 30
SMALL = SIZES["A4 column"]


@pytest.fixture(scope="module")
def view(everything):
    return everything.seen_through(Filters())


@pytest.fixture(scope="module")
def question(opened):
    return Question.at(TALIBAN_TAKEOVER, opened.covers_from, opened.covers_to)


@pytest.fixture(scope="module")
def answered(view, question):
    return answer_shift(view, question)


def packed(view, question, answered, **order):
    wanted = Order(question, date(2026, 11, 22), **order)
    bounds = breaks(province_counts(view.incidents.measured)["incidents"].tolist())
    return build_pack(view, wanted, options(view.incidents.table), bounds, lambda *_: answered)


@pytest.fixture(scope="module")
def briefing(view, question, answered):
    return packed(view, question, answered)


@pytest.fixture(scope="module")
def slides(briefing):
    return list(Presentation(BytesIO(deck(briefing, Pictures()))).slides)


def said(slide) -> str:
    """Give the words on a slide beside title, name of the part, foot and picture."""
    held = [shape for shape in slide.placeholders if shape.placeholder_format.idx == LEAD]
    return " ".join(shape.text_frame.text for shape in held)


def test_a_briefing_has_at_most_twelve_slides(slides):
    assert len(slides) <= 12


def test_the_second_slide_is_the_answer(slides, briefing):
    shift = next(part for part in briefing.parts if part.key == "shift")
    assert slides[1].shapes.title.text_frame.text == shift.headline
    assert said(slides[1]) == shift.sure
    assert shift.paragraphs[1] in slides[1].notes_slide.notes_text_frame.text


def test_a_slide_has_one_title_one_picture_and_few_words(slides):
    for slide in slides[1:-1]:
        drawn = [shape for shape in slide.shapes if not shape.is_placeholder and shape.name != "Legend"]
        title = slide.shapes.title.text_frame.text
        assert len(drawn) == 1, title
        assert len(said(slide).split()) <= MOST_WORDS, title
        assert len(title.split()) <= MOST_WORDS, title
        assert drawn[0].height.pt >= 0.55 * HEIGHT or drawn[0].width.pt >= 0.85 * WIDTH, title


def test_every_figure_that_a_pack_can_hold_prints(view, question, answered):
    analysis = packed(view, question, answered, audience="analysis")
    pictures, keys = Pictures(), []
    assert [part.key for part in analysis.parts] == list(PARTS)
    for part in analysis.parts:
        for exhibit in part.exhibits:
            size = pictures.size_of(exhibit, SMALL)
            assert pictures.of(exhibit, size, "svg").startswith(b"<?xml")
            keys.append(exhibit.key)
    assert len(keys) == len(set(keys)) >= 20
