"""Texts as paper can hold them: signs that a typeface has, and words that a narrow column can break."""

import re

from atlas.paper import fonts

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a sign that no typeface of paper has: PDF/UA refuses an empty box, and nothing may vanish unseen."""

BREAK = "\N{ZERO WIDTH SPACE}"
LONGEST_IN_LINE, LONGEST_IN_CELL = 72, 16
"""Letters of the longest word that stays whole, in a line over the page and in the cell of a table.

A hash of 64 digits and all but the longest addresses stay whole in a line, so that they can be copied.
"""
_KEPT = {BREAK, "\N{SOFT HYPHEN}"}


def settable(text: str, longest: int = LONGEST_IN_LINE) -> str:
    """Make a text one line of signs that can be set, and let words longer than ``longest`` break.

    Control characters and those that turn the direction of writing are left out; other signs without a glyph are
    replaced by U+FFFD.
    """
    shown = "".join(sign for sign in " ".join(fonts.settable(text).split()) if sign.isprintable() or sign in _KEPT)
    known = fonts.signs()
    glyphs = "".join(sign if sign in known or sign in _KEPT else UNKNOWN for sign in shown)
    return re.sub(rf"[^\s{BREAK}-]{{{longest + 1},}}", lambda word: _parted(word[0], longest), glyphs)


def in_cell(text: str) -> str:
    """Make a text settable in a narrow column."""
    return settable(text, LONGEST_IN_CELL)


def paragraphs(text: str) -> list[str]:
    """Split a text at its empty lines."""
    return [each for part in re.split(r"\n\s*\n", text) if (each := settable(part))]


def _parted(word: str, longest: int) -> str:
    return BREAK.join(word[at : at + longest] for at in range(0, len(word), longest))
