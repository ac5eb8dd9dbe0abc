"""The board on a page: tells its frame what is selected, and does what a movement on it asks for."""

import json

import streamlit as st

from atlas.drawing.view import View
from atlas.incidents.filters import Filters
from atlas.topics.board.exhibits import Layout, asked, board_view, sums_told
from components import selection, state
from components.board_frame import board_frame
from components.incident_card import incident_card

MEASURES = ("incidents", "killed", "share")
_HEARD = "board_heard"
_OPEN = "board_open"
_PARAM = "measure"


def show_board(current: View, *, key: str, layout: Layout = "board") -> None:
    """Show the selection as a board, in which everything filters everything.

    Its height is that of the style sheet of the page (page.css), so that nothing moves when it arrives.
    """
    files = state.board_files()
    view = board_view(current, layout=layout, measure=_measure(), data=files.columns, texts=files.texts)
    if not files.counts:
        view["sums"] = sums_told(current, state.board_months(current, files), rows_leave=files.rows_leave)
    view["heard"] = st.session_state.get(_HEARD, "")
    written = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    with st.container(key=f"board_{layout}"):
        board_frame()(view=written, key=key, on_change=lambda: _hear(key))
    asked_for = st.session_state.pop(_OPEN, None)
    if asked_for is not None:
        _show_card(asked_for)


def _measure() -> str:
    asked_for = st.query_params.get(_PARAM, "")
    return asked_for if asked_for in MEASURES else MEASURES[0]


def _hear(key: str) -> None:
    """Do what the board asks for. It sends a movement as a message of its own, once it has rested."""
    told = st.session_state.get(key)
    message = told if isinstance(told, dict) else {}
    if message.get("kind") == "select" and isinstance(message.get("selection"), dict):
        _select(message["selection"])
        _remember(str(message.get("measure", "")))
        st.session_state[_HEARD] = str(message.get("number", ""))
    elif message.get("kind") == "incident":
        _open(message.get("row"))


def _select(told: dict[str, object]) -> None:
    opened = state.incidents()
    covered = (opened.covers_from, opened.covers_to)
    chosen, _ = Filters.from_query(asked(told), state.options(), covered=covered)
    selection.adopt(chosen)


def _remember(measure: str) -> None:
    """Keep what the board counts in the link, where it differs from the default."""
    if measure in MEASURES[1:]:
        st.query_params[_PARAM] = measure
    elif _PARAM in st.query_params:
        del st.query_params[_PARAM]


def _open(row: object) -> None:
    if isinstance(row, int) and 0 <= row < len(state.incidents().table):
        st.session_state[_OPEN] = row


@st.dialog("Incident", width="large")
def _show_card(number: int) -> None:
    """Show a row of the table over the board."""
    opened = state.incidents()
    incident_card(opened.table.iloc[number], opened)
