"""How wide and high a text is, so that nothing overflows and nothing is set smaller than it needs to be."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from atlas.exports.pack.office import settable
from atlas.paper import fonts

LINE = 1.2
"""Height of a line as a part of the size of its type."""
_SPARE = 1.04
"""Office sets text a little wider than its metrics say."""
MORE = " …"
"""Ends a text that goes on elsewhere."""


@cache
def _advance(letter: str, bold: bool) -> float:
    """Measure a letter as a part of its size; one that our typefaces lack is taken to be as wide as it is high."""
    return fonts.width(letter, 1.0, bold=bold) if letter in fonts.signs() else 1.0


@lru_cache(maxsize=16_384)
def _extent(words: str, bold: bool) -> float:
    return sum(_advance(letter, bold) for letter in words) * _SPARE


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a line of text in points."""
    return _extent(text, bold) * size


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines as a text box of a width does: at blanks, and within words that are wider than it."""
    return [
        line
        for paragraph in settable(text).split("\n")
        for line in _lines(paragraph.split(), room / size, bold=bold) or [""]
    ]


def _lines(words: Sequence[str], room: float, *, bold: bool) -> list[str]:
    """Fill lines with words; ``room`` is in sizes of the type."""
    blank = _extent(" ", bold)
    lines: list[list[str]] = []
    left = -1.0
    for word in words:
        wide = _extent(word, bold)
        if blank + wide <= left:
            lines[-1].append(word)
            left -= blank + wide
            continue
        pieces = [word] if wide <= room else _pieces(word, room, bold=bold)
        lines += [[piece] for piece in pieces]
        left = room - _extent(pieces[-1], bold)
    return [" ".join(line) for line in lines]


def _pieces(word: str, room: float, *, bold: bool) -> list[str]:
    """Cut a word that is wider than a line; a piece has a letter at least."""
    pieces: list[str] = []
    left = -1.0
    for letter in word:
        wide = _advance(letter, bold) * _SPARE
        if pieces and wide <= left:
            pieces[-1] += letter
            left -= wide
        else:
            pieces.append(letter)
            left = room - wide
    return pieces


def height(texts: Sequence[str], size: float, room: float, *, gap: float = 0, bold: bool = False) -> float:
    """Measure paragraphs set one under the other, in points; ``gap`` stands between two of them."""
    lines = sum(len(wrapped(text, size, room, bold=bold)) for text in texts)
    return lines * size * LINE + gap * max(len(texts) - 1, 0)


def column_widths(columns: Sequence[Sequence[str]], size: float, room: float) -> list[float]:
    """Give each column of a table, its head first, what its texts need on one line; in points.

    Where that is more than ``room``, each column gets what its longest word needs, and what is left is shared out by
    how much more its longest text would take, as browsers lay out tables (CSS 2.2, 17.5.2.2).
    """
    cells = [[(words, at == 0) for at, words in enumerate(column)] for column in columns]
    most = [max(width(words, size, bold=head) for words, head in column) for column in cells]
    if sum(most) <= room:
        return most
    share = room / len(columns)
    words = [[(word, head) for words, head in column for word in words.split()] for column in cells]
    least = [min(share, max((width(word, size, bold=head) for word, head in each), default=0)) for each in words]
    wanted, spare = sum(most) - sum(least), room - sum(least)
    return [low + spare * (high - low) / wanted for low, high in zip(least, most, strict=True)]


def is_amount(words: str) -> bool:
    """Tell whether a text is a number or an interval, or empty: such texts stand at the right of their column."""
    return bool(re.fullmatch(r"([−+-]?[\d.,]+%?(–[\d.,]+%?)?)?", words))


def sentences(text: str) -> list[str]:
    """Split a text into sentences."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“‘(0-9])", text.strip()) if part]


class Fitted(NamedTuple):
    """A text as it fits into its box."""

    text: str
    size: float
    whole: bool
    """Whether nothing was left to the notes."""


def fitted(text: str, sizes: Sequence[float], room: float, most: float, *, bold: bool = False) -> Fitted:
    """Set a text into a box in the largest of the sizes in which it fits whole.

    Where it does not fit in the smallest, as many of its sentences are kept as do, or else of its words.
    """
    for size in sizes:
        if height([text], size, room, bold=bold) <= most:
            return Fitted(text, size, whole=True)
    size = sizes[-1]
    for parts, joint in ((sentences(text), " "), (text.split(), " "), (list(text), "")):
        kept = _kept(parts, joint, size, room, most, bold=bold)
        if kept:
            return Fitted(f"{kept}{MORE}", size, whole=False)
    return Fitted(MORE.strip(), size, whole=False)


def _kept(parts: Sequence[str], joint: str, size: float, room: float, most: float, *, bold: bool) -> str:
    """Join as many parts as fit with the sign that more follows; found by halving."""
    low, high = 0, len(parts) - 1
    while low < high:
        middle = (low + high + 1) // 2
        fits = height([joint.join(parts[:middle]) + MORE], size, room, bold=bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    kept = joint.join(parts[:low]) if low > 0 else ""
    return kept if kept and height([kept + MORE], size, room, bold=bold) <= most else ""
