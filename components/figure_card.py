"""The frame round every figure and map: title, caption, source, table twin, and texts to copy."""

from datetime import UTC, datetime

import streamlit as st

from atlas.drawing import captions, time_figures
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.view import View
from atlas.pages import PAGES
from components import state
from components.downloads import show_downloads
from components.plain import plain


def figure_card(exhibit: Exhibit, view: View, *, title: str | None = None) -> None:
    """Show an exhibit with everything a reader may want of it; an empty title where one stands above already."""
    shown = exhibit.title if title is None else title
    if shown:
        st.header(plain(shown), anchor=False)
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
    """Show what stands under a figure or a map: one line, and a quiet row with all that may be wanted besides."""
    if exhibit.brief:
        st.caption(exhibit.brief)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"quiet_{exhibit.key}"):
        about = st.popover("About this figure", key=f"{exhibit.key}_about", on_change="rerun", type="tertiary")
        if about.open:  # sent when wanted, not with every figure at every change
            with about:
                _show_about(exhibit, view)
        as_table = st.toggle("Table", key=f"{exhibit.key}_table")
        texts = st.popover("Copy", key=f"{exhibit.key}_texts", on_change="rerun", type="tertiary")
        if texts.open:
            with texts:
                _show_texts(exhibit, view)
        show_downloads(exhibit, view)
    if as_table:
        said = exhibit.alt.replace(":  ", ": ")
        st.dataframe(exhibit.table(), key=f"{exhibit.key}_data", alt=f"Table twin: {said}")


def _show_about(exhibit: Exhibit, view: View) -> None:
    """Show the whole caption, the source and how the figure was made."""
    opened = view.incidents
    if exhibit.caption:
        st.markdown(exhibit.caption)
    st.caption(
        plain(captions.source_line(opened.version, opened.covers_to, opened.title))
    )  # a title comes with a table
    if exhibit.method:
        st.markdown(exhibit.method)
    st.page_link(
        PAGES["method"].script, label="The method in full"
    )  # so that a text that scrolls holds what takes the focus


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
