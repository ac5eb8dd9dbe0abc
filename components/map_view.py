"""The map on a page: Folium through streamlit-folium, with its geometry served from this host and cached."""

import functools
import hashlib
from pathlib import Path

import pandas as pd
import streamlit as st
import streamlit.components.v1 as components
import xstatic.pkg.leaflet
from streamlit_folium import st_folium

from atlas import settings
from atlas.analysis.circles import circles
from atlas.analysis.places import by_province
from atlas.analysis.totals import totals
from atlas.geography import provinces
from atlas.visuals import captions, maps
from components import sidebar, state
from components.figure_card import card_foot
from components.state import Current

_OWN = Path(__file__).with_name("map_assets")
_LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)

# Declaring a folder as a component makes Streamlit serve it on its own host; nothing else of a component is used.
for _name, _folder in (("leaflet", _LEAFLET), ("own", _OWN), ("geodata", settings.GEODATA)):
    components.declare_component(_name, path=str(_folder))


MEASURES: tuple[maps.Measure, ...] = ("incidents", "deaths", "share")


def show_map(current: Current, *, key: str, measure: maps.Measure = "incidents", height: int = 560) -> None:
    """Show the provinces by a measure with circles on them; a click on a province selects it on every page."""
    selected = by_province(current.table)
    caption = captions.map_caption(selected, totals(current.table), provinces.province_names(), current.sentence)
    first, last = current.period
    view = maps.map_view(
        _context(current) if current.filters.provinces else selected,
        circles(current.table),
        measure=measure,
        bounds=state.map_bounds(measure),
        selected=current.filters.provinces,
        covered=first <= last,
        alt=caption,
        theme=state.theme(),
    )
    st_folium(
        maps.province_map(assets()),
        key=key,
        feature_group_to_add=maps.view_layer(view),
        returned_objects=[],
        use_container_width=True,
        height=height,
        on_change=lambda: _answer_click(key),
    )
    names = provinces.province_names()
    card_foot(
        current,
        key=key,
        caption=caption,
        table=lambda: selected.rename(index=names).rename_axis("province"),
    )


def _context(current: Current) -> pd.DataFrame:
    """Count without the chosen provinces: the others keep their colour, so that the next one can be chosen by it."""
    return by_province(current.filters.without("provinces").apply(current.incidents.measured))


@functools.cache
def assets() -> maps.Assets:
    """Give the addresses of the static files, each with a mark of its content, so that a new one is fetched anew."""
    return maps.Assets(
        leaflet_js=_address("leaflet", _LEAFLET / "leaflet.js"),
        leaflet_css=_address("leaflet", _LEAFLET / "leaflet.css"),
        map_js=_address("own", _OWN / "atlas_map.js"),
        map_css=_address("own", _OWN / "atlas_map.css"),
        screen=_address("geodata", settings.GEODATA / "screen.geojson"),
        borders=_address("geodata", settings.GEODATA / "borders.geojson"),
        world=_address("geodata", settings.GEODATA / "world.geojson"),
        labels=_address("geodata", settings.GEODATA / "labels.json"),
    )


def _address(folder: str, file: Path) -> str:
    mark = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    return f"../{__name__}.{folder}/{file.name}?{mark}"


def _answer_click(key: str) -> None:
    """Do what a click on the map asks for. The browser sends each click as a message of its own."""
    clicked = st.session_state.get(key) or {}
    if clicked.get("kind") == "province" and clicked.get("id") in provinces.province_names():
        sidebar.toggle_province(clicked["id"])
    elif clicked.get("kind") == "incident":
        st.session_state["incident"] = str(clicked.get("id", ""))
