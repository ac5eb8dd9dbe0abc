"""The account of an import, for people and for programs: every row, every repair, the licence and what to look at."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.importing.actors import decided
from atlas.importing.gather import AGAIN, OLDER, Gathered
from atlas.importing.source import Lines

LISTED_ROWS = 1_000
"""So many rows of one reason are told one by one with their value; the lines of all stand beside as ranges."""

LISTED_ACTORS = 500
FORM = 1
"""Version of the JSON; raised when a name in it changes."""


def as_json(found: Gathered) -> dict[str, Any]:
    """Give the account as a JSON object."""
    facts = found.facts
    group = facts[facts["verdict"].isin(["sure", "ambiguous"])]
    sure = facts[facts["verdict"] == "sure"]
    layout = found.plan.layout
    settings = found.plan.settings
    rejected = sum(len(lines) for lines in found.rejected.values())
    return {
        "form": FORM,
        "file": found.path.name,
        "recognised": {
            "layout": layout.key,
            "title": layout.title,
            "why": list(found.recognised.why),
            "header_row": found.recognised.header_row,
            "missing": list(found.recognised.missing),
            "columns": dict(found.recognised.named),
        },
        "notes": list(found.notes),
        "licence": {
            "text": settings.licence or layout.licence,
            "open": layout.licence_is_open,
            "citation": settings.citation or layout.citation,
        },
        "rows_in": found.rows_in,
        "accepted": len(facts),
        "rejected_rows": rejected,
        "merged_rows": len(found.merged.lines),
        "balance": "rows_in = accepted + rejected + merged",
        "blank_lines": found.blank,
        "written": len(found.table),
        "actor": settings.actor,
        "rejected": _rejected(found),
        "rejected_reasons": [
            {
                "column": why.column,
                "reason": why.reason,
                "remedy": why.remedy,
                "rows": len(lines),
                "lines": ranges(lines),
            }
            for why, lines in found.rejected.items()
        ],
        "merged": [
            {"line": int(line), "into": int(kept), "reason": OLDER if older else AGAIN}
            for line, kept, older in zip(
                found.merged.lines[:LISTED_ROWS], found.merged.kept, found.merged.older, strict=False
            )
        ],
        "merged_lines": ranges(found.merged.lines),
        "repairs": [
            {"repair": what, "rows": len(lines), "lines": ranges(lines)} for what, lines in found.repairs.items()
        ],
        "offers": _offers(found),
        "iskp": {
            **{name: int((facts["verdict"] == name).sum()) for name in ("sure", "ambiguous", "no")},
            "mentioned_in_notes_only": int((facts["verdict"] == "mention").sum()),
            "labels": _counts(group["label"]),
            "roles": _counts(group["role"]),
            "lines_sure": ranges(sure["line"].to_numpy()),
            "lines_ambiguous": ranges(facts.loc[facts["verdict"] == "ambiguous", "line"].to_numpy()),
        },
        "dates": {
            "first_reported": _day(facts["reported"].min()),
            "last_reported": _day(facts["reported"].max()),
            "precision": _counts(facts["date_precision"]),
        },
        "location_precision": _counts(facts["location_precision"]),
        "coordinates_kept": int(facts["pointed"].sum()),
        "deaths_all_accepted": _deaths(facts),
        "deaths_iskp_sure": _deaths(sure),
        "deaths_single_figure": int(facts["single"].sum()),
        "provinces": _provinces(facts),
        "provinces_iskp_sure": _provinces(sure),
        "operations": _operations(facts),
        "actors": actor_list(found),
        "settings": {**settings.to_json(), "date_order": found.plan.reading.order or settings.date_order},
    }


def _day(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"


def _counts(values: pd.Series) -> dict[str, int]:
    counts = values.value_counts()
    return {
        str(name): int(count) for name, count in sorted(counts.items(), key=lambda item: str(item[0])) if count and name
    }


def _provinces(facts: pd.DataFrame) -> dict[str, int]:
    counts = facts["province"].astype("object").replace("", "None").value_counts()
    return {str(name): int(count) for name, count in sorted(counts.items())}


def _deaths(facts: pd.DataFrame) -> dict[str, int]:
    sums = {name: int(np.nansum(facts[name])) for name in ("low", "best", "high")}
    return sums | {"empty": int(facts["best"].isna().sum())}


def _operations(facts: pd.DataFrame) -> list[str]:
    shared = facts[facts["operation"].astype("object") != ""]
    return [ranges(rows["line"].to_numpy()) for _, rows in shared.groupby("operation", observed=True)][:LISTED_ROWS]


def _rejected(found: Gathered) -> list[dict[str, object]]:
    """List rejected rows one by one: line, column, value, reason and remedy."""
    told = []
    for why, lines in found.rejected.items():
        values = dict(found.shown.get(why, []))
        told += [
            {
                "line": int(line),
                "column": why.column,
                "value": values.get(int(line), ""),
                "reason": why.reason,
                "remedy": why.remedy,
            }
            for line in np.sort(lines)[:LISTED_ROWS]
        ]
    return sorted(told, key=lambda row: int(str(row["line"])))


def _offers(found: Gathered) -> list[dict[str, object]]:
    """List repairs that would bring rejected rows back, once the analyst accepts them."""
    return [
        {"repair": name, "rows": len(lines), "lines": ranges(lines)}
        for why, lines in found.rejected.items()
        for name in ("swapped coordinates", "two-digit year")
        if f"“{name}”" in f"{why.reason} {why.remedy}"
    ]


def actor_list(found: Gathered) -> list[dict[str, object]]:
    """List the names of groups in the file with how often they stand there and what is made of them."""
    verdicts = found.plan.settings.actors
    names = [
        {"name": name, "rows": count, "verdict": judged.verdict, "label": judged.label}
        for name, count in found.actors.items()
        for judged in (decided(name, verdicts),)
    ]
    rank = {"sure": 0, "ambiguous": 1, "mention": 2, "no": 3}
    return sorted(names, key=lambda one: (rank[str(one["verdict"])], -int(str(one["rows"])), str(one["name"])))[
        :LISTED_ACTORS
    ]


def ranges(lines: Lines | npt.NDArray[np.int64]) -> str:
    """Write line numbers in short: 2-4, 7."""
    if not len(lines):
        return ""
    ordered = np.unique(lines)
    breaks = np.flatnonzero(np.diff(ordered) > 1)
    starts, ends = ordered[np.r_[0, breaks + 1]], ordered[np.r_[breaks, len(ordered) - 1]]
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts.tolist(), ends.tolist(), strict=True))


def as_text(account: dict[str, Any]) -> list[str]:
    """Write the account for a reader, line by line."""
    seen = account["recognised"]
    lines = [
        f"{account['file']}: {seen['title']} ({'; '.join(seen['why'])})",
        *(f"Note: {note}" for note in account["notes"]),
        *(f"Missing: {what}" for what in seen["missing"]),
        f"{account['rows_in']:,} rows in = {account['accepted']:,} accepted + {account['rejected_rows']:,} rejected"
        f" + {account['merged_rows']:,} merged into another row of the same id",
    ]
    group = account["iskp"]
    lines.append(
        f"The group: {group['sure']:,} sure, {group['ambiguous']:,} ambiguous, "
        f"{group['mentioned_in_notes_only']:,} only mentioned, {group['no']:,} not; {account['written']:,} rows written"
    )
    lines += _told(
        f"rejected, {row['rows']:,} rows (lines {_short(row['lines'])}): "
        f"{row['column']} {row['reason']}: {row['remedy']}"
        for row in account["rejected_reasons"]
    )
    lines += _told(
        f"{row['repair']}: {row['rows']:,} rows (lines {_short(row['lines'])})" for row in account["repairs"]
    )
    lines += _told(f"accept “{row['repair']}” to keep {row['rows']:,} rows more" for row in account["offers"])
    lines.append(f"Licence: {account['licence']['text']}")
    lines.append(f"Cite: {account['licence']['citation']}")
    return lines


def _told(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _short(lines: str) -> str:
    return lines if len(lines) <= 80 else f"{lines[:80].rsplit(',', 1)[0]}, …"
