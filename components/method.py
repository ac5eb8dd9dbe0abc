"""The parts of the Method page: text, coverage, the join, closed lists, regions, data card, tables beside."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from atlas import settings
from atlas.geography import provinces
from atlas.incidents import vocabulary
from atlas.incidents.context import usable_sheet
from atlas.incidents.load import Incidents
from atlas.incidents.sheets import SHEETS
from atlas.incidents.versions import version_in_words
from atlas.text import day_in_words
from components import state
from components.plain import plain

_TEXT = settings.ROOT / "docs" / "METHOD.md"
_SIMULATION = settings.ROOT / "docs" / "SIMULATION.md"
_DATA_CARD = settings.ROOT / "DATA.md"


def show_text() -> None:
    """Show the method in words, its headings one level up: on this page they stand right below the title."""
    st.markdown(raised(_TEXT.read_text(encoding="utf-8")))


def raised(text: str) -> str:
    """Raise the headings of the third level to the second."""
    return re.sub(r"^### ", "## ", text, flags=re.MULTILINE)


def show_simulation() -> None:
    """Show how often each interval holds the truth on tables whose truth is known."""
    title, _, text = _SIMULATION.read_text(encoding="utf-8").partition("\n")
    with closed(title.lstrip("# ")) as wanted:
        if wanted:
            st.markdown(text.replace("\n## ", "\n### "))


@contextmanager
def closed(title: str) -> Iterator[bool]:
    """Show a closed section; what stands in it is sent when somebody opens it: all of them are half a megabyte."""
    box = st.expander(title, key=f"method_{title}", on_change="rerun")
    with box:
        yield bool(box.open)


def _numbered(opened: Incidents) -> str:
    """Say which data version the opened table is."""
    return version_in_words(opened.version, own=state.table_path() == settings.EVENTS)


def show_table_facts(opened: Incidents) -> None:
    """Show what was opened, what was rejected, and what the spatial join found."""
    rejected = opened.rejected["row"].nunique()  # a row can have several faults, each in a line of its own
    st.markdown("## This table")
    st.markdown(
        plain(
            f"{opened.title}, version {opened.version} ({_numbered(opened)}): {len(opened.table):,} valid rows, "
            f"{rejected:,} rejected; covers {day_in_words(opened.covers_from)} to {day_in_words(opened.covers_to)}."
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
            with closed(title) as wanted:
                if wanted:
                    st.dataframe(listed, hide_index=True, alt=title)


def show_lists() -> None:
    """Show every closed list with its definitions and counterparts."""
    st.markdown("## Closed lists")
    for column, terms in vocabulary.LISTS.items():
        with closed(column.replace("_", " ")) as wanted:
            if not wanted:
                continue
            listed = pd.DataFrame(terms.values(), index=pd.Index(terms, name="value"))
            listed.columns = pd.Index(["definition", "ACLED", "GTD", "UCDP"])
            st.table(listed[[name for name in listed if (listed[name] != "").any()]], border="horizontal")


def show_regions() -> None:
    """Show which provinces make each region, and the units without a shape."""
    st.markdown("## Regions and units")
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


def show_data_card() -> None:
    """Show the data card of the atlas's own table, a closed section for each of its parts."""
    _, *sections = _DATA_CARD.read_text(encoding="utf-8").split("\n## ")
    st.markdown("## Data card")
    st.caption(f"{settings.EVENTS.name}, the table that the atlas ships; the same text is in {_DATA_CARD.name}.")
    for section in sections:
        title, _, text = section.partition("\n")
        with closed(title) as wanted:
            if wanted:
                st.markdown(text)


def show_side_tables() -> None:
    """Show the tables that stand beside the incidents, each closed."""
    st.markdown("## Tables beside the incidents")
    faults = state.opened().faults
    if faults:
        st.warning(plain(f"Left out, because it cannot be read: {len(faults):,} rows or files."))
        st.dataframe(pd.DataFrame({"Fault": faults}), hide_index=True, alt="Faults of the tables beside the incidents")
    for name, sheet in SHEETS.items():
        table = usable_sheet(name)
        with closed(f"{sheet.title}: {len(table)}") as wanted:
            if not wanted:
                continue
            st.caption(sheet.about)
            config = {
                column: (st.column_config.DateColumn if field.kind == "date" else st.column_config.Column)(
                    column.replace("_", " "), help=field.meaning
                )
                for column, field in sheet.fields.items()
            }
            st.dataframe(table, hide_index=True, alt=sheet.title, column_config=config)
