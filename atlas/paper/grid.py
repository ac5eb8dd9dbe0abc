"""Several panels on a page: side by side as far as they fit, each with its heading, and beneath maps their foot."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import plotly.graph_objects as go

from atlas.drawing.palette import INK
from atlas.paper import fonts
from atlas.paper.legends import read_legend
from atlas.paper.maps import EDGE, MapFoot, MapPanel, escaped, map_foot
from atlas.paper.panel import Panel, laid_out
from atlas.paper.sheet import Pen, Sheet
from atlas.paper.sizes import Size

_LEAST_PX, _LEAST_MAP_PX = 300.0, 430.0
"""The width that every figure is made to fit, a phone's; and what marks and names need that stand on one map."""
_WIDEST_PX, _WIDEST_MAP_PX = 800.0, 480.0
"""How wide a figure is at most that is drawn smaller so as not to be too high."""
_SQUEEZE = 0.8
"""How much smaller than it should a panel may be drawn, so that one more stands beside it."""
_GAP_PX = 18.0
_HEAD_PX = 13.0
_STRETCH = 1.6
"""How much higher than on screen a figure may be drawn to fill a slide."""


@dataclass(frozen=True)
class Grid:
    """Panels in rows; ``unit`` is the points of a pixel."""

    panels: tuple[tuple[str, Panel], ...]
    columns: int
    unit: float
    column_px: float
    foot: MapFoot | None
    is_map: bool

    @property
    def width(self) -> float:
        """How wide what is drawn is, in points."""
        widest = max(panel.plot.right for _, panel in self.panels)
        return self.unit * (widest if self.is_map and self.columns == 1 else self._width_px)

    @property
    def _width_px(self) -> float:
        """The width of all columns, in pixels."""
        return self.columns * (self.column_px + _GAP_PX) - _GAP_PX

    @property
    def height(self) -> float:
        """How high everything is, in points."""
        foot = 0.0 if self.foot is None or self._has_free_cell else self.foot.height
        return self.unit * (sum(self._rows()) + foot)

    @property
    def _has_free_cell(self) -> bool:
        """Whether the last row has room for the foot beside its panels."""
        return len(self.panels) % self.columns != 0

    def _rows(self) -> list[float]:
        """Give the height of each row of panels, in pixels."""
        rows = ceil(len(self.panels) / self.columns)
        parts = [self.panels[row * self.columns : (row + 1) * self.columns] for row in range(rows)]
        found = [
            max(_heading_px(heading, self.column_px) + panel.height for heading, panel in part)
            + (_GAP_PX if row < rows - 1 else 0)
            for row, part in enumerate(parts)
        ]
        if self.foot is not None and self._has_free_cell:
            found[-1] = max(found[-1], self.foot.height)
        return found

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the panels with their headings, row by row, and the foot of the maps."""
        rows = self._rows()
        for number, (heading, panel) in enumerate(self.panels):
            row, column = divmod(number, self.columns)
            x = left + self.unit * column * (self.column_px + _GAP_PX)
            y = top + self.unit * sum(rows[:row])
            pen = Pen(sheet, x, y, self.unit)
            for place, line in enumerate(_heading(heading, self.column_px)):
                middle = (place + 0.5) * fonts.LINE * _HEAD_PX
                pen.write(0, middle, f"<b>{escaped(line)}</b>", _HEAD_PX, INK["light"], kind="page")
            below = Pen(sheet, x, y + self.unit * _heading_px(heading, self.column_px), self.unit)
            (MapPanel(panel) if self.is_map else panel).draw(below)
        if self.foot is not None:
            x, y = left, top + self.unit * sum(rows)
            if self._has_free_cell:
                x += self.unit * (self._width_px + _GAP_PX - self.foot.width)
                y = top + self.unit * sum(rows[:-1])
            self.foot.draw(Pen(sheet, x, y, self.unit))

    def draw_beside(self, sheet: Sheet, left: float, top: float, room: float, unit: float) -> None:
        """Draw legend and foot of a bare map elsewhere, for a width in points, with so many points to a pixel."""
        panel, width = self.panels[0][1], room / unit
        legend = read_legend(panel.drawn.spec, width, panel.drawn.type_px)
        legend.draw(Pen(sheet, left, top, unit), 0, 0, panel.drawn.ink)
        foot = map_foot(MapPanel(panel).frame, width)
        foot.draw(Pen(sheet, left, top + unit * (legend.height + _GAP_PX / 2), unit))


def _heading(text: str, room: float) -> list[str]:
    return fonts.wrapped(text, _HEAD_PX, room, bold=True)


def _heading_px(text: str, room: float) -> float:
    lines = len(_heading(text, room))
    return lines * fonts.LINE * _HEAD_PX + 4 if lines else 0.0


def grid(
    figures: Mapping[str, go.Figure], room: float, size: Size, *, most_pt: float, least_pt: float | None = None,
    is_map: bool, bare: bool = False,
) -> Grid:  # fmt: skip
    """Lay panels out for a width in points.

    Parameters
    ----------
    most_pt, least_pt
        The greatest height; and one up to which figures are stretched, as far as they bear it.
    bare
        For maps whose legend and foot are drawn elsewhere.
    """
    columns, unit = _columns(len(figures), room, size.points_per_px, is_map=is_map)
    widest = max((room / unit + _GAP_PX) / columns - _GAP_PX, _WIDEST_MAP_PX if is_map else _WIDEST_PX)
    form = _Form(room, columns, widest, is_map, bare)
    found = _grid(figures, form, unit)
    for _ in range(6):  # smaller type needs fewer lines, which changes the height once more
        if found.height <= most_pt:
            break
        unit *= 0.995 * most_pt / found.height
        found = _grid(figures, form, unit)
    if least_pt is not None and found.height < least_pt and columns == len(figures) and not is_map:
        natural = max(panel.height for _, panel in found.panels)
        height = min(natural + (least_pt - found.height) / unit, _STRETCH * natural)
        return _grid(figures, form, unit, height)
    return found


class _Form(NamedTuple):
    """What stays while the type is made smaller."""

    room: float
    columns: int
    widest: float
    is_map: bool
    bare: bool


def _columns(number: int, room: float, unit: float, *, is_map: bool) -> tuple[int, float]:
    """Choose how many panels stand side by side, and the points of a pixel."""
    for columns in range(number, 1, -1):
        column_px = (room / unit + _GAP_PX) / columns - _GAP_PX
        if column_px >= _SQUEEZE * _LEAST_PX:
            return columns, unit * min(1.0, column_px / _LEAST_PX)
    least = _LEAST_MAP_PX if is_map and number == 1 else _LEAST_PX
    return 1, unit * min(1.0, room / unit / least)


def _grid(figures: Mapping[str, go.Figure], form: _Form, unit: float, height: float | None = None) -> Grid:
    width = (form.room / unit + _GAP_PX) / form.columns - _GAP_PX
    column_px = min(width, form.widest)
    edge = EDGE if form.is_map else None
    panels = tuple(
        (heading, laid_out(figure, column_px, height=height, edge=edge, bare=form.bare))
        for heading, figure in figures.items()
    )
    foot = None
    if form.is_map and not form.bare:
        free = -len(panels) % form.columns or form.columns
        foot = map_foot(MapPanel(panels[0][1]).frame, (column_px + _GAP_PX) * free - _GAP_PX)
    return Grid(panels, form.columns, unit, column_px, foot, form.is_map)
