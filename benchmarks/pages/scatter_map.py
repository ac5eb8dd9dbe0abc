"""The map as the documentation of Plotly shows it: px.scatter_map with the place in the hover, on an empty ground."""

import os

import pandas as pd
import plotly.express as px
import streamlit as st


@st.cache_data
def load(path: str) -> pd.DataFrame:
    """Read the incidents."""
    return pd.read_parquet(path, columns=["date_start", "place", "latitude", "longitude"])


table = load(os.environ["ATLAS_EVENTS"])
first, last = st.slider("Years", 2015, 2026, (2015, 2026))
incidents = table[table["date_start"].dt.year.between(first, last)]

figure = px.scatter_map(
    incidents,
    lat="latitude",
    lon="longitude",
    hover_name="place",
    hover_data=["date_start"],
    center={"lat": 34, "lon": 67},
    zoom=4,
    height=600,
)
# The one departure from the documentation: no tiles, which would come from another host.
figure.update_layout(map_style="white-bg", margin={"r": 0, "t": 0, "l": 0, "b": 0})
st.plotly_chart(figure)
st.write(f"{len(incidents)} incidents")
