"""New rows from a form or a file: numbered, placed and judged before anything is written."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pandas as pd

from atlas.errors import DataError
from atlas.geography.gazetteer import find_place, find_province
from atlas.geography.places import PUBLISHERS, places
from atlas.geography.provinces import province_names
from atlas.incidents.columns import COLUMNS
from atlas.incidents.duplicates import in_words, suspected_pairs
from atlas.incidents.files import neutralised
from atlas.incidents.load import judged, read_incidents
from atlas.incidents.tolls import COLUMNS as TOLL_COLUMNS
from atlas.incidents.tolls import MEASURES, departures, survey_tolls

REPORTS = "reports"
"""Key of an entry under which its tolls by reporter stand: a list of objects with the columns of tolls.csv but id."""

GIVEN = frozenset(COLUMNS) - {"id", "added", "revised"} | {REPORTS}
"""What an entry may hold; the rest is given by the atlas."""

Entry = Mapping[str, object]


@dataclass(frozen=True)
class Draft:
    """New rows as they would stand in the files, what is wrong with them, and which rows they resemble."""

    rows: list[dict[str, str]]
    reports: list[dict[str, str]]
    faults: list[str] = field(default_factory=list)
    similar: list[str] = field(default_factory=list)


def read_entries(path: Path) -> list[Entry]:
    """Read new rows from CSV (a header, a row each) or JSON (an object, or a list of them).

    Raises
    ------
    DataError
        When the file is neither, or holds a column that an entry cannot have.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = json.loads(text) if path.suffix.lower() == ".json" else list(csv.DictReader(io.StringIO(text)))
    except (OSError, ValueError, csv.Error, RecursionError) as error:
        hint = "Give a .csv with a header or a .json, in UTF-8."
        raise DataError(f"{path.name}: no rows can be read ({error}).", hint=hint) from error
    entries: list[Entry] = [found] if isinstance(found, dict) else found
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise DataError(f"{path.name}: no rows.", hint="Give an object for each row, or a header and rows.")
    for number, entry in enumerate(entries, start=1):
        unknown = sorted(str(name) for name in set(entry) - GIVEN)
        if unknown:
            hint = f"An entry may hold {', '.join(sorted(GIVEN))}; number and dates of entry are given by the atlas."
            raise DataError(f"{path.name}: entry {number}: {unknown[0]!r} cannot be given.", hint=hint)
    return entries


def drafted(entries: Sequence[Entry], events: Path, retired: Sequence[str], today: date) -> Draft:
    """Prepare new rows: numbered, completed and judged; nothing is written.

    Parameters
    ----------
    entries
        What the form or the file gave.
    events
        The table that they are for, with tolls.csv beside it.
    retired
        Numbers of removed rows: they are not given again.
    today
        The day of entry.
    """
    opened = read_incidents(events)
    taken = {*opened.table["id"], *opened.rejected["id"], *retired}
    first = 1 + max((int(name[3:]) for name in taken if name[3:].isdigit()), default=0)
    draft = Draft([], [])
    for number, entry in enumerate(entries, start=first):
        name = f"KA-{number:04d}"
        reports = _reports(name, entry)
        row, faults = _completed(name, entry, reports, today)
        draft.rows.append(row)
        draft.reports.extend(reports)
        draft.faults.extend(faults)
    table, join, faults = judged(pd.DataFrame(draft.rows).reindex(columns=list(COLUMNS)))
    draft.faults.extend(faults)
    known_to_country = set(table.loc[table["location_precision"] == "country", "id"])
    draft.faults.extend(
        f"{lost.id}: no province: {lost.reason}" for lost in join.unplaced if lost.id not in known_to_country
    )
    draft.faults.extend(
        f"{row.id}: province_id {row.stated!r} is not where the point lies, {row.found}: correct one of them"
        for row in join.disagreeing
    )
    draft.faults.extend(_toll_faults(draft, table))
    draft.similar.extend(_similar(opened.table, table))
    return draft


def _completed(name: str, entry: Entry, reports: list[dict[str, str]], today: date) -> tuple[dict[str, str], list[str]]:
    """Fill what follows from what was given: dates, place, figures, the confidence by its rule."""
    row = {column: _text(entry.get(column)) for column in COLUMNS} | {"id": name, "added": f"{today:%Y-%m-%d}"}
    row["date_end"] = row["date_end"] or row["date_start"]
    if row["date_start"] == row["date_end"]:
        row["date_precision"] = row["date_precision"] or "day"
    row["event_class"] = row["event_class"] or "attack"
    row["initiated_by_group"] = row["initiated_by_group"] or {"attack": "yes", "operation": "no"}.get(
        row["event_class"], ""
    )
    row["sources"] = _sources(entry.get("sources"))
    row["confidence"] = row["confidence"] or _confidence(row)
    faults = _place(row)
    for measure in MEASURES:
        _fill_figures(row, reports, measure)
    return row, [f"{name}: {fault}" for fault in faults]


def _text(value: object) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value).strip()


def _sources(value: object) -> str:
    """Write the sources as the table holds them; a source without a family is of the site it stands on."""
    try:
        found = json.loads(value) if isinstance(value, str) and value.strip() else value
    except (ValueError, RecursionError):
        return str(value)
    if not isinstance(found, list) or not all(isinstance(source, dict) for source in found):
        return _text(value)
    return json.dumps([_with_family(source) for source in found], ensure_ascii=False)


def _with_family(source: dict[str, object]) -> dict[str, object]:
    try:
        host = (urlsplit(str(source.get("url", ""))).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    return {"publisher": host, "family": host} | source if host else source


def _confidence(row: dict[str, str]) -> str:
    """Follow the rule of the dictionary: two independent families make high, or medium where it is contested."""
    try:
        families = {source["family"] for source in json.loads(row["sources"] or "[]")}
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    if not families:
        return ""
    sure = row["attribution"] in {"claimed", "attributed"}
    return "high" if len(families) >= 2 and sure else "medium"


def _place(row: dict[str, str]) -> list[str]:
    """Look the place up where no coordinates are given; say what the gazetteer would need to know."""
    if row["province_id"] and row["province_id"] not in province_names():
        row["province_id"] = find_province(row["province_id"], row["country"] or None) or row["province_id"]
    if row["latitude"] or not row["place"] or row["location_precision"] in {"province", "country"}:
        return []
    found = find_place(row["place"].split(",")[0], row["country"] or None, row["province_id"] or None)
    if found.entry is None or found.certainty not in {"exact", "variant"}:
        like = ", ".join(f"{one.entry.name} ({one.entry.province_id})" for one in found.candidates[:3]) or "none"
        return [
            f"place {row['place']!r} is not in the gazetteer for certain (like it: {like}): "
            "give province_id, or coordinates with coordinate_source, or location_precision province"
        ]
    entry = found.entry
    row["province_id"] = row["province_id"] or entry.province_id
    row["country"] = row["country"] or entry.country
    row["district"] = row["district"] or entry.district
    if entry.latitude == entry.latitude:  # a place may have no point
        source = _coordinate_source(entry.name, entry.province_id)
        row["latitude"], row["longitude"] = f"{entry.latitude:.10g}", f"{entry.longitude:.10g}"
        row["coordinate_source"] = next((name for name in PUBLISHERS if source.startswith(name)), source)
        row["location_precision"] = row["location_precision"] or ("district" if "district" in source else "town")
    return []


def _coordinate_source(place: str, province_id: str) -> str:
    known = places()
    found = known.loc[(known["place"] == place) & (known["province_id"] == province_id), "coordinate_source"]
    return str(found.iloc[0]) if len(found) else ""


def _reports(name: str, entry: Entry) -> list[dict[str, str]]:
    given = entry.get(REPORTS) or []
    if not isinstance(given, list) or not all(isinstance(report, dict) for report in given):
        raise DataError(f"{name}: {REPORTS} is no list of objects.", hint=f"Write {', '.join(TOLL_COLUMNS[1:])}.")
    reports = []
    for report in given:
        unknown = sorted(set(report) - set(TOLL_COLUMNS[1:]))
        if unknown:
            hint = f"A report may hold {', '.join(TOLL_COLUMNS[1:])}."
            raise DataError(f"{name}: a report has the unknown key {unknown[0]!r}.", hint=hint)
        line = {column: _text(report.get(column)) for column in TOLL_COLUMNS} | {"id": name}
        line["chosen"] = {"True": "yes", "False": "no", "": "no"}.get(line["chosen"], line["chosen"])
        for measure in MEASURES:
            line[f"{measure}_high"] = line[f"{measure}_high"] or line[f"{measure}_low"]
        reports.append(line)
    return reports


def _fill_figures(row: dict[str, str], reports: list[dict[str, str]], measure: str) -> None:
    """Take the range from the reports, and best from the chosen one or from the only figure; never a midpoint."""
    low, best, high = (f"{measure}_{level}" for level in ("low", "best", "high"))
    figures = [int(text) for line in reports for text in (line[low], line[high]) if text.isdigit()]
    if figures:
        row[low], row[high] = row[low] or str(min(figures)), row[high] or str(max(figures))
    chosen = {line[low] for line in reports if line["chosen"] == "yes" and line[low] and line[low] == line[high]}
    if not row[best]:
        row[best] = chosen.pop() if len(chosen) == 1 else row[low] if row[low] == row[high] else ""
    if row[best] and not row[low] and not row[high]:
        row[low] = row[high] = row[best]


def _toll_faults(draft: Draft, table: pd.DataFrame) -> list[str]:
    """Hold the new rows against their reports, which are read as tolls.csv would be."""
    tolls, faults = _judged_reports(draft.reports)
    found = departures(table, tolls[tolls["id"].isin(set(table["id"]))])
    return [
        *faults,
        *(f"{name}: {column} {str(value)!r} {why}" for name, column, value, why in found.itertuples(index=False)),
    ]


def _judged_reports(reports: list[dict[str, str]]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Judge reports that stand in no file yet."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reports"
        path.write_text(written([list(TOLL_COLUMNS), *(list(line.values()) for line in reports)]), encoding="utf-8")
        return survey_tolls(path)


def _similar(table: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """Name the pairs that may be one incident and of which at least one row is new."""
    if new.empty:
        return []
    whole = pd.concat([table, new], ignore_index=True)
    pairs = suspected_pairs(whole)
    return in_words(whole, pairs[pairs.max(axis=1) >= len(table)])


def grown(events: Path, draft: Draft) -> dict[Path, str]:
    """Return the new text of the table and of tolls.csv, every older line as it was.

    Rows stand in the order of the days, reports in the order of the incidents.
    """
    header, *rows = _cells(events)
    header += [name for name in COLUMNS if name not in header and any(row[name] for row in draft.rows)]
    rows = [row + [""] * (len(header) - len(row)) for row in rows]
    rows += [[neutralised(row.get(name, "")) for name in header] for row in draft.rows]
    day, number = header.index("date_start"), header.index("id")
    new = {row["id"] for row in draft.rows}
    rows.sort(key=lambda row: (row[day], row[number] in new))
    texts = {events: written([header, *rows])}
    if draft.reports:
        path = events.with_name("tolls.csv")
        before = _cells(path) if path.is_file() else [list(TOLL_COLUMNS)]
        texts[path] = written([*before, *(list(line.values()) for line in draft.reports)])
    return texts


def _cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cells for cells in csv.reader(file) if cells]


def written(rows: Sequence[Sequence[object]]) -> str:
    """Write rows as the CSV of the atlas: minimal quotes, Unix line ends."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
