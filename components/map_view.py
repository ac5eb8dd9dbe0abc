"""The map on a page: sends the view to its frame, and does what a click or a drawing on it asks for."""

import json
import re
from typing import NamedTuple

import pandas as pd
import streamlit as st

from atlas.analysis.circles import PLACE, SIDES, levels, members
from atlas.analysis.places import by_province, province_counts
from atlas.analysis.totals import placing
from atlas.exhibits.exhibit import Exhibit, ids
from atlas.exhibits.view import View
from atlas.geography import provinces
from atlas.incidents.rings import read_ring
from atlas.text import thousands
from atlas.visuals import captions, maps
from components import sidebar, state
from components.figure_card import card_foot
from components.incident_card import incident_card
from components.incident_table import incident_list
from components.map_frame import map_frame

MEASURES: tuple[maps.Measure, ...] = ("incidents", "deaths", "share")
MOST_LISTED = 20
_CIRCLE = "map_circle"
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


def show_map(current: View, *, key: str, measure: maps.Measure = "incidents", height: int = 560) -> None:
    """Show the provinces by a measure with circles on them; what is clicked or drawn selects on every page."""
    selected = province_counts(current.entries)
    names = provinces.province_names()
    caption = captions.map_caption(selected, placing(current.entries), names, current.sentence)
    first, last = current.period
    view = maps.map_view(
        _context(current) if current.filters.provinces else selected,
        levels(current.entries),
        measure=measure,
        bounds=state.map_bounds(measure),
        selected=current.filters.provinces,
        ring=current.filters.ring,
        covered=first <= last,
        alt=caption,
    )
    written = json.dumps(view, ensure_ascii=False, separators=(",", ":"))  # Streamlit would write blanks between all
    map_frame()(view=written, height=height, key=key, on_change=lambda: _answer(key))
    _show_circle(current, key=key)
    card_foot(
        Exhibit(
            key=key,
            title="Map",
            panels={},
            caption=caption,
            table=lambda: by_province(current.entries).rename(index=names).rename_axis("province"),
            incidents=ids(lambda: current.table),
            is_map=True,
        ),
        current,
    )


def _context(current: View) -> pd.DataFrame:
    """Count without the chosen provinces: the others keep their colour, so that the next one can be chosen by it."""
    return province_counts(current.seen_through(current.filters.without("provinces")).entries)


def _answer(key: str) -> None:
    """Do what the map asks for. The browser sends each click and each drawing as a message of its own."""
    asked = st.session_state.get(key)
    message = asked if isinstance(asked, dict) else {}
    kind, name = message.get("kind"), str(message.get("id", ""))
    if kind == "province" and name in provinces.province_names():
        sidebar.toggle_province(name)
    elif kind == "circle" and Circle.read(name):
        st.session_state[_CIRCLE] = name
    elif kind == "ring" and (not name or read_ring(name)[0]):
        sidebar.set_ring(name)


def _show_circle(current: View, *, key: str) -> None:
    """Show the incidents of the circle that was opened: one as its card, several as a list, the newest first."""
    circle = Circle.read(st.session_state.get(_CIRCLE, ""))
    held = members(current.table, *circle) if circle else None
    if held is None or not held.any():
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
