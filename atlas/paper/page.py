"""The composition of a page: title and selection on top, the panels, the caption, and the small foot."""

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from atlas.drawing.palette import INK, MUTED
from atlas.paper import fonts
from atlas.paper.grid import grid
from atlas.paper.map_foot import escaped
from atlas.paper.sheet import Pen, Sheet
from atlas.paper.sizes import Size
from atlas.paper.words import Words

_TITLE, _SELECTION, _FOOT = 1.45, 1.0, 0.8
"""Sizes of the words as parts of the ordinary type."""
_LEAST_FOOT_PT = 5.5
_GAP = 0.6
"""Room between the parts, as a part of the ordinary type."""
_DRAWN = 0.67
"""The part of a slide's width that a drawing takes; its caption stands beside it."""
_LEAST_DRAWN = 0.35
"""The least part of the height that the panels keep, however long the caption is."""


@dataclass(frozen=True)
class Block:
    """Some lines of one hand, in points."""

    lines: tuple[str, ...]
    type_pt: float
    hue: str
    bold: bool = False

    @property
    def height(self) -> float:
        """How high it is."""
        return len(self.lines) * fonts.LINE * self.type_pt

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Write it from its upper left corner."""
        pen = Pen(sheet, left, top)
        for number, line in enumerate(self.lines):
            text = f"<b>{escaped(line)}</b>" if self.bold else escaped(line)
            y = (number + 0.5) * fonts.LINE * self.type_pt
            pen.write(0, y, text, self.type_pt, self.hue, kind="page")


def block(text: str, room: float, type_pt: float, hue: str, *, bold: bool = False) -> Block:
    """Break a text into lines for a width in points."""
    return Block(tuple(fonts.wrapped(text, type_pt, room, bold=bold)), type_pt, hue, bold)


def _head(words: Words, size: Size, room: float) -> list[Block]:
    blocks = (
        block(words.title, room, _TITLE * size.type_pt, INK["light"], bold=True),
        block(words.selection, room, _SELECTION * size.type_pt, MUTED["light"]),
    )
    return [each for each in blocks if each.lines]


def _foot(words: Words, size: Size, room: float) -> list[Block]:
    type_pt = size.foot_pt or max(_FOOT * size.type_pt, _LEAST_FOOT_PT)
    return [each for line in words.foot if (each := block(line, room, type_pt, MUTED["light"])).lines]


def composed(panels: Mapping[str, go.Figure], size: Size, words: Words | None, *, is_map: bool) -> Sheet:
    """Lay everything out on a sheet whose height follows from it, as far as the size lets it."""
    if words is None:
        room = size.width_pt - 2 * size.edge_pt
        drawn = grid(panels, room, size, most_pt=size.most_pt - 2 * size.edge_pt, is_map=is_map)
        sheet = Sheet(size.width_pt, drawn.height + 2 * size.edge_pt)
        drawn.draw(sheet, size.edge_pt, size.edge_pt)
        return sheet
    if size.height_pt is not None and len(panels) == 1:
        return _beside(panels, size, words, size.height_pt, is_map=is_map)
    return _beneath(panels, size, words, is_map=is_map)


def _beneath(panels: Mapping[str, go.Figure], size: Size, words: Words, *, is_map: bool) -> Sheet:
    """Lay the caption beneath the panels."""
    room, gap = size.width_pt - 2 * size.edge_pt, _GAP * size.type_pt
    head, foot, caption = _head(words, size, room), _foot(words, size, room), _caption(words, size, room)
    used = sum(each.height for each in (*head, *foot, caption)) + 3 * gap + 2 * size.edge_pt
    most = max(size.most_pt - used, _LEAST_DRAWN * size.most_pt)
    drawn = grid(panels, room, size, most_pt=most, is_map=is_map)
    height = max(size.height_pt or 0.0, used + drawn.height)
    sheet = Sheet(size.width_pt, height)
    top = _write(sheet, head, size.edge_pt, size.edge_pt) + gap
    drawn.draw(sheet, size.edge_pt, top)
    caption.draw(sheet, size.edge_pt, top + drawn.height + gap)
    _write(sheet, foot, size.edge_pt, height - size.edge_pt - sum(each.height for each in foot))
    return sheet


def _beside(panels: Mapping[str, go.Figure], size: Size, words: Words, height: float, *, is_map: bool) -> Sheet:
    """Lay a drawing and its caption side by side, on a slide, which is wider than high."""
    room, gap = size.width_pt - 2 * size.edge_pt, _GAP * size.type_pt
    head, foot = _head(words, size, room), _foot(words, size, room)
    bottom = height - size.edge_pt - sum(each.height for each in foot)
    sheet = Sheet(size.width_pt, height)
    top = _write(sheet, head, size.edge_pt, size.edge_pt) + gap
    most = bottom - gap - top
    drawn = grid(panels, _DRAWN * room, size, most_pt=most, least_pt=most, is_map=is_map, bare=is_map)
    drawn.draw(sheet, size.edge_pt, top)
    left = size.edge_pt + drawn.width + 1.5 * size.type_pt
    aside = size.width_pt - size.edge_pt - left
    caption = _caption(words, size, aside, most)
    caption.draw(sheet, left, top)
    if is_map:
        drawn.draw_beside(sheet, left, top + caption.height + gap, aside, _FOOT * size.points_per_px)
    _write(sheet, foot, size.edge_pt, bottom)
    return sheet


def _caption(words: Words, size: Size, room: float, most: float = float("inf")) -> Block:
    """Break the caption into lines, in smaller type where it would be higher than ``most``."""
    type_pt = size.caption_pt or size.type_pt
    found = block(words.caption, room, type_pt, INK["light"])
    while found.height > most and type_pt > _LEAST_FOOT_PT:
        type_pt *= 0.94
        found = block(words.caption, room, type_pt, INK["light"])
    return found


def _write(sheet: Sheet, blocks: list[Block], left: float, top: float) -> float:
    """Write blocks one beneath the other, and give where the last one ends."""
    for each in blocks:
        each.draw(sheet, left, top)
        top += each.height
    return top
