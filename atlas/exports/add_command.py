"""The commands `atlas add` and `atlas record`: what they ask, say and write."""

import argparse
import csv
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from atlas.errors import DataError
from atlas.exports.whole_files import write_whole
from atlas.incidents.context import usable_sheet
from atlas.incidents.entry import Draft, Entry, drafted, grown, read_entries
from atlas.incidents.versions import recorded_version
from atlas.incidents.vocabulary import LISTS

FORM = (
    "date_start", "date_end", "event_class", "place", "province_id", "country", "attack_type", "target_type",
    "killed_best", "injured_best", "killed_basis", "attribution", "attributed_by", "label", "found_through", "summary",
)  # fmt: skip
"""What the form asks for; a file can give every column and the reports of the toll."""

HINT = "Free some space, or check that the folder can be written to."


def run(options: argparse.Namespace, ask: Callable[[str], str] = input) -> int:
    """Add rows: 0 written (or would be), 1 refused because of faults or similar rows."""
    entries = read_entries(options.file) if options.file else [form(ask)]
    changes = usable_sheet("changes", options.events.with_name("context"))
    retired = changes.loc[changes["change"] == "removed", "id"].tolist()
    draft = drafted(entries, options.events, retired, datetime.now(UTC).date())
    _say(draft)
    if draft.faults:
        sys.stdout.write("Nothing is written: correct what is named above.\n")
        return 1
    if options.dry_run:
        sys.stdout.write("Nothing is written: a dry run.\n")
        return 0
    if draft.similar and not options.although_similar:
        sys.stdout.write("Nothing is written: look at the similar rows, then add --although-similar.\n")
        return 1
    for path, text in reversed(grown(options.events, draft).items()):  # reports first: a row never lacks its own
        write_whole(path, text.encode("utf-8"), HINT)
    sys.stdout.write("Written. Now: python -m atlas check, and python -m atlas datacard > DATA.md\n")
    return 0


def _say(draft: Draft) -> None:
    for row in draft.rows:
        filled = {name: value for name, value in row.items() if value}
        sys.stdout.write("\n".join([f"{row['id']}", *(f"  {name}: {value}" for name, value in filled.items())]) + "\n")
    for fault in draft.faults:
        sys.stdout.write(f"wrong: {fault}\n")
    for pair in draft.similar:
        sys.stdout.write(f"similar: {pair}\n")


def form(ask: Callable[[str], str]) -> Entry:
    """Ask for one row; an empty answer leaves a column empty."""
    entry: dict[str, object] = {}
    for name in FORM:
        choices = f" ({', '.join(LISTS[name])})" if name in LISTS else ""
        entry[name] = ask(f"{name}{choices}: ")
    sources = []
    while url := ask("source address (empty: no more): ").strip():
        sources.append({"url": url, "title": ask("  title: "), "date": ask("  date: ")})
    entry["sources"] = [{key: value for key, value in source.items() if value} for source in sources]
    return entry


def record(options: argparse.Namespace) -> list[str]:
    """Write the next data version into context/ beside the table and say which it is."""
    reasons = _reasons(options.reasons) if options.reasons else {}
    texts = recorded_version(options.old, options.events, options.reason, datetime.now(UTC).date(), reasons=reasons)
    folder = options.events.with_name("context")
    for name in ("changes.csv", "versions.csv"):  # the number last: without it nothing is recorded
        write_whole(folder / name, texts[name].encode("utf-8"), HINT)
    return [f"Recorded: {texts['versions.csv'].splitlines()[-1]}"]


def _reasons(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not all({"id", "reason"} <= set(row) for row in rows):
        raise DataError(f"{path.name}: the columns are not id, reason.", hint="Correct the header.")
    return {row["id"]: row["reason"] for row in rows}
