"""What a page takes: the table, the selection and the theme. All caching of the app stands here."""

import gc
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from atlas import settings
from atlas.analysis import places
from atlas.analysis.ledger import Entries, Ledger
from atlas.analysis.movement import Movement
from atlas.analysis.movement import movement as analyse_movement
from atlas.analysis.periods import Period, Question
from atlas.analysis.shift import Shift
from atlas.analysis.shift import shift as analyse_shift
from atlas.incidents import filters as selections
from atlas.incidents.context import read_sheet
from atlas.incidents.filters import Filters
from atlas.incidents.load import Incidents, read_incidents
from atlas.visuals import maps
from atlas.visuals.palette import Theme

FILTERS_KEY = "filters"
"""The one value that app.py hands to the pages."""


@dataclass(frozen=True)
class Current:
    """Everything a page needs to know about what is to be shown."""

    incidents: Incidents
    filters: Filters
    held: NDArray[np.bool_]
    """Which rows of the whole table are selected."""
    sentence: str
    """The selection in words."""

    @cached_property
    def number(self) -> int:
        """How many incidents are selected."""
        return int(np.count_nonzero(self.held))

    @cached_property
    def entries(self) -> Entries:
        """The selected rows as counts read them, without a copy of the table."""
        return _ledger(self.incidents.version, self.incidents).entries(self.held)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The selected rows with the columns that measures read."""
        return self.incidents.measured[self.held]

    @property
    def rows(self) -> pd.DataFrame:
        """The selected rows with all their columns."""
        return self.incidents.table[self.held]

    @property
    def period(self) -> tuple[date, date]:
        """The days that both the selection and the table cover; empty when the first lies after the second."""
        start, end = self.filters.start, self.filters.end
        return (
            max(filter(None, (start, self.incidents.covers_from))),
            min(filter(None, (end, self.incidents.covers_to))),
        )


@st.cache_resource(max_entries=2, show_spinner="Opening the incident table …")
def _opened(path: str, modified: float) -> Incidents:  # noqa: ARG001  (a changed file is another entry)
    return read_incidents(Path(path))


@st.cache_resource(max_entries=2, show_spinner=False)
def _ledger(version: str, _opened: Incidents) -> Ledger:  # noqa: ARG001  (the version is the cache key)
    return Ledger(_opened.measured)


def incidents() -> Incidents:
    """Give the opened incident table, shared by all visitors: never change it in place."""
    path = settings.events_path()
    return _opened(str(path), path.stat().st_mtime if path.exists() else 0.0)


@st.cache_resource(max_entries=4, show_spinner=False)
def _options(version: str) -> dict[str, dict[str, str]]:  # noqa: ARG001  (the version is the cache key)
    return selections.options(incidents().table)


def options() -> dict[str, dict[str, str]]:
    """Give the values that each filter offers for the opened table: never change them in place."""
    return _options(incidents().version)


@st.cache_resource(max_entries=4, show_spinner=False)
def _map_bounds(version: str) -> dict[str, tuple[float, ...]]:
    ledger = _ledger(version, incidents())
    counts = places.province_counts(ledger.entries(Filters().holds(ledger.table)))
    return {
        "incidents": maps.breaks(counts["incidents"].tolist()),
        "deaths": maps.breaks(counts["killed_best"].tolist()),
        "share": maps.SHARE_BREAKS,
    }


def map_bounds(measure: maps.Measure) -> tuple[float, ...]:
    """Give the class bounds of the map: those of the default view over the whole period, whatever is selected now."""
    return _map_bounds(incidents().version)[measure]


@st.cache_resource(max_entries=24, show_spinner="Testing the shift …")
def _shift(version: str, filters: Filters, question: Question) -> Shift:  # noqa: ARG001
    opened = incidents()
    covered = Period(opened.covers_from, opened.covers_to)
    return analyse_shift(opened.table, filters, question, covered, read_sheet("published_counts"))


def shift(filters: Filters, question: Question) -> Shift:
    """Give the answer to a question under a selection whose period and place are lifted: never change it in place."""
    lifted = filters.everywhere_and_always()
    return _shift(incidents().version, lifted, question)


@st.cache_resource(max_entries=24, show_spinner="Following the shift …")
def _movement(version: str, filters: Filters, question: Question) -> Movement:  # noqa: ARG001
    opened = incidents()
    covered = Period(opened.covers_from, opened.covers_to)
    return analyse_movement(filters.apply(opened.measured), question, covered)


def movement(filters: Filters, question: Question) -> Movement:
    """Follow a shift by province, year and centre, period and place of the selection lifted: never change it."""
    lifted = filters.everywhere_and_always()
    return _movement(incidents().version, lifted, question)


@st.cache_resource(show_spinner=False)
def settle_memory() -> None:
    """Take what stays for good, modules and the table, out of the collector's rounds.

    Without this a collection walks through some 240,000 objects that never go away: 50 to 60 ms in which the server
    does nothing else.
    """
    gc.collect()
    gc.freeze()


def hand_over(filters: Filters) -> None:
    """Leave the selection for the page that runs next."""
    st.session_state[FILTERS_KEY] = filters


def current() -> Current:
    """Take the selection that app.py left, and the rows that it holds."""
    opened = incidents()
    filters: Filters = st.session_state[FILTERS_KEY]
    return Current(opened, filters, filters.holds(opened.measured), filters.sentence())


def entries(filters: Filters) -> Entries:
    """Give what another selection than the current one holds, as counts read it."""
    opened = incidents()
    return _ledger(opened.version, opened).entries(filters.holds(opened.measured))


def theme() -> Theme:
    """Tell whether the visitor looks at the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"
