"""The marks on the map of incidents: circles by place, and badges for what is known no closer than a province."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import shapely
from numpy.typing import NDArray

from atlas.drawing import base_map
from atlas.drawing.map_shapes import Scope, located, province_spots, shapes
from atlas.drawing.number_words import spanned
from atlas.drawing.palette import AZURE, BACKGROUND, BLUE, INK, MUTED, Theme
from atlas.statistics.circles import Circles
from atlas.text import thousands

Floats = NDArray[np.float64]

_WIDTH_PX = 680
"""About how wide the map is: by this badges keep off circles."""
_LARGEST_PX = 20.0
_BADGE_PX = 11.0
_FILLED, _HOLLOW = 0.68, 0.6
"""Opacity inside: circles overlap, and what is hollow must be seen on a dark province."""


class _Form(NamedTuple):
    """How circles of one precision are drawn: their symbol, whether they are filled, and the words of the legend."""

    symbol: str
    filled: bool
    words: str


_UNSURE = ", only suspected or disputed"
FORMS: Mapping[tuple[str, bool], _Form] = {
    (precision, sure): _Form(symbol, sure, words if sure else f"{words}{_UNSURE}")
    for precision, symbol, words in (
        ("district", "square", "known to the district"),
        ("town", "circle", "known to the town"),
        ("site", "diamond", "known to the site"),
        ("", "circle", "located incidents nearby"),
    )
    for sure in (True, False)
}
"""By precision, and whether any of the incidents is claimed or attributed; gathered places have no precision."""


def spots(circles: Circles) -> tuple[Floats, Floats]:
    """Give where circles lie, in kilometres of the plane."""
    if not len(circles.incidents):
        return np.array([]), np.array([])
    xs, ys = located(circles.longitude / 1000, circles.latitude / 1000)
    return np.array(xs), np.array(ys)


def inside(xs: Floats, ys: Floats, scope: Scope) -> NDArray[np.bool_]:
    """Tell which places lie inside the frame of a map."""
    left, lower, right, upper = shapes(scope).frame
    return np.asarray((left < xs) & (xs < right) & (lower < ys) & (ys < upper))


def draw_circles(figure: go.Figure, circles: Circles, scope: Scope, theme: Theme) -> None:
    """Draw the circles of each form, those known least precisely beneath the others."""
    xs, ys = spots(circles)
    kept = inside(xs, ys, scope)
    for (precision, sure), form in FORMS.items():
        there = np.flatnonzero(kept & (circles.precision == precision) & ((circles.incidents_sure > 0) == sure))
        if len(there):
            circle = _marker(form, _sizes(circles)[there], theme)
            figure.add_trace(
                go.Scatter(
                    x=xs[there].tolist(), y=ys[there].tolist(), mode="markers", zorder=base_map.MARKS + 2,
                    name=form.words, marker=circle, text=_hover(circles, there), hoverinfo="text", showlegend=True,
                )
            )  # fmt: skip


def _marker(form: _Form, sizes: Floats, theme: Theme) -> dict[str, Any]:
    hue, around = BLUE if theme == "light" else AZURE, BACKGROUND[theme]
    inside_it = base_map.faint(hue, _FILLED) if form.filled else base_map.faint(around, _HOLLOW)
    rim = {"color": around if form.filled else hue, "width": 1.0 if form.filled else 1.5}
    return {"color": inside_it, "size": sizes.tolist(), "symbol": form.symbol, "line": rim, "opacity": 1}


def _sizes(circles: Circles) -> Floats:
    """Give the diameters in pixels: the area grows with the number."""
    roots = np.sqrt(circles.incidents.astype(np.float64))
    return np.asarray(np.round(np.minimum(2 * _LARGEST_PX, 4.5 + 3.2 * roots), 1), dtype=np.float64)


def _hover(circles: Circles, there: Iterable[int]) -> list[str]:
    found = []
    for place in there:
        number, sure = int(circles.incidents[place]), int(circles.incidents_sure[place])
        known, best = int(circles.toll_known[place]), int(circles.killed_best[place])
        toll = f"killed: {thousands(best)} (best estimate)" if known else "toll not known"
        where = str(circles.precision[place])
        lines = [str(circles.place[place]), spanned(sure, number, "located incident"), toll]
        told = "<br>".join([*lines, f"known to the {where}"] if where else lines)
        found.append(base_map.safe(told))
    return found


def write_badges(
    figure: go.Figure, not_located: "pd.Series[int]", circles: Circles, scope: Scope, theme: Theme
) -> None:
    """Write per province how many incidents are known only to it, where no circle is covered."""
    left, _, right, _ = shapes(scope).frame
    per_px = (right - left) / _WIDTH_PX
    xs, ys = spots(circles)
    taken = list(zip(xs.tolist(), ys.tolist(), (per_px * _sizes(circles) / 2).tolist(), strict=True))
    for code, number in not_located[not_located > 0].items():
        if str(code) in shapes(scope).provinces:
            x, y = _free_spot(str(code), scope, taken, per_px)
            taken.append((x, y, per_px * _BADGE_PX))
            figure.add_annotation(
                x=round(x, 1), y=round(y, 1), text=thousands(number), showarrow=False, borderpad=1, borderwidth=1,
                bgcolor=BACKGROUND[theme], bordercolor=MUTED[theme], font={"size": 9, "color": INK[theme]},
            )  # fmt: skip


def _free_spot(
    code: str, scope: Scope, taken: Sequence[tuple[float, float, float]], per_px: float
) -> tuple[float, float]:
    """Give the place in a province, near that of its name, that is farthest from what must not be covered."""
    x, y = province_spots()[code]
    outline = _shape(code, scope)
    near = sorted(product((0, -1, 1, -2, 2, -3, 3), repeat=2), key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
    around = [(x + 13 * per_px * east, y + 11 * per_px * north) for east, north in near]
    allowed = [spot for spot in around if shapely.contains_xy(outline, *spot)] or around[:1]
    reach = per_px * _BADGE_PX

    def clear(spot: tuple[float, float]) -> float:
        gaps = (float(np.hypot(spot[0] - other[0], spot[1] - other[1])) - other[2] - reach for other in taken)
        return min(0.0, min(gaps, default=0.0))

    return max(allowed, key=clear)


def _shape(code: str, scope: Scope) -> shapely.Geometry:
    """Give the outline of a drawn province as an area."""
    rings: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(*shapes(scope).provinces[code], strict=True):
        if x is None or y is None:
            rings.append([])
        else:
            rings[-1].append((x, y))
    return shapely.buffer(shapely.MultiPolygon([shapely.Polygon(ring) for ring in rings]), 0)
