"""The map as the documentation of streamlit-folium shows it: one marker per incident, the geometry in the page."""

import os

import folium
import pandas as pd
import streamlit as st
import streamlit.components.v1 as components
import xstatic.pkg.leaflet
from streamlit_folium import st_folium

# The one departure from the documentation: Leaflet comes from this host, so that no measurement waits for a network.
components.declare_component("leaflet", path=xstatic.pkg.leaflet.BASE_DIR)


@st.cache_data
def load(path: str) -> pd.DataFrame:
    """Read the incidents."""
    return pd.read_parquet(path, columns=["date_start", "place", "latitude", "longitude"])


table = load(os.environ["ATLAS_EVENTS"])
first, last = st.slider("Years", 2015, 2026, (2015, 2026))
incidents = table[table["date_start"].dt.year.between(first, last)]

m = folium.Map(location=[34, 67], zoom_start=5, tiles=None)
m.default_js = [("leaflet", "../idiomatic.leaflet/leaflet.js")]
m.default_css = [("leaflet", "../idiomatic.leaflet/leaflet.css")]
folium.GeoJson("geodata/screen.geojson").add_to(m)
for incident in incidents.itertuples():
    folium.CircleMarker(
        [incident.latitude, incident.longitude], radius=4, tooltip=f"{incident.place}, {incident.date_start:%Y-%m-%d}"
    ).add_to(m)
st_folium(m, returned_objects=[])
st.write(f"{len(incidents)} incidents")
