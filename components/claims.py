"""The claims of the briefs on a page: one line each, and the reasoning of those that are opened."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from atlas.drawing.view import View
from atlas.topics.claims import exhibits, words
from atlas.topics.claims.measures.finding import RULES, VERDICTS
from atlas.topics.claims.measures.tested import Tested
from components import state
from components.figure_card import figure_card
from components.incident_table import incident_list
from components.plain import plain

SHOWN = 5
"""How many incidents an opened claim lists."""


def show_claims(current: View) -> None:
    """Show all claims by brief, the contradictions between briefs, and the tolls side by side."""
    every = state.claims(current)
    st.markdown(f"**{plain(words.headline(every))}**")
    wanted = st.pills("Show", VERDICTS, selection_mode="multi", key="verdicts", label_visibility="collapsed",
                      format_func=words.signed)  # fmt: skip
    shown = [each for each in every if not wanted or each.now.verdict in wanted]
    for brief, group in groupby(shown, key=lambda each: each.claim.brief):
        st.header(plain(brief), anchor=False)
        with st.container(gap="xxsmall"):
            for each in group:
                _show_claim(each, current)
    if not shown:
        st.caption("No claim has this verdict under the selection.")
    _show_contradictions(every)
    with st.container(border=True):
        figure_card(exhibits.tolls_of_briefs(current, state.table_path()), current)
    with st.expander("The rule of each verdict"):
        for verdict in VERDICTS:
            st.markdown(f"**{words.signed(verdict)}**: {plain(RULES[verdict])}")
        st.caption(
            "A claim names its own period, place, class and label; the other filters of the selection hold. "
            "Each is tested on the incidents up to the day of its brief, and on all."
        )


def _show_claim(each: Tested, current: View) -> None:
    """Show a claim as a line that opens; what stands in it is made when it is open."""
    key = f"claim_{each.claim.id}"
    if st.query_params.get("claim") == each.claim.id:
        st.session_state.setdefault(key, True)
    line = st.expander(plain(words.line(each)), key=key, on_change="rerun")
    if not line.open:
        return
    with line:
        for said in words.reasoning(each):
            st.markdown(plain(said))
        st.caption(plain(f"Test: {each.claim.test} {words.counts(each.now)} As of {each.claim.as_of:%d %B %Y}."))
        listed = (*each.now.sure, *each.now.unsure)
        rows = current.incidents.table[current.incidents.table["id"].isin(listed).to_numpy()]
        incident_list(rows.tail(SHOWN).iloc[::-1])
        if len(rows) > SHOWN:
            st.caption(f"The latest {SHOWN} of {len(rows):,}.")


def _show_contradictions(every: Sequence[Tested]) -> None:
    """Set claims of different briefs that contradict each other side by side."""
    st.header("The briefs against each other", anchor=False)
    for about, left, right in words.against(every):
        st.markdown(f"**{plain(about)}**")
        for column, side in zip(st.columns(2), (left, right), strict=True):
            with column:
                for each in side:
                    st.markdown(plain(words.line(each)))
