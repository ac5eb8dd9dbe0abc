"""The page of a picture, its words and panels from the top to the foot, and its file: PNG, SVG or PDF."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from atlas.drawing.palette import INK, MUTED
from atlas.paper import fonts
from atlas.paper.fonts import STACK, families
from atlas.paper.grid import grid
from atlas.paper.maps import escaped
from atlas.paper.pictures import Words
from atlas.paper.sheet import Pen, Sheet
from atlas.paper.sizes import DPI, Form, Size

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "khorasan-atlas",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
}
"""What Matplotlib is told while a picture is drawn and written."""

_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


def written(figure: Figure, form: Form, fields: Mapping[str, str], title: str, about: str) -> bytes:
    """Write a figure as a file that carries its fields; ``title`` and ``about`` are for those who do not see it."""
    if form == "png":
        return _png(figure, fields)
    if form == "pdf":
        return _pdf(figure, fields, title, about)
    return _svg(figure, fields, title, about)


def in_one(fields: Mapping[str, str]) -> str:
    """Write fields as one JSON object, in the order of their keys."""
    return json.dumps(dict(fields), ensure_ascii=False, sort_keys=True)


def _canvas(kind: type[FigureCanvasBase], figure: Figure) -> Any:  # noqa: ANN401  (its printers have no types)
    return kind(figure)


def _png(figure: Figure, fields: Mapping[str, str]) -> bytes:
    held = io.BytesIO()
    figure.set_dpi(DPI)
    _canvas(FigureCanvasAgg, figure).print_png(held, metadata={"Software": None, **fields})
    return held.getvalue()


def _pdf(figure: Figure, fields: Mapping[str, str], title: str, about: str) -> bytes:
    held = io.BytesIO()
    told = {"Title": title, "Subject": about, "Keywords": in_one(fields), "Creator": "Khorasan Atlas"}
    metadata = {key: value for key, value in told.items() if value} | {"CreationDate": None, "Producer": None}
    _canvas(FigureCanvasPdf, figure).print_pdf(held, metadata=metadata)
    return held.getvalue()


def _svg(figure: Figure, fields: Mapping[str, str], title: str, about: str) -> bytes:
    held = io.BytesIO()
    _canvas(FigureCanvasSVG, figure).print_svg(held, metadata=_NO_METADATA)
    text = _METADATA.sub("", held.getvalue().decode("utf-8"))
    told = (("title", title), ("desc", about), ("metadata", in_one(fields)))
    words = "\n".join(f" <{tag}>{escape(value, quote=False)}</{tag}>" for tag, value in told if value)
    start = text.index(">", text.index("<svg")) + 1
    asked = ", ".join(f"'{name}'" for name in families())
    return f"{text[:start]}\n{words}{text[start:].replace(asked, STACK)}".encode()


_TITLE, _SELECTION, _FOOT = 1.45, 1.0, 0.8
"""Sizes of the words as parts of the ordinary type."""
_LEAST_FOOT_PT = 5.5
_GAP = 0.6
"""Room between the parts, as a part of the ordinary type."""
_DRAWN = 0.67
"""The part of a slide's width that a drawing takes; its caption stands beside it."""
_WIDEST_ASIDE = 0.36
"""The greatest part of a picture's width that the legend beside a map takes."""
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
    if words is None and size.fills and is_map and len(panels) == 1:
        return _map_with_legend(panels, size)
    if words is None:
        room = size.width_pt - 2 * size.edge_pt
        most = size.most_pt - 2 * size.edge_pt
        drawn = grid(panels, room, size, most_pt=most, least_pt=most if size.fills else None, is_map=is_map)
        sheet = Sheet(size.width_pt, drawn.height + 2 * size.edge_pt)
        drawn.draw(sheet, size.edge_pt, size.edge_pt)
        return sheet
    if size.height_pt is not None and len(panels) == 1:
        return _beside(panels, size, words, size.height_pt, is_map=is_map)
    return _beneath(panels, size, words, is_map=is_map)


def _map_with_legend(panels: Mapping[str, go.Figure], size: Size) -> Sheet:
    """Lay a map and its legend and foot side by side."""
    room, most = size.width_pt - 2 * size.edge_pt, size.most_pt - 2 * size.edge_pt
    drawn = grid(panels, _DRAWN * room, size, most_pt=most, is_map=True, bare=True)
    left = size.edge_pt + drawn.width + 1.5 * size.type_pt
    aside = min(size.width_pt - size.edge_pt - left, _WIDEST_ASIDE * size.width_pt)
    sheet = Sheet(left + aside + size.edge_pt, drawn.height + 2 * size.edge_pt)
    drawn.draw(sheet, size.edge_pt, size.edge_pt)
    drawn.draw_beside(sheet, left, size.edge_pt, aside, _FOOT * size.points_per_px)
    return sheet


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
