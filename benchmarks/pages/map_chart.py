"""The map as the documentation of st.map shows it: a table with coordinates, and nothing else."""

import os

import pandas as pd
import streamlit as st


@st.cache_data
def load(path: str) -> pd.DataFrame:
    """Read the incidents."""
    return pd.read_parquet(path, columns=["date_start", "latitude", "longitude"])


table = load(os.environ["ATLAS_EVENTS"])
first, last = st.slider("Years", 2015, 2026, (2015, 2026))
incidents = table[table["date_start"].dt.year.between(first, last)]

st.map(incidents, size=4000, zoom=4)
st.write(f"{len(incidents)} incidents")
