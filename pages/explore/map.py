"""Map: where the selected incidents lie, at full width, and two periods side by side with their difference."""

from components import map_modes, state
from components.board import show_board
from components.empty import show_beside, show_nothing_if_empty
from components.header import page_header
from components.incident_card import show_asked_incident
from components.map_view import show_map_foot
from components.question import choose_question

current = state.current()
page_header("Map", current, with_chips=False)
mode = map_modes.choose_mode()
if mode == map_modes.PAIR:
    map_modes.show_before_after(current, choose_question(current), key="map", height=600)
else:
    show_board(current, key="map", layout="map")
    show_map_foot(current, key="map_figure")
    show_asked_incident(current)
    if not show_nothing_if_empty(current):
        show_beside(current)
