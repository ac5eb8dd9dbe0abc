"""What a table says about itself: title and covered days, in CSVW metadata beside the file (W3C, CSV on the Web)."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from atlas.errors import DataError

SUFFIX = "-metadata.json"
HINT = 'Write it as CSVW metadata: {"dc:title": "...", "dc:temporal": "2015-01-26/2026-02-06"}.'


@dataclass(frozen=True)
class Coverage:
    """The first and the last day that were searched, the title, and what the reader should know about both."""

    covers_from: date
    covers_to: date
    title: str
    notes: tuple[str, ...] = ()


def metadata_path(path: Path) -> Path:
    """Name the metadata file of a table: events.csv has events.csv-metadata.json."""
    return path.with_name(path.name + SUFFIX)


def read_coverage(path: Path, table: pd.DataFrame) -> Coverage:
    """Read the coverage of a table from the metadata beside it; without such a file take its own first and last day.

    Raises
    ------
    DataError
        When the metadata cannot be read or name no coverage.
    """
    beside = metadata_path(path)
    if not beside.is_file():
        first, last = table["date_start"].min().date(), table["date_end"].max().date()
        note = f"No {beside.name} stands beside the table: its first and last day are taken as its coverage."
        return Coverage(first, last, path.stem, (note,))
    found = _read_json(beside)
    covers_from, covers_to = _days(beside, found.get("dc:temporal"))
    outside = ((table["date_end"] < pd.Timestamp(covers_from)) | (table["date_start"] > pd.Timestamp(covers_to))).sum()
    note = f"{outside:,} incidents lie outside the coverage that {beside.name} states, {covers_from} to {covers_to}."
    return Coverage(covers_from, covers_to, str(found.get("dc:title") or path.stem), (note,) if outside else ())


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise DataError(f"{path.name}: not readable as JSON ({error}).", hint=HINT) from error
    if not isinstance(found, dict):
        raise DataError(f"{path.name}: not a JSON object.", hint=HINT)
    return found


def _days(path: Path, temporal: object) -> tuple[date, date]:
    try:
        first, last = (date.fromisoformat(day) for day in str(temporal).split("/"))
    except ValueError as error:
        raise DataError(f"{path.name}: dc:temporal is {temporal!r}, not two dates.", hint=HINT) from error
    if first > last:
        raise DataError(f"{path.name}: dc:temporal ends before it begins ({temporal}).", hint=HINT)
    return first, last
