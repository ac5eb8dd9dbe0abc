"""The parts of the Method page that are computed: coverage, the join, the closed lists, regions, boundaries."""

import pandas as pd
import streamlit as st

from atlas import settings
from atlas.geography import provinces
from atlas.incidents import vocabulary
from atlas.incidents.load import Incidents
from atlas.text import day_in_words
from components.plain import plain

_TEXT = settings.ROOT / "docs" / "METHOD.md"


def show_text() -> None:
    """Show the method in words."""
    st.markdown(_TEXT.read_text(encoding="utf-8"))


def show_table_facts(opened: Incidents) -> None:
    """Show what was opened, what was rejected, and what the spatial join found."""
    rejected = opened.rejected["row"].nunique()  # a row can have several faults, each in a line of its own
    st.markdown("### This table")
    st.markdown(
        plain(
            f"{opened.title}, version {opened.version}: {len(opened.table):,} valid rows, {rejected:,} "
            f"rejected; covers {day_in_words(opened.covers_from)} to {day_in_words(opened.covers_to)}."
        )
    )
    st.markdown(plain(opened.join.sentence()))
    for note in opened.notes:
        st.caption(plain(note))
    parts = {
        f"Rejected rows: {rejected}": opened.rejected,
        f"Snapped to the nearest province: {len(opened.join.snapped)}": pd.DataFrame(opened.join.snapped),
        f"Without a province: {len(opened.join.unplaced)}": pd.DataFrame(opened.join.unplaced),
        f"Stated otherwise than the coordinates lie: {len(opened.join.disagreeing)}": pd.DataFrame(
            opened.join.disagreeing
        ),
    }
    for title, listed in parts.items():
        if len(listed):
            with st.expander(title):
                st.dataframe(listed, hide_index=True, alt=title)


def show_lists() -> None:
    """Show every closed list with its definitions and counterparts."""
    st.markdown("### Closed lists")
    for column, terms in vocabulary.LISTS.items():
        with st.expander(column.replace("_", " ")):
            listed = pd.DataFrame(terms.values(), index=pd.Index(terms, name="value"))
            listed.columns = pd.Index(["definition", "ACLED", "GTD"])
            st.table(listed[[name for name in listed if (listed[name] != "").any()]], border="horizontal")


def show_regions() -> None:
    """Show which provinces make each region, and the units without a shape."""
    st.markdown("### Regions and units")
    names, units = provinces.province_names(), provinces.provinces()
    with st.expander("Regions"):
        members = {
            label: ", ".join(names[code] for code in sorted(provinces.provinces_in(region)))
            for region, label in provinces.region_names().items()
            if region != provinces.ABROAD
        }
        st.table(members, border="horizontal")
    unshaped = units.loc[~units["has_shape"], ["name", "country", "note"]]
    with st.expander(f"ISO 3166-2 units without a shape: {len(unshaped)}"):
        st.table(unshaped, border="horizontal")
