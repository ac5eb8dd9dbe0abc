"""What the front page shows before Streamlit's scripts arrive: the answer and the first picture of the default view.

It is made of what the Overview has just shown, so it never says anything else. The start command opens the Overview
before it says that the atlas is ready; a changed table replaces it at the next opening.
"""

from html import escape

import streamlit as st

from atlas.drawing.palette import map_ink
from atlas.drawing.view import View
from atlas.incidents.filters import Filters
from atlas.statistics.circles import levels
from atlas.topics.board.figures.first_picture import first_picture
from atlas.topics.shift.exhibits.story import Brief
from components import state
from web.shell import FIRST_SCREEN

_ROLES = {"ground": "zero", "line": "line", "border": "border", "mark": "mark"}


def keep(current: View, told: Brief) -> None:
    """Keep the answer and the picture of the default view of the atlas's own table; of no other."""
    if current.filters == Filters() and state.own_table() is None and not st.query_params:
        key = f"{state.opened().key} {told}"
        FIRST_SCREEN.keep(key, lambda: _written(current, told))


def _written(current: View, told: Brief) -> str:
    found = levels(current.entries).levels
    picture = first_picture(found[-1].circles) if found else ""
    return (
        f'{_inks()}<h1>Khorasan Atlas</h1><p class="of">'
        f"Selected: {escape(current.sentence)}.</p>"
        f"<section><h2>{escape(told.headline)}</h2><p>{escape(told.how_sure)}</p></section>"
        f"<figure>{picture}</figure>"
    )


def _inks() -> str:
    """Write the colours of the map in both themes."""
    light, dark = (
        ";".join(f"--{name}:{ink[role]}" for name, role in _ROLES.items())
        for ink in (map_ink("light"), map_ink("dark"))
    )
    return f"<style>#atlas-shell{{{light}}}#atlas-shell.dark{{{dark}}}</style>"
