"""Overview: the answer in one line, and the board below it."""

from components import shell, state
from components.board import show_board
from components.empty import show_beside, show_nothing_if_empty
from components.header import page_header
from components.incident_card import show_asked_incident
from components.shift_line import shift_line

current = state.current()
page_header("Khorasan Atlas", current, with_chips=False)
told = shift_line(current)
show_board(current, key="board")
show_asked_incident(current)
if not show_nothing_if_empty(current):
    show_beside(current)
shell.keep(current, told)
