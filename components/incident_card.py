"""One incident: what happened, how sure it is, its sources, and a link to keep."""

import json
import math
from collections.abc import Hashable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from atlas.drawing import captions, incident_words
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.incidents.columns import COLUMNS
from atlas.incidents.load import Incidents
from atlas.incidents.tolls import tolls_beside
from components import state
from components.locator import show_incident_place
from components.plain import link, plain
from components.share_stamp import origin


def show_asked_incident(current: View) -> None:
    """Show the card of the incident that the link or a chosen row asks for."""
    asked = open_incident()
    if not asked:
        return
    found = current.incidents.table.loc[current.incidents.table["id"] == asked]
    if found.empty:
        st.warning(
            plain(f"There is no incident {asked} in this table: see the column Number in the list of incidents.")
        )
        return
    if asked not in set(current.table["id"]):
        st.caption("This incident lies outside the selection above.")
    incident_card(found.iloc[0], current.incidents)
    st.button("Close the card", on_click=_close, key="close_incident", type="tertiary")


def open_incident() -> str:
    """Give the number of the incident whose card is open, empty without one. It stands in the link alone."""
    return st.query_params.get("incident", "").strip().upper()


def show_incident(number: str) -> None:
    """Open the card of an incident, or with an empty number close it."""
    if number:
        st.query_params["incident"] = number
    else:
        st.query_params.pop("incident", None)


def _close() -> None:
    show_incident("")


def incident_card(row: pd.Series, opened: Incidents) -> None:
    """Show one row of the table as a card."""
    with st.container(border=True):
        where = incident_words.whereabouts(row, provinces.province_names())
        st.header(plain(f"{incident_words.dated(row)} · {where}"), anchor=False)
        st.markdown(plain(row["summary"] or "No summary yet."))
        left, right, place = st.columns(3)
        with place:
            show_incident_place(row)
        left.markdown(
            _facts(_WHAT, row) + f"\n- Killed: {plain(incident_words.toll(row, 'killed'))}"
            f"\n- Injured: {plain(incident_words.toll(row, 'injured'))}"
        )
        right.markdown(_facts(_SURE | _FURTHER, row))
        reports, faults = tolls_beside(state.table_path())
        tolls = _tolls(reports[reports["id"] == row["id"]])
        if tolls:
            st.markdown(f"**Tolls by reporter**\n\n{tolls}")
        if faults:
            st.caption(f"{len(faults):,} reports of tolls cannot be read and are left out: see the Method page.")
        st.markdown("**Sources**\n\n" + _sources(row["sources"]))
        st.caption("Permanent link")
        st.code(permalink(row["id"]), language=None, wrap_lines=True)
        cited = captions.citation(
            opened.title, opened.version, opened.covers_to, f"incident {row['id']}", datetime.now(UTC).date()
        )
        with st.popover("Copy citation"):
            st.code(cited, language=None, wrap_lines=True)


def permalink(incident_id: str) -> str:
    """Give the address that opens this incident alone, on the server the visitor is looking at."""
    return f"{origin()}/incidents?{urlencode({'incident': incident_id})}"


_WHAT = {
    "Known as": "known_as",
    "Number": "id",
    "Class": "event_class",
    "Attack type": "attack_type",
    "Target": "target_type",
    "Label": "label",
    "Attackers killed": "attackers_killed",
}
_SURE = {
    "Attribution": "attribution",
    "Attributed by": "attributed_by",
    "Confidence": "confidence",
    "Date known to the": "date_precision",
    "Place known to the": "location_precision",
    "Coordinates from": "coordinate_source",
    "Found through": "found_through",
}


_ELSEWHERE = frozenset(
    {"date_start", "date_end", "place", "province_id", "country", "latitude", "longitude", "summary", "sources",
     "killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high"}
)  # fmt: skip
"""Columns that the card shows in its title, its text, its map or its figures."""

_LEFT_OUT = frozenset({"operation_id", "initiated_by_group", "origin_province_id"})
"""Columns that the card does not show: codes, and what the class says already."""

_FURTHER = {
    name.replace("_", " ").capitalize(): name
    for name in COLUMNS
    if name not in {*_WHAT.values(), *_SURE.values()} | _ELSEWHERE | _LEFT_OUT
}
"""Every other column of the schema under its own name."""


def _facts(names: dict[str, str], row: pd.Series) -> str:
    known = {title: row[column] for title, column in names.items() if not _empty(row[column])}
    return "\n".join(f"- {title}: {plain(_written(value))}" for title, value in known.items())


def _written(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return f"{value:,.0f}" if isinstance(value, float) else str(value)


def _empty(value: object) -> bool:
    return value is None or value is pd.NaT or value == "" or (isinstance(value, float) and math.isnan(value))


def _tolls(reports: pd.DataFrame) -> str:
    return "\n".join(f"- {_toll(report)}" for report in reports.to_dict("records"))


def _toll(report: dict[Hashable, Any]) -> str:
    told = " and ".join(
        f"{incident_words.toll(pd.Series(report | {f'{measure}_best': None}), measure)} {measure}"
        for measure in ("killed", "injured")
        if not _empty(report[f"{measure}_low"])
    )
    who = ", ".join(filter(None, (report["reporter"], report["as_of"])))
    chosen = " (the basis of best)" if report["chosen"] else ""
    note = f" {report['note']}" if report["note"] else ""
    return f"{link(who, report['source'])}: {plain(f'{told}{chosen}.{note}')}"


def _sources(written: str) -> str:
    listed = json.loads(written) if not _empty(written) else []
    if not listed:
        return "No source is recorded for this row."
    return "\n".join(f"- {_source(source)}" for source in listed)


def _source(source: dict[str, str]) -> str:
    title = ", ".join(filter(None, (source.get("publisher"), source.get("title"), source.get("date"))))
    via = f" (via {plain(source['via'])})" if source.get("via") else ""
    return f"{link(title or source.get('url', ''), source.get('url', ''))}{via}"
