"""The XML of a native chart (DrawingML, ECMA-376 part 1, 21.2), with bars and lines on the same pair of axes.

python-pptx writes charts of one kind only and without error bars; a chart of the atlas can need both, so it is written
here and handed to python-pptx, which keeps its place on the slide and its workbook.
"""

from datetime import date
from xml.etree import ElementTree as ET

from atlas.drawing.palette import GRID, INK, MUTED
from atlas.exports.pack import chart_parts as parts
from atlas.exports.pack.chart import Chart, Series
from atlas.exports.pack.chart_book import Place, places
from atlas.exports.pack.chart_parts import element

_ACROSS, _UP = "111111111", "222222222"
"""Names by which the plots find their axes."""
_GAP = {False: 14, True: 45}
"""Room between standing and between lying bars, in percent of a bar."""


def chart_xml(chart: Chart, size_pt: float, *, legend: bool) -> bytes:
    """Write a chart with or without a legend; its texts have the size ``size_pt``."""
    root = element("c:chartSpace", None, element("c:date1904", "0"), element("c:lang", "en"))
    root.append(element("c:roundedCorners", "0"))
    body = element("c:chart")
    if chart.heading:
        body.append(parts.title(chart.heading, size_pt + 1, bold=True))
    body.append(element("c:autoTitleDeleted", "0" if chart.heading else "1"))
    body.append(_plot(chart, size_pt))
    if legend:
        body.append(_legend(chart, size_pt))
    body.append(element("c:plotVisOnly", "1"))
    body.append(element("c:dispBlanksAs", "gap"))
    root.append(body)
    root.append(element("c:spPr", None, element("a:noFill"), element("a:ln", None, element("a:noFill"))))
    root.append(parts.texts(size_pt, INK["light"]))
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True))


def _plot(chart: Chart, size_pt: float) -> ET.Element:
    area = element("c:plotArea", None, element("c:layout"))
    numbered = list(enumerate(places(chart)))
    bars = [each for each in numbered if each[1][0].mark != "line"]
    lines = [each for each in numbered if each[1][0].mark == "line"]
    if bars:
        area.append(_bars(chart, bars))
    if lines:
        area.append(_lines(chart, lines))
    area.append(_category_axis(chart, size_pt))
    area.append(_number_axis(chart, size_pt, between=bool(bars)))
    return area


def _bars(chart: Chart, numbered: list[tuple[int, tuple[Series, Place]]]) -> ET.Element:
    plot = element("c:barChart", None, element("c:barDir", "bar" if chart.lying else "col"))
    plot.append(element("c:grouping", "stacked" if chart.stacked else "clustered"))
    plot.append(element("c:varyColors", "0"))
    plot.extend(_series(chart, number, series, place) for number, (series, place) in numbered)
    plot.append(element("c:gapWidth", str(_GAP[chart.lying])))
    if chart.stacked:
        plot.append(element("c:overlap", "100"))
    plot.extend(element("c:axId", axis) for axis in (_ACROSS, _UP))
    return plot


def _lines(chart: Chart, numbered: list[tuple[int, tuple[Series, Place]]]) -> ET.Element:
    plot = element("c:lineChart", None, element("c:grouping", "standard"), element("c:varyColors", "0"))
    plot.extend(_series(chart, number, series, place) for number, (series, place) in numbered)
    plot.append(element("c:marker", "1"))
    plot.extend(element("c:axId", axis) for axis in (_ACROSS, _UP))
    return plot


def _series(chart: Chart, number: int, series: Series, place: Place) -> ET.Element:
    """Write a series, its children in the order that the schema asks for."""
    is_line = series.mark == "line"
    last = len(chart.categories) + 1
    node = element("c:ser", None, element("c:idx", str(number)), element("c:order", str(number)))
    node.append(element("c:tx", None, parts.texts_of(f"${place.values.letter}$1", [place.values.head])))
    node.append(parts.line_look(series) if is_line else parts.bar_look(series))
    if is_line:
        node.append(parts.marker(series))
    else:
        node.append(element("c:invertIfNegative", "0"))
        node.extend(parts.pale_point(series, point) for point in series.pale)
    if place.below is not None and place.above is not None:
        node.append(parts.error_bars(series, place.below, place.above, last))
    node.append(_categories(chart, last))
    node.append(element("c:val", None, parts.numbers_of(place.values, last, chart.number_format)))
    if is_line:
        node.append(element("c:smooth", "0"))
    return node


def _categories(chart: Chart, last: int) -> ET.Element:
    where = f"$A$2:$A${last}"
    if chart.dated:
        return element("c:cat", None, parts.days_of(where, [day for day in chart.categories if isinstance(day, date)]))
    return element("c:cat", None, parts.texts_of(where, [str(words) for words in chart.categories]))


def _category_axis(chart: Chart, size_pt: float) -> ET.Element:
    axis = element("c:dateAx" if chart.dated else "c:catAx", None, element("c:axId", _ACROSS))
    turned = "maxMin" if chart.lying else "minMax"
    axis.append(element("c:scaling", None, element("c:orientation", turned)))
    axis.append(element("c:delete", "0"))
    axis.append(element("c:axPos", "l" if chart.lying else "b"))
    axis.append(element("c:numFmt", None, formatCode="yyyy" if chart.dated else "General", sourceLinked="0"))
    axis.extend((element("c:majorTickMark", "none"), element("c:minorTickMark", "none")))
    axis.append(element("c:tickLblPos", "low"))
    axis.append(parts.stroke(MUTED["light"], 0.75))
    axis.append(parts.texts(size_pt, INK["light"] if chart.lying else MUTED["light"], level=chart.lying))
    axis.extend((element("c:crossAx", _UP), element("c:crosses", "autoZero")))
    if chart.dated:
        axis.extend((element("c:auto", "0"), element("c:lblOffset", "100"), element("c:baseTimeUnit", "days")))
        axis.extend((element("c:majorUnit", "1"), element("c:majorTimeUnit", "years")))
        return axis
    axis.extend((element("c:auto", "0"), element("c:lblAlgn", "ctr"), element("c:lblOffset", "100")))
    axis.extend((element("c:tickLblSkip", str(chart.skip)), element("c:noMultiLvlLbl", "1")))
    return axis


def _number_axis(chart: Chart, size_pt: float, *, between: bool) -> ET.Element:
    axis = element("c:valAx", None, element("c:axId", _UP))
    scaling = element("c:scaling", None, element("c:orientation", "minMax"))
    low, high = chart.reach or (None, None)
    scaling.extend(element(f"c:{end}", f"{at:g}") for end, at in (("max", high), ("min", low)) if at is not None)
    axis.append(scaling)
    axis.append(element("c:delete", "0"))
    axis.append(element("c:axPos", "b" if chart.lying else "l"))
    axis.append(element("c:majorGridlines", None, parts.stroke(GRID["light"], 0.75)))
    if chart.axis:
        axis.append(parts.title(chart.axis, size_pt, bold=False, turned=not chart.lying))
    axis.append(element("c:numFmt", None, formatCode=chart.number_format, sourceLinked="0"))
    axis.extend((element("c:majorTickMark", "none"), element("c:minorTickMark", "none")))
    axis.append(element("c:tickLblPos", "nextTo"))
    axis.append(element("c:spPr", None, element("a:ln", None, element("a:noFill"))))
    axis.append(parts.texts(size_pt, MUTED["light"]))
    # With the first category on top, the number axis stays at the foot only where it crosses at the last one.
    axis.extend((element("c:crossAx", _ACROSS), element("c:crosses", "max" if chart.lying else "autoZero")))
    axis.append(element("c:crossBetween", "between" if between else "midCat"))
    return axis


def _legend(chart: Chart, size_pt: float) -> ET.Element:
    legend = element("c:legend", None, element("c:legendPos", "t" if chart.lying else "b"))
    legend.append(element("c:overlay", "0"))
    legend.append(parts.texts(size_pt, INK["light"]))
    return legend
