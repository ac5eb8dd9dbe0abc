"""What changed on the Share page: between two links of one table, and between an older table and the open one."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from atlas import settings
from atlas.apart import apart, limits_of, untold
from atlas.drawing.view import View
from atlas.errors import DataError
from atlas.exports.link import reopen
from atlas.exports.stamp_reader import MOST_BYTES
from atlas.geography.provinces import province_names
from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.incidents.versions import Change, compare
from atlas.pages import KEYS
from atlas.topics.changes import words
from atlas.topics.changes.measures import Differences, differences
from components import state
from components.plain import plain

MOST_CHANGES = 200
"""How many changed cells are listed; `python -m atlas compare-versions` writes all."""


def show_what_changed(view: View) -> None:
    """Offer both comparisons; each is made when it is asked for."""
    st.header("What changed", anchor=False)
    links = st.expander("Between two links", key="changed_links", on_change="rerun")
    if links.open:
        with links:
            _show_links(view)
    versions = st.expander("Between an older table and this one", key="changed_versions", on_change="rerun")
    if versions.open:
        with versions:
            _show_versions(view)


def _show_links(view: View) -> None:
    """Take two links of the atlas and show what differs between them; the second is this view where none is given."""
    first = st.text_input("First link", key="changed_first", placeholder="/map?country=Pakistan")
    second = st.text_input("Second link", key="changed_second", placeholder="empty: what is selected now")
    if not first.strip():
        return
    try:
        sides = [_chosen(first, view), _chosen(second, view) if second.strip() else view.filters]
    except DataError as error:
        st.error(plain(error.message))
        st.info(plain(error.hint))
        return
    table = view.incidents.measured
    _show(differences(*((filters, filters.apply(table)) for filters in sides)), key="links")


def _chosen(link: str, view: View) -> Filters:
    """Read the selection of a link, and name what of it cannot be used."""
    opened = view.incidents
    covered = (opened.covers_from, opened.covers_to)
    found = reopen(link.strip(), state.options(), KEYS, covered)
    for problem in found.problems:
        st.warning(plain(problem.sentence()))
    return found.filters


def _show_versions(view: View) -> None:
    """Take an older table and show what became of its rows, and what of the selection."""
    given = st.file_uploader(
        "The older events.csv", type=["csv"], max_upload_size=MOST_BYTES >> 20, key="changed_table", width="stretch"
    )
    if given is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        older = Path(folder) / "events.csv"
        older.write_bytes(given.getvalue())
        try:
            within = limits_of(older.stat().st_size)
            found = apart(partial(untold, partial(compare, older, settings.events_path())), within, given.name)
            before = apart(partial(untold, partial(read_incidents, older)), within, given.name)
        except DataError as error:
            st.error(plain(error.message))
            st.info(plain(error.hint))
            return
    _show_changes(found)
    st.markdown("**The selection in the older table (first) and in this one (second)**")
    rows = view.filters.apply(before.measured)
    _show(differences((view.filters, rows), (view.filters, view.table)), key="versions")


def _show_changes(found: Sequence[Change]) -> None:
    """Count the rows that came, went and changed, and list the cells."""
    st.markdown(f"**{plain(words.by_kind([(each.id, each.change) for each in found]))}**")
    if not found:
        return
    listed = pd.DataFrame(list(found[:MOST_CHANGES]), columns=list(Change._fields))
    st.dataframe(listed, hide_index=True, key="changed_cells", alt="Table of the rows and cells that changed")
    if len(found) > MOST_CHANGES:
        st.caption(f"The first {MOST_CHANGES} of {len(found):,}; `python -m atlas compare-versions` writes all.")


def _show(found: Differences, *, key: str) -> None:
    names = province_names()
    for sentence in words.sentences(found, names):
        st.markdown(plain(sentence))
    if len(found.provinces):
        table = words.table_of(found, names)
        st.dataframe(
            table,
            hide_index=True,
            placeholder="",
            key=f"changed_provinces_{key}",
            alt="Table of provinces in both views",
        )
