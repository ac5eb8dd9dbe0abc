"""ACLED: six layouts of 2014 to 2026, with or without the group of each side, monadic or not, cut down or renamed."""

import numpy as np

from atlas.importing.cells import Cells, Objects
from atlas.importing.draft import (
    Draft,
    empty_tolls,
    judge_rows,
    read_days,
    read_tolls,
    texts,
    whole_months,
)
from atlas.importing.layouts.base import Layout
from atlas.importing.layouts.common import degrees, first_known, plain_number
from atlas.importing.places import country_name
from atlas.importing.precision import DATE_CODES, PLACE_CODES, UNKNOWN_PLACE, code
from atlas.importing.settings import Reading, Settings

ALIASES: dict[str, tuple[str, ...]] = {
    "event_id_cnty": ("data_id_cnty", "event_id"),
    "event_date": ("date",),
    "year": (),
    "time_precision": ("time_preci", "timeprecision"),
    "event_type": ("type",),
    "sub_event_type": ("sub_event",),
    "actor1": ("crime_actor", "actor_1"),
    "assoc_actor_1": ("ally_actor_1", "associated_actor_1"),
    "inter1": (),
    "actor2": ("actor_2",),
    "assoc_actor_2": ("ally_actor_2", "associated_actor_2"),
    "inter2": (),
    "country": (),
    "admin1": ("admin", "admin_1"),
    "admin2": ("admin_2",),
    "location": ("city",),
    "latitude": ("lat",),
    "longitude": ("lon", "long", "lng"),
    "geo_precision": ("geo_precis", "geoprecision"),
    "source": (),
    "notes": ("note",),
    "fatalities": ("fatality", "deaths"),
    "timestamp": (),
}
_CURRENT = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,"
    "longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
_OLD = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,latitude,"
    "longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3"
)
_OLDEST = (
    "gwno,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,actor1,ally_actor_1,inter1,actor2,"
    "ally_actor_2,inter2,interaction,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,notes,"
    "fatalities"
)

ATTACK_TYPES = {
    "Suicide bomb": "suicide bombing",
    "Armed clash": "clash",
    "Attack": "shooting",
    "Grenade": "grenade attack",
    "Remote explosive/landmine/IED": "bombing",
    "Shelling/artillery/missile attack": "rocket or mortar fire",
    "Abduction/forced disappearance": "abduction",
    "Looting/property destruction": "sabotage",
}
NO_ATTACK = ("strategic development", "protest", "riot")
"""First words of the event types that are no attack."""

_TARGETS = (
    ("civilians", "civilians"),
    ("taliban", "Taliban"),
    ("police", "police and army"),
    ("military", "police and army"),
    ("government", "government"),
    ("protesters", "civilians"),
    ("prison", "prison"),
)


def target_type(name: str) -> str:
    """Give the kind of target that a name of the other side stands for."""
    folded = name.casefold()
    return next(
        (kind for word, kind in _TARGETS if folded.startswith(word)), "unknown" if not name else "other armed groups"
    )


def classes(event_type: Objects, role: Objects) -> tuple[Objects, Objects]:
    """Give event class and whether the group began it, from ACLED's event type and the part of the group."""
    kind = np.array([text.casefold() for text in event_type], dtype=object)
    rows = len(kind)
    found, began = texts(rows, "clash"), texts(rows, "unclear")
    perpetrator, target = role == "perpetrator", role == "target"
    found[perpetrator], began[perpetrator] = "attack", "yes"
    found[target], began[target] = "operation", "no"
    quiet = np.array([text.startswith(NO_ATTACK) for text in kind], dtype=bool)
    found[quiet] = "no attack"
    began[quiet & (role == "")] = "no"
    return found, began


def translate(cells: Cells, settings: Settings, reading: Reading) -> Draft:
    """Turn ACLED rows into a draft."""
    start, end, given, wrong_days = read_days(cells, "event_date", reading)
    stated = cells.by_value("time_precision", lambda text: DATE_CODES["acled"].get(code(text), ""))
    precision = np.where((stated != "") & (given == "day"), stated, given).astype(object)
    reported = start
    start, end = whole_months(start, end, precision)
    country = cells.by_value("country", country_name)
    roles = {"actor1": "perpetrator", "actor2": "target", "assoc_actor_1": "associate", "assoc_actor_2": "associate"}
    judged = judge_rows(cells, country, roles, dict(settings.actors))
    event_type = cells.text("event_type")
    role = _roles(judged.role, event_type, cells)
    judged = judged._replace(role=role)
    killed, faults, repairs = read_tolls(cells, "fatalities", frozenset())
    latitude, longitude, wrong = degrees(cells, "latitude", "longitude")
    event_class, began = classes(event_type, np.where(role == "either", "", role).astype(object))
    other = np.where(role == "target", cells.text("actor1"), cells.text("actor2"))
    where = cells.by_value("geo_precision", lambda text: PLACE_CODES["acled"].get(code(text), UNKNOWN_PLACE))
    return Draft(
        own_id=cells.ids("event_id_cnty"),
        stamp=cells.numbers("timestamp", plain_number),
        reported=reported,
        start=start,
        end=end,
        date_precision=precision,
        country=country,
        province=cells.text("admin1"),
        district=cells.text("admin2"),
        place=first_known(cells, "location", "admin2", "admin1"),
        latitude=latitude,
        longitude=longitude,
        location_precision=where,
        killed=killed,
        injured=empty_tolls(len(cells)),
        killed_basis="total",
        attackers=np.full(len(cells), np.nan),
        judged=judged,
        event_class=event_class,
        initiated=began,
        attack_type=cells.by_value("sub_event_type", lambda text: ATTACK_TYPES.get(text, "unknown")),
        target_type=_target_types(other, judged.role),
        operation=texts(len(cells)),
        claimed=np.zeros(len(cells), dtype=bool),
        notes_column="notes",
        source_column="source",
        faults=[*wrong_days, *wrong, *faults],
        repairs=repairs,
    )


def _roles(role: Objects, event_type: Objects, cells: Cells) -> Objects:
    """In a battle either side may have begun it; in a monadic file the side that suffers may stand first."""
    found = role.copy()
    suffers = cells.by_value("actor1", lambda text: text.startswith(("Civilians", "Protesters", "Rioters")), "bool")
    first, second = found == "perpetrator", found == "target"
    found[suffers & second] = "perpetrator"
    battle = np.array([text.casefold().startswith("battle") for text in event_type], dtype=bool)
    found[battle & (first | second)] = "either"
    return found


def _target_types(other: Objects, role: Objects) -> Objects:
    known: dict[str, str] = {}
    kinds = np.array([known.setdefault(name, target_type(name)) for name in other], dtype=object)
    kinds[role == "target"] = "the group itself"
    return kinds


LAYOUT = Layout(
    key="acled",
    title="ACLED",
    prefix="ACLED",
    aliases=ALIASES,
    signature=(("event_date",), ("actor1",), ("event_id_cnty", "event_type", "sub_event_type", "fatalities")),
    translate=translate,
    actors={"actor1": "perpetrator", "actor2": "target", "assoc_actor_1": "associate", "assoc_actor_2": "associate"},
    licence="ACLED terms of use: single rows must not be passed on; aggregates may, with the citation.",
    licence_is_open=False,
    citation="Armed Conflict Location & Event Data (ACLED), acleddata.com, as exported by the user.",
    needed={
        "event_id_cnty": "rows have no ids of their own, so that a row twice in the file cannot be seen",
        "time_precision": "every date counts as known to the day",
        "geo_precision": "no point counts as closer than a district",
        "actor2": "attacks on the group cannot be seen",
        "assoc_actor_1": "the group as an ally of a side cannot be seen",
        "fatalities": "deaths are unknown",
        "latitude": "no incident can be drawn on the map",
        "notes": "mentions of the group in the text cannot be seen",
    },
    orders=tuple(tuple(order.split(",")) for order in (_CURRENT, _OLD, _OLDEST)),
)
