"""Incidents as a table or a short list, each leading to its card."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from atlas.drawing import incident_words as rows
from atlas.geography import provinces
from atlas.pages import PAGES
from components.incident_card import show_incident
from components.plain import plain

TALLEST_PX, HEAD_PX, ROW_PX = 560, 37, 35
"""A long table scrolls; a short one is no taller than its rows."""

PAGE_ROWS = 100
"""Rows that are sent at a time: a table of a million rows costs no more than one of a hundred."""

_COLUMNS = {
    "date": st.column_config.TextColumn("Date", width=122),
    "where": st.column_config.TextColumn("Place", width=210),
    "summary": st.column_config.TextColumn("What happened", width=300),
    "killed": st.column_config.TextColumn("Killed", width=112, help="At least, at most, and the best figure."),
    "attribution": st.column_config.TextColumn("How sure", width=88),
    "why": st.column_config.TextColumn("Found in", width=110),
    "id": st.column_config.TextColumn("Number", width=78),
}

SHOWN = (
    "id", "date_start", "date_end", "date_precision", "place", "province_id", "country", "location_precision",
    "summary", "killed_low", "killed_best", "killed_high", "attribution",
)  # fmt: skip
"""Columns of an incident from which its row is written, or by which it is sorted."""

ORDERS = {
    "newest first": ("date_start", False),
    "oldest first": ("date_start", True),
    "deadliest first": ("killed_best", False),
}
"""Orders of the list: the column, and whether it rises."""


def incident_table(table: pd.DataFrame, *, key: str, why: pd.Series | None = None, order: str = "newest first") -> None:
    """Show incidents, ``PAGE_ROWS`` at a time, in one of ``ORDERS``; choosing a row opens its card.

    ``why`` says by the table's index where the words of a search were found.
    """
    numbers = _sorted(table, order)
    shown = table.iloc[numbers[_part(len(numbers), key)]]
    listed = _listed(shown, why)
    st.dataframe(
        listed,
        key=key,
        column_order=[str(name) for name in listed.columns],
        column_config=_COLUMNS,
        hide_index=True,
        height=min(TALLEST_PX, HEAD_PX + ROW_PX * max(1, len(listed))),
        placeholder="",
        selection_mode="single-row",
        on_select=lambda: _open_chosen(key, shown["id"]),
        alt=f"Table of {len(listed):,} of {len(table):,} incidents, {order}",
    )


def _sorted(table: pd.DataFrame, order: str) -> NDArray[np.intp]:
    """Give the numbers of the rows in an order, the latest first among equals, without moving the rows."""
    column, rising = ORDERS[order]
    keys = table[column].reset_index(drop=True).iloc[::-1]
    return keys.sort_values(ascending=rising, kind="stable", na_position="last").index.to_numpy()


def _part(number: int, key: str) -> slice:
    """Let the visitor choose which rows are sent, where there are more than one page of them."""
    if number <= PAGE_ROWS:
        return slice(None)
    pages = -(-number // PAGE_ROWS)
    chosen = st.number_input(f"Page, of {pages:,}", 1, pages, key=f"{key}_page", width=140)
    return slice((int(chosen) - 1) * PAGE_ROWS, int(chosen) * PAGE_ROWS)


def _listed(table: pd.DataFrame, why: pd.Series | None) -> pd.DataFrame:
    """Write what a row shows: date, place, what happened, the toll as a range, how sure."""
    names = provinces.province_names()
    records = table.to_dict("records")
    parts = {
        "date": [rows.dated(pd.Series(row)) for row in records],
        "where": [rows.whereabouts(pd.Series(row), names) for row in records],
        "summary": [str(row["summary"]) for row in records],
        "killed": [rows.toll(pd.Series(row), "killed") for row in records],
        "attribution": [str(row["attribution"]) for row in records],
    }
    if why is not None and (why != "").any():
        parts["why"] = why.reindex(table.index).astype(str).tolist()
    return pd.DataFrame(parts | {"id": table["id"].astype(str).tolist()})


def _open_chosen(key: str, ids: pd.Series) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    show_incident(str(ids.iloc[rows[0]]) if rows else "")


def incident_list(table: pd.DataFrame) -> None:
    """Show a few incidents one under the other, each with a link to its card."""
    names = provinces.province_names()
    for _, row in table.iterrows():
        incident_line(row, f"**{plain(rows.dated(row))}** · {plain(row['place'])}", f"{rows.whereabouts(row, names)}.")


def incident_line(row: pd.Series, title: str, where: str = "") -> None:
    """Show an incident as a link to its card; ``title`` is Markdown, ``where`` a sentence before the other facts."""
    st.page_link(PAGES["incidents"].script, label=title, query_params={"incident": row["id"]})
    facts = f"{where} Killed: {rows.toll(row, 'killed')}; {row['attribution']}."
    st.caption(f"{plain(row['summary'])} {plain(facts)}")
