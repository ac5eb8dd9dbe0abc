"""A document of blocks, and the step to PDF."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import typst
from matplotlib import font_manager

from atlas.drawing.palette import BLUE, GRID, INK, MUTED, ZERO
from atlas.errors import AtlasError
from atlas.exports.content import Paper
from atlas.exports.link import public
from atlas.exports.pdf.blocks import Block, settable
from atlas.paper.fonts import families
from atlas.paper.sizes import SIZES, Size

AUTHOR = "Khorasan Atlas"
CONTENTS = {"en": "Contents"}

LONGEST_FOOT = 150
"""Characters of the longest link at the foot of a page; the whole stands at the end of the document."""


class Leaf(NamedTuple):
    """One paper."""

    name: str
    """What Typst calls it."""
    width_mm: float
    size: Size
    """The size of a picture over the whole width of its text."""

    @property
    def margin_mm(self) -> float:
        """Blank to the left and to the right of the text."""
        return (self.width_mm - self.size.width_mm) / 2

    @property
    def room_pt(self) -> float:
        """The width of the text, in points."""
        return self.size.width_pt


LEAVES: Mapping[Paper, Leaf] = {
    "A4": Leaf("a4", 210, SIZES["A4 full width"]),
    "Letter": Leaf("us-letter", 215.9, SIZES["Letter full width"]),
}

_HOUSE = Path(__file__).with_name("house.typ")
_INKS = {"accent": BLUE, "ink": INK["light"], "muted": MUTED["light"], "line": GRID["light"], "ground": ZERO["light"]}


@dataclass(frozen=True)
class Section:
    """A part of a document."""

    heading: str
    blocks: Sequence[Block]
    link: str = ""
    """Reopens what the part shows."""


@dataclass(frozen=True)
class Document:
    """All that is set."""

    title: str
    subtitle: str
    opening: Sequence[Block]
    """What stands on the first page between title and contents."""
    sections: Sequence[Section]
    closing: Section
    source: str
    """The line at the foot of every page."""
    link: str
    stamp: str
    """The stamp as one line, which the file carries as its keywords."""
    made: date
    paper: Paper
    depth: int = 2
    """How many levels of headings the contents list."""
    language: str = "en"
    flows: bool = False
    """Whether a section begins where the last one ends, and not on a page of its own."""


def typeset(document: Document) -> bytes:
    """Set a document as PDF/UA-1; the same document gives the same bytes.

    Only the typefaces that the pictures use are looked at, so that a text is measured and set alike everywhere: DejaVu
    Sans comes with Matplotlib, Liberation Sans is taken where it is installed.

    Raises
    ------
    AtlasError
        When the typesetter refuses the document.
    """
    moment = datetime(document.made.year, document.made.month, document.made.day, tzinfo=UTC)
    data = json.dumps(_data(document), ensure_ascii=False, allow_nan=False)
    try:
        made = typst.compile(
            _HOUSE, font_paths=_typefaces(), sys_inputs={"data": data}, format="pdf", pdf_standards="ua-1",
            timestamp=moment,
        )  # fmt: skip
    except RuntimeError as error:
        raise AtlasError(f"The PDF cannot be set: {error}.", hint="Please report this with the selection.") from error
    if not isinstance(made, bytes):
        raise AtlasError("The typesetter gave no file.", hint="Install the pinned version of typst (requirements.txt).")
    return made


def _data(document: Document) -> dict[str, object]:
    """Write a document as the template reads it: every text can be set, every colour and typeface is named."""
    plain = {key: settable(getattr(document, key)) for key in ("title", "subtitle", "source")}
    leaf = LEAVES[document.paper]
    return (
        asdict(document)
        | plain
        | {
            "sections": [_section(each) for each in document.sections],
            "closing": _section(document.closing),
            "made": [document.made.year, document.made.month, document.made.day],
            "paper": leaf.name,
            "margin_mm": leaf.margin_mm,
            "author": AUTHOR,
            "fonts": list(families()),
            "inks": _INKS,
            "contents": CONTENTS[document.language],
            "foot": settable(_cut(public(document.link))),
        }
    )


def _cut(link: str) -> str:
    return link if len(link) <= LONGEST_FOOT else f"{link[: LONGEST_FOOT - 1]}…"


def _section(section: Section) -> dict[str, object]:
    return {
        "heading": settable(section.heading),
        "blocks": list(section.blocks),
        "link": public(section.link),
        "shown": settable(public(section.link)),
    }


@cache
def _typefaces() -> typst.Fonts:
    """Load the typefaces of paper, and those inside Typst as the last resort."""
    folders = dict.fromkeys(Path(font_manager.findfont(family)).parent for family in families())
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))
