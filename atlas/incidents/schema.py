"""The contract of the plain table: what a valid row is, and in plain words what is wrong with every other."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final, Literal

import pandas as pd
import pandera.pandas as pa

from atlas.geography.provinces import provinces
from atlas.incidents import rules, vocabulary
from atlas.incidents.columns import COLUMNS, Column

SCHEMA_VERSION = "1"
"""Raised whenever a table that was valid may no longer be."""

Type = Literal["datetime64[us]", "float64", "str", "category"]
DATE: Final = "datetime64[us]"
NUMBER: Final = "float64"
TEXT: Final = "str"
CLOSED: Final = "category"
"""Types of the table that is checked: dates, numbers (NaN is unknown), text and closed lists (NaN is empty).

A closed list holds the values that occur, right or wrong, as categories: a million rows are then checked by their few
different values.
"""

EARLIEST = pd.Timestamp("2000-01-01")
"""No table of incidents reaches further back; the atlas's own begins in 2015."""

NOT_BEFORE = 2026
"""A clock that says an earlier year is wrong: it must not make today's rows rows of the future."""


def latest() -> pd.Timestamp:
    """Return the last day of the present year: a row known to its year ends there, and nothing ends later."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)  # somewhere it is tomorrow already
    return pd.Timestamp(max(tomorrow.year, NOT_BEFORE), 12, 31)


@cache
def province_ids() -> tuple[str, ...]:
    """List the ISO 3166-2 codes of the eight countries in the order of geodata/provinces.csv."""
    return tuple(str(code) for code in provinces().index)


def type_of(column: Column) -> Type:
    """Return the type that a column has while it is checked."""
    if column.kind == "date":
        return DATE
    if column.kind in {"count", "degrees"}:
        return NUMBER
    return CLOSED if column.kind in {"choice", "place code", "country"} else TEXT


def failures(table: pd.DataFrame) -> pd.DataFrame:
    """List every cell that breaks the contract.

    Parameters
    ----------
    table
        All columns of COLUMNS in their order and with their types; the index is unique.

    Returns
    -------
    DataFrame
        at (label in the index of ``table``), column, reason; one line per fault, in the order of the schema.
    """
    try:
        SCHEMA.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return pd.concat([_fault(error) for error in errors.schema_errors], ignore_index=True)
    return pd.DataFrame({"at": [], "column": [], "reason": []})


def _fault(error: pa.errors.SchemaError) -> pd.DataFrame:
    right = error.check_output
    return pd.DataFrame({"at": right.index[~right.to_numpy()], "column": error.check.name, "reason": error.check.error})


def _check(column: str, holds: Callable[..., pd.Series], reason: str, *, empty_too: bool = False) -> pa.Check:
    # One failure case is enough for the library: the rows are read from the output of the check, which copies nothing.
    return pa.Check(holds, name=column, error=reason, ignore_na=not empty_too, n_failure_cases=1)


def _id_checks(name: str) -> list[pa.Check]:
    def has_form(cells: pd.Series) -> pd.Series:
        return cells.str.fullmatch(r"KA-[0-9]{4,}|(ACLED|UCDP|GTD|TAB):[A-Za-z0-9_.\-]{1,48}")

    def stands_once(cells: pd.Series) -> pd.Series:
        return ~cells.duplicated(keep=False)

    return [
        _check(name, has_form, "is not KA- and at least four digits, nor an imported id: write it like KA-0001"),
        _check(name, stands_once, "stands in several rows: give every incident an id of its own"),
    ]


def _list_checks(name: str, values: tuple[str, ...], reason: str) -> list[pa.Check]:
    return [_check(name, lambda cells: cells.isin(values), reason)]


def _choice_checks(name: str) -> list[pa.Check]:
    values = tuple(vocabulary.LISTS[name])
    return _list_checks(name, values, f"is not in the closed list: write one of {', '.join(values)}")


def _place_code_checks(name: str) -> list[pa.Check]:
    reason = "is no ISO 3166-2 code of the eight countries: write it like AF-NAN, or leave it empty"
    return _list_checks(name, province_ids(), reason)


def _country_checks(name: str) -> list[pa.Check]:
    reason = "is no English short name of a country: write it like Afghanistan or Turkey"
    return [_check(name, rules.are_short_names, reason)]


def _count_checks(name: str) -> list[pa.Check]:
    reason = (
        f"is no whole number from 0 to {rules.MOST_PEOPLE:,}: write how many people, or leave it empty when unknown"
    )
    return [_check(name, rules.is_whole, reason)]


def _degree_checks(name: str) -> list[pa.Check]:
    limit = 90 if name == "latitude" else 180
    reason = f"is beyond {limit} degrees: write decimal degrees on WGS 84"
    return [_check(name, lambda cells: cells.abs() <= limit, reason)]


def _source_checks(name: str) -> list[pa.Check]:
    reason = (
        "is no JSON list of sources: write objects with publisher and family, optionally title, date, via and url, "
        "all plain text, the url with http:// or https:// and the host alone"
    )
    return [_check(name, rules.are_sources, reason)]


def _date_checks(name: str) -> list[pa.Check]:
    return [
        _check(name, lambda cells: cells >= EARLIEST, f"is before {EARLIEST.year}: check the year"),
        _check(name, lambda cells: cells <= latest(), "is after the present year: check the year"),
    ]


def _text_checks(name: str) -> list[pa.Check]:
    if name == "known_as":
        return [_check(name, rules.are_lists, "is no list of names: write them with a semicolon and a space between")]
    if name != "summary":
        return []
    return [_check(name, rules.is_short, f"is longer than {rules.MOST_WORDS} words: shorten it")]


_CHECKS_OF_KIND = {
    "id": _id_checks,
    "date": _date_checks,
    "choice": _choice_checks,
    "text": _text_checks,
    "place code": _place_code_checks,
    "country": _country_checks,
    "degrees": _degree_checks,
    "count": _count_checks,
    "sources": _source_checks,
}


def _column(name: str, column: Column) -> pa.Column:
    checks = _CHECKS_OF_KIND[column.kind](name)
    if column.kind in {"text", "id"}:
        checks.append(_check(name, rules.is_plain, "holds control characters: keep to one line of plain text"))
    if column.kind in {"text", "sources"}:
        reason = f"is longer than {rules.LONGEST_TEXT:,} characters: shorten it"
        checks.append(_check(name, rules.fits_a_cell, reason))
    if column.required:
        reason = "is empty: it must be filled in every row"
        checks.append(_check(name, pd.Series.notna, reason, empty_too=True))
    return pa.Column(type_of(column), checks, nullable=True, description=column.meaning)


SCHEMA = pa.DataFrameSchema(
    {name: _column(name, column) for name, column in COLUMNS.items()},
    checks=[_check(*rule, empty_too=True) for rule in rules.RULES],
    strict=True,
    ordered=True,
    name="incidents",
    description="One incident per row: one place on one day.",
)
"""The plain table before the spatial join, as pandera checks it."""
