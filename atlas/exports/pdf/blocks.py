"""Texts as paper can hold them: signs that a typeface has, and words that a narrow column can break."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from atlas.exports.content import Cell, Number, Sheet, Written, written
from atlas.exports.pdf.columns import TYPE_PT, Column, grids
from atlas.paper import fonts
from atlas.text import thousands

BREAK = "\N{ZERO WIDTH SPACE}"
LONGEST_IN_LINE, LONGEST_IN_CELL = 72, 16
"""Letters of the longest word that stays whole, in a line over the page and in the cell of a table.

A hash of 64 digits and all but the longest addresses stay whole in a line, so that they can be copied.
"""
_KEPT = {BREAK, "\N{SOFT HYPHEN}"}


def settable(text: str, longest: int = LONGEST_IN_LINE) -> str:
    """Make a text one line of signs that can be set, and let words longer than ``longest`` break.

    Control characters and those that turn the direction of writing are left out; other signs without a glyph are
    named (`fonts.settable`): PDF/UA refuses an empty box, and nothing may vanish unseen.
    """
    shown = "".join(sign for sign in " ".join(fonts.settable(text).split()) if sign.isprintable() or sign in _KEPT)
    return re.sub(rf"[^\s{BREAK}-]{{{longest + 1},}}", lambda word: _parted(word[0], longest), shown)


def in_cell(text: str) -> str:
    """Make a text settable in a narrow column."""
    return settable(text, LONGEST_IN_CELL)


def paragraphs(text: str) -> list[str]:
    """Split a text at its empty lines."""
    return [each for part in re.split(r"\n\s*\n", text) if (each := settable(part))]


def _parted(word: str, longest: int) -> str:
    return BREAK.join(word[at : at + longest] for at in range(0, len(word), longest))


Block = Mapping[str, object]
Style = Literal["lead", "body", "small"]

MOST_ROWS = 5_000
"""Rows of the longest table on paper, some 200 pages of incidents; the tables of the atlas hold all."""

_FIGURES = re.compile(r"[-−+]?[0-9][0-9.,]*%?(–[0-9][0-9.,]*%?)?")
"""Figures as they are written: "12", "1,204", "12–15", "−3.5%"; a day in ISO 8601 is none."""


class Drawn(NamedTuple):
    """A picture with the words that belong to it."""

    title: str
    svg: bytes
    alt: str
    caption: str
    lead: str = ""


def heading(text: str) -> Block:
    """Write a heading inside a part."""
    return {"kind": "heading", "text": settable(text)}


def words(text: str, style: Style = "body") -> list[Block]:
    """Write a text, a paragraph for each that an empty line divides."""
    return [{"kind": "words", "style": style, "text": each} for each in paragraphs(text)]


def numbers(listed: Sequence[Number]) -> list[Block]:
    """Write headline figures as a row of tiles; none where there are none."""
    if not listed:
        return []
    return [{"kind": "numbers", "items": [tile(each) for each in listed]}]


def tile(number: Number) -> dict[str, str]:
    """Write one headline figure."""
    return {key: settable(text) for key, text in number._asdict().items()}


def figure(drawn: Drawn) -> Block:
    """Write a picture over the whole width."""
    return {"kind": "figure", **_picture(drawn)}


def beside(left: Drawn, right: Drawn) -> Block:
    """Write two pictures side by side."""
    return {"kind": "beside", "pictures": [_picture(left), _picture(right)]}


def answers(listed: Iterable[tuple[str, str]]) -> list[Block]:
    """Write answers beside what they answer; none where there are none."""
    items = [{"heading": settable(name), "text": settable(text)} for name, text in listed]
    return [{"kind": "answers", "items": items}] if items else []


def facts(heads: tuple[str, str], listed: Iterable[tuple[str, str]]) -> list[Block]:
    """Write facts as a table of two columns, what it is and the fact; none where there are none."""
    lines = [[settable(name), settable(fact)] for name, fact in listed]
    return [{"kind": "facts", "heads": list(heads), "lines": lines}] if lines else []


def sheet(table: Sheet, room_pt: float, under: str = "") -> list[Block]:
    """Write a table with its title, left out where it is the heading ``under`` which it stands."""
    title = "" if table.title == under else table.title
    return grid(title, written(table.table), table.caption, room_pt)


def grid(title: str, table: Written, caption: str, room_pt: float, *, listed: bool = True) -> list[Block]:
    """Write a table as one or more grids that fit the width of the page; one without a row says so.

    A grid with more columns than the page has room for goes on in a further one, which repeats the first column.

    Parameters
    ----------
    title, caption
        What stands above it; both may be empty.
    table
        Heads and cells.
    room_pt
        Width of the text on the page, in points.
    listed
        Whether the contents name it.
    """
    if not table.lines:
        return [*([heading(title)] if title else []), *words("No row.", "small")]
    lines = table.lines[:MOST_ROWS]
    rest = f"The first {thousands(MOST_ROWS)} of {thousands(len(table.lines))} rows; the tables of the atlas hold all."
    said = caption if len(lines) == len(table.lines) else f"{caption} {rest}"
    columns = [_column(head, [line[at] for line in lines]) for at, head in enumerate(table.heads)]
    dealt = grids(columns, room_pt)
    titles = [
        title if len(dealt) == 1 or not title else f"{title} ({n} of {len(dealt)})" for n in range(1, len(dealt) + 1)
    ]
    return [
        {
            "kind": "table",
            "title": settable(titles[number]),
            "listed": listed and number == 0,
            "caption": settable(said) if number == 0 else "",
            "type_pt": round(TYPE_PT * each.scale, 2),
            "heads": [column.head for column in each.columns],
            "tracks": each.tracks(),
            "right": [column.right for column in each.columns],
            "cells": [text for line in zip(*(column.texts for column in each.columns), strict=True) for text in line],
        }
        for number, each in enumerate(dealt)
    ]


def _column(head: str, cells: Sequence[Cell]) -> Column:
    shown = [cell for cell in cells if cell.text]
    right = bool(shown) and all(cell.number or _FIGURES.fullmatch(cell.text) for cell in shown)
    return Column(in_cell(head), tuple(in_cell(cell.text) for cell in cells), right)


def _picture(drawn: Drawn) -> dict[str, str]:
    texts = {"title": drawn.title, "alt": drawn.alt, "lead": drawn.lead}
    return {key: settable(text) for key, text in texts.items()} | {
        "caption": " ".join(paragraphs(drawn.caption)),
        "svg": drawn.svg.decode("utf-8"),
    }
