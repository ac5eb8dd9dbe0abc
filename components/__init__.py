"""The Streamlit parts that pages are composed of; nothing in here computes a measure."""
