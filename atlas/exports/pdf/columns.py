"""How the columns of a table share the width of a page, and which of them go onto a further table."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from atlas.paper import fonts

TYPE_PT = 8.0
"""Size of the type of a table, before it is made smaller."""
INSET_PT = 9.2
"""Blank on both sides of a cell together."""
NARROW_PT = 78.0
"""Up to this width a column is as wide as nearly all of its texts; a wider one shares what is left."""
LEAST_TEXT_PT = 70.0
"""The least width for a column of running text."""
LEAST_SCALE = 0.8
"""How far the type of a table is made smaller before it goes on in a further one."""
NEARLY_ALL = 0.9
"""The part of the texts that a narrow column holds on one line: a rare long one is broken."""
_MEASURED = 24
"""How many of the longest texts are measured."""


@dataclass(frozen=True)
class Column:
    """One column with what decides on its width."""

    head: str
    texts: tuple[str, ...]
    right: bool
    """True for numbers, which are never broken."""

    @cached_property
    def natural_pt(self) -> float:
        """The width that leaves nearly all texts, all numbers, and every word of the head on one line."""
        part = 1.0 if self.right else NEARLY_ALL
        head = max((fonts.width(word, TYPE_PT, bold=True) for word in self.head.split()), default=0.0)
        return round(INSET_PT + max(head, self._widest(part)), 1)

    @cached_property
    def full_pt(self) -> float:
        """The width that leaves everything on one line."""
        return round(INSET_PT + max(self._widest(1.0), fonts.width(self.head, TYPE_PT, bold=True)), 1)

    def _widest(self, part: float) -> float:
        """Measure the widest of a part of the texts, the shorter ones: the widest is among those with most letters."""
        shorter = sorted(self.texts, key=len)[: 1 + int(part * (len(self.texts) - 1))]
        return max(fonts.width(text, TYPE_PT) for text in dict.fromkeys(shorter[-_MEASURED:]))

    @property
    def is_text(self) -> bool:
        """Whether it holds more than a page has on one line beside others."""
        return self.natural_pt > NARROW_PT and not self.right

    @property
    def least_pt(self) -> float:
        """The width below which it cannot be read."""
        return LEAST_TEXT_PT if self.is_text else self.natural_pt

    @property
    def share(self) -> float:
        """What a wide column takes of the room that is left: more for longer texts, but less than in proportion."""
        mean = sum(map(len, self.texts)) / len(self.texts)
        return round(math.pow(max(mean, 12.0), 0.6), 2)


@dataclass(frozen=True)
class Grid:
    """Columns that stand side by side."""

    columns: tuple[Column, ...]
    room_pt: float
    """The width of the text on the page, in points."""

    @property
    def scale(self) -> float:
        """How much smaller than usual its type is: 1, or down to ``LEAST_SCALE``."""
        least = sum(column.least_pt for column in self.columns)
        return round(max(min(1.0, self.room_pt / least), LEAST_SCALE), 3)

    def tracks(self) -> list[dict[str, float]]:
        """Give each column a width in points ("pt") or a share of the room that is left ("fr")."""
        if sum(column.full_pt for column in self.columns) <= self.room_pt:
            return [{"pt": column.full_pt} for column in self.columns]
        return [
            {"fr": column.share} if column.is_text else {"pt": round(column.natural_pt * self.scale, 1)}
            for column in self.columns
        ]


def grids(columns: Sequence[Column], room_pt: float) -> list[Grid]:
    """Deal columns to as many grids as the width asks for; the first column stands in each of them.

    ``room_pt`` is the width of the text on the page, in points.
    """
    first, *others = columns
    dealt: list[list[Column]] = [[first]]
    for column in others:
        used = sum(each.least_pt for each in dealt[-1])
        if len(dealt[-1]) > 1 and used + column.least_pt > room_pt / LEAST_SCALE:
            dealt.append([first])
        dealt[-1].append(column)
    return [Grid(tuple(each), room_pt) for each in dealt]
