"""The styles of the document: typeface, colours, headings, captions, tables, and the page."""

from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from atlas.drawing.palette import BLUE, GRID, INK, MUTED
from atlas.exports.content import Paper
from atlas.exports.pack.office import FONT, LANGUAGE, THEME

PAPERS: dict[Paper, tuple[float, float]] = {"A4": (210, 297), "Letter": (215.9, 279.4)}
"""Width and height in millimetres."""
MARGIN = 20.0
"""The blank edge of a page in millimetres."""

TABLE, LEAD, METHOD, NOTE = "Atlas Table", "Lead", "Method", "Note"
"""Our own styles beside those that Word knows."""

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


class _Look(NamedTuple):
    """Size in points, colour, whether bold, and room before and after in points."""

    size: float
    hue: str
    bold: bool = False
    before: float = 0
    after: float = 0


_TEXTS: dict[str, _Look] = {
    "Normal": _Look(10, INK["light"], after=6),
    "Title": _Look(26, INK["light"], bold=True, after=4),
    "Subtitle": _Look(13, MUTED["light"], after=6),
    "Heading 1": _Look(17, BLUE, bold=True, before=18, after=6),
    "Heading 2": _Look(12.5, INK["light"], bold=True, before=12, after=4),
    "Caption": _Look(8.5, MUTED["light"], before=3, after=8),
    "Header": _Look(8, MUTED["light"]),
    "Footer": _Look(8, MUTED["light"]),
    "List Bullet": _Look(10, INK["light"], after=3),
    "TOC Heading": _Look(12.5, BLUE, bold=True, before=14, after=4),
    LEAD: _Look(11.5, INK["light"], after=6),
    METHOD: _Look(8.5, MUTED["light"], after=4),
    NOTE: _Look(8.5, MUTED["light"], before=2, after=8),
    "Table Text": _Look(8.5, INK["light"], before=1, after=1),
    "Table Head": _Look(8.5, BLUE, bold=True, before=1, after=1),
    "toc 1": _Look(10, INK["light"], bold=True, before=4),
    "toc 2": _Look(10, INK["light"]),
}
"""How each style is set."""

_ADDED = "toc 1", "toc 2", LEAD, METHOD, NOTE, "Table Text", "Table Head"
"""The styles that the usual document lacks."""


def blank_document(paper: Paper) -> Document:
    """Make an empty document with our styles on a paper."""
    made = docx.Document()
    for name in _ADDED:
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Normal"]
    for name, look in _TEXTS.items():
        _style(made.styles[name], look)
    made.styles["toc 2"].paragraph_format.left_indent = Mm(5)
    for name in ("Heading 1", "Heading 2", LEAD):
        made.styles[name].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        made.styles[name].paragraph_format.tab_stops.clear_all()
    made.styles.element.append(parse_xml(_TABLE_STYLE))
    _speak(made)
    for zoom in made.settings.element.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # the schema asks for it, the usual document lacks it
    package = made.part.package
    for key in [key for key, each in package.rels.items() if each.reltype == RT.THUMBNAIL]:
        del package.rels[key]  # a picture of the usual document
    _dress(made.part.part_related_by(RT.THEME))
    section = made.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAPERS[paper])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.header_distance = section.footer_distance = Mm(10)
    return made


def _style(style: Any, look: _Look) -> None:  # noqa: ANN401 - python-docx types styles by what they may become
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = RGBColor.from_string(_hex(look.hue))
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for side in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{side}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(look.before), Pt(look.after)
    style.hidden = False
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:  # the usual title is underlined
        style.element.pPr.remove(border)


def _speak(made: Document) -> None:
    """Set the language of all text, for spelling and for screen readers."""
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _dress(theme: Any) -> None:  # noqa: ANN401 - python-docx keeps a theme as bytes
    """Give the theme our colours and our typeface, for what an editor adds."""
    root = ET.fromstring(theme.blob)  # noqa: S314 - python-docx's own template
    for colour in root.iterfind(f".//{{{_DRAWING}}}clrScheme/*"):
        value = THEME[colour.tag.rpartition("}")[2]].removeprefix("#").upper()
        colour[:] = [ET.Element(f"{{{_DRAWING}}}srgbClr", val=value)]
    for face in root.iterfind(f".//{{{_DRAWING}}}fontScheme/*/{{{_DRAWING}}}latin"):
        face.set("typeface", FONT)
    theme._blob = ET.tostring(root, encoding="UTF-8", xml_declaration=True)  # a part has no setter


def _hex(hue: str) -> str:
    return hue.removeprefix("#").upper()


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="AtlasTable"><w:name w:val="{TABLE}"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="{_hex(MUTED["light"])}"/>
<w:insideH w:val="single" w:sz="4" w:color="{_hex(GRID["light"])}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>
<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="10" w:color="{_hex(BLUE)}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>
"""
