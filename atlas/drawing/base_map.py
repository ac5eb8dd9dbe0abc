"""An equal-area map as a Plotly figure of plain lines and areas: no map subplot, so nothing that a browser fetches.

Draw the ground, then fill provinces and put marks on it. Coordinates are kilometres of the plane ``settings.PLANE_CRS``
(measures that give metres divide by 1,000; ``map_shapes.located`` projects degrees). Text from data is escaped.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import plotly.graph_objects as go

from atlas.drawing.arrows import BEND, arrow_shape
from atlas.drawing.base_figure import canvas
from atlas.drawing.draft import Figure
from atlas.drawing.map_legend import legend, scale
from atlas.drawing.map_shapes import Frame, Path, Scope, located, province_spots, shapes
from atlas.drawing.palette import BACKGROUND, GRID, INK, MUTED, OTHER, ZERO, Theme

__all__ = [
    "arrow",
    "blank_map",
    "ellipse",
    "faint",
    "fill",
    "frame",
    "legend",
    "located",
    "midway",
    "place_names",
    "points",
    "scale",
    "trail",
]  # fmt: skip

LAND, FILLS, BORDERS, MARKS = 0, 1, 2, 3
"""The layers of a map, from below."""

_NUDGES_PX = {"AF-KAB": (-18, 8), "AF-NAN": (24, -8), "AF-KNR": (16, 4), "AF-LAG": (0, 12)}
"""Where the names of small neighbours would cover each other."""

_SCALE_KM: Mapping[Scope, int] = {
    "Afghanistan": 200, "Afghanistan and Pakistan": 300, "Afghanistan and around": 500, "region": 500,
}  # fmt: skip


def blank_map(theme: Theme, scope: Scope = "Afghanistan", height: int = 420) -> Figure:
    """Draw the land, the provinces' outlines, the borders, the names of the countries around and a scale bar.

    Borders that are disputed, or older than a settlement, are dashed.
    """
    return _ground(theme, scope, height).copy()


@cache
def _ground(theme: Theme, scope: Scope, height: int) -> Figure:
    """Draw what is the same on every map of a theme; its traces are shared, never change them in place."""
    lying = shapes(scope)
    left, lower, right, upper = lying.frame
    figure = canvas(theme, height)
    axis: dict[str, Any] = {"visible": False, "constrain": "domain", "zeroline": False}
    figure.update_xaxes(range=[left, right], constraintoward="left", **axis)
    figure.update_yaxes(range=[lower, upper], scaleanchor="x", scaleratio=1, constraintoward="top", **axis)
    figure.update_layout(dragmode=False, hovermode="closest", margin={"l": 0, "r": 0, "t": 0, "b": 0}, showlegend=False)
    figure.add_trace(_area(lying.land, GRID[theme], GRID[theme], LAND))
    figure.add_trace(_area(_together(lying.provinces), ZERO[theme], OTHER, LAND))
    for settled, dash in ((True, "solid"), (False, "4px,3px")):
        lines = {border.border_id: border.path for border in lying.borders if border.is_settled is settled}
        figure.add_trace(_line(_together(lines), INK[theme], 1.1, BORDERS, dash))
    _name_countries(figure, theme, scope)
    return _scale_bar(figure, theme, scope)


def frame(scope: Scope = "Afghanistan") -> Frame:
    """Give the edges of a map, in kilometres: left, lower, right, upper."""
    return shapes(scope).frame


def fill(
    figure: go.Figure, colours: Mapping[str, str], hover: Mapping[str, str] | None = None, *,
    theme: Theme, scope: Scope = "Afghanistan",
) -> go.Figure:  # fmt: skip
    """Colour provinces, by their id; the pointer shows the text of a province, with ``<br>`` for a new line.

    A province that is not named keeps the ground's tone.
    """
    for code, outline in shapes(scope).provinces.items():
        if code in colours:
            area = _area(outline, colours[code], BACKGROUND[theme], FILLS)
            told = (hover or {}).get(code)
            if told:
                area.update(text=safe(told), hoverinfo="text", hoveron="fills")
            figure.add_trace(area)
    return figure


def place_names(figure: go.Figure, names: Mapping[str, str], *, theme: Theme, size: int = 10) -> go.Figure:
    """Write names on provinces, by their id, each on a plate that keeps it readable whatever lies beneath."""
    spots = province_spots()
    for code, name in names.items():
        if code in spots:
            across, up = _NUDGES_PX.get(code, (0, 0))
            figure.add_annotation(
                x=spots[code][0], y=spots[code][1], xshift=across, yshift=up, text=safe(name), showarrow=False,
                font={"size": size, "color": INK[theme]}, bgcolor=faint(BACKGROUND[theme], 0.72), borderpad=1,
            )  # fmt: skip
    return figure


def points(
    figure: go.Figure, xs: Sequence[float], ys: Sequence[float], *, hue: str, theme: Theme,
    size: float | Sequence[float] = 9, hover: Sequence[str] | None = None, symbol: str = "circle", name: str = "",
) -> go.Figure:  # fmt: skip
    """Put marks on the map; a name puts them into the legend."""
    marker = {"color": hue, "size": size, "symbol": symbol, "line": {"color": BACKGROUND[theme], "width": 1.2}}
    told = {"hoverinfo": "skip"} if hover is None else {"hoverinfo": "text", "text": [safe(text) for text in hover]}
    return figure.add_trace(
        go.Scatter(
            x=list(xs), y=list(ys), mode="markers", marker=marker, zorder=MARKS + 2, name=name,
            showlegend=bool(name), cliponaxis=False, **told,
        )
    )  # fmt: skip


def trail(
    figure: go.Figure, xs: Sequence[float | None], ys: Sequence[float | None], *, hue: str,
    width: float = 1.5, dash: str = "solid", name: str = "", hover: str = "",
) -> go.Figure:  # fmt: skip
    """Draw a line through places, broken at None."""
    line = _line((list(xs), list(ys)), hue, width, MARKS, dash)
    line.update(name=name, showlegend=bool(name))
    if hover:
        line.update(text=safe(hover), hoverinfo="text")
    return figure.add_trace(line)


def ellipse(
    figure: go.Figure, centre: tuple[float, float], semi_axes: tuple[float, float], angle: float, *, hue: str,
    name: str = "", hover: str = "", dash: str = "solid", opacity: float = 0.12,
) -> go.Figure:  # fmt: skip
    """Draw an ellipse: semi-axes in kilometres, the first one turned by ``angle`` degrees from east to north."""
    turns = [2 * math.pi * step / 72 for step in range(73)]
    along = [semi_axes[0] * math.cos(turn) for turn in turns]
    across = [semi_axes[1] * math.sin(turn) for turn in turns]
    east, north = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    outline: Path = (
        [round(centre[0] + one * east - other * north, 1) for one, other in zip(along, across, strict=True)],
        [round(centre[1] + one * north + other * east, 1) for one, other in zip(along, across, strict=True)],
    )
    area = _area(outline, faint(hue, opacity), hue, MARKS)
    area.update(line={"color": hue, "width": 1.8, "dash": dash}, name=name, showlegend=bool(name))
    if hover:
        area.update(text=safe(hover), hoverinfo="text", hoveron="fills")
    return figure.add_trace(area)


def arrow(
    figure: go.Figure, start: tuple[float, float], end: tuple[float, float], *, hue: str, theme: Theme,
    width: float = 10, hover: str = "", bend: float = BEND, gap: float = 0.0,
) -> go.Figure:  # fmt: skip
    """Draw a curved arrow ``width`` kilometres wide; ``gap`` keeps its ends that far off both places.

    Both ways between two places bend apart, so that they do not cover each other.
    """
    outline = arrow_shape(start, end, width, bend, gap)
    area = _area(outline, faint(hue, 0.85), BACKGROUND[theme], MARKS)
    if hover:
        area.update(text=safe(hover), hoverinfo="text", hoveron="fills")
    return figure.add_trace(area)


def midway(start: tuple[float, float], end: tuple[float, float], aside: float = 0.0) -> tuple[float, float]:
    """Give the middle of a curved arrow, or a place so many kilometres aside of it, on the outer side of the curve."""
    length = math.dist(start, end) or 1.0
    off = BEND / 2 + aside / length
    return (
        (start[0] + end[0]) / 2 - off * (end[1] - start[1]),
        (start[1] + end[1]) / 2 + off * (end[0] - start[0]),
    )


def safe(text: str) -> str:
    """Escape what Plotly would read as markup, but for the line breaks ``<br>`` that the atlas itself sets."""
    return escape(text, quote=False).replace("&lt;br&gt;", "<br>")


def _together(paths: Mapping[str, Path]) -> Path:
    """Join paths into one, parted by None."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x, y in paths.values():
        xs += [None, *x] if xs else x
        ys += [None, *y] if ys else y
    return xs, ys


def _area(outline: Path, hue: str, edge: str, layer: int) -> go.Scatter:
    return go.Scatter(
        x=outline[0], y=outline[1], mode="lines", fill="toself", fillcolor=hue, line={"color": edge, "width": 0.6},
        hoverinfo="skip", showlegend=False, zorder=layer,
    )  # fmt: skip


def _line(course: Path, hue: str, width: float, layer: int, dash: str = "solid") -> go.Scatter:
    return go.Scatter(
        x=course[0], y=course[1], mode="lines", line={"color": hue, "width": width, "dash": dash}, hoverinfo="skip",
        showlegend=False, zorder=layer,
    )  # fmt: skip


def _write(figure: go.Figure, spot: tuple[float, float], text: str, ink: str, size: int) -> None:
    figure.add_annotation(x=spot[0], y=spot[1], text=text, showarrow=False, font={"size": size, "color": ink})


def _name_countries(figure: go.Figure, theme: Theme, scope: Scope) -> None:
    for country in shapes(scope).countries:
        _write(figure, (country.x, country.y), f"<i>{country.name}</i>", MUTED[theme], 10)


def _scale_bar(figure: Figure, theme: Theme, scope: Scope) -> Figure:
    """Draw how long some hundred kilometres are on the map, in its lower left corner."""
    left, lower, right, upper = shapes(scope).frame
    length = _SCALE_KM[scope]
    x, y, tick = left + 0.03 * (right - left), lower + 0.03 * (upper - lower), 0.012 * (upper - lower)
    bar: Path = ([x, x, x + length, x + length], [y + tick, y, y, y + tick])
    figure.add_trace(_line(bar, MUTED[theme], 1.4, MARKS))
    figure.add_annotation(
        x=x + length / 2, y=y, yanchor="bottom", text=f"{length} km", showarrow=False, borderpad=0,
        font={"size": 10, "color": MUTED[theme]},
    )  # fmt: skip
    return figure


def faint(hue: str, opacity: float) -> str:
    """Write a colour with an opacity."""
    red, green, blue = (int(hue[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
