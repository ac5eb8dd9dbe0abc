"""The body of a slide: native charts where a figure can be one, else the picture for print."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Pt

from atlas.drawing.exhibit import Exhibit
from atlas.exports.pack.chart import Chart, Series
from atlas.exports.pack.chart_book import workbook
from atlas.exports.pack.chart_xml import chart_xml
from atlas.exports.pack.deck_master import Box
from atlas.exports.pack.deck_slide import add_run, describe, text_box
from atlas.exports.pack.pictures import Pictures
from atlas.exports.pack.typeset import LINE
from atlas.paper.sizes import POINTS_PER_MM, SIZES

_TYPE, _SMALL_TYPE = 12.0, 9.0
"""Size of the texts of one chart, and of one among several."""
_PICTURE_TYPE = 9.0
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


def add_picture(slide: Slide, exhibit: Exhibit, pictures: Pictures, box: Box) -> None:
    """Set the picture of an exhibit into the middle of a box, as large as it fits."""
    room = SIZES["16:9 slide"].within(box.width / POINTS_PER_MM, box.height / POINTS_PER_MM)
    size = replace(room, edge_mm=0.5, type_pt=_PICTURE_TYPE)
    drawn = pictures.of(exhibit, size, "png")
    with Image.open(BytesIO(drawn)) as picture:
        ratio = picture.width / picture.height
    width = min(box.width, box.height * ratio)
    high = width / ratio
    left, top = box.left + (box.width - width) / 2, box.top + (box.height - high) / 2
    shape = slide.shapes.add_picture(BytesIO(drawn), *(Pt(value) for value in (left, top, width, high)))
    describe(shape, f"Picture: {exhibit.title}", exhibit.alt)
