"""Why a number is what it is: the rows that make it, and per filter the rows that it leaves out."""

from functools import partial

import streamlit as st

from atlas.drawing.number_words import counted, spanned
from atlas.drawing.view import View
from atlas.incidents.chips import conditions
from atlas.pages import PAGES
from atlas.statistics.left_out import Part, left_out_by, parts_of
from atlas.statistics.totals import totals
from components.incident_card import open_incident
from components.incident_table import incident_table
from components.plain import plain

TITLE = "Why this number"
MOST = 100
"""How many rows are listed; the Incidents page has all."""


def offer_why(view: View) -> None:
    """Show the button that opens the rows behind the numbers of a page."""
    if st.button(TITLE, key="why", type="tertiary", help="The rows that are counted, and those each filter leaves out"):
        st.session_state.pop("why_part", None)
        show_why(view, TITLE)


def show_why(view: View, title: str) -> None:
    """Open a dialog with the rows that a view counts and those that each of its filters leaves out."""
    st.dialog(title, width="large")(partial(_show, view))()


def _show(view: View) -> None:
    """Show the sum, the parts to choose from, and the rows of the chosen one."""
    table, figure = view.incidents.measured, totals(view.entries)
    found = spanned(figure.incidents_sure, figure.incidents, "incident")
    st.markdown(f"**{found}**: {plain(view.sentence)}.")
    wider = {each.words: each.without.holds(table) for each in conditions(view.filters)}
    parts = [Part("all that count", view.held), *parts_of(table, view.held)]
    left_out = left_out_by(view.held, wider)
    labels = [f"Counted: {part.words} ({_rows(part)})" for part in parts]
    labels += [f"Left out by {part.words} ({_rows(part)})" for part in left_out]
    chosen = st.selectbox("Rows", range(len(labels)), format_func=labels.__getitem__, key="why_part")
    _show_rows(view, [*parts, *left_out][chosen])
    notes = ["A row that two filters exclude stands under neither of them."] if len(left_out) > 1 else []
    if crossing := view.filters.crossing(table):
        notes.append(f"{counted(crossing, 'incident')} cannot be dated to one side of the period's edge.")
    if rejected := view.incidents.rejected["row"].nunique():
        notes.append(f"{counted(rejected, 'row')} of the file cannot be read: see the Method page.")
    st.caption(plain(" ".join(notes)))


def _rows(part: Part) -> str:
    return counted(int(part.held.sum()), "incident")


def _show_rows(view: View, part: Part) -> None:
    """List the newest rows of a part; choosing one leads to its card."""
    rows = view.incidents.table[part.held]
    if rows.empty:
        st.caption("None.")
        return
    if len(rows) > MOST:
        st.caption(f"The newest {MOST} of {len(rows):,}.")
    incident_table(rows.tail(MOST), key="why_rows")
    opened = open_incident()
    if _is_chosen("why_rows") and opened:
        st.switch_page(PAGES["incidents"].script, query_params={"incident": opened})


def _is_chosen(key: str) -> bool:
    state = st.session_state.get(key)
    return bool(state and state["selection"]["rows"])
