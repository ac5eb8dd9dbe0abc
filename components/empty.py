"""What a page shows when the selection holds nothing, and what always stands beside a total."""

import streamlit as st

from atlas.drawing import incident_words
from atlas.drawing.view import View
from atlas.statistics.left_out import beside
from atlas.text import day_in_words
from components import selection


def show_nothing_if_empty(current: View) -> bool:
    """Say that no incident matches, with a way back; tell whether that was so."""
    if current.number:
        return False
    opened = current.incidents
    first, last = current.period
    if first > last:
        st.info("The period holds no day that the table covers.")
    else:
        st.info("No incident in the table matches this selection. That is not the same as no incident having happened.")
    st.caption(f"The table covers {day_in_words(opened.covers_from)} to {day_in_words(opened.covers_to)}.")
    show_beside(current)
    st.button("Reset all filters", on_click=selection.reset, key="reset_from_empty")
    return True


def show_beside(current: View) -> None:
    """Count what stands beside the total: other classes and labels, and what cannot be dated to the period."""
    table, filters = current.incidents.measured, current.filters
    wider = filters.without("classes", "labels")
    left_out = beside(table, wider.holds(table), current.held, filters.classes)
    crossing = filters.crossing(table)
    sentence = incident_words.beside_sentence(left_out.by_class, left_out.other_labels, crossing)
    if sentence:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(sentence, width="content")
            if left_out.incidents:
                st.button("Include them", on_click=selection.lift_class_and_label, key="lift", type="tertiary")
