"""Who reported which toll of an incident, kept as data in tolls.csv, and the figures that best may be."""

import math
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa
from numpy.typing import NDArray

from atlas.incidents.context import Survey, read_cells, strict, without_faults
from atlas.incidents.files import stamp
from atlas.incidents.kept import is_known, note_right
from atlas.incidents.rules import MOST_PEOPLE, is_plain, is_whole
from atlas.incidents.sources import is_web_address
from atlas.text import joined

FILE_NAME = "tolls.csv"
"""The file stands in the folder of the incident table that it belongs to."""

Measure = Literal["killed", "injured"]
MEASURES: Final[tuple[Measure, ...]] = ("killed", "injured")
"""What a toll counts."""

Departure = tuple[str, str, object, str]
"""id, column, value, reason."""

GROUP: Final = "Islamic State"
"""The reporter of what the group itself claims: shown, but no part of any range, and never best."""

COUNTS = ("killed_low", "killed_high", "injured_low", "injured_high")
COLUMNS = ("id", "reporter", *COUNTS, "as_of", "source", "chosen", "note")

_NAMED = r"\S.*"
_DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


def tolls_beside(events: Path) -> Survey:
    """Read the tolls that stand beside an incident table as far as they are right; without such a file there are none.

    Returns
    -------
    Survey
        The table as of `read_tolls`, and the faults of the rows that were left out.
    """
    path = events.with_name(FILE_NAME)
    if path.is_file():
        return survey_tolls(path)
    return Survey(_read_out(_typed(pd.DataFrame(columns=list(COLUMNS), dtype="str"))), ())


def read_tolls(path: Path) -> pd.DataFrame:
    """Read the reported tolls in the order of the file.

    Returns
    -------
    DataFrame
        id, reporter, killed_low to injured_high (people, NaN where the reporter gives none), as_of (the day, month or
        year of the figure; text), source (web address), chosen (bool: best follows this report) and note; the index is
        the row in the file.

    Raises
    ------
    DataError
        When the file is missing or not UTF-8, its columns are others, or a row breaks a rule; the first one is named.
    """
    return strict(survey_tolls(path))


def survey_tolls(path: Path) -> Survey:
    """Read the reported tolls as far as they are right: a slip in one row must not cost the card of another."""
    table, faults = _surveyed(path, stamp(path))
    return Survey(table.copy(), faults)


@lru_cache(maxsize=4)
def _surveyed(path: Path, _: tuple[int, int]) -> Survey:
    """Read a file once for each of its states: every card asks for it."""
    text, unreadable = read_cells(path, COLUMNS)
    right = not unreadable and is_known(path)
    text, no_numbers = (text, []) if right else without_faults(path.name, text, NUMBERS)
    table, wrong = (_typed(text), []) if right else without_faults(path.name, _typed(text), SCHEMA)
    if not (unreadable or no_numbers or wrong):
        note_right(path)
    faults = sorted([*unreadable, *no_numbers, *wrong], key=lambda fault: fault[0])
    return Survey(_read_out(table), tuple(sentence for _, sentence in faults))


def reported(tolls: pd.DataFrame, measure: Measure) -> list[int]:
    """List the different figures that the reports of one incident give, in rising order.

    The group's own claims are no reports; "40 to 50" counts as two figures.
    """
    return _figures(tolls, measure, np.ones(len(tolls), dtype=np.bool_))


def _figures(tolls: pd.DataFrame, measure: Measure, counted: NDArray[np.bool_]) -> list[int]:
    others = counted & (tolls["reporter"].to_numpy() != GROUP)
    levels = [tolls[f"{measure}_{level}"].to_numpy(dtype=float)[others].tolist() for level in ("low", "high")]
    return sorted({int(figure) for level in levels for figure in level if not math.isnan(figure)})


def carried(tolls: pd.DataFrame, measure: Measure) -> list[int]:
    """List the figures that may be the best one of an incident, in rising order.

    Best is a figure that a named reporter gave, never a midpoint: one of the chosen report where that gives the
    measure, else one of any report but the group's own claim.

    Parameters
    ----------
    tolls
        The reports on that incident, at most one of them chosen.
    measure
        killed or injured.
    """
    return _figures(tolls, measure, tolls["chosen"].to_numpy(dtype=np.bool_)) or reported(tolls, measure)


def departures(incidents: pd.DataFrame, tolls: pd.DataFrame) -> pd.DataFrame:
    """List where the incident table and the reported tolls disagree.

    Parameters
    ----------
    incidents
        Rows of the atlas's own table: id and the three figures of each measure.
    tolls
        All reports, as `read_tolls` gives them.

    Returns
    -------
    DataFrame
        id, column, value and reason (with the remedy): a best that no report carries where low and high differ, a
        report outside the range of its row, a figure missing from the row, a report on an incident not in the table.
    """
    known = set(incidents["id"])
    found: list[Departure] = [
        (name, "id", name, "is no incident of the table: correct the id in tolls.csv, or remove the report")
        for name in tolls["id"].unique()
        if name not in known
    ]
    reports = {str(name): group for name, group in tolls.groupby("id", sort=False)}
    for measure in MEASURES:
        columns = ["id", *(f"{measure}_{level}" for level in ("low", "best", "high"))]
        for name, low, stated, high in incidents[columns].itertuples(index=False, name=None):
            found += _faults_of(Stated(name, measure, low, stated, high), reports.get(name, tolls.iloc[:0]))
    return pd.DataFrame(found, columns=["id", "column", "value", "reason"])


class Stated(NamedTuple):
    """What the incident table says of one measure of one incident."""

    id: str
    measure: Measure
    low: float
    best: float
    high: float


def _faults_of(stated: Stated, tolls: pd.DataFrame) -> list[Departure]:
    figures = reported(tolls, stated.measure)
    column = f"{stated.measure}_low"
    if math.isnan(stated.low):
        remedy = "is empty although a report gives this figure: fill low, best and high"
        return [(stated.id, column, figures[0], remedy)] if figures else []
    faults: list[Departure] = [
        (stated.id, column, figure, "is reported but outside the range of the row: widen low or high")
        for figure in figures
        if not stated.low <= figure <= stated.high
    ]
    allowed = carried(tolls, stated.measure)
    if stated.low < stated.high and stated.best not in allowed:
        faults.append((stated.id, f"{stated.measure}_best", f"{stated.best:.0f}", _not_carried(allowed)))
    return faults


def _not_carried(allowed: list[int]) -> str:
    if not allowed:
        return "is given by no report although low and high differ: enter in tolls.csv who reported it"
    figures = joined([str(figure) for figure in allowed], "or")
    return f"is given by no report: write {figures}, as tolls.csv has it, or enter there who reported it"


def _typed(text: pd.DataFrame) -> pd.DataFrame:
    return text.assign(**{name: pd.to_numeric(text[name], errors="coerce").astype("float64") for name in COUNTS})


def _read_out(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(chosen=table["chosen"] == "yes")


def _matches(column: str, pattern: str, reason: str) -> pa.Check:
    return pa.Check(lambda cells: cells.str.fullmatch(pattern), name=column, error=reason)


def _is_address(cells: pd.Series) -> pd.Series:
    return (cells != "") & cells.map(is_web_address).astype(bool)


def _in_order(measure: Measure) -> pa.Check:
    low, high = f"{measure}_low", f"{measure}_high"

    def holds(table: pd.DataFrame) -> pd.Series:
        return (table[low].isna() & table[high].isna()) | (table[low] <= table[high])

    return pa.Check(holds, name=low, error=f"and {high} are not both given and in order: correct them")


def _gives_a_figure(table: pd.DataFrame) -> pd.Series:
    return table["killed_low"].notna() | table["injured_low"].notna()


def _chosen_once(table: pd.DataFrame) -> pd.Series:
    chosen = table["chosen"] == "yes"
    return ~(chosen & table["id"].where(chosen).duplicated(keep="first"))


def _chosen_with_reason(table: pd.DataFrame) -> pd.Series:
    return (table["chosen"] != "yes") | (table["note"] != "")


NO_COUNT = f"is no whole number from 0 to {MOST_PEOPLE:,}: correct it"


def _count(name: str) -> pa.Column:
    return pa.Column("float64", pa.Check(is_whole, name=name, error=NO_COUNT), nullable=True)


NUMBERS = pa.DataFrameSchema(
    {
        name: pa.Column("str", pa.Check(lambda cells: cells.str.fullmatch(r"[0-9.]*"), name=name, error=NO_COUNT))
        for name in COUNTS
    },
    name="numbers",
)
"""What a figure looks like before it is read as a number."""

SCHEMA = pa.DataFrameSchema(
    {
        "id": pa.Column(
            "str",
            pa.Check(
                lambda c: c.str.fullmatch(r"KA-[0-9]{4,}"), name="id", error="is no incident number: write KA-0001"
            ),
        ),
        "reporter": pa.Column("str", _matches("reporter", _NAMED, "is empty: name who reports it")),
        **{name: _count(name) for name in COUNTS},
        "as_of": pa.Column("str", _matches("as_of", _DAY, "is no date: write YYYY-MM-DD, YYYY-MM or YYYY")),
        "source": pa.Column(
            "str",
            pa.Check(_is_address, name="source", error="is no web address: write where the figure can be read"),
        ),
        "chosen": pa.Column(
            "str", pa.Check(lambda c: c.isin(["yes", "no"]), name="chosen", error="is not yes or no: write one")
        ),
        "note": pa.Column("str", pa.Check(is_plain, name="note", error="holds control characters: keep to plain text")),
    },
    checks=[
        *(_in_order(measure) for measure in MEASURES),
        pa.Check(_gives_a_figure, name="killed_low", error="and injured_low are both empty: give a figure"),
        pa.Check(_chosen_once, name="chosen", error="is yes twice for one incident: choose one report"),
        pa.Check(_chosen_with_reason, name="note", error="is empty: say why this report was chosen"),
    ],
    strict=True,
    ordered=True,
    name="tolls",
)
"""One report of one incident's toll per row, as pandera checks it."""
