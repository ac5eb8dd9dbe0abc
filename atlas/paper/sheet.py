"""The paper and the pen: lines, areas and texts on a Matplotlib figure, at places counted from the upper left."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from atlas.paper import fonts
from atlas.paper.fonts import Line, extent, lines

Rgba = tuple[float, float, float, float]

CLEAR: Rgba = (0.0, 0.0, 0.0, 0.0)
_RGBA = re.compile(r"rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*([\d.]+)\s*)?\)")


@lru_cache(maxsize=512)
def rgba(hue: str, opacity: float = 1.0) -> Rgba:
    """Read "#rrggbb", a name, or "rgba(r, g, b, a)" as four parts from 0 to 1, its opacity times another one."""
    found = _RGBA.fullmatch(hue.strip())
    if found is None:
        red, green, blue, alpha = to_rgba(hue)
    else:
        red, green, blue = (float(part) / 255 for part in found.groups()[:3])
        alpha = float(found[4] or 1)
    return red, green, blue, alpha * opacity


def graded(colorscale: Sequence[Any], part: float) -> Rgba:
    """Give the colour at a part, 0 to 1, of a scale of (part, colour) in rising order."""
    places = [float(place) for place, _ in colorscale]
    part = min(max(part, places[0]), places[-1])
    above = min(bisect_right(places, part), len(places) - 1)
    low, high = colorscale[above - 1], colorscale[above]
    way = (part - low[0]) / (high[0] - low[0]) if high[0] > low[0] else 1.0
    first, second = rgba(low[1]), rgba(high[1])
    red, green, blue, alpha = (one + way * (other - one) for one, other in zip(first, second, strict=True))
    return red, green, blue, alpha


Floats = npt.NDArray[np.float64]
Kind = Literal["bar", "point", "line", "area", "text", "cell", "error", "shape", "note", "key", "axis", "plate", "page"]
"""What a drawn thing is; it stays with it, so that what was drawn can be counted."""

_DOTS_PX = 3.0
"""The least length of a dot or a third of a dash, as Plotly has it."""
_HATCH = "////"


class Box(NamedTuple):
    """A rectangle: left, top, right and bottom edge."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


class Sheet:
    """A blank white page of a size in points, on which later things lie above earlier ones."""

    def __init__(self, width: float, height: float) -> None:
        self.height = height
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor="white")
        self.transform: Transform = Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans
        self._above = 0

    def put(self, artist: Any, kind: Kind) -> None:  # noqa: ANN401  (any artist of Matplotlib)
        """Lay something on the page, above all that is there."""
        self._above += 1
        artist.set_zorder(self._above)
        artist.set_label(kind)
        self.figure.add_artist(artist)


class Pen:
    """Draws on a part of a sheet: from its upper left corner, rightwards and down, in units of so many points."""

    def __init__(self, sheet: Sheet, left: float, top: float, unit: float = 1.0) -> None:
        self.sheet, self.left, self.top, self.unit = sheet, left, top, unit
        self.clip: Box | None = None

    def _spots(self, xs: npt.ArrayLike, ys: npt.ArrayLike) -> tuple[Floats, Floats]:
        """Turn places into points of the page, counted from its lower left corner."""
        x, y = np.asarray(xs, dtype=float), np.asarray(ys, dtype=float)
        return self.left + self.unit * x, self.sheet.height - self.top - self.unit * y

    def _put(self, artist: Any, kind: Kind) -> None:  # noqa: ANN401
        if self.clip is not None:
            xs, ys = self._spots([self.clip.left, self.clip.right], [self.clip.bottom, self.clip.top])
            corners = [(xs[0], ys[0]), (xs[1], ys[0]), (xs[1], ys[1]), (xs[0], ys[1]), (xs[0], ys[0])]
            artist.set_clip_path(Path(corners, closed=True), self.sheet.transform)
        self.sheet.put(artist, kind)

    def line(
        self, xs: npt.ArrayLike, ys: npt.ArrayLike, hue: str, width: float, *, dash: str = "solid",
        opacity: float = 1.0, kind: Kind = "line",
    ) -> None:  # fmt: skip
        """Draw a line, broken where a place is not a number."""
        x, y = self._spots(xs, ys)
        line = Line2D(
            x, y, color=rgba(hue, opacity), linewidth=width * self.unit, linestyle=_dashes(dash, width),
            transform=self.sheet.transform, solid_capstyle="butt", dash_capstyle="butt", solid_joinstyle="round",
        )  # fmt: skip
        self._put(line, kind)

    def outlines(
        self, rings: Sequence[tuple[npt.ArrayLike, npt.ArrayLike]], fill: Rgba, edge: Rgba = CLEAR, width: float = 0.0,
        *, dash: str = "solid", kind: Kind = "area",
    ) -> None:  # fmt: skip
        """Fill one area of one or more rings, holes the other way round."""
        vertices: list[Floats] = []
        codes: list[int] = []
        for xs, ys in rings:
            spots = np.column_stack(self._spots(xs, ys))
            if len(spots) < 2:
                continue
            vertices += [spots, spots[:1]]
            codes += [int(Path.MOVETO), *[int(Path.LINETO)] * (len(spots) - 1), int(Path.CLOSEPOLY)]
        if vertices:
            area = PathPatch(
                Path(np.concatenate(vertices), np.array(codes, dtype=np.uint8)), facecolor=fill,
                edgecolor=edge if width else CLEAR, linewidth=width * self.unit, linestyle=_dashes(dash, width),
                transform=self.sheet.transform, joinstyle="round",
            )  # fmt: skip
            self._put(area, kind)

    def shapes(
        self, outlines: Sequence[tuple[npt.ArrayLike, npt.ArrayLike]], fills: Sequence[Rgba], edges: Sequence[Rgba],
        widths: Sequence[float] | float = 0.0, *, hatch: Rgba | None = None, kind: Kind,
    ) -> None:  # fmt: skip
        """Draw many closed shapes at once, each in its own colours."""
        if not outlines:
            return
        paths = [
            Path(np.column_stack([np.append(x, x[:1]), np.append(y, y[:1])]), closed=True)
            for x, y in (self._spots(xs, ys) for xs, ys in outlines)
        ]
        scaled = [width * self.unit for width in ([widths] if isinstance(widths, float) else widths)]
        drawn = PathCollection(
            paths, facecolors=list(fills), edgecolors=list(edges), linewidths=scaled, transform=self.sheet.transform
        )
        if hatch is not None:
            drawn.set_hatch(_HATCH)
            drawn.set_hatchcolor(hatch)
        self._put(drawn, kind)

    def box(self, box: Box, fill: Rgba, edge: Rgba = CLEAR, width: float = 0.0, *, kind: Kind = "shape") -> None:
        """Draw a rectangle."""
        xs, ys = [box.left, box.right, box.right, box.left], [box.top, box.top, box.bottom, box.bottom]
        self.outlines([(xs, ys)], fill, edge, width, kind=kind)

    def write(
        self, x: float, y: float, text: str, size: float, hue: str, *, across: str = "left", down: str = "middle",
        opacity: float = 1.0, kind: Kind = "text",
    ) -> None:  # fmt: skip
        """Write a text of a figure, with line breaks, bold, italic and coloured parts.

        ``x`` is its left edge, center or right edge, ``y`` its top, middle or bottom.
        """
        width, height = extent(text, size)
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[across] * width
        top = y - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[down] * height
        for number, line in enumerate(lines(text)):
            baseline = top + (number + 0.5) * fonts.LINE * size + fonts.ASCENT * size
            beside = {"left": 0.0, "center": 0.5, "right": 1.0}[across] * (width - sum(r.width(size) for r in line))
            self._run(left + beside, baseline, line, size, hue, opacity=opacity, kind=kind)

    def write_upwards(self, x: float, y: float, text: str, size: float, hue: str, *, kind: Kind = "text") -> None:
        """Write one line turned to the left, its middle at a place."""
        width, _ = extent(text, size)
        (left,), (low,) = self._spots([x + fonts.ASCENT * size], [y + width / 2])
        turned = Text(
            left, low, " ".join(run.text for line in lines(text) for run in line), color=rgba(hue), rotation=90,
            transform=self.sheet.transform, fontproperties=fonts.font(size * self.unit), parse_math=False,
            horizontalalignment="left", verticalalignment="baseline", rotation_mode="anchor",
        )  # fmt: skip
        self._put(turned, kind)

    def _run(
        self, x: float, baseline: float, line: Line, size: float, hue: str, *, opacity: float, kind: Kind,
    ) -> None:  # fmt: skip
        for run in line:
            (left,), (low,) = self._spots([x], [baseline])
            text = Text(
                left, low, run.text, color=rgba(run.hue or hue, opacity), transform=self.sheet.transform,
                fontproperties=fonts.font(size * self.unit, bold=run.bold, italic=run.italic), parse_math=False,
                horizontalalignment="left", verticalalignment="baseline",
            )  # fmt: skip
            self._put(text, kind)
            x += run.width(size)


def _dashes(dash: str, width: float) -> Any:  # noqa: ANN401  (Matplotlib's own union of forms)
    """Translate a dash to Matplotlib, which counts its parts in widths of the line."""
    dot = max(width, _DOTS_PX)
    known = {"dot": (dot, dot), "dash": (3 * dot, 3 * dot), "longdash": (5 * dot, 5 * dot)}
    if dash == "solid" or not width:
        return "solid"
    parts = known.get(dash) or tuple(float(part.removesuffix("px")) for part in dash.replace(" ", "").split(","))
    return 0, tuple(part / width for part in parts)
