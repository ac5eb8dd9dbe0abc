"""GTD: the 135 columns, workbooks with ids as decimals, renamed and cut down; -9 and -99 are unknown, 0 is no day."""

import re

import numpy as np

from atlas.importing.cells import Cells, Objects
from atlas.importing.dates import in_parts
from atlas.importing.draft import (
    DayColumns,
    Draft,
    Judgement,
    Repair,
    judge_rows,
    read_days,
    read_tolls,
    spread_days,
    texts,
)
from atlas.importing.layouts.base import Layout
from atlas.importing.layouts.common import degrees, first_known
from atlas.importing.places import country_name
from atlas.importing.precision import PLACE_CODES, UNKNOWN_PLACE, code
from atlas.importing.settings import Reading, Settings

ALIASES: dict[str, tuple[str, ...]] = {
    "eventid": ("event_id",),
    "iyear": ("year",),
    "imonth": ("month",),
    "iday": ("day",),
    "approxdate": (),
    "date": ("event_date",),
    "country_txt": ("country_name", "country"),
    "provstate": ("state", "province"),
    "city": (),
    "latitude": ("lat",),
    "longitude": ("long", "lon"),
    "specificity": (),
    "summary": (),
    "motive": (),
    "addnotes": (),
    "multiple": (),
    "related": (),
    "suicide": (),
    "attacktype1_txt": ("attacktype", "attack_type", "attacktype1_t"),
    "targtype1_txt": ("target_type", "targtype", "targtype1_t"),
    "gname": ("group", "group_name", "terrorist", "perpetrator_group"),
    "gsubname": (),
    "gname2": (),
    "gsubname2": (),
    "gname3": (),
    "guncertain1": (),
    "guncertain2": (),
    "guncertain3": (),
    "claimed": (),
    "nkill": ("killed", "nkill_total"),
    "nkillter": (),
    "nwound": ("wound", "wounded"),
    "dbsource": (),
    "scite1": (),
}

UNKNOWN = frozenset({"-9", "-99", "-9.0", "-99.0"})
ID_DIGITS = re.compile(r"\d{12}")
_UNKNOWN_PLACES = frozenset({"unknown", ""})

ATTACK_TYPES = {
    "Bombing/Explosion": "bombing",
    "Armed Assault": "armed assault",
    "Assassination": "shooting",
    "Hostage Taking (Kidnapping)": "abduction",
    "Hostage Taking (Barricade Incident)": "abduction",
    "Facility/Infrastructure Attack": "sabotage",
    "Unarmed Assault": "stabbing or ramming",
    "Hijacking": "abduction",
}
TARGET_TYPES = {
    "Private Citizens & Property": "civilians",
    "Police": "police and army",
    "Military": "police and army",
    "Government (General)": "government",
    "Government (Diplomatic)": "foreign forces and diplomats",
    "Religious Figures/Institutions": "Sufis and other Muslims",
    "Educational Institution": "education",
    "Journalists & Media": "media",
    "NGO": "health and aid",
    "Terrorists/Non-State Militia": "other armed groups",
    "Violent Political Party": "parties and elections",
    "Business": "infrastructure and business",
    "Utilities": "infrastructure and business",
    "Transportation": "infrastructure and business",
    "Telecommunication": "infrastructure and business",
    "Tourists": "foreigners",
}


def event_id(text: str) -> str:
    """Give an id of twelve digits; "" for one that a spreadsheet has rounded, which names several events."""
    digits = text.removesuffix(".0")
    return digits if ID_DIGITS.fullmatch(digits) else ""


def operation(text: str) -> str:
    """Give one name for all events that are listed as related: the smallest of their ids."""
    return min(ID_DIGITS.findall(text), default="")


def _blank_unknown(text: str) -> str:
    return "" if text.casefold() in _UNKNOWN_PLACES or text in UNKNOWN else text


def translate(cells: Cells, settings: Settings, reading: Reading) -> Draft:
    """Turn GTD rows into a draft."""
    rows = len(cells)
    start, end, precision, wrong_days = _days(cells, reading)
    country = cells.by_value("country_txt", country_name)
    roles = dict.fromkeys(("gname", "gname2", "gname3"), "perpetrator")
    judged = _judged(cells, country, roles, dict(settings.actors))
    killed, wrong_killed, done_killed = read_tolls(cells, "nkill", UNKNOWN)
    injured, wrong_injured, done_injured = read_tolls(cells, "nwound", UNKNOWN)
    attackers, _, _ = read_tolls(cells, "nkillter", UNKNOWN)
    latitude, longitude, wrong = degrees(cells, "latitude", "longitude")
    own = cells.by_value("eventid", event_id)
    shared = cells.by_value("related", operation)
    suicide = cells.by_value("suicide", lambda text: code(text) == "1", "bool")
    attack = cells.by_value("attacktype1_txt", lambda text: ATTACK_TYPES.get(text, "unknown"))
    return Draft(
        own_id=own,
        stamp=np.full(rows, np.nan),
        reported=start,
        start=start,
        end=end,
        date_precision=precision,
        country=country,
        province=cells.by_value("provstate", _blank_unknown),
        district=texts(rows),
        place=_places(cells),
        latitude=latitude,
        longitude=longitude,
        location_precision=cells.by_value(
            "specificity", lambda text: PLACE_CODES["gtd"].get(code(text), UNKNOWN_PLACE)
        ),
        killed=killed,
        injured=injured,
        killed_basis="total",
        attackers=attackers.low,
        judged=judged,
        event_class=texts(rows, "attack"),
        initiated=np.where(judged.verdict == "no", "no", "yes").astype(object),
        attack_type=np.where(suicide & (attack == "bombing"), "suicide bombing", attack).astype(object),
        target_type=cells.by_value("targtype1_txt", lambda text: TARGET_TYPES.get(text, "unknown")),
        operation=np.where(shared != "", _named(shared), "").astype(object),
        claimed=cells.by_value("claimed", lambda text: code(text) == "1", "bool"),
        notes_column="summary",
        source_column="scite1",
        faults=[*wrong_days, *wrong, *wrong_killed, *wrong_injured],
        repairs=[*done_killed, *done_injured, *_remarks(cells, shared)],
    )


def _days(cells: Cells, reading: Reading) -> DayColumns:
    if not cells.has("iyear") and cells.has("date"):
        return read_days(cells, "date", reading)
    number, combinations = cells.pairs("iyear", "imonth", "iday")
    return spread_days(
        [in_parts(year, month, day) for year, month, day in combinations], number, cells.named.get("iyear", "iyear")
    )


def _judged(cells: Cells, country: Objects, roles: dict[str, str], verdicts: dict[str, str]) -> Judgement:
    """Judge by the three groups; each has its own mark of doubt."""
    judged: Judgement | None = None
    for number, (column, part) in enumerate(roles.items(), start=1):
        doubtful = cells.by_value(f"guncertain{number}", lambda text: code(text) == "1", "bool")
        one = judge_rows(cells, country, {column: part}, verdicts, doubtful)
        judged = one if judged is None else _surer(judged, one)
    return judged or judge_rows(cells, country, {}, verdicts)


def _surer(first: Judgement, second: Judgement) -> Judgement:
    rank = {"no": 0, "mention": 1, "ambiguous": 2, "sure": 3}
    better = np.array([rank[a] < rank[b] for a, b in zip(first.verdict, second.verdict, strict=True)], dtype=bool)
    return Judgement(*(np.where(better, b, a).astype(object) for a, b in zip(first, second, strict=True)))


def _places(cells: Cells) -> Objects:
    return np.array([_blank_unknown(name) for name in first_known(cells, "city", "provstate")], dtype=object)


def _named(ids: Objects) -> Objects:
    return np.array([f"GTD:{one}" for one in ids], dtype=object)


def _remarks(cells: Cells, shared: Objects) -> list[Repair]:
    rounded = cells.by_value("eventid", lambda text: bool(text) and not event_id(text), "bool")
    approximate = cells.by_value("approxdate", bool, "bool")
    return [
        Repair(shared != "", "related events: one operation, no duplicates"),
        Repair(approximate, "approxdate text: kept out, does not change the date"),
        Repair(
            rounded, "eventid is no number of twelve digits (rounded by a spreadsheet): the id is made of the cells"
        ),
    ]


LAYOUT = Layout(
    key="gtd",
    title="GTD",
    prefix="GTD",
    aliases=ALIASES,
    signature=(("gname",), ("iyear", "date"), ("eventid", "attacktype1_txt", "nkill", "targtype1_txt")),
    translate=translate,
    actors={"gname": "perpetrator", "gname2": "perpetrator", "gname3": "perpetrator"},
    licence="GTD end user licence: single rows must not be passed on; aggregates may, with the citation.",
    licence_is_open=False,
    citation="START (National Consortium for the Study of Terrorism and Responses to Terrorism), "
    "Global Terrorism Database, "
    "start.umd.edu/gtd, as exported by the user.",
    needed={
        "eventid": "rows have no ids of their own, so that a row twice in the file cannot be seen",
        "specificity": "no point counts as closer than a district",
        "guncertain1": "doubt about the group cannot be seen",
        "nkill": "deaths are unknown",
        "latitude": "no incident can be drawn on the map",
        "related": "attacks of one operation cannot be seen as such",
    },
)
