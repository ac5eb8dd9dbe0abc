"""The small map beside an incident or a province, shown by streamlit-folium from this host alone."""

import pandas as pd
import streamlit as st

from atlas.drawing import locator
from atlas.geography import provinces
from components import map_frame, state
from components.plain import plain


def show_locator(province_id: str, *, key: str, point: tuple[float, float] | None = None, precision: str = "") -> None:
    """Show where a province lies, with a mark where a place in it is known; nothing for one that is not drawn."""
    from streamlit_folium import st_folium  # looks at every module that is loaded, which takes half a second

    names = provinces.province_names()
    chart = locator.locator(
        province_id, names, map_frame.leaflet(), theme=state.theme(), point=point, precision=precision
    )
    if chart is None:
        return
    st_folium(chart, key=key, height=locator.HEIGHT_PX, use_container_width=True, returned_objects=[])
    if point is None and precision:
        st.caption(f"Known only to the {plain(precision)}: no point is drawn.")


def show_incident_place(row: pd.Series) -> None:
    """Show where an incident took place, as closely as it is known."""
    if pd.isna(row["province_id"]) or not row["province_id"]:
        return
    known = not pd.isna(row["latitude"]) and not pd.isna(row["longitude"])
    show_locator(
        str(row["province_id"]),
        key=f"locator_{row['id']}",
        point=(float(row["latitude"]), float(row["longitude"])) if known else None,
        precision=str(row["location_precision"]),
    )
