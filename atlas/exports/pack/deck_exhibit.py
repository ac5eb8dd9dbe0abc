"""A slide with one figure: where its words stand depends on how high it is."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
from pptx.presentation import Presentation as Deck

from atlas.drawing.exhibit import Exhibit
from atlas.exports.pack import office
from atlas.exports.pack import typeset as text
from atlas.exports.pack.chart import Chart
from atlas.exports.pack.charts import charts
from atlas.exports.pack.content import Number, Pack, Part
from atlas.exports.pack.deck_figure import add_charts, add_picture
from atlas.exports.pack.deck_master import LEFT, ROOM, Box
from atlas.exports.pack.deck_slide import (
    COLUMN,
    COLUMN_OF_MAPS,
    GAP,
    Sheet,
    beside,
    caption,
    finish,
    lead,
    new_sheet,
    text_box,
)
from atlas.exports.pack.deck_words import BETWEEN, SIZES, TILE, TOP, fill, tiles, told
from atlas.exports.pack.pictures import Pictures

_OPENING_WORDS, _OPENING_ROOM = 72.0, 250.0
"""The greatest height of sentences over a figure, and beside one; more of them get a slide of their own."""
_MANY = 7
"""Rows of lying bars from which on they need the whole height of a slide."""
_HIGH_PX = 420
"""Height on screen from which on a figure needs the whole height of a slide."""
_HALF = 380.0
"""Width of the sentences beside a figure."""


def stand_over(part: Part, first: Exhibit) -> bool:
    """Tell whether the sentences of a part fit beside or over its first figure, so that it needs no slide of words."""
    if part.numbers:
        return text.height([" ".join(part.paragraphs)], 14, _HALF) <= _OPENING_ROOM
    return not first.lead and text.height([" ".join(part.paragraphs)], 14, ROOM) <= _OPENING_WORDS


def figure_slide(made: Deck, pack: Pack, part: Part, exhibit: Exhibit, pictures: Pictures, *, opens: bool) -> None:
    """Write a slide with one figure; the first one of a part can carry the part's sentences and numbers."""
    numbers = part.numbers if opens else ()
    page = new_sheet(made, *((pack.title, part.heading) if numbers else (part.heading, exhibit.title)))
    described = office.unmarked(exhibit.caption)
    said = [*(part.paragraphs if opens else ()), *([exhibit.lead] if exhibit.lead else ())]
    native = () if exhibit.is_map else charts(pictures.panels(exhibit))
    left_out = list(dict.fromkeys(words for chart in native for words in chart.left_out))
    if numbers:
        body = _with_numbers(page, numbers, said, described, left_out)
    else:
        body = _with_words(page, said, described, left_out, _column(exhibit, native, pictures.panels(exhibit)))
    if native:
        add_charts(page.slide, native, exhibit, body, pack.stamp.made)
    else:
        add_picture(page.slide, exhibit, pictures, body)
    method = office.unmarked(exhibit.method) if pack.audience == "analysis" else ""
    page.notes += [*told(numbers), *said, described, *([f"Method: {method}"] if method else ())]
    finish(page, pack.source, part.link)


def _column(exhibit: Exhibit, native: Sequence[Chart], panels: Mapping[str, go.Figure]) -> float:
    """Give the width of the words beside a figure that is high; 0 for one that stands under its words."""
    if native:
        return COLUMN if any(chart.lying and len(chart.categories) > _MANY for chart in native) else 0
    if exhibit.is_map or len(panels) > 1:
        return COLUMN_OF_MAPS if len(panels) == 1 else 0
    return COLUMN if any((figure.layout.height or 0) > _HIGH_PX for figure in panels.values()) else 0


def _with_words(page: Sheet, said: Sequence[str], described: str, left_out: Sequence[str], column: float) -> Box:
    """Write the words of a figure and give what is free for it; without a sentence the caption's first one leads."""
    first, *others = said or text.sentences(described)[:1] or ("",)
    rest = described if said else described.removeprefix(first).strip()
    opening = " ".join((first, *others))
    if column:
        return beside(page, opening, " ".join((rest, *left_out)).strip(), column)
    lead(page, opening)
    caption(page, rest, left_out)
    return page.body


def _with_numbers(
    page: Sheet, numbers: Sequence[Number], said: Sequence[str], described: str, left_out: Sequence[str]
) -> Box:
    """Set headline numbers over a slide and the sentences at its left, and give what is free at its right."""
    tiles(page.slide, numbers, Box(LEFT, TOP, ROOM, TILE))
    page.top = TOP + TILE + 2 * GAP
    caption(page, described, left_out)
    lead(page, "")
    frame = text_box(page.slide, Box(LEFT, page.top, _HALF, page.body.height), "Text")
    size = next((each for each in SIZES if text.height(said, each, _HALF, gap=BETWEEN) <= page.body.height), SIZES[-1])
    fill(frame, said, size)
    return page.body._replace(left=LEFT + _HALF + 3 * GAP, width=ROOM - _HALF - 3 * GAP)
