"""The frame round every figure and map: title, caption, source, table twin, and texts to copy."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from atlas.visuals import captions, figures
from components.state import Current


def figure_card(
    figure: go.Figure,
    current: Current,
    *,
    key: str,
    title: str,
    caption: str,
    table: Callable[[], pd.DataFrame],
    method: str = "",
) -> None:
    """Show a Plotly figure with everything a reader may want of it; without a title where one stands above."""
    if title:
        st.subheader(title, anchor=False)
    st.plotly_chart(figure, key=key, theme=None, config=figures.CONFIG, alt=caption)
    card_foot(current, key=key, caption=caption, table=table, method=method)


def card_foot(
    current: Current,
    *,
    key: str,
    caption: str,
    table: Callable[[], pd.DataFrame],
    method: str = "",
    lead: str = "",
) -> None:
    """Show what stands under a figure or a map: caption, source, table twin, method, and texts to copy.

    ``table`` is called only when the reader asks for the table, so that it costs nothing until then. ``method`` says
    in plain words how the figure came about and from where the way of doing it comes; Markdown. ``lead`` is the first
    sentence of the caption where it stands larger, elsewhere on the page; it is copied with the rest.
    """
    opened = current.incidents
    if caption:
        st.caption(caption)
    st.caption(captions.source_line(opened.version, opened.covers_to, opened.title))
    with st.container(horizontal=True, vertical_alignment="center"):
        as_table = st.toggle("Show as table", key=f"{key}_table")
        if method:
            with st.popover("Method"):
                st.markdown(method)
        with st.popover("Copy text"):
            st.caption("Selection")
            st.code(current.sentence, language=None, wrap_lines=True)
            st.caption("Caption")
            st.code(f"{lead} {caption}".strip(), language=None, wrap_lines=True)
            st.caption("Citation")
            today = datetime.now(UTC).date()
            cited = captions.citation(opened.title, opened.version, opened.covers_to, current.sentence, today)
            st.code(cited, language=None, wrap_lines=True)
    if as_table:
        st.dataframe(table(), key=f"{key}_data", alt=f"Table twin: {lead} {caption}".replace(":  ", ": ").strip())
