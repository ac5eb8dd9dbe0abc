"""The report on an incident table: what is valid, what is rejected and why, and what an editor should look at."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from atlas.incidents.duplicates import accepted_pairs, in_words, suspected_pairs, uncompared
from atlas.incidents.families import lacks_source, rows_by_families
from atlas.incidents.load import Incidents, read_incidents
from atlas.text import day_in_words, joined

LISTED = 100
"""How many findings of one kind are listed; the rest are counted."""

TOLL_COLUMNS = ("killed_best", "injured_best")


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
        row has a source, and no suspected pair is left that context/not_duplicates.csv does not name.

    Raises
    ------
    DataError
        When the file as a whole cannot be used.
    """
    opened = read_incidents(path)
    findings = [
        _rows(opened),
        _tolls(opened),
        _join(opened),
        _future(opened, today or datetime.now(UTC).date()),
        _duplicates(opened.table),
        _sources(opened.table),
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
    rows = opened.rejected.head(LISTED).astype("str").to_numpy().tolist()
    told = [f"row {row} ({name}): {column} {value!r} {reason}" for row, name, column, value, reason in rows]
    return Finding([*head, *_listed(told, len(opened.rejected))], rejected)


def _tolls(opened: Incidents) -> Finding:
    """Count the rejected tolls once more by themselves; their rows are told among the rejected ones."""
    faults = opened.rejected
    wrong = faults.loc[faults["column"].isin(TOLL_COLUMNS), "row"].nunique()
    return Finding([f"Tolls out of order or given in part: {wrong:,} rows"], 0)


def _join(opened: Incidents) -> Finding:
    found = opened.join
    known_to_country = set(opened.table.loc[opened.table["location_precision"] == "country", "id"])
    unplaced = sum(lost.id not in known_to_country for lost in found.unplaced)
    told = {
        "snapped": [f"snapped: {point.id} to {point.province_id}, {point.distance_km:.1f} km"
                    for point in found.snapped[:LISTED]],
        "unplaced": [f"without a province: {lost.id}, {lost.reason}" for lost in found.unplaced[:LISTED]],
        "disagreeing": [f"disagreeing: {row.id} states {row.stated}, its point is in {row.found}"
                        for row in found.disagreeing[:LISTED]],
    }  # fmt: skip
    lines = [line for name, part in told.items() for line in _listed(part, len(getattr(found, name)))]
    return Finding([found.sentence(), *lines], len(found.disagreeing) + unplaced)


def _future(opened: Incidents, today: date) -> Finding:
    last = min(today, opened.covers_to)
    late = opened.table[opened.table["date_end"] > pd.Timestamp(last)]
    why = "today" if last == today else "the coverage ends"
    told = [f"in the future: {name} ends on {day:%Y-%m-%d}, after {last} ({why}): correct date_end"
            for name, day in zip(late["id"].head(LISTED), late["date_end"].head(LISTED), strict=True)]  # fmt: skip
    return Finding(
        [f"Dates in the future or after the coverage: {len(late):,} rows", *_listed(told, len(late))], len(late)
    )


def _duplicates(table: pd.DataFrame) -> Finding:
    pairs = suspected_pairs(table)
    accepted, stale = accepted_pairs(table, pairs)
    count = len(pairs) - int(accepted.sum())
    told = [f"suspected duplicate: {sentence}" for sentence in in_words(table, pairs[~accepted][:LISTED])]
    head = f"Suspected duplicates: {count:,} pairs; {int(accepted.sum()):,} more are known to be two incidents each"
    beyond = uncompared(table)
    notes = [f"  {beyond:,} rows known only to a span of more than a month are not compared"] if beyond else []
    notes += [
        f"  not_duplicates.csv names {one} and {other}: no such rows with these dates"
        for one, other in zip(stale["id"], stale["other_id"], strict=True)
    ]
    return Finding([head, *_listed(told, count), *notes], count)


def _sources(table: pd.DataFrame) -> Finding:
    bare = table.loc[lacks_source(table["sources"]), "id"]
    told = [f"without a source: {name}: fill sources" for name in bare.head(LISTED)]
    spread = [f"{number} in {rows:,}" for number, rows in rows_by_families(table["sources"]).items()]
    lines = [f"Sources missing: {len(bare):,} rows", *_listed(told, len(bare))]
    return Finding([*lines, f"Source families per row: {joined(spread) or 'none'}"], len(bare))


def _coverage(opened: Incidents) -> Finding:
    first, last = day_in_words(opened.covers_from), day_in_words(opened.covers_to)
    return Finding([f"Coverage: {first} to {last}", *(f"Note: {note}" for note in opened.notes)], 0)


def _listed(told: list[str], count: int) -> list[str]:
    """Indent the findings and say how many more there are."""
    more = [f"  … and {count - len(told):,} more"] if count > len(told) else []
    return [*(f"  {line}" for line in told), *more]
