"""The mean centre of a country's incidents from year to year, and how far it lies from where it was."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.drawing import base_map
from atlas.drawing.map_shapes import province_spots
from atlas.drawing.palette import AZURE, BLUE, BROWN, INK, MUTED, Theme
from atlas.statistics.ellipses import Ellipse
from atlas.statistics.positions import Spot
from atlas.topics.shift.measures.centres import Centre, Centres
from atlas.topics.shift.measures.displacement import Displacement

__all__ = ["Centre", "Centres", "Displacement", "Ellipse", "Spot", "path_map"]

_PER_KM = 1000.0
_ORIENTATION = {
    "AF-BAL": "Balkh", "AF-KDZ": "Kunduz", "AF-BDS": "Badakhshan", "AF-NAN": "Nangarhar", "AF-KHO": "Khost",
    "AF-BAM": "Bamyan", "AF-HER": "Herat", "AF-KAN": "Kandahar", "AF-FYB": "Faryab",
}  # fmt: skip
"""A few provinces by name, so that a part of the map can be recognised."""
_ROOM_KM = 60.0
_LEAST_WIDTH_KM = 500.0
_LABEL_KM = 16.0
"""About how far the middle of a label lies from its point."""


def path_map(centres: Centres, moved: Displacement, *, theme: Theme, height: int = 400) -> go.Figure:
    """Draw the path of the mean centre by year, both periods' ellipses, and the movement with its 95 % ellipse."""
    figure = base_map.blank_map(theme, height=height)
    later = BLUE if theme == "light" else AZURE
    drawn: list[Ellipse] = []
    # The two hues are of one lightness: in grey the shapes tell the centres apart.
    marks = ((centres.before, BROWN, "before", "circle"), (centres.after, later, "after", "diamond"))
    for centre, hue, name, _ in marks:
        if centre.spread is not None:
            drawn.append(centre.spread)
            _ellipse(figure, centre.spread, hue, name=f"where most incidents lay {name}", dash="solid", opacity=0.1)
    _years(figure, centres.path, theme)
    first, second = centres.before.mean, centres.after.mean
    if first is not None and second is not None:
        if moved.ellipse is not None:
            _about(figure, moved.ellipse, first, theme)
        _arrow(figure, first, second, theme)
    for centre, hue, name, symbol in marks:
        if centre.mean is not None:
            base_map.points(
                figure, [centre.mean.x / _PER_KM], [centre.mean.y / _PER_KM], hue=hue, theme=theme, size=13,
                hover=[f"mean centre {name}<br>of {centre.incidents} located incidents"], name=f"mean centre {name}",
                symbol=symbol,
            )  # fmt: skip
    _zoom(figure, drawn, centres)
    _orient(figure, theme)
    return base_map.legend(figure, [], theme=theme, rows=3)


def _years(figure: go.Figure, path: pd.DataFrame, theme: Theme) -> None:
    """Draw the line through the years that have enough incidents, each with its number."""
    known = path[~path["too_few"].astype(bool)]
    xs, ys = (known[axis] / _PER_KM for axis in ("x", "y"))
    base_map.trail(
        figure, xs.round(1).tolist(), ys.round(1).tolist(), hue=MUTED[theme], dash="dot", name="year by year"
    )
    hover = [f"{year}<br>mean centre of {number} located incidents" for year, number in known["incidents"].items()]
    base_map.points(
        figure, xs.round(1).tolist(), ys.round(1).tolist(), hue=MUTED[theme], theme=theme, size=7, hover=hover
    )
    for year, (x, y, anchors) in zip(known.index, _label_spots(xs.tolist(), ys.tolist()), strict=True):
        figure.add_annotation(
            x=x, y=y, text=f"’{int(year) % 100:02d}", showarrow=False, borderpad=1, **anchors,
            font={"size": 11, "color": INK[theme]},
        )  # fmt: skip


def _label_spots(xs: list[float], ys: list[float]) -> list[tuple[float, float, dict[str, Any]]]:
    """Put each year's label on that side of its point where it is farthest from the other points and labels."""
    sides: list[tuple[float, float, dict[str, Any]]] = [
        (0, _LABEL_KM, {"yanchor": "bottom", "yshift": 3}), (0, -_LABEL_KM, {"yanchor": "top", "yshift": -3}),
        (_LABEL_KM, 0, {"xanchor": "left", "xshift": 3}), (-_LABEL_KM, 0, {"xanchor": "right", "xshift": -3}),
    ]  # fmt: skip
    taken = list(zip(xs, ys, strict=True))
    found = []
    for x, y in zip(xs, ys, strict=True):
        others = [spot for spot in taken if spot != (x, y)]

        def room(side: tuple[float, float, object], x: float = x, y: float = y, others: list[Any] = others) -> float:
            return min((float(np.hypot(x + side[0] - a, y + side[1] - b)) for a, b in others), default=np.inf)

        east, north, anchors = max(sides, key=room)
        taken.append((x + east, y + north))
        found.append((x, y, anchors))
    return found


def _about(figure: go.Figure, ellipse: Ellipse, first: Spot, theme: Theme) -> None:
    """Place the ellipse of the displacement where its arrow may end."""
    base_map.ellipse(
        figure,
        ((first.x + ellipse.centre_x) / _PER_KM, (first.y + ellipse.centre_y) / _PER_KM),
        (ellipse.semi_major / _PER_KM, ellipse.semi_minor / _PER_KM),
        ellipse.angle, hue=INK[theme], name="where the arrow may end (95 %)", dash="5px,3px", opacity=0.04,
    )  # fmt: skip


def _ellipse(figure: go.Figure, ellipse: Ellipse, hue: str, *, name: str, dash: str, opacity: float) -> None:
    base_map.ellipse(
        figure, (ellipse.centre_x / _PER_KM, ellipse.centre_y / _PER_KM),
        (ellipse.semi_major / _PER_KM, ellipse.semi_minor / _PER_KM), ellipse.angle, hue=hue, name=name, dash=dash,
        opacity=opacity,
    )  # fmt: skip


def _arrow(figure: go.Figure, first: Spot, second: Spot, theme: Theme) -> None:
    start, end = ((each.x / _PER_KM, each.y / _PER_KM) for each in (first, second))
    base_map.arrow(figure, start, end, hue=INK[theme], theme=theme, width=4, bend=0.0)


def _zoom(figure: go.Figure, ellipses: list[Ellipse], centres: Centres) -> None:
    """Let the map show no more than the ellipses and the path need, in the map's own proportions."""
    left, lower, right, upper = base_map.frame("Afghanistan")
    boxes = [_box(ellipse) for ellipse in ellipses]
    known = centres.path[~centres.path["too_few"].astype(bool)]
    boxes += [(x, y, x, y) for x, y in zip(known["x"] / _PER_KM, known["y"] / _PER_KM, strict=True)]
    if not boxes:
        return
    spots = np.array(boxes)
    (west, south), (east, north) = spots[:, :2].min(axis=0) - _ROOM_KM, spots[:, 2:].max(axis=0) + _ROOM_KM
    ratio = (right - left) / (upper - lower)
    width = min(max(east - west, ratio * (north - south), _LEAST_WIDTH_KM), right - left)
    middle = (
        min(max((west + east) / 2, left + width / 2), right - width / 2),
        min(max((south + north) / 2, lower + width / ratio / 2), upper - width / ratio / 2),
    )
    figure.update_xaxes(range=[middle[0] - width / 2, middle[0] + width / 2])
    figure.update_yaxes(range=[middle[1] - width / ratio / 2, middle[1] + width / ratio / 2])


def _orient(figure: go.Figure, theme: Theme) -> None:
    """Name the provinces that lie well inside what the map shows."""
    (left, right), (lower, upper) = figure.layout.xaxis.range, figure.layout.yaxis.range
    edge = 0.06 * (right - left)
    inside = {
        code: name
        for code, name in _ORIENTATION.items()
        if left + edge < province_spots()[code][0] < right - edge and lower < province_spots()[code][1] < upper
    }
    base_map.place_names(figure, inside, theme=theme, size=9)


def _box(ellipse: Ellipse) -> tuple[float, float, float, float]:
    """Give the smallest upright box round an ellipse, in kilometres."""
    turn = np.radians(ellipse.angle)
    wide = np.hypot(ellipse.semi_major * np.cos(turn), ellipse.semi_minor * np.sin(turn))
    tall = np.hypot(ellipse.semi_major * np.sin(turn), ellipse.semi_minor * np.cos(turn))
    edges = (ellipse.centre_x - wide, ellipse.centre_y - tall, ellipse.centre_x + wide, ellipse.centre_y + tall)
    return tuple(float(edge) / _PER_KM for edge in edges)  # type: ignore[return-value]
