"""The few marks that the texts of a Plotly figure hold: line breaks, bold, italic, and a colour."""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from atlas.paper import fonts
from atlas.paper.vocabulary import PrintError

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
        return fonts.width(self.text, size, bold=self.bold, italic=self.italic)


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
        line.append(Run(fonts.settable(unescape(text)), "b" in names, "i" in names, hue))


def extent(text: str, size: float) -> tuple[float, float]:
    """Measure width and height of a text, in the unit of the size of its type."""
    read = lines(text)
    return max(sum(run.width(size) for run in line) for line in read), fonts.LINE * size * len(read)
