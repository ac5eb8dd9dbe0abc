"""The board as one file on the Share page."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from atlas.drawing.view import View
from atlas.exports.board import board_file
from atlas.exports.licence import licence_of
from atlas.topics.board.measures.columns import MOST_ROWS
from components import login
from components.share_stamp import origin, source


def show_board_file(view: View) -> None:
    """Offer the board of the selection as one HTML file; nothing is made before somebody asks for it."""
    st.header("The board in one file", anchor=False)
    may = login.may_take_rows()
    is_open = licence_of(view.incidents.version, source()).is_open
    fits = len(view.incidents.table) <= MOST_ROWS
    st.markdown(
        "Map, timeline and breakdowns as on the Overview, in one HTML file that opens from a stick: no server, no "
        "network. It begins with this selection and holds the whole table, so that every other can be made in it."
    )
    made = datetime.now(UTC).date()
    st.download_button(
        "Download the board (.html)",
        partial(board_file, view, events=source(), made=made, origin=origin()),
        f"khorasan-atlas-board-{made.isoformat()}.html",
        "text/html",
        key="take_board",
        on_click="ignore",
        disabled=not (may and is_open and fits),
    )
    if not may:
        st.caption(login.ONLY_ANALYSTS)
    elif not is_open:
        st.caption("Not offered for this table: its licence does not let incident rows go freely.")
    elif not fits:
        st.caption(f"Not offered for this table: one file holds at most {MOST_ROWS:,} rows.")
