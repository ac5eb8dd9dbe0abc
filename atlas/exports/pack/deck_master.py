"""The master of the slides: white ground, one accent, colours and typeface of the theme, three layouts."""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple
from xml.etree import ElementTree as ET

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from atlas.exports.pack.office import FONT, LANGUAGE, THEME

WIDTH, HEIGHT = 960.0, 540.0
"""A slide of 13.333 by 7.5 inches, in points."""
LEFT, ROOM = 48.0, 864.0
"""The left edge of all text, and the width it has."""

KICKER, LEAD, CAPTION = 10, 11, 12
"""The numbers of our own placeholders."""

OPENING, CONTENT = "Opening", "Content"
"""The names of the layouts."""

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SPACES = (
    f'xmlns:a="{_DRAWING}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_EMU = 12_700


class Box(NamedTuple):
    """A place on a slide, in points from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


class Look(NamedTuple):
    """How the text of a placeholder is set."""

    size: float
    colour: str = "tx1"
    bold: bool = False
    anchor: Literal["t", "ctr", "b"] = "t"
    align: Literal["l", "r"] = "l"


class Holder(NamedTuple):
    """A placeholder of a layout."""

    kind: str
    number: int
    name: str
    box: Box
    look: Look


FOOT = Box(LEFT, 508, 800, 20)
NUMBER = Box(LEFT + 804, 508, 60, 20)
_FOOTERS = (
    Holder("ftr", 3, "Source", FOOT, Look(9, "tx2", anchor="ctr")),
    Holder("sldNum", 4, "Slide number", NUMBER, Look(9, "tx2", anchor="ctr", align="r")),
)
TITLE = Box(LEFT, 48, ROOM, 36)
_TITLE = Holder("title", 0, "Title", TITLE, Look(26, bold=True))
_LAYOUTS: dict[str, tuple[Holder, ...]] = {
    OPENING: (
        Holder("ctrTitle", 0, "Title", Box(88, 112, 800, 100), Look(40, bold=True, anchor="b")),
        Holder("subTitle", 1, "Selection", Box(88, 222, 800, 76), Look(20, "tx2")),
        *_FOOTERS,
    ),
    CONTENT: (
        Holder("body", KICKER, "Part", Box(LEFT, 28, ROOM, 18), Look(12, "accent1", bold=True)),
        _TITLE,
        Holder("body", LEAD, "Lead", Box(LEFT, 90, ROOM, 60), Look(16)),
        Holder("body", CAPTION, "Caption", Box(LEFT, 452, ROOM, 46), Look(11, "tx2")),
        *_FOOTERS,
    ),
}
_BARS = {
    OPENING: (("Accent", Box(0, 0, 28, HEIGHT), "accent1"),),
    CONTENT: (("Accent", Box(0, 0, WIDTH, 8), "accent1"), ("Rule", Box(LEFT, 504, ROOM, 0.75), "bg2")),
}
"""Shapes of the layouts that only decorate."""


def blank_deck() -> Deck:
    """Make a presentation without slides, with our master in the place of the usual one."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    first, *_ = layouts = list(deck.slide_layouts)
    content = layouts[5]
    for layout in layouts:
        if layout not in (first, content):
            deck.slide_layouts.remove(layout)
    for layout, name in ((first, OPENING), (content, CONTENT)):
        _replace(layout.element, _sheet(name, (*_shapes(_BARS[name]), *map(_holder, _LAYOUTS[name]))))
    content.element.attrib.pop("type", None)  # it holds more than a title now
    master = deck.slide_master
    body = Holder("body", 1, "Text", Box(LEFT, 90, ROOM, 360), Look(16))
    _replace(master.element, _sheet("", map(_holder, (_TITLE, body, *_FOOTERS))))
    _style(master.element)
    _dress(master.part.part_related_by(RT.THEME))
    _clean(deck)
    return deck


def _clean(deck: Deck) -> None:
    """Drop what the usual presentation brings and ours has no use for: its thumbnail and settings of a printer."""
    package = deck.part.package
    for owner in (package, deck.part):
        for key, relation in list(owner._rels.items()):  # python-pptx has no other way to list them
            if relation.reltype in (RT.THUMBNAIL, RT.PRINTER_SETTINGS):
                owner._rels.pop(key)
    size = deck.element.find(f"{{{deck.element.nsmap['p']}}}sldSz")
    size.attrib.pop("type", None)


def _replace(owner: Any, sheet: str) -> None:  # noqa: ANN401 - elements of lxml have no types
    old = owner.find(f"{{{owner.nsmap['p']}}}cSld")
    owner.replace(old, parse_xml(sheet))


def _sheet(name: str, shapes: Iterable[str]) -> str:
    named = f' name="{name}"' if name else ""
    ground = "" if name else '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
    # The numbers of shapes must differ within a sheet; the tree itself is the first.
    body = "".join(shape.replace("@id", str(number)) for number, shape in enumerate(shapes, start=2))
    return (
        f'<p:cSld {_SPACES}{named}>{ground}<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr/>{body}</p:spTree></p:cSld>"
    )


def _frame(box: Box) -> str:
    left, top, width, height = (round(value * _EMU) for value in box)
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _shapes(bars: Iterable[tuple[str, Box, str]]) -> list[str]:
    return [
        f'<p:sp><p:nvSpPr><p:cNvPr id="@id" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{_frame(box)}<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en"/></a:p></p:txBody></p:sp>'
        for name, box, colour in bars
    ]


def _holder(holder: Holder) -> str:
    look = holder.look
    number = f' idx="{holder.number}"' if holder.number else ""
    # A number of a slide is the only field: everything else is text.
    text = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en"/><a:t>‹#›</a:t></a:fld>'
    run = text if holder.kind == "sldNum" else f'<a:r><a:rPr lang="en"/><a:t>{holder.name}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="@id" name="{holder.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{holder.kind}"{number}/></p:nvPr></p:nvSpPr><p:spPr>{_frame(holder.box)}</p:spPr><p:txBody>'
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{look.anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle>'
        f'<a:lvl1pPr marL="0" indent="0" algn="{look.align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(look.size * 100)}" b="{int(look.bold)}"><a:solidFill><a:schemeClr val="{look.colour}"/>'
        f"</a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _style(master: Any) -> None:  # noqa: ANN401
    """Set titles and text to the left, without bullets, for what an editor adds."""
    styles = master.find(f"{{{master.nsmap['p']}}}txStyles")
    for level in styles.iter(f"{{{_DRAWING}}}lvl1pPr"):
        level.set("algn", "l")
    for level in styles.iter(f"{{{_DRAWING}}}defRPr"):
        level.set("lang", LANGUAGE)


def _dress(theme: Any) -> None:  # noqa: ANN401
    """Give a theme our colours and our typeface."""
    root = ET.fromstring(theme.blob)  # noqa: S314 - python-pptx's own template
    root.set("name", "Khorasan Atlas")
    scheme = root.find(f".//{{{_DRAWING}}}clrScheme")
    if scheme is not None:
        scheme.set("name", "Khorasan Atlas")
        for colour in scheme:
            colour[:] = [ET.Element(f"{{{_DRAWING}}}srgbClr", val=_value(colour.tag))]
    for kind in ("major", "minor"):
        face = root.find(f".//{{{_DRAWING}}}{kind}Font/{{{_DRAWING}}}latin")
        if face is not None:
            face.set("typeface", FONT)
    theme._blob = ET.tostring(root, encoding="UTF-8", xml_declaration=True)  # a part has no setter


def _value(tag: str) -> str:
    return THEME[tag.rpartition("}")[2]].removeprefix("#").upper()


for _prefix, _address in (("a", _DRAWING),):
    ET.register_namespace(_prefix, _address)
