"""The report on an incident table: what is valid, what is rejected and why, and what the spatial join found."""

from pathlib import Path

from atlas.incidents.load import Incidents, read_incidents
from atlas.text import day_in_words


def report(path: Path) -> tuple[list[str], bool]:
    """Check a table and describe it line by line.

    Returns
    -------
    lines
        What was read, every fault, every finding of the join, and the coverage.
    clean
        True when nothing is rejected, nothing disagrees with its coordinates, and every incident of the eight countries
        has a province, those known only to their country excepted.

    Raises
    ------
    DataError
        When the file as a whole cannot be used.
    """
    opened = read_incidents(path)
    expected = set(opened.table.loc[opened.table["location_precision"] == "country", "id"])
    unplaced = [lost for lost in opened.join.unplaced if lost.id not in expected]
    lines = [*_rows(opened), *_faults(opened), *_join(opened), *_coverage(opened)]
    clean = opened.rejected.empty and not opened.join.disagreeing and not unplaced
    return [*lines, "clean" if clean else "not clean: see above"], clean


def _rows(opened: Incidents) -> list[str]:
    rejected = opened.rejected["row"].nunique()
    total = len(opened.table) + rejected
    return [
        f"{opened.source_name} (version {opened.version}): {opened.title}",
        f"{total:,} rows, {len(opened.table):,} valid, {rejected:,} rejected",
    ]


def _faults(opened: Incidents) -> list[str]:
    rows = opened.rejected.astype("str").to_numpy().tolist()
    return [f"  row {row} ({name}): {column} {value!r} {reason}" for row, name, column, value, reason in rows]


def _join(opened: Incidents) -> list[str]:
    found = opened.join
    return [
        found.sentence(),
        *(f"  snapped: {point.id} to {point.province_id}, {point.distance_km:.1f} km" for point in found.snapped),
        *(f"  without a province: {lost.id}, {lost.reason}" for lost in found.unplaced),
        *(f"  disagreeing: {row.id} states {row.stated}, its point is in {row.found}" for row in found.disagreeing),
    ]


def _coverage(opened: Incidents) -> list[str]:
    first, last = day_in_words(opened.covers_from), day_in_words(opened.covers_to)
    return [f"Coverage: {first} to {last}", *(f"Note: {note}" for note in opened.notes)]
