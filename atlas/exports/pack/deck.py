"""A pack as slides (PowerPoint, ECMA-376), with native charts that a reader can edit and notes to speak from.

The words, numbers and figures are those of the pack. Each slide carries its source and its link, each picture, chart
and table says in words what it shows, and a text that does not fit on its slide stands whole in the notes. An analysis
holds everything, a briefing what carries it (`deck_briefing`).
"""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pandas as pd
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part as PackagePart
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Deck

from atlas.exports.content import Pack, Part, Sheet, written
from atlas.exports.link import public
from atlas.exports.pack import office
from atlas.exports.pack import text_fit as text
from atlas.exports.pack.deck_briefing import briefing_slides
from atlas.exports.pack.deck_figures import figure_slide, stand_over
from atlas.exports.pack.deck_master import OPENING, Box, blank_deck
from atlas.exports.pack.deck_slide import (
    LOWEST,
    add_run,
    caption,
    caption_room,
    finish,
    foot,
    holder,
    lead,
    new_sheet,
    paragraph_at,
    set_title,
    write,
)
from atlas.exports.pack.deck_text import TILE, TOP, add_table, numbers_in_words, pages, tiles, words_slides
from atlas.exports.pack.pictures import Pictures
from atlas.text import day_in_words

MOST_ROWS = 60
"""How many rows of a table a deck shows; the caption says where the others are."""

_LIMITS = (
    "What was reported, not a census: a number counts recorded incidents, and a fall can be a fall in reporting. "
    "Counts run from claimed or attributed to all, deaths from low to high; intervals are of 95%."
)
_NOTHING = "Nothing in this selection."


def deck(pack: Pack, pictures: Pictures) -> bytes:
    """Write a pack as a presentation of 16 to 9 (PPTX); the same pack gives the same bytes."""
    made = blank_deck()
    _opening(made, pack)
    if pack.audience == "briefing":
        briefing_slides(made, pack, pictures)
    else:
        for part in pack.parts:
            _part(made, pack, part, pictures)
    _about(made, pack)
    for name, value in office.core_texts(pack.stamp, pack.title, pack.source).items():
        setattr(made.core_properties, name, value)
    made.core_properties.created = made.core_properties.modified = office.midnight(pack.stamp.made)
    made.core_properties.revision = 1
    package = made.part.package
    stamped = PackagePart(
        PackURI(office.CUSTOM_PATH), office.CUSTOM_PROPERTIES, package, office.custom_properties(pack.stamp)
    )
    package.relate_to(stamped, RT.CUSTOM_PROPERTIES)
    buffer = BytesIO()
    made.save(buffer)
    return office.settled(buffer.getvalue(), pack.stamp.made)


def _opening(made: Deck, pack: Pack) -> None:
    """Write the first slide: title, selection, how far the data go, and the headline numbers."""
    slide = made.slides.add_slide(next(layout for layout in made.slide_layouts if layout.name == OPENING))
    set_title(slide, pack.title, Box(88, 112, 800, 100), (40.0, 34.0, 28.0, 22.0))
    dated = f"Data to {day_in_words(pack.stamp.covers_to)}; table version {pack.stamp.version}"
    fit = text.fitted(f"{pack.subtitle[:1].upper()}{pack.subtitle[1:]}", (20.0, 18.0, 16.0, 14.0), 800, 50)
    frame = holder(slide, 1).text_frame
    write(frame, fit.text, size=fit.size)
    add_run(paragraph_at(frame, 1), dated, size=14)
    numbers = next((part.numbers for part in pack.parts if part.numbers), ())
    tiles(slide, numbers, Box(88, 330, 800, TILE))
    foot(slide, pack.source, pack.stamp.link)
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = office.settable(
            "\n".join((pack.title, pack.subtitle, dated, *numbers_in_words(numbers), pack.source))
        )


def _part(made: Deck, pack: Pack, part: Part, pictures: Pictures) -> None:
    """Write the slides of a part: its sentences, its figures, its tables."""
    opens = bool(part.exhibits) and stand_over(part, part.exhibits[0])
    if not (part.paragraphs or part.exhibits or part.sheets or part.numbers):
        part = replace(part, paragraphs=(_NOTHING,))
    if (part.paragraphs or part.numbers) and not opens:
        words_slides(made, pack, part)
    for place, exhibit in enumerate(part.exhibits):
        figure_slide(made, pack, part, exhibit, pictures, opens=opens and place == 0)
    for sheet in part.sheets:
        _table(made, pack, part, sheet)


def _table(made: Deck, pack: Pack, part: Part, sheet: Sheet) -> None:
    """Write a table on as many slides as it needs."""
    whole = written(sheet.table)
    shown = whole._replace(lines=whole.lines[:MOST_ROWS])
    cut = f"The first {MOST_ROWS} of {len(whole.lines):,} rows; the document and the atlas hold all of them."
    words = " ".join(filter(None, (sheet.caption, cut if len(whole.lines) > MOST_ROWS else "")))
    parts = pages(shown, LOWEST - TOP - caption_room(words))
    for number, rows in enumerate(parts, start=1):
        title = sheet.title + (f" ({number} of {len(parts)})" if len(parts) > 1 else "")
        page = new_sheet(made, part.heading, title)
        lead(page, "")
        alt = f"Table: {title}", _described(sheet, rows.rows, whole.heads)
        caption(page, words, under=add_table(page.slide, rows, shown.heads, TOP, alt))
        page.notes += [sheet.title, words]
        finish(page, pack.source, part.link)


def _described(sheet: Sheet, rows: Sequence[object], heads: Sequence[str]) -> str:
    return f"Table of {len(rows)} rows. {sheet.title}. {sheet.caption} Columns: {', '.join(heads)}."


def _about(made: Deck, pack: Pack) -> None:
    """Write the last slide: what was counted by which rules, of which table, under which licence."""
    stamp = pack.stamp
    lines = [
        ("Shown", stamp.footer()[0]),
        ("Table", f"{stamp.table}, version {stamp.version}, data to {day_in_words(stamp.covers_to)}"),
        ("Checksum (SHA-256)", stamp.sha256 or "not known: the file is not where it was read"),
        ("Limits", _LIMITS),
        ("Rules", f"Method {stamp.method}"),
        ("Licence of the table", stamp.licence or "not stated"),
        ("Cite as", stamp.citation),
        *([("Reopen", public(stamp.link))] if public(stamp.link) else []),
        ("Made", f"{office.AUTHOR}, {day_in_words(stamp.made)}"),
    ]
    sheet = Sheet("Source, method and licence", pd.DataFrame(lines, columns=["What", "In this briefing"], dtype=object))
    _table(made, pack, Part("about", "About this briefing", stamp.link), sheet)
