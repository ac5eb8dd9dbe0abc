"""The map on a page: sends the view to its frame, and does what a click or a drawing on it asks for."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from atlas.drawing import screen_map
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.number_words import bin_in_words
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.incidents.rings import read_ring
from atlas.statistics.circles import PLACE, SIDES, levels, members
from atlas.text import thousands
from atlas.topics.map.exhibits import incident_map
from atlas.topics.map.measures import played_within
from components import selection, state
from components.figure_card import card_foot
from components.incident_card import incident_card
from components.incident_table import incident_list
from components.map_frame import map_frame

MEASURES: tuple[screen_map.Measure, ...] = ("incidents", "deaths", "share")
MOST_LISTED = 20
_CIRCLE = "map_circle"
_MAP = "map_circle_of"
_CIRCLE_FORM = re.compile(r"(\d{1,4}):(-?\d{1,6}):(-?\d{1,6}):([a-z]*)(?::([12]\d{4})-([12]\d{4}))?")


class Circle(NamedTuple):
    """A circle that a visitor opened: side of its cell, its position in thousandths of a degree, and its precision.

    One of a play has the first and the last month of what it counts, each as its number since the year 0.
    """

    side: int
    latitude: int
    longitude: int
    precision: str
    since: int | None = None
    until: int | None = None

    @classmethod
    def read(cls, text: str) -> "Circle | None":
        """Read a circle as the browser names it; None when it names none."""
        found = _CIRCLE_FORM.fullmatch(text)
        if not found or int(found[1]) not in {PLACE, *SIDES}:
            return None
        span = (int(found[5]), int(found[6])) if found[5] else (None, None)
        return cls(int(found[1]), int(found[2]), int(found[3]), found[4], *span)

    def holds(self, current: View) -> NDArray[np.bool_]:
        """Tell which selected rows it stands for."""
        held = members(current.table, self.side, self.latitude, self.longitude, self.precision)
        if self.since is None or self.until is None:
            return held
        return held & played_within(current.entries, *current.period, self.since, self.until)

    @property
    def when(self) -> str:
        """Its months in words; empty for one of the whole selection."""
        months = [date(number // 12, number % 12 + 1, 1) for number in (self.since, self.until) if number]
        return " to ".join(dict.fromkeys(bin_in_words(month, "month") for month in months))


def show_map(current: View, *, key: str, measure: screen_map.Measure = "incidents", height: int = 560) -> None:
    """Show the provinces by a measure with circles on them; what is clicked or drawn selects on every page."""
    exhibit = replace(incident_map(current, measure, state.map_bounds(measure)), key=key)
    counts, circles = _context(current).provinces, levels(current.entries)
    show_view(
        screen_map.map_view(counts, circles, setting_of(current, measure, exhibit)), exhibit, current, height=height
    )


def setting_of(current: View, measure: screen_map.Measure, exhibit: Exhibit) -> screen_map.Setting:
    """Give all that a map of the selection needs and no count changes."""
    first, last = current.period
    return screen_map.Setting(
        measure,
        state.map_bounds(measure),
        selected=current.filters.provinces,
        ring=current.filters.ring,
        covered=first <= last,
        alt=exhibit.alt,
    )


def show_view(view: Mapping[str, object], exhibit: Exhibit, current: View, *, height: int) -> None:
    """Show a view of the selection as an exhibit, with the circle that was opened on it and the downloads."""
    send_view(view, key=exhibit.key, height=height)
    show_circle((current,), key=exhibit.key)
    card_foot(exhibit, current)


def send_view(view: Mapping[str, object], *, key: str, height: int) -> None:
    """Send a view to the frame, whichever kind it is; the same frame shows all of them."""
    written = json.dumps(view, ensure_ascii=False, separators=(",", ":"))  # Streamlit would write blanks between all
    map_frame()(view=written, height=height, key=key, on_change=lambda: _answer(key))


def _context(current: View) -> View:
    """Look without the chosen provinces: the others keep their colour, so that the next one can be chosen by it."""
    chosen = current.filters.provinces
    return current.seen_through(current.filters.without("provinces")) if chosen else current


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
    elif kind == "ring" and (not name or read_ring(name)[0]):
        selection.set_ring(name)


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
        title.markdown(f"**{', '.join(filter(None, (f'{number} in the circle', circle.when)))}**")
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
