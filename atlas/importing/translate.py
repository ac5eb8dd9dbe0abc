"""One part of a file from cells to rows of the atlas: the same function on one machine and on many."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from atlas import settings as shared
from atlas.importing.actors import MENTION, NO_MENTION, judge
from atlas.importing.cells import Cells, Flags, Floats, Objects, counted, tidy
from atlas.importing.draft import Draft, Fault, Repair
from atlas.importing.layouts import LAYOUTS, Layout
from atlas.importing.places import Joined, country_name, is_fata, joined, province_code, spot
from atlas.importing.precision import NO_POINT
from atlas.importing.settings import Reading, Settings
from atlas.importing.source import Lines, Source, Span
from atlas.incidents.rules import MOST_WORDS
from atlas.incidents.sources import CONTROL

EIGHT = frozenset(shared.COUNTRIES.values())
OUTSIDE = "is outside the countries of the atlas"
OUTSIDE_REMEDY = "no remedy: only a group named Khorasan is followed abroad"
SWAPPED = "coordinates lie outside the stated country; swapped they lie in the stated province"
SWAP_REMEDY = "exchange the two, or accept the repair “swapped coordinates”"
VALUES_KEPT = 200
"""Of every reason for rejecting, so many rows of a part are told with their value."""

_CONTROL = re.compile(CONTROL)
_LONGEST_PLACE = 200


@dataclass(frozen=True)
class Plan:
    """Everything that is needed to translate any part of one file, also in another process."""

    source: Source
    layout_key: str
    named: dict[str, str]
    settings: Settings
    reading: Reading
    first_row: int

    @property
    def layout(self) -> Layout:
        """The layout of the file."""
        return LAYOUTS[self.layout_key]


class Why(NamedTuple):
    """Why rows were rejected: column, predicate of the sentence, remedy."""

    column: str
    reason: str
    remedy: str


@dataclass
class Part:
    """What one part gave. Lines count from the first record of the part."""

    records: int
    rows_in: int
    blank: int
    facts: pd.DataFrame
    """One line for every accepted row, whatever its group: what the report counts."""
    rows: pd.DataFrame
    """The rows to be written, in the columns of the atlas; the index is their place in ``facts``."""
    rejected: dict[Why, Lines]
    shown: dict[Why, list[tuple[int, str]]]
    repairs: dict[str, Lines]
    actors: Counter[str] = field(default_factory=Counter)


def translate(plan: Plan, span: Span) -> Part:
    """Translate one part of a file."""
    layout = plan.layout
    piece = plan.source.read(span, list(plan.named.values()))
    cells = Cells(piece.table, piece.lines, plan.named)
    part = Part(piece.records, len(cells) + len(piece.ragged), piece.blank, pd.DataFrame(), pd.DataFrame(), {}, {}, {})
    for row in piece.ragged:
        why = Why("(row)", f"has {row.cells} cells, the header {row.expected}", "complete the row, or quote its cells")
        part.rejected[why] = np.append(part.rejected.get(why, np.empty(0, np.int64)), row.line)
    if piece.fitted:
        part.repairs["empty cells beyond the header cut, or added"] = np.array(piece.fitted, dtype=np.int64)
    for column in layout.actors:
        part.actors.update(counted(cells, column))
    inside = _inside(cells, layout)
    _reject(part, cells, Fault(~inside, plan.named.get("country", "country"), OUTSIDE, OUTSIDE_REMEDY))
    kept = cells.take(inside)
    draft = layout.translate(kept, plan.settings, plan.reading)
    _complete(part, kept, draft, plan)
    return part


def _inside(cells: Cells, layout: Layout) -> Flags:
    """Tell which rows lie in the eight countries, or name the group as Khorasan wherever they lie."""
    column = next((name for name in ("country", "country_txt") if cells.has(name)), None)
    if column is None:
        return np.ones(len(cells), dtype=bool)
    inside = cells.by_value(column, lambda text: not text or country_name(text) in EIGHT, "bool")
    if inside.all():
        return inside
    for actor in layout.actors:
        if cells.has(actor):
            inside |= cells.by_value(actor, lambda text: judge(text).named, "bool")
    return inside


def _reject(part: Part, cells: Cells, fault: Fault) -> None:
    at = np.flatnonzero(fault.rows)
    if not len(at):
        return
    why = Why(fault.column, fault.reason, fault.remedy)
    part.rejected[why] = np.append(part.rejected.get(why, np.empty(0, np.int64)), cells.lines[at])
    if fault.column in cells.table.column_names:
        shown = cells.table[fault.column].take(pa.array(at[:VALUES_KEPT])).to_pylist()
        part.shown[why] = list(
            zip(cells.lines[at[:VALUES_KEPT]].tolist(), [tidy(text or "")[:80] for text in shown], strict=True)
        )


def _repair(part: Part, cells: Cells, repair: Repair) -> None:
    if repair.rows.any():
        known = part.repairs.get(repair.what, np.empty(0, np.int64))
        part.repairs[repair.what] = np.append(known, cells.lines[repair.rows])


class _Placed(NamedTuple):
    province: Objects
    region: Objects
    country: Objects
    precision: Objects
    pointed: Flags
    coordinate_source: Objects


class _Drafted(NamedTuple):
    cells: Cells
    draft: Draft
    placed: _Placed


def _complete(part: Part, cells: Cells, draft: Draft, plan: Plan) -> None:
    bad = np.zeros(len(cells), dtype=bool)
    for fault in draft.faults:
        fresh = fault.rows & ~bad
        _reject(part, cells, fault._replace(rows=fresh))
        bad |= fresh
    placed, faults, repairs = _place(draft, ~bad, plan)
    for fault in faults:
        fresh = fault.rows & ~bad
        _reject(part, cells, fault._replace(rows=fresh))
        bad |= fresh
    for repair in [*draft.repairs, *repairs]:
        _repair(part, cells, repair._replace(rows=repair.rows & ~bad))
    verdict = _with_mentions(cells, draft, plan.layout)
    good = np.flatnonzero(~bad)
    part.facts = _facts(cells, draft, placed, verdict, good)
    wanted = np.ones(len(good), dtype=bool)
    if plan.settings.actor == "iskp":
        wanted = np.isin(verdict[good].astype(str), ["sure", "ambiguous"])
    part.rows = _rows(_Drafted(cells, draft, placed), verdict, good[wanted], plan.layout)
    part.rows.index = pd.Index(np.flatnonzero(wanted))


def _place(draft: Draft, alive: Flags, plan: Plan) -> tuple[_Placed, list[Fault], list[Repair]]:
    """Find the province of every row, hold points against what is stated, and drop those of whole provinces."""
    repairs = []
    code = _province_codes(draft)
    fata = _by_text(draft.province, is_fata)
    repairs.append(Repair(fata, "FATA read as Khyber Pakhtunkhwa since 2018"))
    source = np.where(np.isfinite(draft.latitude), LAYOUT_SOURCES.get(plan.layout_key, "the table itself"), "").astype(
        object
    )
    if plan.layout_key == "table":
        repairs += _from_gazetteer(draft, code, source)
    at_point = joined(draft.latitude, draft.longitude, draft.country, code, draft.district)
    exact = np.isfinite(draft.latitude) & ~np.isin(draft.location_precision.astype(str), list(NO_POINT))
    outside = at_point.outside & exact & alive
    swapped = _swapped(draft, code, outside)
    faults = []
    latitude = plan.named.get("latitude", plan.named.get("coordinates", "latitude"))
    if swapped.any() and "swapped coordinates" in plan.settings.accept:
        draft.latitude, draft.longitude = (
            np.where(swapped, draft.longitude, draft.latitude),
            np.where(swapped, draft.latitude, draft.longitude),
        )
        at_point = joined(draft.latitude, draft.longitude, draft.country, code, draft.district)
        repairs.append(Repair(swapped, "latitude and longitude exchanged"))
    else:
        faults.append(Fault(swapped, latitude, SWAPPED, SWAP_REMEDY))
    faults.append(
        Fault(outside & ~swapped, latitude, "coordinates lie outside the stated country", "correct them or the country")
    )
    conflict = (at_point.conflict != "") & exact
    repairs.append(Repair(conflict, "the point lies in another province than the stated one: the point holds"))
    repairs.append(
        Repair(at_point.snapped & exact, "the point lies just outside its country: given to the nearest province")
    )
    placed, more = _settled(draft, code, at_point, exact, source)
    return placed, faults, [*repairs, *more]


LAYOUT_SOURCES = {"acled": "ACLED", "ucdp": "UCDP GED", "gtd": "GTD"}


def _settled(
    draft: Draft, code: Objects, at_point: Joined, exact: Flags, source: Objects
) -> tuple[_Placed, list[Repair]]:
    stated = code != ""
    province = np.where(exact, at_point.province, np.where(stated, code, at_point.province)).astype(object)
    country, precision = draft.country.copy(), draft.location_precision.copy()
    unstated = (country == "") & (province != "")
    country[unstated] = [shared.COUNTRIES[str(name)[:2]] for name in province[unstated]]
    ours = np.isin(country.astype(str), list(EIGHT))
    no_point = ~exact
    lost = ours & no_point & (province == "") & (precision != "country")
    precision[lost] = "country"
    province[precision == "country"] = ""
    province[~ours] = ""
    draft.latitude[no_point], draft.longitude[no_point] = np.nan, np.nan
    region = at_point.region.copy()
    rest = np.flatnonzero(no_point)
    if len(rest):
        nowhere = np.full(len(rest), np.nan)
        stated_only = joined(nowhere, nowhere, country[rest], province[rest], draft.district[rest])
        province[rest], region[rest] = stated_only.province, stated_only.region
    repairs = [Repair(lost, "the province is not known and there is no point: known to the country only")]
    return _Placed(province, region, country, precision, exact, np.where(exact, source, "").astype(object)), repairs


def _by_text(texts: Objects, holds: Callable[[str], bool]) -> Flags:
    codes, values = pd.factorize(texts)
    return np.array([bool(holds(value)) for value in values], dtype=bool)[codes]


def _province_codes(draft: Draft) -> Objects:
    provinces, names = pd.factorize(draft.province)
    countries, lands = pd.factorize(draft.country)
    joint, keys = pd.factorize(provinces.astype(np.int64) * len(lands) + countries)
    codes = np.array(
        [province_code(str(names[key // len(lands)]), str(lands[key % len(lands)])) for key in keys], dtype=object
    )
    return codes[joint] if len(codes) else np.empty(0, dtype=object)


def _from_gazetteer(draft: Draft, code: Objects, source: Objects) -> list[Repair]:
    """Give named places without coordinates those of the gazetteer, at district precision where it is a district."""
    found = np.zeros(len(code), dtype=bool)
    for row in np.flatnonzero(~np.isfinite(draft.latitude)):
        name = draft.place[row] or draft.district[row]
        point = spot(str(name), str(draft.country[row]), str(code[row])) if name else None
        if point is None or draft.location_precision[row] in NO_POINT:
            continue
        draft.latitude[row], draft.longitude[row] = point.latitude, point.longitude
        source[row], found[row] = point.source, True
    kinds = draft.location_precision[found]
    return [
        Repair(found & (draft.location_precision == kind), f"coordinates from the gazetteer, {kind}")
        for kind in dict.fromkeys(kinds)
    ]


def _swapped(draft: Draft, code: Objects, outside: Flags) -> Flags:
    """Tell which of the points outside their country lie in it, and in the stated province, with the two exchanged."""
    found = np.zeros(len(outside), dtype=bool)
    at = np.flatnonzero(outside & (np.abs(draft.longitude) <= 90))
    if len(at):
        turned = joined(draft.longitude[at], draft.latitude[at], draft.country[at], code[at], draft.district[at])
        found[at] = ~turned.outside & (turned.province != "") & ((turned.conflict == "") | (code[at] == ""))
    return found


def _with_mentions(cells: Cells, draft: Draft, layout: Layout) -> Objects:
    """Mark rows whose notes alone name the group."""
    verdict = draft.judged.verdict.copy()
    silent = np.flatnonzero(verdict == "no")
    if not len(silent) or not cells.has(draft.notes_column) or layout.key == "ucdp":
        return verdict
    notes = cells.raw(draft.notes_column)
    hit = pc.match_substring_regex(notes, MENTION).fill_null(fill_value=False).to_numpy()
    at = silent[hit[silent]]
    if len(at):
        told = pc.replace_substring_regex(notes.take(pa.array(at)), NO_MENTION, "")
        still = pc.match_substring_regex(told, MENTION).to_numpy()
        verdict[at[still]] = "mention"
    return verdict


def _facts(cells: Cells, draft: Draft, placed: _Placed, verdict: Objects, good: Lines) -> pd.DataFrame:
    def category(values: Objects) -> pd.Categorical:
        return pd.Categorical(values[good])

    return pd.DataFrame(
        {
            "line": cells.lines[good],
            "own_id": pd.array(pa.array(draft.own_id[good], pa.string()), dtype="string[pyarrow]"),
            "stamp": draft.stamp[good],
            "reported": draft.reported[good].astype("datetime64[s]"),
            "start": draft.start[good].astype("datetime64[s]"),
            "end": draft.end[good].astype("datetime64[s]"),
            "date_precision": category(draft.date_precision),
            "location_precision": category(placed.precision),
            "pointed": placed.pointed[good],
            "province": category(placed.province),
            "country": category(placed.country),
            "verdict": category(verdict),
            "label": category(draft.judged.label),
            "role": category(draft.judged.role),
            "event_class": category(draft.event_class),
            "operation": category(draft.operation),
            "low": draft.killed.low[good],
            "best": draft.killed.best[good],
            "high": draft.killed.high[good],
            "single": draft.killed.single[good],
        }
    )


def _rows(part: _Drafted, verdict: Objects, at: Lines, layout: Layout) -> pd.DataFrame:
    """Write the chosen rows in the columns of the atlas."""
    (cells, draft, placed), judged = part, verdict[at]
    doubtful = judged == "ambiguous"
    group = np.isin(judged.astype(str), ["sure", "ambiguous"])
    attribution = np.where(doubtful, "suspected", np.where(draft.claimed[at], "claimed", "attributed"))
    summaries, sources = _texts(cells, draft, at, layout)
    precision = placed.precision[at]
    rows = {
        "id": _ids(cells, draft, at, layout),
        "date_start": draft.start[at].astype("datetime64[us]"),
        "date_end": draft.end[at].astype("datetime64[us]"),
        "date_precision": draft.date_precision[at],
        "event_class": draft.event_class[at],
        "initiated_by_group": draft.initiated[at],
        "operation_id": draft.operation[at],
        "place": _short(draft.place[at]),
        "district": _short(draft.district[at]),
        "province_id": placed.province[at],
        "country": placed.country[at],
        "latitude": draft.latitude[at],
        "longitude": draft.longitude[at],
        "location_precision": precision,
        "coordinate_source": placed.coordinate_source[at],
        "origin_place": "",
        "origin_province_id": "",
        "attack_type": draft.attack_type[at],
        "target_type": draft.target_type[at],
        **_figures("killed", draft, at),
        **_figures("injured", draft, at),
        "killed_basis": np.where(np.isfinite(draft.killed.low[at]), draft.killed_basis, ""),
        "attackers_killed": draft.attackers[at],
        "attribution": attribution,
        "attributed_by": np.where(group, layout.title, ""),
        "label": np.where(group, draft.judged.label[at], "other group"),
        "confidence": np.where(doubtful, "low", "medium"),
        "found_through": layout.title,
        "summary": summaries,
        "sources": sources,
        "known_as": "",
        "killed_figures": np.select(
            [~np.isfinite(draft.killed.low[at]), draft.killed.single[at]], ["none", "single"], "range"
        ),
        "source_table": layout.title,
        "region_id": placed.region[at],
    }
    table = pd.DataFrame(rows)
    return table.assign(line=cells.lines[at])


def _figures(measure: str, draft: Draft, at: Lines) -> dict[str, Floats]:
    tolls = draft.killed if measure == "killed" else draft.injured
    return {f"{measure}_{level}": getattr(tolls, level)[at] for level in ("low", "best", "high")}


def _short(texts: Objects) -> Objects:
    codes, values = pd.factorize(texts)
    clean = np.array([_CONTROL.sub("", str(value))[:_LONGEST_PLACE] for value in values], dtype=object)
    return clean[codes] if len(clean) else texts


def _ids(cells: Cells, draft: Draft, at: Lines, layout: Layout) -> list[str]:
    """Name every row: by the source's own id, else by a hash of its cells."""
    own = draft.own_id[at]
    wanted = [bool(_OWN_ID.fullmatch(str(one))) for one in own]
    if all(wanted):
        return [f"{layout.prefix}:{one}" for one in own]
    rows = cells.table.take(pa.array(at)).to_pylist()
    return [
        f"{layout.prefix}:{one}" if known else f"TAB:{_hash(row)}"
        for one, known, row in zip(own, wanted, rows, strict=True)
    ]


_OWN_ID = re.compile(r"[A-Za-z0-9_.\-]{1,40}")


def _hash(row: dict[str, str | None]) -> str:
    text = "\x1f".join(f"{name}\x1e{value or ''}" for name, value in row.items())
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:16]


def _texts(cells: Cells, draft: Draft, at: Lines, layout: Layout) -> tuple[list[str], list[str]]:
    """Give summaries of at most the schema's words, and the sources as JSON."""
    take = pa.array(at)
    notes = cells.raw(draft.notes_column).take(take)
    names = cells.raw(draft.source_column).take(take).to_pylist()
    links = cells.raw(draft.url_column).take(take).to_pylist() if draft.url_column else [None] * len(at)
    known: dict[tuple[str | None, str | None], str] = {}
    sources = []
    for name, link in zip(names, links, strict=True):
        if (name, link) not in known:
            known[name, link] = _source(layout, tidy(name or ""), tidy(link or ""))
        sources.append(known[name, link])
    return _summaries(notes), sources


def _summaries(notes: pa.ChunkedArray) -> list[str]:
    """Cut notes to the words that a summary may have."""
    plain = pc.replace_substring_regex(notes.fill_null(""), r"[\s\pC]+", " ")
    plain = pc.utf8_trim_whitespace(plain)
    long = pc.greater(pc.count_substring_regex(plain, r"\S+"), MOST_WORDS).to_numpy()
    texts: list[str] = plain.to_pylist()
    for at in np.flatnonzero(long):
        texts[at] = " ".join(texts[at].split()[:MOST_WORDS]) + "…"
    return texts


def _source(layout: Layout, name: str, link: str) -> str:
    own = layout.key == "table"
    publisher = _CONTROL.sub("", name)[:300] if own and name else layout.title
    source = {"publisher": publisher, "family": layout.key if not own else (publisher.casefold() or "table")}
    if not own and name:
        source["title"] = _CONTROL.sub("", name)[:300]
    if re.fullmatch(r"https?://[^\s\"'<>@]+", link):
        source["url"] = link
    return json.dumps([source], ensure_ascii=False)
