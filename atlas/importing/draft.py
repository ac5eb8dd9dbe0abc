"""The rows of a part in the atlas's own columns, before points are checked and ids compared."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.importing.actors import NOBODY, RANK, Judged, decided, in_country
from atlas.importing.cells import Cells, Flags, Floats, Objects
from atlas.importing.dates import Day, read_day
from atlas.importing.deaths import read_toll
from atlas.importing.precision import SPAN_DAYS
from atlas.importing.settings import Reading

Days = npt.NDArray[np.datetime64]
NO_DAY = np.datetime64("NaT", "D")


class Fault(NamedTuple):
    """What is wrong in some rows: in which column, and the predicate of the sentence with its remedy."""

    rows: Flags
    column: str
    reason: str
    remedy: str


class Repair(NamedTuple):
    """What was done to some rows, or was noticed in them."""

    rows: Flags
    what: str


class Tolls(NamedTuple):
    """The three figures of every row; NaN is unknown."""

    low: Floats
    best: Floats
    high: Floats
    single: Flags


@dataclass
class Draft:
    """The rows of a part; every array has one entry per row. Texts are "" where empty, numbers NaN."""

    own_id: Objects
    stamp: Floats
    reported: Days
    """The day as the source writes it, before a month or a year is given its whole span."""
    start: Days
    end: Days
    date_precision: Objects
    country: Objects
    province: Objects
    """The stated province as text."""
    district: Objects
    place: Objects
    latitude: Floats
    longitude: Floats
    location_precision: Objects
    killed: Tolls
    injured: Tolls
    killed_basis: str
    attackers: Floats
    judged: "Judgement"
    event_class: Objects
    initiated: Objects
    attack_type: Objects
    target_type: Objects
    operation: Objects
    claimed: Flags
    notes_column: str
    source_column: str
    url_column: str = ""
    faults: list[Fault] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


class Judgement(NamedTuple):
    """What every row says of the group."""

    verdict: Objects
    label: Objects
    role: Objects


def empty_tolls(rows: int) -> Tolls:
    """Give figures of which none is known."""
    unknown = np.full(rows, np.nan)
    return Tolls(unknown, unknown, unknown, np.zeros(rows, dtype=bool))


def texts(rows: int, value: str = "") -> Objects:
    """Give one text for every row."""
    filled = np.empty(rows, dtype=object)
    filled[:] = value
    return filled


class DayColumns(NamedTuple):
    """First and last day and precision of every row, and what is wrong with the dates."""

    start: Days
    end: Days
    precision: Objects
    faults: list[Fault]


def spread_days(days: list[Day], codes: npt.NDArray[np.int64], column: str) -> DayColumns:
    """Give every row the day of its value; an empty date is a fault as well."""
    said = [one.fault or ("" if one.start else "is empty: every incident has a date") for one in days]
    faults = []
    for words in dict.fromkeys(said):
        if words:
            rows = np.array([one == words for one in said])[codes]
            faults.append(_fault(rows, column, words))
    return DayColumns(
        np.array([one.start or NO_DAY for one in days], dtype="datetime64[D]")[codes],
        np.array([one.end or NO_DAY for one in days], dtype="datetime64[D]")[codes],
        np.array([one.precision for one in days], dtype=object)[codes],
        [fault for fault in faults if fault.rows.any()],
    )


def read_days(cells: Cells, column: str, reading: Reading) -> DayColumns:
    """Read a column of dates, each different text once."""
    codes, values = cells.coded(column)
    return spread_days([read_day(text, reading) for text in values], codes, cells.named.get(column, column))


def _fault(rows: Flags, column: str, words: str) -> Fault:
    reason, _, remedy = words.partition(": ")
    return Fault(rows, column, reason, remedy or "check the cell")


def read_tolls(cells: Cells, column: str, unknown: frozenset[str]) -> tuple[Tolls, list[Fault], list[Repair]]:
    """Read a column of figures of people; plain whole numbers by Arrow, all else per different text."""
    if not cells.has(column):
        return empty_tolls(len(cells)), [], []
    codes, values = cells.coded(column)
    tolls = [read_toll(value, unknown) for value in values]
    low, best, high = (np.array([toll[level] for toll in tolls], dtype=float)[codes] for level in range(3))
    name = cells.named[column]
    faults = [
        _fault(np.array([toll.fault == words for toll in tolls])[codes], name, words)
        for words in dict.fromkeys(toll.fault for toll in tolls) if words
    ]  # fmt: skip
    repairs = [
        Repair(np.array([toll.repair == words for toll in tolls])[codes], f"{name}: {words}")
        for words in dict.fromkeys(toll.repair for toll in tolls) if words
    ]  # fmt: skip
    return Tolls(low, best, high, (low == high) & (best == low)), faults, repairs


def in_order(low: Floats, best: Floats, high: Floats) -> tuple[Tolls, Repair | None]:
    """Put three figures in order: low becomes the smallest, high the largest, best stays."""
    smallest, largest = np.fmin(np.fmin(low, best), high), np.fmax(np.fmax(low, best), high)
    known = np.isfinite(best)
    odd = (known & ((low > best) | (best > high))) | (low > high)
    tolls = Tolls(smallest, best, largest, np.zeros(len(low), dtype=bool))
    return tolls, Repair(
        odd, "deaths out of order: low is the smallest, high the largest, best kept"
    ) if odd.any() else None


def judge_rows(
    cells: Cells, country: Objects, roles: dict[str, str], verdicts: dict[str, str], doubtful: Flags | None = None
) -> Judgement:
    """Judge every row by its columns of groups; the surest name decides, the first among equals gives the part.

    Parameters
    ----------
    cells, country
        The rows and their countries.
    roles
        Columns of groups, and the part that a group plays there.
    verdicts
        The analyst's own verdicts by name.
    doubtful
        Rows in which the source itself doubts the group.
    """
    rows = len(cells)
    rank = np.zeros(rows, dtype=np.int8)
    label, role = texts(rows), texts(rows)
    country_codes, countries = pd.factorize(country)
    for column, part in roles.items():
        if not cells.has(column):
            continue
        codes, values = cells.coded(column)
        judged = [decided(value, verdicts) for value in values]
        hits = np.array([one.verdict != "no" for one in judged])
        at = np.flatnonzero(hits[codes])
        if not len(at):
            continue
        answers: dict[tuple[int, int], Judged] = {}
        for row in at:
            key = (int(codes[row]), int(country_codes[row]))
            if key not in answers:
                answers[key] = in_country(judged[key[0]], str(countries[key[1]]))
            found = answers[key]
            if found is not NOBODY and RANK[found.verdict] > rank[row]:
                rank[row], label[row], role[row] = RANK[found.verdict], found.label, part
    if doubtful is not None:
        rank[(rank == RANK["sure"]) & doubtful] = RANK["ambiguous"]
    names = np.array(["no", "mention", "ambiguous", "sure"], dtype=object)
    return Judgement(names[rank], label, role)


def fit_precision(start: Days, end: Days, precision: Objects) -> tuple[Objects, Flags]:
    """Widen a precision that is narrower than the days it stands for, and tell where."""
    span = (end - start).astype("timedelta64[D]").astype(float) + 1
    limits = np.full(len(precision), np.nan)
    for name, limit in SPAN_DAYS.items():
        limits[precision == name] = limit
    wide = span > limits
    fitted = precision.copy()
    for name, limit in reversed(SPAN_DAYS.items()):
        fitted[wide & (span <= limit)] = name
    return fitted, wide & (span <= SPAN_DAYS["year"])


def whole_months(start: Days, end: Days, precision: Objects) -> tuple[Days, Days]:
    """Give month and year precision its whole month or year where the source writes one day of it."""
    begins, ends = start.copy(), end.copy()
    for name, unit in (("month", "M"), ("year", "Y")):
        rows = (precision == name) & (start == end) & ~np.isnat(start)
        first = start[rows].astype(f"datetime64[{unit}]")
        begins[rows] = first.astype("datetime64[D]")
        ends[rows] = (first + 1).astype("datetime64[D]") - 1
    return begins, ends
