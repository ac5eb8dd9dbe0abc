"""The XML of a native chart (DrawingML, ECMA-376 part 1, 21.2), with bars and lines on the same pair of axes.

python-pptx writes charts of one kind only and without error bars; a chart of the atlas can need both, so it is written
here and handed to python-pptx, which keeps its place on the slide and its workbook.
"""

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from atlas.drawing.bars import PARTIAL_OPACITY
from atlas.drawing.palette import GRID, INK, MUTED
from atlas.exports.pack.chart import SHEET, Chart, Column, Place, Series, places
from atlas.exports.pack.office import FONT, scheme_name, settable

NAMESPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
_DASHES = {"solid": "solid", "dot": "sysDot", "dash": "dash", "dashdot": "dashDot", "longdash": "lgDash"}
_EPOCH = date(1899, 12, 30)
"""The day from which Excel counts."""


def element(name: str, val: str | None = None, *children: ET.Element, **attributes: str) -> ET.Element:
    """Make an element such as "c:barDir", with its ``val`` and its children."""
    prefix, local = name.split(":")
    values = attributes if val is None else {"val": val} | attributes
    node = ET.Element(f"{{{NAMESPACES[prefix]}}}{local}", values)
    node.extend(children)
    return node


def _text(name: str, text: str) -> ET.Element:
    node = element(name)
    node.text = text
    return node


def fill_look(hue: str, opacity: float | None = None) -> ET.Element:
    """Fill with a colour "#rrggbb", by its name in the theme where it has one."""
    named = scheme_name(hue)
    colour = element("a:schemeClr", named) if named else element("a:srgbClr", hue.removeprefix("#").upper())
    if opacity is not None:
        colour.append(element("a:alpha", str(round(opacity * 100_000))))
    return element("a:solidFill", None, colour)


def stroke_look(hue: str, width_pt: float, dash: str = "solid") -> ET.Element:
    """Draw a line of a width in points."""
    line = element("a:ln", None, fill_look(hue), element("a:prstDash", _DASHES[dash]), w=str(round(width_pt * 12_700)))
    return element("c:spPr", None, line)


def text_look(size_pt: float, hue: str, *, level: bool = False) -> ET.Element:
    """Set size and colour of the texts of a part; level ones are never turned to fit."""
    run = element(
        "a:defRPr", None, fill_look(hue), element("a:latin", typeface=FONT), sz=str(round(size_pt * 100)), b="0"
    )
    paragraph = element("a:p", None, element("a:pPr", None, run), element("a:endParaRPr", lang="en"))
    body = element("a:bodyPr", rot="0", vert="horz") if level else element("a:bodyPr")
    return element("c:txPr", None, body, element("a:lstStyle"), paragraph)


def chart_title(text: str, size_pt: float, *, bold: bool, turned: bool = False) -> ET.Element:
    """Write a title of a chart or an axis; a turned one reads upwards."""
    look = {"lang": "en", "sz": str(round(size_pt * 100)), "b": "1" if bold else "0"}
    run = element("a:r", None, element("a:rPr", None, fill_look(INK["light"]), **look), _text("a:t", settable(text)))
    paragraph = element("a:p", None, element("a:pPr", None, element("a:defRPr")), run)
    body = element("a:bodyPr", rot="-5400000", vert="horz") if turned else element("a:bodyPr")
    rich = element("c:rich", None, body, element("a:lstStyle"), paragraph)
    return element("c:title", None, element("c:tx", None, rich), element("c:overlay", "0"))


def bar_look(series: Series, opacity: float | None = None) -> ET.Element:
    """Fill a bar: solid, hatched, or not at all."""
    if series.mark == "unseen":
        return element("c:spPr", None, element("a:noFill"), element("a:ln", None, element("a:noFill")))
    line = element("a:ln", None, fill_look(series.hue, opacity), w="9525")
    if not series.hatched:
        return element("c:spPr", None, fill_look(series.hue, opacity), line)
    ink = element("a:fgClr", None, *fill_look(series.hue, opacity))
    ground = element("a:bgClr", None, element("a:schemeClr", "bg1"))
    return element("c:spPr", None, element("a:pattFill", None, ink, ground, prst="wdUpDiag"), line)


def pale_point(series: Series, place: int) -> ET.Element:
    """Draw one bar paler than the others of its series."""
    point = element("c:dPt", None, element("c:idx", str(place)), element("c:invertIfNegative", "0"))
    point.extend((element("c:bubble3D", "0"), bar_look(series, PARTIAL_OPACITY)))
    return point


def line_look(series: Series) -> ET.Element:
    """Draw the line of a series."""
    return stroke_look(series.hue, series.width, series.dash)


def marker_look(series: Series) -> ET.Element:
    """Mark the values of a line, or not."""
    if not series.points:
        return element("c:marker", None, element("c:symbol", "none"))
    look = element("c:spPr", None, fill_look(series.hue), element("a:ln", None, element("a:noFill")))
    return element("c:marker", None, element("c:symbol", "circle"), element("c:size", "5"), look)


def error_bars(series: Series, below: Column, above: Column, last: int) -> ET.Element:
    """Draw the interval of each value, from cells of their own."""
    bars = element("c:errBars", None, element("c:errBarType", "both"), element("c:errValType", "cust"))
    bars.append(element("c:noEndCap", "1"))
    bars.append(element("c:plus", None, numbers_of(above, last, "General")))
    bars.append(element("c:minus", None, numbers_of(below, last, "General")))
    bars.append(stroke_look(series.hue if series.mark == "line" else INK["light"], 1))
    return bars


def numbers_of(column: Column, last: int, number_format: str) -> ET.Element:
    """Refer to the numbers of a column, with their values as they are now."""
    known = [(place, f"{value:.10g}") for place, value in enumerate(column.values) if value is not None]
    where = f"${column.letter}$2:${column.letter}${last}"
    return _numbers(where, known, len(column.values), number_format)


def days_of(where: str, days: Sequence[date]) -> ET.Element:
    """Refer to days, which are numbers in a sheet."""
    known = [(place, str((day - _EPOCH).days)) for place, day in enumerate(days)]
    return _numbers(where, known, len(days), "d mmm yyyy")


def texts_of(where: str, words: Sequence[str]) -> ET.Element:
    """Refer to cells of text."""
    cache = element("c:strCache", None, element("c:ptCount", str(len(words))))
    for place, text in enumerate(words):
        cache.append(element("c:pt", None, _text("c:v", settable(text)), idx=str(place)))
    return element("c:strRef", None, _text("c:f", f"{SHEET}!{where}"), cache)


def _numbers(where: str, known: Sequence[tuple[int, str]], number: int, number_format: str) -> ET.Element:
    cache = element("c:numCache", None, _text("c:formatCode", number_format), element("c:ptCount", str(number)))
    for place, value in known:
        cache.append(element("c:pt", None, _text("c:v", value), idx=str(place)))
    return element("c:numRef", None, _text("c:f", f"{SHEET}!{where}"), cache)


for _prefix, _address in NAMESPACES.items():
    ET.register_namespace(_prefix, _address)


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
        body.append(chart_title(chart.heading, size_pt + 1, bold=True))
    body.append(element("c:autoTitleDeleted", "0" if chart.heading else "1"))
    body.append(_plot(chart, size_pt))
    if legend:
        body.append(_legend(chart, size_pt))
    body.append(element("c:plotVisOnly", "1"))
    body.append(element("c:dispBlanksAs", "gap"))
    root.append(body)
    root.append(element("c:spPr", None, element("a:noFill"), element("a:ln", None, element("a:noFill"))))
    root.append(text_look(size_pt, INK["light"]))
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
    plot.extend(_series_node(chart, number, series, place) for number, (series, place) in numbered)
    plot.append(element("c:gapWidth", str(_GAP[chart.lying])))
    if chart.stacked:
        plot.append(element("c:overlap", "100"))
    plot.extend(element("c:axId", axis) for axis in (_ACROSS, _UP))
    return plot


def _lines(chart: Chart, numbered: list[tuple[int, tuple[Series, Place]]]) -> ET.Element:
    plot = element("c:lineChart", None, element("c:grouping", "standard"), element("c:varyColors", "0"))
    plot.extend(_series_node(chart, number, series, place) for number, (series, place) in numbered)
    plot.append(element("c:marker", "1"))
    plot.extend(element("c:axId", axis) for axis in (_ACROSS, _UP))
    return plot


def _series_node(chart: Chart, number: int, series: Series, place: Place) -> ET.Element:
    """Write a series, its children in the order that the schema asks for."""
    is_line = series.mark == "line"
    last = len(chart.categories) + 1
    node = element("c:ser", None, element("c:idx", str(number)), element("c:order", str(number)))
    node.append(element("c:tx", None, texts_of(f"${place.values.letter}$1", [place.values.head])))
    node.append(line_look(series) if is_line else bar_look(series))
    if is_line:
        node.append(marker_look(series))
    else:
        node.append(element("c:invertIfNegative", "0"))
        node.extend(pale_point(series, point) for point in series.pale)
    if place.below is not None and place.above is not None:
        node.append(error_bars(series, place.below, place.above, last))
    node.append(_categories(chart, last))
    node.append(element("c:val", None, numbers_of(place.values, last, chart.number_format)))
    if is_line:
        node.append(element("c:smooth", "0"))
    return node


def _categories(chart: Chart, last: int) -> ET.Element:
    where = f"$A$2:$A${last}"
    if chart.dated:
        return element("c:cat", None, days_of(where, [day for day in chart.categories if isinstance(day, date)]))
    return element("c:cat", None, texts_of(where, [str(words) for words in chart.categories]))


def _category_axis(chart: Chart, size_pt: float) -> ET.Element:
    axis = element("c:dateAx" if chart.dated else "c:catAx", None, element("c:axId", _ACROSS))
    turned = "maxMin" if chart.lying else "minMax"
    axis.append(element("c:scaling", None, element("c:orientation", turned)))
    axis.append(element("c:delete", "0"))
    axis.append(element("c:axPos", "l" if chart.lying else "b"))
    axis.append(element("c:numFmt", None, formatCode="yyyy" if chart.dated else "General", sourceLinked="0"))
    axis.extend((element("c:majorTickMark", "none"), element("c:minorTickMark", "none")))
    axis.append(element("c:tickLblPos", "low"))
    axis.append(stroke_look(MUTED["light"], 0.75))
    axis.append(text_look(size_pt, INK["light"] if chart.lying else MUTED["light"], level=chart.lying))
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
    axis.append(element("c:majorGridlines", None, stroke_look(GRID["light"], 0.75)))
    if chart.axis:
        axis.append(chart_title(chart.axis, size_pt, bold=False, turned=not chart.lying))
    axis.append(element("c:numFmt", None, formatCode=chart.number_format, sourceLinked="0"))
    axis.extend((element("c:majorTickMark", "none"), element("c:minorTickMark", "none")))
    axis.append(element("c:tickLblPos", "nextTo"))
    axis.append(element("c:spPr", None, element("a:ln", None, element("a:noFill"))))
    axis.append(text_look(size_pt, MUTED["light"]))
    # With the first category on top, the number axis stays at the foot only where it crosses at the last one.
    axis.extend((element("c:crossAx", _ACROSS), element("c:crosses", "max" if chart.lying else "autoZero")))
    axis.append(element("c:crossBetween", "between" if between else "midCat"))
    return axis


def _legend(chart: Chart, size_pt: float) -> ET.Element:
    legend = element("c:legend", None, element("c:legendPos", "t" if chart.lying else "b"))
    legend.append(element("c:overlay", "0"))
    legend.append(text_look(size_pt, INK["light"]))
    return legend
