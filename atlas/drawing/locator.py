"""A small map that says where something is: a province among its neighbours, and a place where one is known.

Written by Folium for streamlit-folium. Nothing in it moves: it answers one glance and catches no scrolling finger.
"""

from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

import folium
from branca.element import Element

from atlas.drawing.palette import BLUE, CRIMSON, Theme, map_ink
from atlas.geography.provinces import neighbours, screen_geometry

HEIGHT_PX = 220
_AROUND = 0.35
"""How far the map reaches beyond the province on each side, as a part of its extent."""
_MARK_PX: Mapping[str, int] = {"site": 6, "town": 9, "district": 16}
"""Radius of the mark by how closely the place is known: the less exact, the larger and fainter."""


class Leaflet(NamedTuple):
    """Addresses of Leaflet on the own host, as the frame of streamlit-folium reaches them."""

    script: str
    style: str


def locator(
    province_id: str,
    names: Mapping[str, str],
    leaflet: Leaflet,
    *,
    theme: Theme,
    point: tuple[float, float] | None = None,
    precision: str = "",
) -> folium.Map | None:
    """Draw a province among its neighbours, and a mark where the place is known.

    Parameters
    ----------
    province_id
        The province; one that is not drawn gives no map.
    names
        province_id to label, shown at the pointer.
    leaflet
        Where the browser finds Leaflet.
    theme
        Which colours to use.
    point
        Latitude and longitude in degrees; None where no coordinates are known, and then no mark is drawn.
    precision
        How closely the point is known: site, town or district.

    Returns
    -------
    folium.Map or None
        Without tiles and without any address outside the server; None where the province has no shape.
    """
    shapes = {each["properties"]["id"]: each["geometry"] for each in screen_geometry()["features"]}
    if province_id not in shapes:
        return None
    chart = folium.Map(
        tiles=None, zoom_control=False, dragging=False, scroll_wheel_zoom=False, double_click_zoom=False,
        box_zoom=False, keyboard=False, touch_zoom=False, attribution_control=False, zoom_snap=0.1,
    )  # fmt: skip
    chart.default_js = [("leaflet_js", leaflet.script)]
    chart.default_css = [("leaflet_css", leaflet.style)]
    ink = map_ink(theme)
    page: Any = chart.get_root()
    page.header.add_child(Element(f"<style>.leaflet-container {{ background: {ink['sea']}; }}</style>"))
    for code in (*sorted(neighbours(province_id)), province_id):
        here = code == province_id
        style = {
            "color": ink["border"] if here else ink["line"], "weight": 1.5 if here else 0.75,
            "fillColor": BLUE if here else ink["zero"], "fillOpacity": 0.25 if here else 1,
        }  # fmt: skip
        label = folium.Tooltip(escape(names.get(code, code)), sticky=False)
        folium.GeoJson(shapes[code], style_function=lambda _, style=style: style, tooltip=label).add_to(chart)
    if point is not None:
        folium.CircleMarker(
            point, radius=_MARK_PX.get(precision, _MARK_PX["district"]), color=CRIMSON, weight=2, fill=True,
            fill_color=CRIMSON, fill_opacity=0.15 if precision == "district" else 0.45,
        ).add_to(chart)  # fmt: skip
    chart.fit_bounds(_around(shapes[province_id]))
    return chart


def _around(geometry: Mapping[str, Any]) -> list[list[float]]:
    """Give the south-west and north-east corner of a shape with some room, latitude first, in degrees."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    east, north = zip(*(corner for polygon in polygons for corner in polygon[0]), strict=True)
    wide, high = (_AROUND * (max(ends) - min(ends)) for ends in (east, north))
    return [[min(north) - high, min(east) - wide], [max(north) + high, max(east) + wide]]
