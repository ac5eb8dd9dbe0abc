"""Pieces of the XML of a native chart: texts, numbers with their cells, looks of series, error bars."""

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from atlas.drawing.bars import PARTIAL_OPACITY
from atlas.drawing.palette import INK
from atlas.exports.pack.chart import Series
from atlas.exports.pack.chart_book import SHEET, Column
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


def fill(hue: str, opacity: float | None = None) -> ET.Element:
    """Fill with a colour "#rrggbb", by its name in the theme where it has one."""
    named = scheme_name(hue)
    colour = element("a:schemeClr", named) if named else element("a:srgbClr", hue.removeprefix("#").upper())
    if opacity is not None:
        colour.append(element("a:alpha", str(round(opacity * 100_000))))
    return element("a:solidFill", None, colour)


def stroke(hue: str, width_pt: float, dash: str = "solid") -> ET.Element:
    """Draw a line of a width in points."""
    line = element("a:ln", None, fill(hue), element("a:prstDash", _DASHES[dash]), w=str(round(width_pt * 12_700)))
    return element("c:spPr", None, line)


def texts(size_pt: float, hue: str, *, level: bool = False) -> ET.Element:
    """Set size and colour of the texts of a part; level ones are never turned to fit."""
    run = element("a:defRPr", None, fill(hue), element("a:latin", typeface=FONT), sz=str(round(size_pt * 100)), b="0")
    paragraph = element("a:p", None, element("a:pPr", None, run), element("a:endParaRPr", lang="en"))
    body = element("a:bodyPr", rot="0", vert="horz") if level else element("a:bodyPr")
    return element("c:txPr", None, body, element("a:lstStyle"), paragraph)


def title(text: str, size_pt: float, *, bold: bool, turned: bool = False) -> ET.Element:
    """Write a title of a chart or an axis; a turned one reads upwards."""
    look = {"lang": "en", "sz": str(round(size_pt * 100)), "b": "1" if bold else "0"}
    run = element("a:r", None, element("a:rPr", None, fill(INK["light"]), **look), _text("a:t", settable(text)))
    paragraph = element("a:p", None, element("a:pPr", None, element("a:defRPr")), run)
    body = element("a:bodyPr", rot="-5400000", vert="horz") if turned else element("a:bodyPr")
    rich = element("c:rich", None, body, element("a:lstStyle"), paragraph)
    return element("c:title", None, element("c:tx", None, rich), element("c:overlay", "0"))


def bar_look(series: Series, opacity: float | None = None) -> ET.Element:
    """Fill a bar: solid, hatched, or not at all."""
    if series.mark == "unseen":
        return element("c:spPr", None, element("a:noFill"), element("a:ln", None, element("a:noFill")))
    line = element("a:ln", None, fill(series.hue, opacity), w="9525")
    if not series.hatched:
        return element("c:spPr", None, fill(series.hue, opacity), line)
    ink = element("a:fgClr", None, *fill(series.hue, opacity))
    ground = element("a:bgClr", None, element("a:schemeClr", "bg1"))
    return element("c:spPr", None, element("a:pattFill", None, ink, ground, prst="wdUpDiag"), line)


def pale_point(series: Series, place: int) -> ET.Element:
    """Draw one bar paler than the others of its series."""
    point = element("c:dPt", None, element("c:idx", str(place)), element("c:invertIfNegative", "0"))
    point.extend((element("c:bubble3D", "0"), bar_look(series, PARTIAL_OPACITY)))
    return point


def line_look(series: Series) -> ET.Element:
    """Draw the line of a series."""
    return stroke(series.hue, series.width, series.dash)


def marker(series: Series) -> ET.Element:
    """Mark the values of a line, or not."""
    if not series.points:
        return element("c:marker", None, element("c:symbol", "none"))
    look = element("c:spPr", None, fill(series.hue), element("a:ln", None, element("a:noFill")))
    return element("c:marker", None, element("c:symbol", "circle"), element("c:size", "5"), look)


def error_bars(series: Series, below: Column, above: Column, last: int) -> ET.Element:
    """Draw the interval of each value, from cells of their own."""
    bars = element("c:errBars", None, element("c:errBarType", "both"), element("c:errValType", "cust"))
    bars.append(element("c:noEndCap", "1"))
    bars.append(element("c:plus", None, numbers_of(above, last, "General")))
    bars.append(element("c:minus", None, numbers_of(below, last, "General")))
    bars.append(stroke(series.hue if series.mark == "line" else INK["light"], 1))
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
