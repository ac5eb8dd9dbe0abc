"""The parts of a file put together: lines counted through, equal ids merged, the table checked by the schema."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.errors import DataError
from atlas.geography.join import as_joined
from atlas.importing.recognition import Recognised
from atlas.importing.source import Lines
from atlas.importing.translate import Part, Plan, Why
from atlas.incidents import load, schema
from atlas.incidents.columns import COLUMNS

OLDER = "same id, older timestamp; the later upload wins"
AGAIN = "same id as a row before (a file by actors holds every event twice)"


@dataclass(frozen=True)
class Merged:
    """Rows that name the same event as another one."""

    lines: Lines
    kept: Lines
    """Line of the row that stands for it."""
    older: npt.NDArray[np.bool_]
    """True where the other row was uploaded later, False where the two are alike in that."""


@dataclass(frozen=True)
class Gathered:
    """A whole import: the table to be written and everything that has to be said about it."""

    path: Path
    plan: Plan
    recognised: Recognised
    notes: tuple[str, ...]
    table: pd.DataFrame
    """Rows of the chosen actor, valid by the schema, in the order of date and id, with region_id."""
    lines: Lines
    """Line in the file of every row of ``table``."""
    facts: pd.DataFrame
    """One line for every accepted row."""
    rows_in: int
    blank: int
    rejected: dict[Why, Lines]
    shown: dict[Why, list[tuple[int, str]]]
    merged: Merged
    repairs: dict[str, Lines]
    actors: Counter[str]


def gather(path: Path, plan: Plan, recognised: Recognised, notes: tuple[str, ...], parts: list[Part]) -> Gathered:
    """Put the parts of a file together: accounts, merged ids, and the table as the schema accepts it.

    Raises
    ------
    DataError
        When no row can be used, or the account does not balance.
    """
    found, rows = accounts(path, plan, recognised, notes, parts)
    table, faults = checked(rows)
    whole = replace(found, table=table.drop(columns="line"), lines=table["line"].to_numpy(np.int64))
    return with_refused(whole, faults)


def with_refused(found: Gathered, faults: dict[Why, Lines]) -> Gathered:
    """Count rows that the schema refused among the rejected ones, and hold the balance."""
    rejected = dict(found.rejected)
    for why, lines in faults.items():
        rejected[why] = np.append(rejected.get(why, np.empty(0, np.int64)), lines)
    bad = np.concatenate([np.empty(0, np.int64), *faults.values()])
    facts = found.facts[~found.facts["line"].isin(bad)].reset_index(drop=True) if len(bad) else found.facts
    whole = replace(found, rejected=rejected, facts=facts)
    _balance(whole)
    return whole


def accounts(
    path: Path, plan: Plan, recognised: Recognised, notes: tuple[str, ...], parts: list[Part]
) -> tuple[Gathered, pd.DataFrame]:
    """Put the accounts of the parts together and merge equal ids; the rows to be written are not yet checked.

    Raises
    ------
    DataError
        When no row can be used.
    """
    offsets = np.cumsum([plan.first_row - 1, *(part.records for part in parts[:-1])])
    facts = pd.concat(
        [
            part.facts.assign(line=part.facts["line"] + offset, part=number)
            for number, (part, offset) in enumerate(zip(parts, offsets, strict=True))
            if len(part.facts)
        ]
        or [parts[0].facts],
        ignore_index=True,
    )
    rejected, values = _rejections(parts, offsets)
    rows_in = sum(part.rows_in for part in parts)
    if facts.empty:
        raise DataError(
            f"{path.name}: none of {rows_in:,} rows can be used; {_first(rejected)}", hint=_remedy(rejected)
        )
    keep, merged = merge(facts)
    rows = _concatenated(parts, offsets, keep)
    repairs: dict[str, Lines] = {}
    for part, offset in zip(parts, offsets, strict=True):
        for what, lines in part.repairs.items():
            repairs[what] = np.append(repairs.get(what, np.empty(0, np.int64)), lines + offset)
    found = Gathered(
        path,
        plan,
        recognised,
        notes,
        rows.drop(columns="line"),
        rows["line"].to_numpy(np.int64),
        facts[keep].reset_index(drop=True),
        rows_in,
        sum(part.blank for part in parts),
        rejected,
        values,
        merged,
        repairs,
        sum((part.actors for part in parts), Counter()),
    )
    return found, rows


def _balance(found: Gathered) -> None:
    """Rows in are those accepted, rejected and merged, or the account is wrong and nothing is written."""
    rejected = sum(len(lines) for lines in found.rejected.values())
    if found.rows_in != len(found.facts) + rejected + len(found.merged.lines):
        accepted, merged = len(found.facts), len(found.merged.lines)
        message = f"{found.rows_in:,} rows in, {accepted:,} accepted, {rejected:,} rejected, {merged:,} merged"
        raise DataError(
            f"{found.path.name}: the account does not balance: {message}.", hint="Report it with the file's layout."
        )


def _rejections(parts: list[Part], offsets: Lines) -> tuple[dict[Why, Lines], dict[Why, list[tuple[int, str]]]]:
    rejected: dict[Why, Lines] = {}
    values: dict[Why, list[tuple[int, str]]] = {}
    for part, offset in zip(parts, offsets, strict=True):
        for why, lines in part.rejected.items():
            rejected[why] = np.append(rejected.get(why, np.empty(0, np.int64)), lines + offset)
        for why, told in part.shown.items():
            values.setdefault(why, []).extend((line + int(offset), text) for line, text in told)
    return rejected, values


def _first(rejected: dict[Why, Lines]) -> str:
    if not rejected:
        return "all of them are blank."
    why, lines = min(rejected.items(), key=lambda item: int(item[1].min()))
    return f"line {int(lines.min())}: {why.column} {why.reason}."


def _remedy(rejected: dict[Why, Lines]) -> str:
    why = min(rejected.items(), key=lambda item: int(item[1].min()))[0] if rejected else None
    return f"{why.remedy[0].upper()}{why.remedy[1:]}." if why else "Give a file with rows."


def merge(facts: pd.DataFrame) -> tuple[npt.NDArray[np.bool_], Merged]:
    """Merge rows of one id, and nothing else: the later timestamp stays, among equals the first row.

    Returns
    -------
    keep
        True for every row that stays.
    merged
        The others, each with the line of the row that stands for it.
    """
    ids = facts["own_id"]
    double = (ids.duplicated(keep=False) & (ids != "")).to_numpy(bool)
    keep = np.ones(len(facts), dtype=bool)
    nothing = np.empty(0, np.int64)
    if not double.any():
        return keep, Merged(nothing, nothing, np.empty(0, bool))
    rows = facts.loc[double, ["line", "own_id", "stamp"]]
    ranked = rows.sort_values(["stamp", "line"], ascending=[False, True], kind="stable", na_position="last")
    best = ranked.drop_duplicates("own_id").set_index("own_id")
    others = ranked[ranked["own_id"].duplicated()].sort_index()
    keep[others.index.to_numpy()] = False
    winner = best.loc[others["own_id"]]
    older = others["stamp"].to_numpy() < winner["stamp"].to_numpy()
    return keep, Merged(others["line"].to_numpy(np.int64), winner["line"].to_numpy(np.int64), older)


def _concatenated(parts: list[Part], offsets: Lines, keep: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Take the rows to be written, without those merged into others."""
    taken, start = [], 0
    for part, offset in zip(parts, offsets, strict=True):
        if len(part.rows):
            kept = part.rows[keep[start + part.rows.index.to_numpy()]]
            taken.append(kept.assign(line=kept["line"] + offset))
        start += len(part.facts)
    whole = pd.concat(taken, ignore_index=True) if taken else pd.DataFrame(columns=[*COLUMNS, "region_id", "line"])
    return _with_own_ids(whole)


def _with_own_ids(rows: pd.DataFrame) -> pd.DataFrame:
    """Tell rows apart that are alike in every cell: they have one hash, and nobody knows whether they are one."""
    if not rows["id"].duplicated().any():
        return rows
    again = rows.groupby("id", sort=False).cumcount()
    return rows.assign(id=rows["id"].where(again == 0, rows["id"] + "-" + (again + 1).astype(str)))


def checked(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[Why, Lines]]:
    """Hold the rows against the schema of the atlas; what it refuses is rejected here, before anything is written."""
    plain = rows.reset_index(drop=True)
    raw = plain.reindex(columns=list(COLUMNS))
    table, lost = load.coerced(raw)
    found = pd.concat([lost, schema.failures(table)], ignore_index=True) if len(table) else lost
    faults: dict[Why, Lines] = {}
    first = found.drop_duplicates("at") if len(found) else found
    for (column, reason), group in first.groupby(["column", "reason"], sort=False):
        what, _, remedy = str(reason).partition(": ")
        at = group["at"].to_numpy(np.int64)
        faults[Why(str(column), what, remedy or "check the cell")] = plain["line"].to_numpy(np.int64)[at]
    good = np.ones(len(plain), dtype=bool)
    good[first["at"].to_numpy(np.int64)] = False
    kept = table[good].assign(**as_joined(plain.loc[good, "province_id"], plain.loc[good, "region_id"]))
    finished = load.finished(kept)
    return finished.assign(line=plain["line"].reindex(finished.index)).reset_index(drop=True), faults
