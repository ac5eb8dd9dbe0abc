"""Data versions: what was added, changed and removed between two states of the table, and the numbered ones."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from atlas.errors import DataError
from atlas.incidents.context import read_sheet, usable_sheet
from atlas.incidents.files import read_raw, version_of
from atlas.incidents.sheets import SHEETS

TABLE = "events.csv"


class Change(NamedTuple):
    """One cell that differs, or a whole row that came or went (column, was and now are empty)."""

    id: str
    change: str
    """added, changed or removed."""
    column: str
    was: str
    now: str
    reason: str


def compare(old: Path, new: Path) -> list[Change]:
    """Compare two tables row by row and column by column.

    Parameters
    ----------
    old, new
        A table (CSV or Parquet), or a folder that holds events.csv. Reasons come from context/changes.csv beside
        ``new``, where there is one; the last reason of a row counts.

    Returns
    -------
    list of Change
        By number of the incident, then in the order of the columns.

    Raises
    ------
    DataError
        When a table cannot be read or an id stands in it twice.
    """
    before, after = _table(old), _table(new)
    reasons = _reasons(new)
    columns = [*after.columns, *before.columns.difference(after.columns, sort=False)]
    found: list[Change] = []
    for name in sorted({*before.index, *after.index}):
        reason = reasons.get(name, "")
        if name not in before.index:
            found.append(Change(name, "added", "", "", "", reason))
        elif name not in after.index:
            found.append(Change(name, "removed", "", "", "", reason))
        else:
            cells = ((column, _cell(before, name, column), _cell(after, name, column)) for column in columns)
            found += [Change(name, "changed", column, was, now, reason) for column, was, now in cells if was != now]
    return found


def _located(path: Path) -> Path:
    return path / TABLE if path.is_dir() else path


def _table(path: Path) -> pd.DataFrame:
    table = read_raw(_located(path))
    if "id" not in table.columns:
        raise DataError(f"{_located(path)}: there is no column id.", hint="Give a table with the columns of the atlas.")
    double = table.index[table["id"].duplicated()]
    if len(double):
        name = table.loc[double[0], "id"]
        fault = f"{_located(path).name}: row {double[0]}: id {name!r} stands twice."
        raise DataError(fault, hint="Give each row an id of its own.")
    return table.astype("str").fillna("").set_index("id")


def _cell(table: pd.DataFrame, name: str, column: str) -> str:
    return str(table.at[name, column]) if column in table.columns else ""  # noqa: PD008  (one cell)


def _reasons(path: Path) -> dict[str, str]:
    folder = _located(path).parent / "context"
    if not (folder / "changes.csv").is_file():
        return {}
    changes = usable_sheet("changes", folder).sort_values("version", kind="stable")
    return dict(zip(changes["id"].tolist(), changes["reason"].tolist(), strict=True))


def ids_of(found: list[Change], change: str) -> list[str]:
    """Return the incidents that a kind of change concerns, each once."""
    return list(dict.fromkeys(one.id for one in found if one.change == change))


def in_words(found: list[Change]) -> list[str]:
    """Say what changed: the counts, then a line for each row and each cell."""
    counts = [f"{len(ids_of(found, change)):,} rows {change}" for change in ("added", "changed", "removed")]
    return [", ".join(counts), *(_line(one) for one in found)]


def _line(one: Change) -> str:
    told = f"{one.column}: {one.was!r} -> {one.now!r}" if one.change == "changed" else one.change
    return f"  {one.id} {told}{f' ({one.reason})' if one.reason else ''}"


def as_csv(found: list[Change]) -> str:
    """Write the changes as CSV, one cell a line."""
    return _written([Change._fields, *found])


def as_json(found: list[Change]) -> str:
    """Write the changes as JSON: a list of objects."""
    return json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1) + "\n"


def _written(rows: list[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def recorded_version(
    old: Path, events: Path, reason: str, today: date, *, reasons: dict[str, str] | None = None
) -> dict[str, str]:
    """Return the present table the next version number.

    Parameters
    ----------
    old
        The table at the last version.
    events
        The present table; context/ stands beside it.
    reason
        Why the table changed; also the reason of every row that ``reasons`` does not name.
    reasons
        Incident to the reason of its own.

    Returns
    -------
    dict
        File name in context/ (versions.csv, changes.csv) to its new text.

    Raises
    ------
    DataError
        When nothing changed, ``old`` is not the last version, or a file cannot be read.
    """
    folder = events.with_name("context")
    versions = read_sheet("versions", folder)
    last = versions.iloc[-1]
    if version_of(_located(old)) != last["digest"]:
        hint = f"Give the table of version {last['version']:.0f}, whose SHA-256 begins with {last['digest']}."
        raise DataError(f"{_located(old).name} is not the last recorded version.", hint=hint)
    found = compare(old, events)
    if not found:
        raise DataError(f"{events.name} is version {last['version']:.0f}: nothing changed.", hint="Nothing to record.")
    number = int(last["version"]) + 1
    named = reasons or {}
    changes = read_sheet("changes", folder)  # an editor may have entered a line, such as a removed row, already
    entered = set(changes.loc[changes["version"] == number, "id"])
    lines: list[tuple[object, ...]] = [
        (number, name, change, _columns(found, name), named.get(name, reason))
        for change in ("added", "changed", "removed")
        for name in ids_of(found, change)
        if name not in entered
    ]
    counts = [len(ids_of(found, change)) for change in ("added", "changed", "removed")]
    line = (number, today, version_of(events), len(read_raw(events)), *counts, reason)
    return {
        "versions.csv": _appended(folder, "versions", [line]),
        "changes.csv": _appended(folder, "changes", lines),
    }


def _columns(found: list[Change], name: str) -> str:
    return "; ".join(one.column for one in found if one.id == name and one.column)


def _appended(folder: Path, name: str, lines: list[tuple[object, ...]]) -> str:
    written = (folder / f"{name}.csv").read_text(encoding="utf-8")
    return (written or ",".join(SHEETS[name].fields) + "\n") + _written(lines)


def data_version(digest: str) -> str:
    """Return the number of the recorded version whose file has a digest, "" for a table that is none of them."""
    versions = usable_sheet("versions")
    found = versions.loc[versions["digest"] == digest, "version"]
    return f"{found.iloc[-1]:.0f}" if len(found) else ""


def version_in_words(digest: str, *, own: bool) -> str:
    """Say which data version a table is, or since which one the atlas's own table has changed."""
    number = data_version(digest)
    if number:
        return f"data version {number}"
    versions = usable_sheet("versions")
    if not own or versions.empty:
        return "no recorded data version"
    last = versions.iloc[-1]
    return f"changed since data version {last['version']:.0f} of {last['date']:%Y-%m-%d}"
