"""The frame round every figure and map: title, caption, source, table twin, and texts to copy."""

from datetime import UTC, datetime

import streamlit as st

from atlas.drawing import captions, time_figures
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.view import View
from components import state
from components.downloads import show_downloads
from components.plain import plain


def figure_card(exhibit: Exhibit, view: View, *, title: str | None = None) -> None:
    """Show an exhibit with everything a reader may want of it; an empty title where one stands above already."""
    shown = exhibit.title if title is None else title
    if shown:
        st.header(shown, anchor=False)
    show_panels(exhibit)
    card_foot(exhibit, view)


def show_panels(exhibit: Exhibit) -> None:
    """Show the drawings of an exhibit, several side by side, each under its heading."""
    if len(exhibit.panels) == 1:
        _show_panel(exhibit, *exhibit.panels)
        return
    for column, heading in zip(st.columns(len(exhibit.panels)), exhibit.panels, strict=True):
        with column:
            st.markdown(f"**{plain(heading)}**")
            _show_panel(exhibit, heading)


def _show_panel(exhibit: Exhibit, heading: str) -> None:
    st.plotly_chart(
        exhibit.panels[heading](state.theme()),
        key=f"{exhibit.key}_{heading}" if heading else exhibit.key,
        theme=None,
        config=time_figures.CONFIG,
        alt=f"{heading} {exhibit.alt}".strip(),
    )


def card_foot(exhibit: Exhibit, view: View) -> None:
    """Show what stands under a figure or a map: caption, source, table twin, method, and texts to copy."""
    opened = view.incidents
    if exhibit.caption:
        st.caption(exhibit.caption)
    st.caption(captions.source_line(opened.version, opened.covers_to, opened.title))
    with st.container(horizontal=True, vertical_alignment="center"):
        as_table = st.toggle("Show as table", key=f"{exhibit.key}_table")
        if exhibit.method:
            with st.popover("Method"):
                st.markdown(exhibit.method)
        texts = st.popover("Copy text", key=f"{exhibit.key}_texts", on_change="rerun")
        if texts.open:  # sent when wanted, not with every figure at every change
            with texts:
                _show_texts(exhibit, view)
        show_downloads(exhibit, view)
    if as_table:
        said = exhibit.alt.replace(":  ", ": ")
        st.dataframe(exhibit.table(), key=f"{exhibit.key}_data", alt=f"Table twin: {said}")


def _show_texts(exhibit: Exhibit, view: View) -> None:
    """Show the selection, the caption and the citation, each ready to be copied."""
    opened, today = view.incidents, datetime.now(UTC).date()
    texts = {
        "Selection": view.sentence,
        "Caption": exhibit.alt,
        "Citation": captions.citation(opened.title, opened.version, opened.covers_to, view.sentence, today),
    }
    for title, text in texts.items():
        st.caption(title)
        st.code(text, language=None, wrap_lines=True)
