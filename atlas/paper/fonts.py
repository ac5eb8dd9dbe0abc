"""The typefaces of paper, and how wide a text is in them."""

import re
import unicodedata
from functools import cache, lru_cache
from html import unescape
from typing import NamedTuple

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from atlas.paper.vocabulary import PrintError

PREFERRED, ALWAYS = "Liberation Sans", "DejaVu Sans"
"""The first has the widths of Arial and Helvetica; the second comes with Matplotlib and has the signs it lacks."""

STACK = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif"
"""What an SVG asks for: text is text there, set by whoever shows it."""

ASCENT, LINE = 0.36, 1.3
"""From the middle of a line down to its baseline, and the height of a line, as parts of the size of the type."""

_MEASURED = 100.0
_MARKS = {"\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}"}
"""They let a word break and have no glyph."""
_SYMBOLS, _UNSEEN = {"So", "Sk", "Sm"}, {"Mn", "Me"}
"""Categories of Unicode: signs that have a telling name, and marks that change the sign before them."""
_STANDINS = {"＝": "=", "\u00a0": " ", "\u202f": " "}
"""Signs that no typeface of paper has, and what is written instead."""


@cache
def families() -> tuple[str, ...]:
    """Give the typefaces in which text is set, in their order: the next one has the signs that the first lacks."""
    try:
        font_manager.findfont(PREFERRED, fallback_to_default=False)
    except ValueError:
        return (ALWAYS,)
    return PREFERRED, ALWAYS


def font(size: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """Describe the type of a text, its size in points."""
    return FontProperties(
        family=list(families()), size=size, weight="bold" if bold else "normal", style="italic" if italic else "normal"
    )


def settable(text: str) -> str:
    """Write the signs that no typeface has by their names: a symbol as "[bomb]", another sign as "[U+6F22]"."""
    if text.isascii():
        return text
    return re.sub(r"\]\[(?=U\+)", " ", "".join(map(_settable_sign, text)))


@cache
def _settable_sign(sign: str) -> str:
    if sign in signs() or sign in _MARKS or not sign.isprintable():
        return _STANDINS.get(sign, sign)
    if sign in _STANDINS or unicodedata.category(sign) in _UNSEEN:
        return _STANDINS.get(sign, "")
    named = unicodedata.name(sign, "").lower() if unicodedata.category(sign) in _SYMBOLS else ""
    return f"[{named or f'U+{ord(sign):04X}'}]"


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Measure a line of text, in the unit of its size."""
    if not text:
        return 0.0
    measured, _, _ = text_to_path.get_text_width_height_descent(
        text, font(_MEASURED, bold=bold, italic=italic), ismath=False
    )
    return float(measured) * size / _MEASURED


@cache
def signs() -> frozenset[str]:
    """Give every sign that can be set."""
    found: set[int] = set()
    for family in families():
        found |= set(FT2Font(font_manager.findfont(family)).get_charmap())
    return frozenset(map(chr, found))


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``room``, at blanks, and within a word where it alone is too wide."""
    lines: list[str] = []
    for paragraph in settable(text).split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if width(longer, size, bold=bold) <= room:
                line = longer
                continue
            lines += [line] if line else []
            *full, line = _pieces(word, size, room, bold=bold)
            lines += full
        lines += [line] if line else []
    return lines


def _pieces(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Cut a word that is too wide for a line, such as a long address."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>br|b|i|span)(?:\s+style=(?P<quote>['\"])color:(?P<hue>[^'\"]+)(?P=quote))?\s*/?>"
)


class Run(NamedTuple):
    """A piece of a line in one hand."""

    text: str
    bold: bool = False
    italic: bool = False
    hue: str = ""

    def width(self, size: float) -> float:
        """Measure it, in the unit of the size of its type."""
        return width(self.text, size, bold=self.bold, italic=self.italic)


Line = tuple[Run, ...]


@lru_cache(maxsize=2048)
def lines(text: str) -> tuple[Line, ...]:
    """Read a text of a figure as lines of runs.

    Raises ``PrintError`` for a tag that is none of ``<br>``, ``<b>``, ``<i>`` and ``<span style='color:…'>``.
    """
    found: list[list[Run]] = [[]]
    held: list[tuple[str, str]] = []
    place = 0
    for tag in _TAG.finditer(text):
        _put(found[-1], text[place : tag.start()], held)
        place = tag.end()
        if tag["name"] == "br":
            found.append([])
        elif tag["end"]:
            held = held[:-1]
        else:
            held = [*held, (tag["name"], tag["hue"] or "")]
    _put(found[-1], text[place:], held)
    return tuple(map(tuple, found))


def _put(line: list[Run], text: str, held: list[tuple[str, str]]) -> None:
    if re.search(r"</?[a-z]", text):
        raise PrintError(f"The text {text!r} holds a tag that is not printed.", hint="Use <br>, <b>, <i> or a colour.")
    if text:
        names = {name for name, _ in held}
        hue = next((hue for _, hue in reversed(held) if hue), "")
        line.append(Run(settable(unescape(text)), "b" in names, "i" in names, hue))


def extent(text: str, size: float) -> tuple[float, float]:
    """Measure width and height of a text, in the unit of the size of its type."""
    read = lines(text)
    return max(sum(run.width(size) for run in line) for line in read), LINE * size * len(read)
