"""The map of incidents as a figure: for paper, for slides, and for a page that stands alone.

It shows what the Map page shows, in its classes: provinces by a measure, located incidents as circles whose area
grows with their number and whose form says how precisely they are known, and per province how many are known no
closer than that.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from atlas.drawing import base_map
from atlas.drawing.incident_marks import draw_circles, inside, spots, write_badges
from atlas.drawing.map_legend import LEGEND_ROW_PX
from atlas.drawing.map_shapes import SCOPES, Scope, located, province_spots, shapes
from atlas.drawing.number_words import percent, span, spanned
from atlas.drawing.palette import (
    AZURE,
    BACKGROUND,
    BLUE,
    INK,
    MUTED,
    NO_DATA,
    NOT_COVERED,
    OTHER,
    ZERO,
    Theme,
    sequential,
)
from atlas.drawing.screen_map import MEASURE_TITLES, Measure, class_texts
from atlas.statistics.circles import Circles
from atlas.text import thousands

HEIGHT = 480
"""In pixels, before its legend: no more, or a phone, which is narrower than that, would show a gap beneath the map."""


def framing(by_province: pd.DataFrame, circles: Circles) -> Scope:
    """Choose the smallest map that holds every province with an incident, and all circles but those beyond them all.

    Both Afghanistan and Pakistan are always seen.
    """
    places, (xs, ys) = province_spots(), spots(circles)
    named = np.array([places[str(code)] for code in by_province.index if str(code) in places]).reshape(-1, 2)
    reached = inside(xs, ys, "region")
    for scope in SCOPES[1:]:
        drawn = {str(code) for code in by_province.index} <= set(shapes(scope).provinces)
        if drawn and inside(named[:, 0], named[:, 1], scope).all() and (inside(xs, ys, scope) | ~reached).all():
            return scope
    return "region"


def incident_map(
    by_province: pd.DataFrame, circles: Circles, names: Mapping[str, str], *, theme: Theme, measure: Measure,
    bounds: Sequence[float], selected: Sequence[str] = (), ring: Sequence[tuple[float, float]] = (),
    covered: bool = True,
) -> go.Figure:  # fmt: skip
    """Draw provinces by a measure with the located incidents on them.

    Parameters
    ----------
    by_province
        Index province_id; columns incidents_sure, incidents, killed_low, killed_best, killed_high, share, toll_known,
        not_located. Provinces without an incident are left out.
    circles
        The located incidents, the largest circle first. Those beyond the map are not drawn.
    names
        province_id to label.
    measure
        What colours the provinces.
    bounds
        Lower bounds of the classes above the first, as on the Map page.
    selected
        Provinces to outline.
    ring
        Corners of a drawn area, longitude and latitude in degrees.
    covered
        False when the table covers no day of the period: then nothing is zero, it is not covered.
    """
    scope = framing(by_province, circles)
    figure = base_map.blank_map(theme, scope, HEIGHT)
    plate = base_map.faint(BACKGROUND[theme], 0.6)
    figure.for_each_annotation(lambda name: name.update(bgcolor=plate, borderpad=0))
    colours, hover = _coloured(by_province, names, scope, (measure, bounds), theme, covered=covered)
    base_map.fill(figure, colours, hover, theme=theme, scope=scope)
    pale = ZERO[theme] if covered else NOT_COVERED[theme]
    figure.update_traces(line={"color": OTHER}, selector={"fillcolor": pale})  # white lines would not be seen on it
    _outline(figure, selected, ring, scope, theme)
    draw_circles(figure, circles, scope, theme)
    write_badges(figure, by_province["not_located"], circles, scope, theme)
    hues, texts = sequential(theme)[-len(bounds) - 1 :], class_texts(measure, bounds)
    written = [_lower(text) for text in texts[1:]]
    empty = (ZERO[theme], "none") if covered else (NOT_COVERED[theme], "not covered")
    base_map.scale(figure, hues, written, theme=theme, title=_scale_title(measure, texts), nothing=empty)
    _explain(figure, by_province, measure, theme)
    return figure


def _lower(text: str) -> str:
    """Give the lower bound of a class from its name, as it stands between two colours of the scale."""
    return text.split("–", maxsplit=1)[0].split(" ", maxsplit=1)[0]


def _scale_title(measure: Measure, texts: Sequence[str]) -> str:
    first = f"the first class is {texts[0]}" if measure != "share" else "of those with a province"
    return f"{MEASURE_TITLES[measure]} per province; {first}"


def _coloured(
    by_province: pd.DataFrame, names: Mapping[str, str], scope: Scope, scale: tuple[Measure, Sequence[float]],
    theme: Theme, *, covered: bool,
) -> tuple[dict[str, str], dict[str, str]]:  # fmt: skip
    """Give each drawn province its colour and what it says when pointed at."""
    measure, bounds = scale
    hues = sequential(theme)[-len(bounds) - 1 :]
    column = {"incidents": "incidents", "deaths": "killed_best", "share": "share"}[measure]
    empty = ZERO[theme] if covered else NOT_COVERED[theme]
    blank = "no incident in the selection" if covered else "not covered"
    colours = dict.fromkeys(shapes(scope).provinces, empty)
    hover = {code: f"{names.get(code, code)}<br>{blank}" for code in colours}
    for code, row in by_province.to_dict("index").items():
        place = int(np.searchsorted(bounds, row[column], side="right"))
        unknown = measure == "deaths" and not row["toll_known"]
        colours[str(code)] = NO_DATA[theme] if unknown else hues[place]
        hover[str(code)] = _told(names.get(str(code), str(code)), row)
    return colours, hover


def _told(name: str, row: Mapping[Any, Any]) -> str:
    killed = "toll not known"
    if row["toll_known"]:
        killed = f"killed: {thousands(row['killed_best'])} ({span(row['killed_low'], row['killed_high'])})"
    lines = [name, spanned(row["incidents_sure"], row["incidents"], "incident"), killed, percent(row["share"])]
    apart = [f"{thousands(row['not_located'])} known only to the province"] if row["not_located"] else []
    return "<br>".join([*lines, *apart])


def _outline(
    figure: go.Figure, selected: Sequence[str], ring: Sequence[tuple[float, float]], scope: Scope, theme: Theme
) -> None:
    """Outline what is selected: provinces, and a drawn area."""
    hue = BLUE if theme == "light" else AZURE
    for code in selected:
        if code in shapes(scope).provinces:
            base_map.trail(figure, *shapes(scope).provinces[code], hue=hue, width=2.4)
    if ring:
        xs, ys = located(*zip(*[*ring, ring[0]], strict=True))
        base_map.trail(figure, xs, ys, hue=hue, width=2, dash="dash", name="the area that was drawn")


def _explain(figure: go.Figure, by_province: pd.DataFrame, measure: Measure, theme: Theme) -> None:
    """Put the legend of the circles beneath the scale of the classes."""
    if any(trace.zorder == base_map.MARKS + 2 for trace in figure.data):
        _enter(figure, "area of a mark: its number of incidents", base_map.faint(OTHER, 0.35), theme, symbol="circle")
    if by_province["not_located"].gt(0).any():
        _enter(figure, "a number: incidents known only to the province", BACKGROUND[theme], theme)
    if measure == "deaths" and by_province["toll_known"].eq(0).any():
        _enter(figure, "incidents, but no figure of deaths", NO_DATA[theme], theme)
    # On a phone each entry takes a row.
    room = sum(bool(trace.name) for trace in figure.data) * LEGEND_ROW_PX
    figure.update_layout(
        showlegend=True, height=figure.layout.height + room, margin={"b": figure.layout.margin.b + room},
        legend={
            "x": 0, "xanchor": "left", "y": 0, "yref": "container", "yanchor": "bottom", "itemclick": False,
            "itemdoubleclick": False, "font": {"size": 11, "color": INK[theme]}, "bgcolor": "rgba(0,0,0,0)",
        },
    )  # fmt: skip


def _enter(figure: go.Figure, words: str, hue: str, theme: Theme, *, symbol: str = "square") -> None:
    """Make an entry of the legend that has no point in the map."""
    marker = {"color": hue, "size": 11, "symbol": symbol, "line": {"color": MUTED[theme], "width": 1}}
    figure.add_trace(go.Scatter(x=[None], y=[None], mode="markers", marker=marker, name=words, showlegend=True))
