"""The parts of the Context page: figures, the claims that each bears on, and the names of the group."""

from collections.abc import Sequence

import streamlit as st

from atlas.drawing.exhibit import Exhibit
from atlas.drawing.view import View
from atlas.incidents.context import usable_sheet
from atlas.pages import PAGES
from atlas.topics.claims import words as claim_words
from atlas.topics.context import exhibits, words
from components import state
from components.figure_card import figure_card
from components.plain import plain


def show_context(current: View) -> None:
    """Show strength, leaders, level, places and names, each with the claims of the briefs that it bears on."""
    _card(exhibits.yearly_level(current), current, ("A1", "G2"))
    _card(exhibits.leaders_over_time(current), current, ("G5", "W12"))
    with st.expander("The numbered points"):
        for _, point in exhibits.points_told().iterrows():
            st.markdown(plain(words.point_line(point)))
    _card(exhibits.provinces_of_briefs(current), current, ("G1", "M1", "W1"))
    _card(exhibits.strength_by_speaker(), current, ("M7", "A4", "G4"))
    _show_names()


def _card(exhibit: Exhibit, current: View, claims: Sequence[str]) -> None:
    with st.container(border=True):
        figure_card(exhibit, current)
        known = {each.claim.id: each for each in state.claims(current)}
        for each in (known[name] for name in claims if name in known):
            st.page_link(
                PAGES["claims"].script,
                label=plain(f"{claim_words.signed(each.now.verdict)} · {each.claim.id}"),
                query_params={"claim": each.claim.id},
            )
            st.caption(plain(each.claim.words))


def _show_names() -> None:
    """Show the names of the group by who uses them."""
    lines = words.names_by_user(usable_sheet("aliases"))
    st.header("One group under many names", anchor=False)
    for user, names in lines:
        st.markdown(f"**{plain(user)}**: {plain(names)}")
    if not lines:
        st.caption("The table of names cannot be read: see the Method page.")
