"""What a page takes: the table, the selection and the theme. All caching of the app stands here."""

import gc
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import streamlit as st

from atlas import settings
from atlas.drawing import screen_map
from atlas.drawing.palette import Theme
from atlas.drawing.screen_map import class_bounds
from atlas.drawing.view import View
from atlas.exports.licence import licence_of
from atlas.incidents import context
from atlas.incidents import filters as selections
from atlas.incidents.context import survey_sheet, usable_sheet
from atlas.incidents.coverage import metadata_path
from atlas.incidents.files import stamp
from atlas.incidents.filters import Filters
from atlas.incidents.kept import read_kept
from atlas.incidents.load import Incidents, read_incidents
from atlas.incidents.sheets import SHEETS
from atlas.incidents.tolls import FILE_NAME, tolls_beside
from atlas.statistics.periods import Period, Question
from atlas.statistics.row_facts import RowFacts
from atlas.topics.board.exhibits import months_counted
from atlas.topics.board.measures import columns, texts
from components import board_frame
from components.last_good import LastGood, Reading
from components.visitor_folder import VisitorFolder

if TYPE_CHECKING:
    from atlas.exports.content import Order
    from atlas.exports.report_forms import Job
    from atlas.topics.claims.measures.tested import Tested
    from atlas.topics.shift.measures.before_after import BeforeAfter
    from atlas.topics.shift.measures.movement import Movement
    from atlas.topics.shift.measures.shift import Outline, Shift

TABLES = 6
"""So many tables are kept open at once: the atlas's own and those that visitors brought."""

FILTERS_KEY = "filters"
"""The one value that app.py hands to the pages."""


class Opened(NamedTuple):
    """The incident table with what is worked out of all of it, shared by all visitors: never change it in place."""

    incidents: Incidents
    facts: RowFacts
    options: Mapping[str, Mapping[str, str]]
    bounds: Mapping[screen_map.Measure, tuple[float, ...]]
    key: str
    """Changes with the table and with whatever stands beside it: the key of all that is worked out of them."""
    faults: tuple[str, ...]
    """What of the tables beside it cannot be read."""


@st.cache_resource(max_entries=TABLES, show_spinner="Opening the incident table …")
def _opened(path: str, stamps: tuple[tuple[int, int], ...]) -> Opened:
    own = Path(path) != settings.events_path()  # what a visitor brought is kept nowhere
    table = read_incidents(Path(path)) if own else read_kept(Path(path))
    facts = RowFacts(table.measured)
    key = hashlib.sha256(repr((table.version, stamps)).encode()).hexdigest()
    faults = tuple(fault for name in SHEETS for fault in survey_sheet(name).faults)
    faults += tolls_beside(Path(path)).faults
    return Opened(table, facts, selections.options(table.table), class_bounds(facts), key, faults)


def _stamps(path: Path) -> tuple[tuple[int, int], ...]:
    """Return when the table and each file beside it were last changed, and their sizes in bytes; zeros for no file."""
    beside = (metadata_path(path), path.with_name(FILE_NAME), *(context.CONTEXT / f"{name}.csv" for name in SHEETS))
    return tuple(stamp(one) for one in (path, *beside))


# Streamlit looks at the arguments for a third of a millisecond, and a run asks a dozen times.
_kept = lru_cache(maxsize=TABLES)(_opened)
_OF_THE_ATLAS = LastGood(lambda path, stamps: _kept(str(path), stamps))


OWN_TABLE_KEY = "own_table"


class OwnTable(NamedTuple):
    """A table that one visitor imported. Its folder goes when the visitor's session does."""

    path: Path
    folder: VisitorFolder
    citation: str


def own_table() -> OwnTable | None:
    """Give the table that this visitor works on instead of the atlas's; None where it is the atlas's own."""
    held: OwnTable | None = st.session_state.get(OWN_TABLE_KEY)
    return held if held is not None and held.path.is_file() else None


def use_table(table: OwnTable | None) -> None:
    """Let this visitor, and nobody else, work on an imported table; None leads back to the atlas's."""
    st.session_state[OWN_TABLE_KEY] = table


def table_path() -> Path:
    """Give the file of the table that this visitor works on."""
    own = own_table()
    return own.path if own else settings.events_path()


def opened() -> Opened:
    """Give the opened table with what belongs to it."""
    own = own_table()
    return _kept(str(own.path), _stamps(own.path)) if own else _of_the_atlas().found


def _of_the_atlas() -> Reading[Opened]:
    """Read the atlas's own table; while its file is missing or wrong, what was read of it last."""
    path = settings.events_path()
    return _OF_THE_ATLAS.reading(path, _stamps(path))


def fault_of_table() -> str:
    """Say why the opened table is an older state of its file; empty where it is not."""
    return "" if own_table() else _of_the_atlas().fault


def own_of_the_atlas() -> Incidents:
    """Give the table that the atlas was started with, whatever this visitor works on."""
    return _of_the_atlas().found.incidents


def incidents() -> Incidents:
    """Give the opened incident table."""
    return opened().incidents


def options() -> Mapping[str, Mapping[str, str]]:
    """Give the values that each filter offers for the opened table."""
    return opened().options


def map_bounds(measure: screen_map.Measure) -> tuple[float, ...]:
    """Give the class bounds of the map: those of the default view over the whole period, whatever is selected now."""
    return opened().bounds[measure]


@st.cache_resource(max_entries=24, show_spinner="Testing the shift …")
def _shift(key: str, filters: Filters, question: Question) -> "Shift":  # noqa: ARG001
    from atlas.topics.shift.measures.shift import shift as analyse_shift

    table = incidents()
    covered = Period(table.covers_from, table.covers_to)
    return analyse_shift(table.table, filters, question, covered, usable_sheet("published_counts"))


def shift(filters: Filters, question: Question) -> "Shift":
    """Give the answer to a question under a selection whose period and place are lifted: never change it in place."""
    lifted = filters.everywhere_and_always()
    return _shift(opened().key, lifted, question)


@st.cache_resource(max_entries=48, show_spinner=False)
def _outline(key: str, filters: Filters, question: Question) -> "Outline":  # noqa: ARG001
    from atlas.topics.shift.measures.shift import outline as outline_shift

    table = incidents()
    return outline_shift(table.table, filters, question, Period(table.covers_from, table.covers_to))


def outline(filters: Filters, question: Question) -> "Outline":
    """Give what the shortest answer rests on, period and place of the selection lifted: never change it in place."""
    return _outline(opened().key, filters.everywhere_and_always(), question)


@st.cache_resource(max_entries=24, show_spinner="Following the shift …")
def _movement(key: str, filters: Filters, question: Question) -> "Movement":  # noqa: ARG001
    from atlas.topics.shift.measures.movement import movement as analyse_movement

    table = incidents()
    covered = Period(table.covers_from, table.covers_to)
    return analyse_movement(filters.apply(table.measured), question, covered)


def movement(filters: Filters, question: Question) -> "Movement":
    """Follow a shift by province, year and centre, period and place of the selection lifted: never change it."""
    lifted = filters.everywhere_and_always()
    return _movement(opened().key, lifted, question)


@st.cache_resource(max_entries=12, show_spinner=False)
def pack_file(key: str, filters: Filters, order: "Order", form: str, _job: "Job") -> bytes:  # noqa: ARG001
    """Make one file of a pack; those made last are kept for whoever asks for the same."""
    from atlas.exports.report_forms import FORMS

    return FORMS[form].render(_job)


@st.cache_resource(max_entries=24, show_spinner=False)
def _before_after(key: str, filters: Filters, question: Question) -> "BeforeAfter":  # noqa: ARG001
    from atlas.topics.shift.measures.before_after import before_after as compare_periods

    return compare_periods(filters.apply(incidents().measured), question)


def before_after(filters: Filters, question: Question) -> "BeforeAfter":
    """Compare the provinces in two periods, period and place of the selection lifted: never change it in place."""
    return _before_after(opened().key, filters.everywhere_and_always(), question)


@st.cache_resource(max_entries=12, show_spinner="Testing the claims …")
def _claims(version: str, filters: Filters, _view: View) -> "tuple[Tested, ...]":  # noqa: ARG001
    from atlas.topics.claims.exhibits import claims_tested

    return claims_tested(_view)


def claims(view: View) -> "tuple[Tested, ...]":
    """Give the claims with their verdicts under a selection whose period, place, class and label are lifted."""
    from atlas.topics.claims.exhibits import LIFTED

    lifted = view.filters.everywhere_and_always().without(*LIFTED)
    return _claims(opened().key, lifted, view)


@st.cache_resource(max_entries=12, show_spinner=False)
def _captured(key: str, filters: Filters, _view: View) -> pd.DataFrame:  # noqa: ARG001
    from atlas.topics.coverage.exhibits import captured as compare_counts

    return compare_counts(_view)


def captured(view: View) -> pd.DataFrame:
    """Give the published counts beside what the table holds, period, place, class and label lifted: never change it."""
    from atlas.topics.coverage.exhibits import LIFTED

    return _captured(opened().key, view.filters.everywhere_and_always().without(*LIFTED), view)


class BoardFiles(NamedTuple):
    """The files of an opened table for the frame of the board, by their addresses."""

    columns: str
    """Its columns; without any row where the server counts."""
    texts: str | None
    """The texts of its cards; None where it is too large for them, or its licence is not open."""
    counts: bool
    """Whether the browser counts: not where the table is too large, a visitor's own, or under a licence not open."""
    rows_leave: bool
    """Whether the licence lets rows leave."""


@st.cache_resource(max_entries=TABLES, show_spinner=False)
def _board_files(key: str, *, own: bool) -> BoardFiles:  # noqa: ARG001
    shared = opened()
    incidents, rows = shared.incidents, len(shared.incidents.table)
    leave = licence_of(incidents.version, table_path()).is_open
    counts = leave and not own and rows <= columns.MOST_ROWS
    table = incidents.measured if counts else incidents.measured.iloc[:0]
    covered = (incidents.covers_from, incidents.covers_to)
    address = board_frame.keep("columns.bin", columns.compact(table, covered, shared.options))
    few = counts and rows <= texts.MOST_ROWS
    beside = board_frame.keep_texts(texts.card_texts(incidents.table)) if few else None
    return BoardFiles(address, beside, counts, leave)


def board_files() -> BoardFiles:
    """Give the files from which the board counts, made once for an opened table.

    Rows of a table that a visitor brought are in none of them: the files are kept for everybody.
    """
    return _board_files(opened().key, own=own_table() is not None)


@st.cache_resource(max_entries=board_frame.MOST_MONTHS // 2, show_spinner=False)
def _board_months(key: str, filters: Filters, _view: View, *, rows_leave: bool) -> str:  # noqa: ARG001
    return board_frame.keep("months.bin", months_counted(_view, rows_leave=rows_leave), board_frame.MOST_MONTHS)


def board_months(view: View, files: BoardFiles) -> str | bytes:
    """Give the address of the sums by month of a selection, which its period does not change.

    Of a table that a visitor brought the sums themselves: files are kept for everybody.
    """
    if own_table() is not None:
        return months_counted(view, rows_leave=files.rows_leave)
    lifted = view.filters.without("start", "end")
    return _board_months(opened().key, lifted, view, rows_leave=files.rows_leave)


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


def handed_over() -> Filters:
    """Give the selection that the page was run with."""
    filters: Filters = st.session_state[FILTERS_KEY]
    return filters


def current() -> View:
    """Look at the opened table through the selection that app.py left."""
    shared = opened()
    return View.of(shared.incidents, shared.facts, handed_over())


def theme() -> Theme:
    """Tell whether the visitor looks at the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"
