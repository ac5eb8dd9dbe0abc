"""The map as the documentation of st.pydeck_chart shows it: a scatterplot layer with a tooltip."""

import os

import pandas as pd
import pydeck as pdk
import streamlit as st


@st.cache_data
def load(path: str) -> pd.DataFrame:
    """Read the incidents."""
    table = pd.read_parquet(path, columns=["date_start", "place", "latitude", "longitude"])
    return table.assign(day=table["date_start"].dt.strftime("%Y-%m-%d"))


table = load(os.environ["ATLAS_EVENTS"])
first, last = st.slider("Years", 2015, 2026, (2015, 2026))
incidents = table[table["date_start"].dt.year.between(first, last)]

points = pdk.Layer(
    "ScatterplotLayer",
    data=incidents[["longitude", "latitude", "place", "day"]],
    get_position="[longitude, latitude]",
    get_color="[200, 30, 0, 160]",
    get_radius=4,
    radius_units="'pixels'",
    pickable=True,
)
view = pdk.ViewState(latitude=34, longitude=67, zoom=4)
st.pydeck_chart(pdk.Deck(map_style=None, initial_view_state=view, layers=[points], tooltip={"text": "{place}, {day}"}))
st.write(f"{len(incidents)} incidents")
