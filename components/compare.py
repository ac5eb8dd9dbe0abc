"""The parts of the Compare page: two sides, their difference in words, and what they may be compared by."""

import streamlit as st

from atlas.drawing.number_words import factor
from atlas.text import interval
from atlas.topics.comparison import words as comparison_words
from atlas.topics.comparison.exhibits import Compared
from atlas.topics.comparison.measures import MixColumn
from components.compare_sides import SIDES, share_link, show_controls
from components.coverage import breaks_between
from components.plain import plain

MIXES: dict[str, MixColumn] = {
    "target": "target_type",
    "attack type": "attack_type",
    "region": "region_id",
    "province": "province_id",
    "country": "country",
}


def show_sides(both: Compared) -> None:
    """Show both selections side by side: sentence, headline figures, and the controls that change them."""
    figures = both.found.left, both.found.right
    columns = st.columns(2, gap="medium")
    for column, side, filters, figure, sign in zip(columns, SIDES, both.filters, figures, "●◆", strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{sign} {side.capitalize()}**: {plain(filters.sentence())}.")
            counted, monthly = st.columns(2)
            counted.metric("Incidents", interval(figure.incidents_sure, figure.incidents))
            rate = figure.rate.value
            monthly.metric("Per covered month", "–" if rate is None else factor(rate))
            st.caption(plain(comparison_words.side_line(figure)))
            show_controls(side, filters, both.view)


def show_answer(both: Compared) -> None:
    """Say what differs, with its uncertainty, and lay the figures of both sides out as a table."""
    with st.container(border=True):
        st.markdown(f"**{plain(comparison_words.answer(both.found))}**")
        st.markdown(plain(comparison_words.deaths_sentence(both.found)))
        st.caption(plain(" ".join(comparison_words.notes(both.found, both.crossing))))
        if warning := breaks_between(both.view, both.filters):
            st.caption(plain(warning))
        with st.expander("All figures of both sides", key="compare_figures"):
            st.table(comparison_words.difference_table(both.found), border="horizontal")


def choose_mix() -> MixColumn:
    """Show what the sides may be compared by and give what is chosen."""
    chosen = st.segmented_control(
        "Compare what they are made of by", list(MIXES), default="target", required=True, key="what",
        bind="query-params",
    )  # fmt: skip
    return MIXES[str(chosen)]


def show_link(both: Compared) -> None:
    """Show the address that opens this comparison."""
    st.caption("Link to this comparison")
    st.code(share_link(both.filters), language=None, wrap_lines=True)
