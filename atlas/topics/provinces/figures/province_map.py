"""One province in its surroundings, with its located incidents: a map for paper."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from atlas.drawing import base_map
from atlas.drawing.incident_marks import draw_circles
from atlas.drawing.map_shapes import Frame, Scope, province_spots, shapes
from atlas.drawing.palette import BACKGROUND, INK, MUTED, SEQUENTIAL, Theme
from atlas.geography.provinces import provinces
from atlas.statistics.circles import Circles

HEIGHT = 330
"""In pixels."""
LEAST_KM = 260.0
"""A map is at least so wide, so that the neighbours of a small province are seen."""
AROUND = 0.45
"""How far a map reaches beyond its province on each side, as a part of the province's larger extent."""
_EDGE = 0.1
"""A name stands no closer to the edge, as a part of the width: it would be cut."""
_BARS_KM = (200, 100, 50)
_BAR_PART = 0.3


def province_map(code: str, circles: Circles | None, names: Mapping[str, str], *, theme: Theme) -> go.Figure:
    """Draw a province, its neighbours with their names, and circles for its located incidents.

    Parameters
    ----------
    code
        A drawn province.
    circles
        Its located incidents; None where none is located.
    names
        province_id to label.
    """
    scope = scope_of(code)
    left, lower, right, upper = edges = frame_of(code)
    figure = base_map.blank_map(theme, scope, HEIGHT)
    # The names and the bar of the whole map stand where this part of it may not reach.
    figure.data = figure.data[:-1]
    figure.update_xaxes(range=[left, right]).update_yaxes(range=[lower, upper])
    base_map.fill(figure, {code: SEQUENTIAL[theme][0]}, theme=theme, scope=scope)
    base_map.trail(figure, *shapes(scope).provinces[code], hue=INK[theme], width=1.6)
    if circles is not None:
        draw_circles(figure, circles, scope, theme)
    others = {other: name for other, name in names.items() if other != code and other in shapes(scope).provinces}
    # One assignment: Plotly checks all annotations again at each that is added.
    texts = [*_named(others, edges, scope, theme), _draw_bar(figure, edges, theme)]
    home = provinces()["country"][code]
    figure.layout.annotations = [text for text in texts if text["text"] != _country(home)]
    return figure.update_layout(showlegend=False)


def scope_of(code: str) -> Scope:
    """Give the map of which a part is shown."""
    return "Afghanistan and Pakistan" if code[:2] in {"AF", "PK"} else "region"


def frame_of(code: str) -> Frame:
    """Give the edges of the map of a province, in kilometres; it never reaches beyond what is drawn."""
    scope = scope_of(code)
    xs, ys = ([number for number in part if number is not None] for part in shapes(scope).provinces[code])
    wide = max(max(xs) - min(xs), max(ys) - min(ys))
    side = max((1 + 2 * AROUND) * wide, LEAST_KM)
    west, south, east, north = shapes(scope).frame
    left, right = _window((min(xs) + max(xs)) / 2, side, west, east)
    lower, upper = _window((min(ys) + max(ys)) / 2, side, south, north)
    return left, lower, right, upper


def _window(middle: float, side: float, first: float, last: float) -> tuple[float, float]:
    """Lay a window round its middle, moved where it would leave the map, and cut where the map is smaller."""
    start = min(max(middle - side / 2, first), max(last - side, first))
    return round(start, 1), round(min(start + side, last), 1)


def _named(names: Mapping[str, str], edges: Frame, scope: Scope, theme: Theme) -> list[dict[str, Any]]:
    """Name the provinces and countries around, where there is room for it."""
    left, lower, right, upper = edges
    edge, spots = _EDGE * (right - left), province_spots()

    def inside(x: float, y: float) -> bool:
        return left + edge < x < right - edge and lower + edge / 2 < y < upper - edge / 2

    near = {code: spots[code] for code in names if code in spots and inside(*spots[code])}
    plate = {"bgcolor": base_map.faint(BACKGROUND[theme], 0.72), "borderpad": 1}
    written = [_text(*spot, base_map.safe(names[code]), 9, INK[theme]) | plate for code, spot in near.items()]
    countries = [place for place in shapes(scope).countries if inside(place.x, place.y)]
    return written + [_text(place.x, place.y, _country(place.name), 10, MUTED[theme]) for place in countries]


def _country(name: str) -> str:
    return f"<i>{base_map.safe(name)}</i>"


def _text(x: float, y: float, text: str, size: int, hue: str) -> dict[str, Any]:
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": size, "color": hue}}


def _draw_bar(figure: go.Figure, edges: Frame, theme: Theme) -> dict[str, Any]:
    """Draw how long some kilometres are, in the lower left corner, and give its words."""
    left, lower, right, upper = edges
    length = next((each for each in _BARS_KM if each <= _BAR_PART * (right - left)), _BARS_KM[-1])
    x, y, tick = left + 0.03 * (right - left), lower + 0.03 * (upper - lower), 0.012 * (upper - lower)
    xs, ys = [x, x, x + length, x + length], [y + tick, y, y, y + tick]
    base_map.trail(figure, xs, ys, hue=MUTED[theme], width=1.4)
    return _text(x + length / 2, y, f"{length} km", 10, MUTED[theme]) | {"yanchor": "bottom", "borderpad": 0}
