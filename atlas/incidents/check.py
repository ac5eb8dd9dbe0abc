"""The report on an incident table: what is valid, what is rejected and why, and what an editor should look at."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from atlas.incidents.context import survey_sheet
from atlas.incidents.duplicates import accepted_pairs, in_words, suspected_pairs, uncompared
from atlas.incidents.families import lacks_source, rows_by_families
from atlas.incidents.load import Incidents, read_incidents
from atlas.incidents.sheets import SHEETS
from atlas.incidents.tolls import FILE_NAME, MEASURES, departures, tolls_beside
from atlas.text import day_in_words, joined

OWN = "KA-"
"""How the numbers of the atlas's own incidents begin: other tables keep the figures of their source."""


class Finding(NamedTuple):
    """One part of the report."""

    lines: list[str]
    faults: int
    """How many of its findings keep the table from being clean."""


def report(path: Path, today: date | None = None) -> tuple[list[str], bool]:
    """Check a table and describe it line by line.

    Parameters
    ----------
    path
        The table, CSV or Parquet.
    today
        The day after which a date lies in the future; the present day (UTC) by default.

    Returns
    -------
    lines
        What was read, every fault, every finding of the join, and the coverage.
    clean
        True when nothing is rejected, nothing disagrees with its coordinates, every incident of the eight countries has
        a province (those known only to their country excepted), no date lies in the future or after the coverage, every
        row has a source, every best of the atlas's own rows is carried by a report of tolls.csv where low and high
        differ, and no suspected pair is left that context/not_duplicates.csv does not name.

    Raises
    ------
    DataError
        When the file as a whole cannot be used.
    """
    opened = read_incidents(path)
    findings = [
        _rows(opened),
        _tolls(opened, path),
        _join(opened),
        _future(opened, today or datetime.now(UTC).date()),
        _duplicates(opened.table),
        _sources(opened),
        _beside(path),
        _coverage(opened),
    ]
    faults = sum(finding.faults for finding in findings)
    lines = [line for finding in findings for line in finding.lines]
    return [*lines, f"not clean: {faults:,} to look at, see above" if faults else "clean"], not faults


def _rows(opened: Incidents) -> Finding:
    rejected = opened.rejected["row"].nunique()
    total = len(opened.table) + rejected
    head = [
        f"{opened.source_name} (version {opened.version}): {opened.title}",
        f"{total:,} rows, {len(opened.table):,} valid, {rejected:,} rejected",
    ]
    rows = opened.rejected.astype("str").to_numpy().tolist()
    told = [_told(opened.source_name, row, name, f"{column} {value!r} {why}") for row, name, column, value, why in rows]
    return Finding([*head, *told], rejected)


def _tolls(opened: Incidents, path: Path) -> Finding:
    """Hold the atlas's own rows against the tolls that stand beside the table."""
    own = opened.table[opened.table["id"].str.startswith(OWN)]
    beside = path.with_name(FILE_NAME)
    if not beside.is_file():
        differ = sum(int((own[f"{measure}_low"] < own[f"{measure}_high"]).sum()) for measure in MEASURES)
        return Finding([f"No {FILE_NAME} beside the table: who reported the best of {differ:,} ranges is not known"], 0)
    tolls, wrong = tolls_beside(path)
    found = departures(own, tolls)
    lines = _lines(opened)
    told = [
        _told(FILE_NAME, tolls.index[tolls["id"] == name][0], name, f"id {why}")
        if column == "id"
        else _told(opened.source_name, lines[name], name, f"{column} {str(value)!r} {why}")
        for name, column, value, why in found.itertuples(index=False, name=None)
    ]
    told += [f"  {fault}" for fault in wrong]
    return Finding([f"Tolls that no report carries, or that differ from {FILE_NAME}: {len(told):,}", *told], len(told))


def _beside(path: Path) -> Finding:
    """Read the tables of the folder context/ beside the incident table, where there is one."""
    folder = path.with_name("context")
    if not folder.is_dir():
        return Finding([], 0)
    faults = [fault for name in SHEETS for fault in survey_sheet(name, folder).faults]
    return Finding([f"Tables in context/: {len(faults):,} faults", *(f"  {fault}" for fault in faults)], len(faults))


def _join(opened: Incidents) -> Finding:
    found, lines, name = opened.join, _lines(opened), opened.source_name
    known_to_country = set(opened.table.loc[opened.table["location_precision"] == "country", "id"])
    unplaced = sum(lost.id not in known_to_country for lost in found.unplaced)
    told = [
        *(
            _told(name, lines[point.id], point.id, f"snapped to {point.province_id}, {point.distance_km:.1f} km away")
            for point in found.snapped
        ),
        *(_told(name, lines[lost.id], lost.id, f"without a province: {lost.reason}") for lost in found.unplaced),
        *(
            _told(
                name, lines[row.id], row.id,
                f"province_id {row.stated!r} is not where the point lies, {row.found}: correct one of them",
            )
            for row in found.disagreeing
        ),
    ]  # fmt: skip
    return Finding([found.sentence(), *told], len(found.disagreeing) + unplaced)


def _future(opened: Incidents, today: date) -> Finding:
    last = min(today, opened.covers_to)
    late = opened.table[opened.table["date_end"] > pd.Timestamp(last)]
    why = "today" if last == today else "the coverage ends"
    lines = _lines(opened)
    told = [
        _told(opened.source_name, lines[name], name, f"date_end '{day:%Y-%m-%d}' is after {last} ({why}): correct it")
        for name, day in zip(late["id"], late["date_end"], strict=True)
    ]
    return Finding([f"Dates in the future or after the coverage: {len(late):,} rows", *told], len(late))


def _duplicates(table: pd.DataFrame) -> Finding:
    pairs = suspected_pairs(table)
    accepted, stale = accepted_pairs(table, pairs)
    count = len(pairs) - int(accepted.sum())
    told = [
        f"  suspected duplicate: {sentence}: remove one, or name the pair in context/not_duplicates.csv"
        for sentence in in_words(table, pairs[~accepted])
    ]
    head = f"Suspected duplicates: {count:,} pairs; {int(accepted.sum()):,} more are known to be two incidents each"
    beyond = uncompared(table)
    notes = [f"  {beyond:,} rows known only to a span of more than a month are not compared"] if beyond else []
    notes += [
        f"  not_duplicates.csv names {one} and {other}: no such rows with these dates"
        for one, other in zip(stale["id"], stale["other_id"], strict=True)
    ]
    return Finding([head, *told, *notes], count)


def _sources(opened: Incidents) -> Finding:
    table, lines = opened.table, _lines(opened)
    bare = table.loc[lacks_source(table["sources"]), "id"]
    told = [_told(opened.source_name, lines[name], name, "sources is empty: fill it") for name in bare]
    spread = [f"{number} in {rows:,}" for number, rows in rows_by_families(table["sources"]).items()]
    head = f"Sources missing: {len(bare):,} rows"
    return Finding([head, *told, f"Source families per row: {joined(spread) or 'none'}"], len(bare))


def _coverage(opened: Incidents) -> Finding:
    first, last = day_in_words(opened.covers_from), day_in_words(opened.covers_to)
    return Finding([f"Coverage: {first} to {last}", *(f"Note: {note}" for note in opened.notes)], 0)


def _lines(opened: Incidents) -> dict[str, int]:
    """Map each incident to its row in the file."""
    return dict(zip(opened.table["id"].tolist(), opened.rows.tolist(), strict=True))


def _told(file: str, row: object, name: str, fault: str) -> str:
    """Write a finding as all messages stand: file, row, id, then column, value, what is wrong and the remedy."""
    return f"  {file}: row {row} ({name}): {fault}"
