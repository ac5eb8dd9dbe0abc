"""Slides with one figure: native charts where it can be one, else its picture; its words stand where there is room."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import plotly.graph_objects as go
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from atlas.drawing.exhibit import Exhibit
from atlas.exports.content import Number, Pack, Part
from atlas.exports.pack import office
from atlas.exports.pack import text_fit as text
from atlas.exports.pack.chart import Chart, Series, workbook
from atlas.exports.pack.chart_xml import chart_xml
from atlas.exports.pack.charts import charts
from atlas.exports.pack.deck_master import LEFT, ROOM, Box
from atlas.exports.pack.deck_slide import (
    COLUMN,
    COLUMN_OF_MAPS,
    GAP,
    Sheet,
    add_run,
    beside,
    caption,
    describe,
    finish,
    lead,
    new_sheet,
    text_box,
)
from atlas.exports.pack.deck_text import BETWEEN, SENTENCE_SIZES, TILE, TOP, numbers_in_words, tiles, write_sentences
from atlas.exports.pack.pictures import Pictures
from atlas.exports.pack.text_fit import LINE
from atlas.paper.sizes import POINTS_PER_MM, SIZES

_TYPE, _SMALL_TYPE = 12.0, 9.0
"""Size of the texts of one chart, and of one among several."""
_PICTURE_TYPE = 11.0
_KEY = 18.0
"""Height of the legend that several charts share."""
_GAP = 10.0


class _Native(CategoryChartData):
    """Hands our own XML and workbook of a chart to python-pptx, which asks chart data for both."""

    def __init__(self, chart: Chart, size_pt: float, *, legend: bool, made: date) -> None:
        base: Any = super()
        base.__init__()
        self._chart, self._size, self._legend, self._made = chart, size_pt, legend, made

    def xml_bytes(self, chart_type: XL_CHART_TYPE) -> bytes:  # noqa: ARG002 - the chart knows its own kind
        """Give the XML of the chart."""
        return chart_xml(self._chart, self._size, legend=self._legend and self._chart.keyed)

    @property
    def xlsx_blob(self) -> bytes:
        """Give the workbook of the chart."""
        return workbook(self._chart, self._made)


def add_charts(slide: Slide, charts: Sequence[Chart], exhibit: Exhibit, box: Box, made: date) -> None:
    """Set the charts of an exhibit side by side into a box; several share one legend."""
    several = len(charts) > 1
    if several or not charts[0].keyed:
        shown = [series for series in charts[0].series if series.mark != "unseen"]
        if len(shown) > 1:
            _key(slide, shown, Box(box.left, box.top, box.width, _KEY))
            box = Box(box.left, box.top + _KEY, box.width, box.height - _KEY)
    for chart, place in zip(charts, _cells(len(charts), box), strict=True):
        size = _SMALL_TYPE if several else _type(chart, place)
        data = _Native(chart._replace(heading=chart.heading if several else ""), size, legend=not several, made=made)
        kind = XL_CHART_TYPE.BAR_STACKED if chart.lying else XL_CHART_TYPE.COLUMN_STACKED
        # Typed by python-pptx as the chart: it is the frame that holds it.
        shapes: Any = slide.shapes
        shape = shapes.add_chart(kind, *(Pt(value) for value in place), data)
        of = f" ({chart.heading})" if several else ""
        describe(shape, f"Chart: {exhibit.title}{of}", f"Chart{of}. {exhibit.alt}")


def _type(chart: Chart, box: Box) -> float:
    """Choose the size of the texts of a chart: each row of lying bars needs its label."""
    if not chart.lying:
        return _TYPE
    return max(8.0, min(_TYPE, (box.height - 3 * _KEY) / len(chart.categories) / LINE))


def _cells(number: int, box: Box) -> list[Box]:
    """Share a box out in rows of equal cells."""
    across = math.ceil(math.sqrt(number))
    down = math.ceil(number / across)
    width, height = (box.width - _GAP * (across - 1)) / across, (box.height - _GAP * (down - 1)) / down
    return [
        Box(box.left + at % across * (width + _GAP), box.top + at // across * (height + _GAP), width, height)
        for at in range(number)
    ]


def _key(slide: Slide, series: Sequence[Series], box: Box) -> None:
    """Write the legend of several charts in one line."""
    frame = text_box(slide, box, "Legend")
    for each in series:
        add_run(frame.paragraphs[0], "▨" if each.hatched else "■", size=11, colour=each.hue)
        add_run(frame.paragraphs[0], each.name, size=11)
        for run, blank in zip(frame.paragraphs[0].runs[-2:], (" ", "      "), strict=True):
            run.text += blank


def add_picture(slide: Slide, exhibit: Exhibit, pictures: Pictures, box: Box, *, fills: bool = False) -> None:
    """Set the picture of an exhibit into the middle of a box, as large as it fits; ``fills`` as in `Size`."""
    room = SIZES["16:9 slide"].within(box.width / POINTS_PER_MM, box.height / POINTS_PER_MM)
    size = replace(room, edge_mm=0.5, type_pt=_PICTURE_TYPE, fills=fills)
    drawn = pictures.of(exhibit, size, "png")
    with Image.open(BytesIO(drawn)) as picture:
        ratio = picture.width / picture.height
    width = min(box.width, box.height * ratio)
    high = width / ratio
    left, top = box.left + (box.width - width) / 2, box.top + (box.height - high) / 2
    shape = slide.shapes.add_picture(BytesIO(drawn), *(Pt(value) for value in (left, top, width, high)))
    describe(shape, f"Picture: {exhibit.title}", exhibit.alt)


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
    page.notes += [*numbers_in_words(numbers), *said, described, *([f"Method: {method}"] if method else ())]
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
    size = next(
        (each for each in SENTENCE_SIZES if text.height(said, each, _HALF, gap=BETWEEN) <= page.body.height),
        SENTENCE_SIZES[-1],
    )
    write_sentences(frame, said, size)
    return page.body._replace(left=LEFT + _HALF + 3 * GAP, width=ROOM - _HALF - 3 * GAP)
