"""A pack as a report for paper: a tagged PDF (PDF/UA-1) with contents, numbered figures and real tables."""

from collections.abc import Iterator

from atlas.drawing.exhibit import Exhibit
from atlas.exports.content import Pack, Part, written
from atlas.exports.pack.pictures import Pictures
from atlas.exports.pdf import blocks
from atlas.exports.pdf.blocks import Block, Drawn
from atlas.exports.pdf.document import LEAVES, Document, Leaf, Section, typeset
from atlas.exports.stamp import Stamp
from atlas.text import day_in_words

SHORT_ROWS = 6
"""Rows of a table that stands with the sentences, before the figures."""

MOST_ROWS = 40
"""Rows of the longest data table that an analysis prints with its figure."""


def paper(pack: Pack, pictures: Pictures) -> bytes:
    """Set a pack as a report.

    Parameters
    ----------
    pack
        What is reported.
    pictures
        Draws the exhibits, or has drawn them for another form of the pack.

    Raises
    ------
    AtlasError
        When the typesetter refuses the document.
    """
    leaf = LEAVES[pack.paper]
    opening = next((part for part in pack.parts if part.numbers), None)
    return typeset(
        Document(
            title=pack.title,
            subtitle=pack.subtitle,
            opening=list(_opening(pack, opening)),
            sections=[
                Section(part.heading, list(_part(pack, part, leaf, pictures, tiles=part is not opening)), part.link)
                for part in pack.parts
            ],
            closing=closing(pack.stamp),
            source=pack.source,
            link=pack.stamp.link,
            stamp=pack.stamp.as_text(),
            made=pack.stamp.made,
            paper=pack.paper,
            language=pack.language,
            flows=True,
        )
    )


def closing(stamp: Stamp) -> Section:
    """Write how to cite the document, its licence, and how to come back to what it shows."""
    told = (
        ("Citation", stamp.citation),
        ("Licence of the table", stamp.licence or "The metadata of the table state none."),
        ("Table", f"{stamp.table}, version {stamp.version}"),
        ("Data to", day_in_words(stamp.covers_to)),
        ("SHA-256 of the table", stamp.sha256 or "The file no longer stands where it was read."),
        ("Rules of counting", f"Method {stamp.method}"),
        ("Made", day_in_words(stamp.made)),
    )
    said = [block for line in stamp.footer()[:2] for block in blocks.words(line)]
    return Section("How to cite this", [*said, *blocks.facts(("About this report", "Stated"), told)], stamp.link)


def _opening(pack: Pack, first: Part | None) -> Iterator[Block]:
    """Begin with the headline figures and the first sentence of each part that has one to say."""
    if first:
        yield from blocks.numbers(first.numbers)
        yield from blocks.words(first.paragraphs[0] if first.paragraphs else "", "lead")
    yield from blocks.answers(
        (part.heading, part.paragraphs[0])
        for part in pack.parts
        if part.paragraphs and part is not first and part.key != "method"
    )


def _part(pack: Pack, part: Part, leaf: Leaf, pictures: Pictures, *, tiles: bool) -> Iterator[Block]:
    if tiles:
        yield from blocks.numbers(part.numbers)
    for paragraph in part.paragraphs:
        yield from blocks.words(paragraph)
    yield from _sheets(part, leaf, short=True)
    for exhibit in part.exhibits:
        yield blocks.figure(picture_of(exhibit, leaf, pictures))
        if pack.audience == "analysis":
            yield from _behind(exhibit, leaf)
    yield from _sheets(part, leaf, short=False)


def _sheets(part: Part, leaf: Leaf, *, short: bool) -> Iterator[Block]:
    for sheet in part.sheets:
        if (len(sheet.table) <= SHORT_ROWS) is short:
            yield from blocks.sheet(sheet, leaf.room_pt, under=part.heading)


def picture_of(exhibit: Exhibit, leaf: Leaf, pictures: Pictures) -> Drawn:
    """Draw an exhibit over the whole width."""
    size = pictures.size_of(exhibit, leaf.size)
    return Drawn(exhibit.title, pictures.of(exhibit, size, "svg"), exhibit.alt, exhibit.caption, exhibit.lead)


def _behind(exhibit: Exhibit, leaf: Leaf) -> Iterator[Block]:
    """Say how a figure was made, and print its data where they are few."""
    if exhibit.method:
        yield from blocks.words(f"How it was made: {exhibit.method}", "small")
    table = written(exhibit.table())
    if len(table.lines) > MOST_ROWS:
        yield from blocks.words(
            f"The data of this figure have {len(table.lines):,} rows; the atlas saves them as a file of their own.",
            "small",
        )
    else:
        yield from blocks.grid(f"Data: {exhibit.title}", table, "", leaf.room_pt, listed=False)
