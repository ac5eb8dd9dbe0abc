"""The floor: a page with a slider of years and one line of text that depends on it."""

import streamlit as st

first, last = st.slider("Years", 2015, 2026, (2015, 2026))
st.write(f"Years from {first} to {last}")
