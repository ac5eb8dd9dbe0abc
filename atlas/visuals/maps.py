"""The screen map: Folium writes it, the browser keeps the geometry, and a change of the selection sends values only.

The geometry and the drawing code are static files that the browser fetches once (see ``Assets``). Folium describes
the map (``province_map``) and, at every change, one layer that carries nothing but the view (``view_layer``): the
class of each province, circles, colours and legend. Measured reasons stand in ARCHITECTURE.md.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import folium
import numpy as np
import pandas as pd
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from atlas.text import thousands
from atlas.visuals import palette

Measure = Literal["incidents", "deaths", "share"]

MEASURE_TITLES: dict[Measure, str] = {
    "incidents": "Incidents",
    "deaths": "Killed (best estimate)",
    "share": "Share of incidents",
}

SHARE_BREAKS = (0.01, 0.05, 0.1, 0.2, 0.4)


class Assets(NamedTuple):
    """Addresses, relative to the map's own frame, of what the browser fetches once."""

    leaflet_js: str
    leaflet_css: str
    map_js: str
    map_css: str
    screen: str
    borders: str
    world: str
    labels: str


class ProvinceLayer(JSCSSMixin, MacroElement):
    """The part of the map that never changes: it fetches the geometry and draws it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.AtlasMap.attach({{ this._parent.get_name() }}, {{ this.sources|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types
        self._name = "ProvinceLayer"
        self.default_js = [("atlas_map", assets.map_js)]
        self.default_css = [("atlas_map", assets.map_css)]
        self.sources = {name: getattr(assets, name) for name in ("screen", "borders", "world", "labels")}


class View(MacroElement):
    """What a change of the selection sends: values, circles, colours, legend. JSON only, and safe inside a script."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.AtlasMap.show({{ this.payload|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, payload: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types
        self._name = "View"
        self.payload = payload


def province_map(assets: Assets) -> folium.Map:
    """Describe the map without tiles and without any address outside the server that sends it."""
    chart = folium.Map(tiles=None, zoom_snap=0.25, min_zoom=2, max_zoom=11, zoom_delta=0.5, world_copy_jump=True)
    chart.default_js = [("leaflet", assets.leaflet_js)]
    chart.default_css = [("leaflet", assets.leaflet_css)]
    ProvinceLayer(assets).add_to(chart)
    return chart


def view_layer(payload: Mapping[str, Any]) -> folium.FeatureGroup:
    """Wrap a view as the one layer that streamlit-folium exchanges without drawing the map anew."""
    layer = folium.FeatureGroup(name="view")
    View(payload).add_to(layer)
    return layer


def breaks(values: Sequence[float], classes: int = 6) -> tuple[int, ...]:
    """Choose rising whole-number lower bounds for classes 2 to n, about geometric up to the largest value.

    They are computed once from the whole table and not from a selection, so that the same colour means the same
    number in every year. With small numbers there are fewer classes.

    >>> breaks([1, 3, 8, 200])
    (2, 6, 15, 30, 70)
    """
    largest = max(values, default=0)
    ratio = max(largest, 1) ** (1 / classes)
    found: list[int] = []
    for step in range(1, classes):
        bound = _rounded(ratio**step)
        if bound > (found[-1] if found else 1) and bound <= largest:
            found.append(bound)
    return tuple(found)


def _rounded(number: float) -> int:
    """Round to one or one and a half leading digits: 2, 3, 4, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100, ..."""
    power = 1
    while number >= 10 * power:
        power *= 10
    steps = [1, 1.5, 2, 3, 4, 5, 7, 10]
    return round(min(steps, key=lambda step: abs(step - number / power)) * power) if power > 1 else round(number)


def map_view(
    by_province: pd.DataFrame,
    circles: pd.DataFrame,
    *,
    measure: Measure,
    bounds: Sequence[float],
    selected: Sequence[str] = (),
    covered: bool = True,
    alt: str = "",
    theme: palette.Theme = "light",
) -> dict[str, Any]:
    """Compile the view that the browser draws.

    Parameters
    ----------
    by_province : DataFrame
        As ``analysis.places.by_province`` gives it; a province without a row has no incident in the selection.
    circles : DataFrame
        As ``analysis.circles.circles`` gives it.
    measure : str
        What colours the provinces.
    bounds : sequence of float
        Lower bounds of the classes above the first: whole numbers, or fractions for the share.
    selected : sequence of str
        Province ids to outline; the others are dimmed when there are any.
    covered : bool
        False when the table covers no day of the period: then nothing is zero, it is not covered.
    alt : str
        What the map shows, in words.

    Returns
    -------
    dict
        JSON-ready; a few kilobytes whatever the number of incidents.
    """
    classes = palette.sequential(theme)[-(len(bounds) + 1) :]
    return {
        "ink": palette.map_ink(theme),
        "classes": classes,
        "values": dict(zip(map(str, by_province.index), _values(by_province, measure, bounds), strict=True)),
        "circles": _circles(circles),
        "selected": list(selected),
        "uncovered": not covered,
        "legend": {"title": MEASURE_TITLES[measure], "rows": legend_rows(measure, bounds)},
        "alt": alt,
    }


def _values(by_province: pd.DataFrame, measure: Measure, bounds: Sequence[float]) -> list[list[Any]]:
    """Give each province its class and what its tooltip says, column by column: rows of a frame are slow to make."""
    column = {"incidents": "incidents", "deaths": "killed_best", "share": "share"}[measure]
    known = by_province["toll_known"].to_numpy() > 0
    classes = np.searchsorted(bounds, by_province[column].to_numpy(), side="right")
    levels = np.where(known | (measure != "deaths"), classes, -1).tolist()
    tolls = (
        [toll if is_known else None for toll, is_known in zip(by_province[name].tolist(), known, strict=True)]
        for name in ("killed_low", "killed_best", "killed_high")
    )
    counts = (by_province[name].tolist() for name in ("incidents_sure", "incidents"))
    shares = [f"{share:.1%} of those with a province" for share in by_province["share"].tolist()]
    columns = (levels, *counts, *tolls, by_province["not_located"].tolist(), shares)
    return [list(row) for row in zip(*columns, strict=True)]


def _circles(circles: pd.DataFrame) -> list[list[Any]]:
    columns = (
        circles["latitude"].round(3).tolist(),
        circles["longitude"].round(3).tolist(),
        circles["incidents"].tolist(),
        circles["incidents_sure"].tolist(),
        [
            toll if known else None
            for toll, known in zip(circles["killed_best"].tolist(), circles["toll_known"], strict=True)
        ],
        [str(place) for place in circles["place"].tolist()],
        circles["id"].fillna("").tolist(),
    )
    return [list(row) for row in zip(*columns, strict=True)]


def legend_rows(measure: Measure, bounds: Sequence[float]) -> list[tuple[int | str, str]]:
    """List the legend: class number or kind of mark, and its words."""
    written = [_bound(measure, bound) for bound in bounds]
    if measure == "share":
        texts = [
            f"under {written[0]}",
            *(f"{low} to under {high}" for low, high in pairwise(written)),
        ]
        texts.append(f"{written[-1]} and more")
    else:
        lows = [1, *(int(bound) for bound in bounds)]
        spans = [
            thousands(low) if low == high - 1 else f"{thousands(low)}–{thousands(high - 1)}"
            for low, high in pairwise(lows)
        ]
        texts = [*spans, f"{thousands(lows[-1])} and more"]
        if measure == "deaths":
            texts[0] = f"up to {texts[0].rsplit('–', maxsplit=1)[-1]}"
    marks: list[tuple[int | str, str]] = [
        ("zero", "no incident in the selection"),
        ("no-data", "incidents, but no figure"),
        ("not-covered", "not covered"),
        ("circle", "located incidents; area grows with the number"),
        ("circle-unsure", "only suspected or disputed ones"),
        ("line", "border"),
        ("line-open", "border disputed or outdated"),
    ]
    return [*enumerate(texts), *marks]


def _bound(measure: Measure, bound: float) -> str:
    return f"{bound:.0%}" if measure == "share" else thousands(bound)
