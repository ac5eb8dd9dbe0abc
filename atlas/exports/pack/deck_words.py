"""Slides of words: headline numbers side by side, and sentences on as many slides as they need."""

from collections.abc import Iterator, Sequence

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Pt

from atlas.exports.pack import typeset as text
from atlas.exports.pack.content import Number, Pack, Part
from atlas.exports.pack.deck_master import LEFT, ROOM, Box
from atlas.exports.pack.deck_slide import (
    GAP,
    LOWEST,
    add_run,
    caption,
    finish,
    lead,
    new_sheet,
    paragraph_at,
    text_box,
)

TOP = 96.0
"""Where words without a lead begin."""
TILE = 66.0
"""Height of a headline number."""
SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)
"""Sizes of sentences, the largest that fits first."""
BETWEEN = 12.0
"""Room between two paragraphs."""


def told(numbers: Sequence[Number]) -> list[str]:
    """Say headline numbers, for the notes."""
    return [f"{each.label}: {each.value}{f' ({each.note})' if each.note else ''}" for each in numbers]


def tiles(slide: Slide, numbers: Sequence[Number], box: Box) -> None:
    """Set headline numbers side by side."""
    width = (box.width - 2 * GAP * (len(numbers) - 1)) / max(len(numbers), 1)
    for at, number in enumerate(numbers):
        frame = text_box(slide, Box(box.left + at * (width + 2 * GAP), box.top, width, box.height), number.label)
        value = text.fitted(number.value, (26.0, 22.0, 18.0, 14.0), width, 32, bold=True)
        add_run(frame.paragraphs[0], value.text, size=value.size, bold=True, colour=MSO_THEME_COLOR.ACCENT_1)
        label = text.fitted(number.label, (12.0, 11.0, 10.0), width, 15, bold=True)
        add_run(paragraph_at(frame, 1), label.text, size=label.size, bold=True)
        note = text.fitted(number.note, (10.5, 9.5, 8.5), width, 13)
        add_run(paragraph_at(frame, 2), note.text, size=note.size, colour=MSO_THEME_COLOR.TEXT_2)


def words_slides(made: Deck, pack: Pack, part: Part) -> None:
    """Write numbers and sentences on as many slides as they need."""
    room = LOWEST - TOP
    taken = TILE + 2 * GAP if part.numbers else 0
    for number, (paragraphs, size) in enumerate(_shared(part.paragraphs, room - taken)):
        page = new_sheet(made, pack.title, part.heading + (" (continued)" if number else ""))
        lead(page, "")
        caption(page, "")
        if part.numbers and number == 0:
            tiles(page.slide, part.numbers, Box(LEFT, TOP, ROOM, TILE))
        frame = text_box(page.slide, Box(LEFT, TOP + taken, ROOM, room - taken), "Text")
        fill(frame, paragraphs, size)
        page.notes += [*(told(part.numbers) if number == 0 else ()), *paragraphs]
        finish(page, pack.source, part.link)


def fill(frame: TextFrame, paragraphs: Sequence[str], size: float) -> None:
    """Write sentences as paragraphs with room between them."""
    for at, words in enumerate(paragraphs):
        paragraph = paragraph_at(frame, at)
        paragraph.space_after = Pt(BETWEEN)
        add_run(paragraph, words, size=size)


def _shared(paragraphs: Sequence[str], room: float) -> Iterator[tuple[list[str], float]]:
    """Share sentences out on slides: on one, as large as they fit, or else on several in the smallest size."""
    for size in SIZES:
        if text.height(paragraphs, size, ROOM, gap=BETWEEN) <= room:
            yield list(paragraphs), size
            return
    size, held = SIZES[-1], list[str]()
    for words in paragraphs:
        if held and text.height([*held, words], size, ROOM, gap=BETWEEN) > room:
            yield held, size
            held = []
        held.append(text.fitted(words, (size,), ROOM, room).text)
    yield held, size
