"""The maps of two periods on a page: sends the view to their frame, and does what a click on it asks for."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.circles import PLACE, SIDES, members
from atlas.text import thousands
from atlas.topics.map.exhibits import incident_map
from components import selection, state
from components.figure_card import card_foot
from components.incident_card import incident_card
from components.incident_table import incident_list
from components.map_frame import map_frame

MOST_LISTED = 20
_CIRCLE = "map_circle"
_MAP = "map_circle_of"
_CIRCLE_FORM = re.compile(r"(\d{1,4}):(-?\d{1,6}):(-?\d{1,6}):([a-z]*)")


class Circle(NamedTuple):
    """A circle that a visitor opened: side of its cell, its position in thousandths of a degree, and its precision."""

    side: int
    latitude: int
    longitude: int
    precision: str

    @classmethod
    def read(cls, text: str) -> "Circle | None":
        """Read a circle as the browser names it; None when it names none."""
        found = _CIRCLE_FORM.fullmatch(text)
        if not found or int(found[1]) not in {PLACE, *SIDES}:
            return None
        return cls(int(found[1]), int(found[2]), int(found[3]), found[4])

    def holds(self, current: View) -> NDArray[np.bool_]:
        """Tell which selected rows it stands for."""
        return members(current.table, self.side, self.latitude, self.longitude, self.precision)


def show_map_foot(current: View, *, key: str) -> None:
    """Show what belongs to the map of the selection: its table, texts to copy, and it as a picture to take away."""
    card_foot(replace(incident_map(current, "incidents", state.map_bounds("incidents")), key=key), current)


def send_view(view: Mapping[str, object], *, key: str, height: int) -> None:
    """Send a view to the frame, whichever kind it is; the same frame shows all of them."""
    written = json.dumps(view, ensure_ascii=False, separators=(",", ":"))  # Streamlit would write blanks between all
    map_frame()(view=written, height=height, key=key, on_change=lambda: _answer(key))


def _answer(key: str) -> None:
    """Do what the map asks for. The browser sends each click and each drawing as a message of its own."""
    asked = st.session_state.get(key)
    message = asked if isinstance(asked, dict) else {}
    kind, name = message.get("kind"), str(message.get("id", ""))
    if kind == "province" and name in provinces.province_names():
        selection.toggle_province(name)
    elif kind == "circle" and Circle.read(name):
        st.session_state[_CIRCLE] = name
        st.session_state[_MAP] = int(message.get("of") == "after")


def show_circle(maps_shown: Sequence[View], *, key: str) -> None:
    """Show the incidents of the circle that was opened: one as its card, several as a list, the newest first.

    ``maps_shown`` is what each map with circles shows; the circle is one of the map it was opened on.
    """
    circle = Circle.read(st.session_state.get(_CIRCLE, ""))
    current = maps_shown[min(st.session_state.get(_MAP, 0), len(maps_shown) - 1)]
    held = circle.holds(current) if circle else None
    if circle is None or held is None or not held.any():
        return
    found = current.rows[held].iloc[::-1]
    with st.container(border=True):
        title, close = st.columns([5, 1], vertical_alignment="center")
        number = f"{thousands(len(found))} located incidents" if len(found) > 1 else "One located incident"
        title.markdown(f"**{number} in the circle**")
        close.button("Close", on_click=_close_circle, key=f"{key}_close_circle", type="tertiary")
        if len(found) == 1:
            incident_card(found.iloc[0], current.incidents)
        else:
            incident_list(found.head(MOST_LISTED))
        if len(found) > MOST_LISTED:
            st.caption(
                f"The {MOST_LISTED} newest are shown; {thousands(len(found) - MOST_LISTED)} more are on the page "
                "Incidents once the selection is narrowed to this place, for instance by drawing round it."
            )


def _close_circle() -> None:
    st.session_state[_CIRCLE] = ""
