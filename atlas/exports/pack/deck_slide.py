"""One slide: its words in placeholders, its body, its foot, its notes, and alternative texts."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, cast

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_AUTO_SIZE, MSO_VERTICAL_ANCHOR
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph, _Run
from pptx.util import Pt

from atlas.exports.link import public
from atlas.exports.pack import text_fit as text
from atlas.exports.pack.deck_master import CAPTION, CONTENT, FOOT, KICKER, LEAD, LEFT, ROOM, TITLE, Box
from atlas.exports.pack.office import LANGUAGE, settable

LEAD_TOP, LOWEST = 90.0, 498.0
"""Where the words under the title begin, and where the body of a slide ends."""
GAP = 8.0
COLUMN, COLUMN_OF_MAPS = 270.0, 350.0
"""Width of the words beside a body that is high."""
_LEAD_SIZES, _LEAD_MOST = (17.0, 16.0, 15.0, 14.0), 72.0
_CAPTION_SIZES, _CAPTION_MOST = (11.0, 10.5, 10.0), 40.0
_TITLE_SIZES = (26.0, 22.0, 19.0)
_TWO_LINES = 56.0
"""Height of a title that is too long for one line."""
_FOOT_SIZES = (9.0, 8.0, 7.0)
_OPEN = "Open in the atlas"


@dataclass
class Sheet:
    """A slide of the usual layout as it is being written; what is free for its body shrinks with every word."""

    slide: Slide
    top: float = LEAD_TOP
    bottom: float = LOWEST
    notes: list[str] = field(default_factory=list)

    @property
    def body(self) -> Box:
        """What is free between the words."""
        return Box(LEFT, self.top, ROOM, self.bottom - self.top)


def new_sheet(deck: Deck, kicker: str, title: str, *, lines: int = 1) -> Sheet:
    """Begin a slide with the name of its part and its title, which may take two lines before it is set smaller."""
    layout = next(each for each in deck.slide_layouts if each.name == CONTENT)
    slide = deck.slides.add_slide(layout)
    write(holder(slide, KICKER).text_frame, text.fitted(kicker, (12.0,), ROOM, 18).text)
    fits = text.width(settable(title), _TITLE_SIZES[1], bold=True) <= ROOM
    if lines == 1 or fits or slide.shapes.title is None:
        set_title(slide, title, TITLE)
        return Sheet(slide)
    high = TITLE._replace(height=_TWO_LINES)
    place(slide.shapes.title, high)
    set_title(slide, title, high, _TITLE_SIZES[1:])
    return Sheet(slide, LEAD_TOP + _TWO_LINES - TITLE.height)


def set_title(slide: Slide, title: str, box: Box, sizes: Sequence[float] = _TITLE_SIZES) -> None:
    """Write the title of a slide as large as it fits."""
    shape = slide.shapes.title
    if shape is not None:
        fit = text.fitted(settable(title), sizes, box.width, box.height, bold=True)
        write(shape.text_frame, fit.text, size=fit.size)


def holder(slide: Slide, number: int) -> Any:  # noqa: ANN401 - python-pptx types placeholders by what they may become
    """Give a placeholder by its number."""
    return next(each for each in slide.placeholders if each.placeholder_format.idx == number)


def lead(sheet: Sheet, words: str) -> None:
    """Write the sentence that carries a slide over its body; without one its place is free for the body."""
    if not words:
        remove(holder(sheet.slide, LEAD))
        return
    box = sheet.body._replace(height=_LEAD_MOST)
    sheet.top = _written(sheet, LEAD, words, box, _LEAD_SIZES) + GAP


def _written(sheet: Sheet, number: int, words: str, box: Box, sizes: Sequence[float]) -> float:
    """Write words into a placeholder at the top of a box, and give where they end."""
    shape = holder(sheet.slide, number)
    fit = text.fitted(words, sizes, box.width, box.height)
    high = min(box.height, text.height([fit.text], fit.size, box.width) + 1)
    place(shape, box._replace(height=high))
    write(shape.text_frame, fit.text, size=fit.size)
    return box.top + high


def beside(sheet: Sheet, said: str, caption: str, width: float = COLUMN) -> Box:
    """Write lead and caption into a column at the right, and give what is free at the left, for a body that is high."""
    column = Box(LEFT + ROOM - width, sheet.top + 4, width, sheet.bottom - sheet.top - 4)
    top = column.top
    described = text.height([caption], 10.5, width) + 2 * GAP
    for number, words, sizes, most in (
        (LEAD, said, (16.0, 15.0, 14.0, 13.0), column.height - min(described, 0.45 * column.height)),
        (CAPTION, caption, (12.0, 11.0, 10.5), column.height),
    ):
        if words:
            box = Box(column.left, top, width, min(most, column.bottom - top))
            top = _written(sheet, number, words, box, sizes) + 2 * GAP
        else:
            remove(holder(sheet.slide, number))
    return Box(LEFT, sheet.top, ROOM - width - 3 * GAP, sheet.bottom - sheet.top)


def caption(sheet: Sheet, words: str, notes: Sequence[str] = (), *, under: float | None = None) -> None:
    """Write the caption at the foot of the body, as much of it as there is room; the notes hold all of it.

    ``notes`` say what a chart leaves out; they stand there in any case. ``under`` sets it under a body that ends there.
    """
    shape = holder(sheet.slide, CAPTION)
    said = settable(" ".join(notes))
    if not words and not said:
        remove(shape)
        return
    most = _CAPTION_MOST - (text.height([said], _CAPTION_SIZES[-1], ROOM) if said else 0)
    fit = text.fitted(words, _CAPTION_SIZES, ROOM, most) if words else text.Fitted("", _CAPTION_SIZES[0], whole=True)
    paragraphs = [each for each in (fit.text, said) if each]
    high = text.height(paragraphs, fit.size, ROOM) + 2
    place(shape, Box(LEFT, LOWEST - high if under is None else min(under + GAP, LOWEST - high), ROOM, high))
    write(shape.text_frame, *paragraphs, size=fit.size)
    sheet.bottom = LOWEST - high - GAP


def caption_room(words: str) -> float:
    """Give the height that a caption under a body takes at most."""
    return GAP + 2.0 + min(_CAPTION_MOST, text.height([words], _CAPTION_SIZES[0], ROOM)) if words else 0


def foot(slide: Slide, source: str, link: str) -> None:
    """Write source, link and number at the foot of a slide, in the placeholders of its layout."""
    target = public(link)
    joint = f"  {_OPEN}" if target else ""
    _take_over_footers(slide)
    frame = next(shape for shape in slide.placeholders if shape.name == "Source").text_frame
    fit = text.fitted(settable(source) + joint, _FOOT_SIZES, FOOT.width, FOOT.height)
    if not fit.whole:  # the link takes a line of its own
        fit = text.fitted(settable(source), fit[1:2], FOOT.width, FOOT.height - fit.size * text.LINE)
    write(frame, fit.text.removesuffix(joint), size=fit.size)
    if target:
        run = frame.paragraphs[0].add_run()
        run.text, run.font.size = joint.strip(), Pt(fit.size)
        frame.paragraphs[0].runs[0].text += "  "
        run.hyperlink.address = target


def _take_over_footers(slide: Slide) -> None:
    """Put source and number of the layout on a slide; python-pptx leaves them out."""
    tree, holders = slide.shapes._spTree, cast("Any", slide.slide_layout.placeholders)
    for shape in holders:
        if shape.name in ("Source", "Slide number"):
            copy = deepcopy(shape._element)
            taken = (int(number) for number in tree.xpath(".//p:cNvPr/@id"))
            copy.xpath(".//p:cNvPr")[0].set("id", str(max(taken) + 1))
            tree.append(copy)


def write(frame: TextFrame, *paragraphs: str, size: float | None = None) -> None:
    """Write paragraphs of plain text into a frame."""
    for number, words in enumerate(paragraphs):
        paragraph = paragraph_at(frame, number)
        for old in list(paragraph.runs):
            paragraph._p.remove(old._r)  # python-pptx cannot remove a run
        add_run(paragraph, words, size=size)


def paragraph_at(frame: Any, number: int) -> _Paragraph:  # noqa: ANN401 - python-pptx leaves some of it untyped
    """Give a paragraph of a frame by its number; one more than there are is added."""
    found: _Paragraph = frame.paragraphs[number] if number < len(frame.paragraphs) else frame.add_paragraph()
    return found


def add_run(
    paragraph: _Paragraph,
    words: str,
    *,
    size: float | None = None,
    bold: bool | None = None,
    colour: MSO_THEME_COLOR | str | None = None,
) -> _Run:
    """Write a piece of text in one hand; the colour is one of the theme, or "#rrggbb"."""
    run, hues = paragraph.add_run(), cast("Any", RGBColor)
    run.text = " ".join(settable(words).split())
    run._r.get_or_add_rPr().set("lang", LANGUAGE)  # python-pptx knows languages by number only
    run.font.bold = bold
    if size is not None:
        run.font.size = Pt(size)
    if isinstance(colour, str):
        run.font.color.rgb = hues.from_string(colour.removeprefix("#").upper())
    elif colour is not None:
        run.font.color.theme_color = colour
    return run


def text_box(slide: Slide, box: Box, name: str) -> TextFrame:
    """Add an empty box of text without inner edges."""
    shape = slide.shapes.add_textbox(*(Pt(value) for value in box))
    shape.name = name
    frame: TextFrame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    frame.vertical_anchor = MSO_VERTICAL_ANCHOR.TOP
    return frame


def place(shape: BaseShape, box: Box) -> None:
    """Set a shape to its place."""
    shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in box)


def remove(shape: BaseShape) -> None:
    """Take a shape from its slide, such as a placeholder that stays empty."""
    element = shape._element  # python-pptx cannot remove a shape
    element.getparent().remove(element)


def describe(shape: BaseShape, name: str, words: str) -> None:
    """Name a shape and say what it shows, for those who do not see it."""
    shape.name = settable(name)
    properties = shape._element.xpath(".//p:cNvPr")[0]  # python-pptx has no alternative texts
    properties.set("descr", settable(words))


def finish(sheet: Sheet, source: str, link: str) -> None:
    """Write the foot and the notes."""
    foot(sheet.slide, source, link)
    frame = sheet.slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(settable(words) for words in sheet.notes if words)
