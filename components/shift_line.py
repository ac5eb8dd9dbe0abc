"""The one generated sentence of the Overview: the regions' shares before and from the change of power."""

import streamlit as st

from atlas import settings
from atlas.analysis.periods import Question
from atlas.analysis.shares import compare_shares
from atlas.geography import provinces
from atlas.visuals import captions
from components.plain import plain
from components.state import Current


def shift_line(current: Current) -> None:
    """State how the shares of the east and of the wider north differ between the two periods, with their interval.

    Period and place of the selection are lifted: a comparison needs both sides of the cut and the whole country.
    """
    lifted = current.filters.everywhere_and_always()
    table = lifted.apply(current.incidents.measured)
    opened = current.incidents
    asked = Question.at(settings.TALIBAN_TAKEOVER, opened.covers_from, opened.covers_to)
    east, north = (
        compare_shares(table, asked, provinces.provinces_in(region)) for region in (asked.origin, asked.region)
    )
    with st.container(border=True):
        st.markdown(plain(captions.overview_sentence(east, north)))
        with st.container(horizontal=True, vertical_alignment="center"):
            lifted_note = (
                "For the whole of Afghanistan and the whole period covered, whatever place and period are selected."
            )
            st.caption(lifted_note, width="content")
            st.page_link("pages/briefing/shift.py", label="The verdict, and what could undo it")
