"""Incidents as a table or a short list, each leading to its card."""

import pandas as pd
import streamlit as st

from atlas.drawing import incident_words as rows
from atlas.geography import provinces
from components.plain import plain

TALLEST_PX, HEAD_PX, ROW_PX = 420, 37, 35
"""A long table scrolls; a short one is no taller than its rows."""

_COLUMNS = {
    "id": st.column_config.TextColumn("Number", width="small"),
    "date_start": st.column_config.DateColumn("From", format="YYYY-MM-DD", width="small"),
    "date_end": st.column_config.DateColumn("To", format="YYYY-MM-DD", width="small"),
    "place": st.column_config.TextColumn("Place"),
    "province": st.column_config.TextColumn("Province"),
    "country": st.column_config.TextColumn("Country", width="small"),
    "attack_type": st.column_config.TextColumn("Attack type"),
    "target_type": st.column_config.TextColumn("Target"),
    "killed_low": st.column_config.NumberColumn("Killed, low", width="small"),
    "killed_best": st.column_config.NumberColumn("best", width="small"),
    "killed_high": st.column_config.NumberColumn("high", width="small"),
    "attribution": st.column_config.TextColumn("Attribution", width="small"),
    "confidence": st.column_config.TextColumn("Confidence", width="small"),
    "location_precision": st.column_config.TextColumn("Located to", width="small"),
    "event_class": st.column_config.TextColumn("Class", width="small"),
    "label": st.column_config.TextColumn("Label", width="small"),
    "summary": st.column_config.TextColumn("Summary", width="large"),
}


def incident_table(table: pd.DataFrame, *, key: str) -> None:
    """Show incidents, newest first and sortable by any column; choosing a row opens its card."""
    newest = table.iloc[::-1]
    names = provinces.province_names()
    shown = newest.assign(province=newest["province_id"].map(names))
    st.dataframe(
        shown,
        key=key,
        column_order=list(_COLUMNS),
        column_config=_COLUMNS,
        hide_index=True,
        height=min(TALLEST_PX, HEAD_PX + ROW_PX * max(1, len(shown))),
        placeholder="",
        selection_mode="single-row",
        on_select=lambda: _open_chosen(key, newest["id"]),
        alt=f"Table of {len(table):,} incidents, newest first",
    )


def _open_chosen(key: str, ids: pd.Series) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    st.session_state["incident"] = str(ids.iloc[rows[0]]) if rows else ""


def incident_list(table: pd.DataFrame) -> None:
    """Show a few incidents one under the other, each with a link to its card."""
    names = provinces.province_names()
    for _, row in table.iterrows():
        incident_line(row, f"**{plain(rows.dated(row))}** · {plain(row['place'])}", f"{rows.whereabouts(row, names)}.")


def incident_line(row: pd.Series, title: str, where: str = "") -> None:
    """Show an incident as a link to its card; ``title`` is Markdown, ``where`` a sentence before the other facts."""
    st.page_link("pages/evidence/incidents.py", label=title, query_params={"incident": row["id"]})
    facts = f"{where} Killed: {rows.toll(row, 'killed')}; {row['attribution']}."
    st.caption(f"{plain(row['summary'])} {plain(facts)}")
