"""The map of the borders: how much lies near each, the band that is counted, and what crossed."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from math import dist, hypot
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import shapely

from atlas.drawing import base_map
from atlas.drawing.map_shapes import Path, located, path, shapes
from atlas.drawing.number_words import counted
from atlas.drawing.palette import AZURE, BACKGROUND, CRIMSON, INK, PLUM, Theme, class_labels, sequential, shade
from atlas.topics.borders.measures.crossings import MOST_APART

KIND_HUES = {"fire": CRIMSON, "entry": PLUM}
KIND_WORDS = {"fire": "fire across the border", "entry": "attackers entered"}
_LEAST_ARROW_KM = 15.0
"""Shorter than this an arrow would be a dot: the mark where it landed stands alone."""

ARROWS = 40
"""How many crossings, the latest, have an arrow from where they came; the others are a mark where they landed."""

_CELL_KM = 20.0
"""Side of the cells in which many crossings are gathered."""

_NUMBERED = 4
"""How many numbers stand at one place."""

_STEP_PX = 24.0


def border_map(
    totals: pd.DataFrame, lines: Mapping[str, Sequence[str]], band_km: float, crossed: pd.DataFrame, *, theme: Theme
) -> go.Figure:
    """Draw the borders of Afghanistan in the colours of the incidents near them, with what crossed them.

    Parameters
    ----------
    totals
        Index line; columns own_least, own_most, other_least, other_most.
    lines
        Line to the keys of its borders; lines that are not in ``totals`` are left as the ground has them.
    band_km
        The distance that is shaded on both sides.
    crossed
        Crossings with number, kind, latitude, longitude, origin_latitude, origin_longitude, place, origin_place. Those
        that ``on_map`` tells of are drawn.
    """
    figure = base_map.blank_map(theme, "Afghanistan", 380)
    borders = {border: line for line in totals.index for border in lines[str(line)]}
    figure.add_trace(_band(tuple(borders), band_km))
    for border, course in _courses().items():
        if border in borders:
            _draw_line(figure, course, totals.loc[borders[border]], str(borders[border]), theme)
    shown = crossed[on_map(crossed)]
    _draw_crossings(figure, shown, theme)
    entries = [(hue, _counted(label)) for hue, label in zip(sequential(theme), class_labels(), strict=True)]
    found = [(KIND_HUES[kind], KIND_WORDS[kind]) for kind in KIND_HUES if shown["kind"].eq(kind).any()]
    return base_map.legend(figure, [*entries, *found], theme=theme, rows=3)


def on_map(crossed: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which crossings landed at a known point inside the map of Afghanistan."""
    left, lower, right, upper = shapes("Afghanistan").frame
    known = crossed["latitude"].notna() & crossed["longitude"].notna()
    xs, ys = located(crossed["longitude"].fillna(0), crossed["latitude"].fillna(0)) if len(crossed) else ([], [])
    x, y = (pd.Series(values, index=crossed.index, dtype=float) for values in (xs, ys))
    return known & x.between(left, right) & y.between(lower, upper)


@cache
def _courses() -> dict[str, Path]:
    """Give the course of each border on the map, in kilometres."""
    return {border.border_id: border.path for border in shapes("Afghanistan").borders}


@cache
def _band_path(border_ids: tuple[str, ...], band_km: float) -> Path:
    """Outline everything within a distance of borders that lies inside the map."""
    parts = [line for border in border_ids if border in _courses() for line in _parts(_courses()[border])]
    left, lower, right, upper = (1000 * edge for edge in shapes("Afghanistan").frame)
    frame = shapely.box(left, lower, right, upper)
    around = shapely.union_all([shapely.buffer(line, 1000 * band_km, quad_segs=6) for line in parts])
    return path(shapely.simplify(shapely.intersection(around, frame), 1500))


def _parts(course: Path) -> list[shapely.LineString]:
    """Turn a course back into lines, in metres."""
    spots = [None if x is None or y is None else (1000 * x, 1000 * y) for x, y in zip(*course, strict=True)]
    runs = [[spot for spot in run if spot] for there, run in groupby(spots, key=lambda spot: spot is not None) if there]
    return [shapely.LineString(run) for run in runs if len(run) > 1]


def _band(border_ids: tuple[str, ...], band_km: float) -> go.Scatter:
    xs, ys = _band_path(border_ids, band_km)
    return go.Scatter(
        x=xs, y=ys, mode="lines", fill="toself", fillcolor=_thin(AZURE), line={"width": 0}, hoverinfo="skip",
        showlegend=False, zorder=base_map.FILLS,
    )  # fmt: skip


def _counted(label: str) -> str:
    return f"{label} incident" if label == "1" else f"{label} incidents"


def _thin(hue: str) -> str:
    red, green, blue = (int(hue[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.13)"


def _draw_line(figure: go.Figure, course: Path, row: pd.Series, line: str, theme: Theme) -> None:
    """Draw a border in the colour of its count, cased so that it stands out, with the count upon it."""
    most = int(row["own_most"] + row["other_most"])
    base_map.trail(figure, *course, hue=INK[theme], width=7)
    base_map.trail(
        figure, *course, hue=shade(most, theme), width=5,
        hover=f"{line}: {row['own_least']}–{row['own_most']} in Afghanistan, "
        f"{row['other_least']}–{row['other_most']} beyond",
    )  # fmt: skip
    least = int(row["own_least"] + row["other_least"])
    longest = max(_parts(course), key=lambda part: part.length)
    middle = longest.interpolate(0.5, normalized=True)
    across, up = _inwards(middle)
    told = f"{least}–{most}" if least != most else f"{most}"
    figure.add_annotation(
        x=middle.x / 1000, y=middle.y / 1000, xshift=across, yshift=up, showarrow=False, borderpad=2,
        bgcolor=BACKGROUND[theme], bordercolor=INK[theme], borderwidth=1, text=told,
        font={"size": 11, "color": INK[theme]},
    )  # fmt: skip


def _inwards(spot: shapely.Point) -> tuple[float, float]:
    """Give the step in pixels by which a count leaves its line towards the middle of the map."""
    left, lower, right, upper = (1000 * edge for edge in shapes("Afghanistan").frame)
    way = ((left + right) / 2 - spot.x, (lower + upper) / 2 - spot.y)
    length = max(hypot(*way), 1.0)
    return _STEP_PX * way[0] / length, _STEP_PX * way[1] / length


def _draw_crossings(figure: go.Figure, shown: pd.DataFrame, theme: Theme) -> None:
    """Draw the latest crossings as arrows, and where each landed with its number in the list.

    Marks and numbers are one trace each, whatever their number: Plotly copies all annotations for each new one.
    """
    for row in shown.head(ARROWS).to_dict("records"):
        _draw_arrow(figure, row, theme)
    spots = pd.DataFrame(dict(zip("xy", located(shown["longitude"], shown["latitude"]), strict=True)))
    told = [_told(row) for row in shown.to_dict("records")]
    kinds, numbers = (shown[column].astype(str).tolist() for column in ("kind", "number"))
    found = _apart(spots.assign(kind=kinds, told=told, number=numbers))
    for kind, part in found.groupby("kind"):
        hover = part["told"].tolist()
        base_map.points(
            figure, part["x"].tolist(), part["y"].tolist(), hue=KIND_HUES[str(kind)], theme=theme, size=10, hover=hover
        )
    if len(found):
        figure.add_trace(_numbers(found, theme))


def _apart(found: pd.DataFrame) -> pd.DataFrame:
    """Give the marks: one for each crossing, or where those are too many one for all that landed in a cell."""
    if len(found) <= MOST_APART:
        return found
    cells = [found["kind"].to_numpy(), *((found[axis] / _CELL_KM).round().to_numpy() for axis in "xy")]
    seen = found.groupby(cells, sort=False)
    first, size = seen.first().reset_index(drop=True), seen.size().to_numpy()
    more = [
        f" and {counted(number - 1, 'earlier one')} within {_CELL_KM:g} km" if number > 1 else "" for number in size
    ]
    return first.assign(told=[text + end for text, end in zip(first["told"], more, strict=True)])


def _draw_arrow(figure: go.Figure, row: Mapping[Any, Any], theme: Theme) -> None:
    """Draw an arrow from the origin of a crossing to where it landed, unless that is close by."""
    if pd.isna(row["origin_latitude"]):
        return
    xs, ys = located([row["origin_longitude"], row["longitude"]], [row["origin_latitude"], row["latitude"]])
    start, end = ((float(x), float(y)) for x, y in zip(xs, ys, strict=True))
    if dist(start, end) >= _LEAST_ARROW_KM:
        hue = KIND_HUES[str(row["kind"])]
        base_map.arrow(figure, start, end, hue=hue, theme=theme, width=6, hover=_told(row))


def _numbers(found: pd.DataFrame, theme: Theme) -> go.Scatter:
    """Write above each place the numbers of the crossings that landed there: the latest, and how many more."""
    spots = found.groupby(["x", "y"], sort=False)["number"].agg(list)
    texts = [", ".join(numbers[:_NUMBERED]) + " …" * (len(numbers) > _NUMBERED) for numbers in spots]
    xs, ys = (spots.index.get_level_values(axis).tolist() for axis in ("x", "y"))
    return go.Scatter(
        x=xs, y=ys, mode="text", text=texts, textposition="top center", textfont={"size": 12, "color": INK[theme]},
        hoverinfo="skip", showlegend=False, cliponaxis=False, zorder=base_map.MARKS + 3,
    )  # fmt: skip


def _told(row: Mapping[Any, Any]) -> str:
    return f"{row['number']}: {row['origin_place'] or row['origin_country']} to {row['place']}"
