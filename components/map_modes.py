"""What the Map page shows instead of its board: two periods side by side with their difference."""

from typing import Literal

import streamlit as st

from atlas.drawing.view import View
from atlas.statistics.periods import Question
from atlas.topics.shift.exhibits import before_after
from atlas.topics.shift.figures import screen_pair as map_pair
from atlas.topics.shift.words.verdict import UNIT_PLURALS
from components import state
from components.figure_card import card_foot
from components.map_view import send_view, show_circle
from components.plain import plain
from components.shift_story import usable

Mode = Literal["One period", "Before and after"]

MODES: tuple[Mode, ...] = ("One period", "Before and after")
PAIR: Mode = "Before and after"


def choose_mode() -> Mode:
    """Show what the map can show and give what is chosen."""
    return st.segmented_control("Show", list(MODES), default=MODES[0], required=True, key="show", bind="query-params")


def show_before_after(current: View, question: Question, *, key: str, height: int) -> None:
    """Show the maps of both periods of a question and of their difference."""
    if not usable(question):
        return
    pair = before_after.pair(current, question, state.before_after(current.filters, question))
    exhibit = before_after.exhibit(pair, key=key)
    view = map_pair.pair_view(
        pair.found.provinces,
        *pair.circles,
        country=question.country,
        headings=pair.headings,
        units=UNIT_PLURALS[question.unit],
        selected=current.filters.provinces,
        alt=exhibit.alt,
    )
    send_view(view, key=key, height=height)
    st.markdown(plain(exhibit.lead))
    if current.filters != current.filters.everywhere_and_always():
        st.caption(
            f"Period and place of the sidebar do not count here: both maps show the whole of {question.country}."
        )
    show_circle((pair.before, pair.after), key=key)
    card_foot(exhibit, pair.view)
