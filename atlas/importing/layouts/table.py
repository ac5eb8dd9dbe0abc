"""Any table with a date, a place and a group, in the words that people use in English, German, French and Spanish."""

import numpy as np

from atlas.importing.cells import Cells, Flags, Floats, Objects
from atlas.importing.dates import in_parts
from atlas.importing.draft import (
    DayColumns,
    Draft,
    Fault,
    Repair,
    Tolls,
    in_order,
    judge_rows,
    read_days,
    read_tolls,
    spread_days,
    texts,
)
from atlas.importing.layouts.base import Layout
from atlas.importing.layouts.common import degrees
from atlas.importing.places import country_name, joined, province_code, read_pair
from atlas.importing.precision import is_location
from atlas.importing.settings import Reading, Settings
from atlas.settings import COUNTRIES

ALIASES: dict[str, tuple[str, ...]] = {
    "date": (
        "datum",
        "date_of_incident",
        "incident_date",
        "event_date",
        "date_start",
        "start_date",
        "day_of_attack",
        "when",
        "fecha",
        "date_of_attack",
        "attack_date",
        "dates",
    ),
    "date_end": ("end_date", "enddatum", "date_to"),
    "year": ("jahr", "iyear", "année", "annee", "año"),
    "month": ("monat", "imonth", "mois", "mes"),
    "day": ("tag", "iday", "jour", "día"),
    "country": ("land", "pays", "país", "pais", "country_name", "nation", "admin0", "country_txt"),
    "province": (
        "provinz",
        "admin1",
        "adm1",
        "adm_1",
        "provstate",
        "region",
        "state",
        "oblast",
        "wilayat",
        "governorate",
        "provincia",
        "province_name",
        "admin1_name",
        "admin1_code",
        "p_code",
        "pcode",
        "admin",
    ),
    "district": ("distrikt", "admin2", "adm2", "adm_2", "bezirk", "tehsil", "district_name", "admin2_name"),
    "place": (
        "ort",
        "city",
        "town",
        "village",
        "location",
        "stadt",
        "place_name",
        "lieu",
        "lugar",
        "site",
        "city_village",
        "locality",
    ),
    "latitude": ("lat", "breite", "breitengrad", "latitud", "y", "lat_dd", "y_coord"),
    "longitude": ("lon", "long", "lng", "länge", "laenge", "längengrad", "longitud", "x", "long_dd", "x_coord"),
    "coordinates": (
        "lat_lon",
        "latlon",
        "lat_long",
        "latlong",
        "geo",
        "coords",
        "koordinaten",
        "geom_wkt",
        "wkt",
        "gps",
    ),
    "location_precision": ("precision",),
    "group": (
        "gruppe",
        "perpetrator",
        "perpetrators",
        "actor",
        "actors",
        "perpetrator_group",
        "group_name",
        "attacker",
        "täter",
        "responsible",
        "organization",
        "organisation",
        "claimed_by",
        "groupe",
        "grupo",
        "gname",
        "actor1",
        "armed_group",
        "terrorist_group",
        "attacker_s",
        "who",
        "terrorist",
    ),
    "killed": (
        "tote",
        "deaths",
        "fatalities",
        "dead",
        "kill",
        "nkill",
        "victims_killed",
        "killed_best",
        "no_killed",
        "total_killed",
        "morts",
        "muertos",
        "number_killed",
        "people_killed",
        "casualties_killed",
        "best",
    ),
    "killed_low": (
        "tote_min",
        "killed_min",
        "deaths_low",
        "fatalities_low",
        "min_killed",
        "low",
        "deaths_min",
        "min_deaths",
        "fatalities_min",
        "minimum_killed",
    ),
    "killed_high": (
        "tote_max",
        "killed_max",
        "deaths_high",
        "fatalities_high",
        "max_killed",
        "high",
        "deaths_max",
        "max_deaths",
        "fatalities_max",
        "maximum_killed",
    ),
    "injured": (
        "verletzte",
        "wounded",
        "nwound",
        "injuries",
        "wound",
        "blessés",
        "heridos",
        "no_injured",
        "number_injured",
    ),
    "attack_type": ("type", "weapon", "method", "mode", "type_of_attack", "tactic", "attacktype", "art", "event_type"),
    "notes": (
        "remarks",
        "summary",
        "description",
        "comment",
        "comments",
        "details",
        "bemerkungen",
        "bemerkung",
        "narrative",
    ),
    "source": ("quelle", "sources", "publisher", "reference", "media", "fuente"),
    "url": ("link", "source_url", "web", "href"),
}

_ATTACK_WORDS = (
    ("suicide", "suicide bombing"),
    ("ied", "bombing"),
    ("bomb", "bombing"),
    ("blast", "bombing"),
    ("explo", "bombing"),
    ("grenade", "grenade attack"),
    ("rocket", "rocket or mortar fire"),
    ("mortar", "rocket or mortar fire"),
    ("shell", "rocket or mortar fire"),
    ("shoot", "shooting"),
    ("gun", "shooting"),
    ("firing", "shooting"),
    ("assassin", "shooting"),
    ("kidnap", "abduction"),
    ("abduct", "abduction"),
    ("behead", "killing of captives"),
    ("stab", "stabbing or ramming"),
    ("ramm", "stabbing or ramming"),
    ("clash", "clash"),
    ("assault", "armed assault"),
    ("sabotage", "sabotage"),
)
_SUFFIXES = ("", "_low", "_high")


def attack_type(text: str) -> str:
    """Give the atlas's attack type that the words of a cell name."""
    folded = text.casefold()
    return next((kind for word, kind in _ATTACK_WORDS if word in folded), "unknown")


def translate(cells: Cells, settings: Settings, reading: Reading) -> Draft:
    """Turn the rows of a table into a draft."""
    rows = len(cells)
    start, end, precision, wrong_days = _days(cells, reading)
    killed, wrong_killed, done_killed = _killed(cells)
    injured, wrong_injured, done_injured = read_tolls(cells, "injured", frozenset())
    latitude, longitude, wrong = _points(cells)
    country = _countries(cells, latitude, longitude)
    judged = judge_rows(cells, country, {"group": "perpetrator"}, dict(settings.actors))
    bare = _without_place(cells, latitude)
    undated = np.isnat(start)
    faults = [
        Fault(
            undated & bare,
            cells.named.get("date", cells.named.get("year", "date")),
            "and place are missing: a total line or a remark",
            "leave such lines out",
        ),
        *wrong_days,
        *wrong,
        *wrong_killed,
        *wrong_injured,
        Fault(
            end < start, cells.named.get("date_end", "date_end"), "is before the first day", "correct one of the two"
        ),
    ]
    return Draft(
        own_id=texts(rows),
        stamp=np.full(rows, np.nan),
        reported=start,
        start=start,
        end=end,
        date_precision=precision,
        country=country,
        province=cells.text("province"),
        district=cells.text("district"),
        place=_places(cells),
        latitude=latitude,
        longitude=longitude,
        location_precision=_precision(cells, settings, latitude),
        killed=killed,
        injured=injured,
        killed_basis="unclear",
        attackers=np.full(rows, np.nan),
        judged=judged,
        event_class=texts(rows, "attack"),
        initiated=np.where(judged.verdict == "no", "no", "yes").astype(object),
        attack_type=cells.by_value("attack_type", attack_type),
        target_type=texts(rows, "unknown"),
        operation=texts(rows),
        claimed=np.zeros(rows, dtype=bool),
        notes_column="notes",
        source_column="source",
        url_column="url",
        faults=[fault for fault in faults if fault.rows.any()],
        repairs=[*done_killed, *done_injured],
    )


def _days(cells: Cells, reading: Reading) -> DayColumns:
    if not cells.has("date"):
        number, combinations = cells.pairs("year", "month", "day")
        return spread_days(
            [in_parts(year, month, day) for year, month, day in combinations], number, cells.named.get("year", "year")
        )
    days = read_days(cells, "date", reading)
    if not cells.has("date_end"):
        return days
    last = read_days(cells, "date_end", reading)
    end = np.where(np.isnat(last.end), days.end, last.end)
    span = (end - days.start).astype("timedelta64[D]").astype(float)
    precision = days.precision.copy()
    precision[(span > 0) & (precision == "day")] = "week"
    precision[(span > 6) & (precision == "week")] = "month"
    precision[(span > 30) & (precision == "month")] = "year"
    long = Fault(span > 365, cells.named["date_end"], "is more than a year after the first day", "divide the row")
    return DayColumns(days.start, end, precision, [*days.faults, long])


def _countries(cells: Cells, latitude: Floats, longitude: Floats) -> Objects:
    """Give the stated countries, and where none is stated that of the province or of the point."""
    country = cells.by_value("country", country_name)
    found = cells.by_value("province", lambda text: COUNTRIES.get(province_code(text, "")[:2], ""))
    country = np.where(country == "", found, country).astype(object)
    at = np.flatnonzero((country == "") & np.isfinite(latitude))
    if len(at):
        nothing = texts(len(at))
        code = joined(latitude[at], longitude[at], nothing, nothing, nothing).province
        country[at] = [COUNTRIES.get(str(name)[:2], "") for name in code]
    return country


def _killed(cells: Cells) -> tuple[Tolls, list[Fault], list[Repair]]:
    """Read one column of figures, or two or three; the best of two is left open, and no midpoint is made up."""
    tolls, faults, repairs = {}, [], []
    for suffix in _SUFFIXES:
        tolls[suffix], wrong, done = read_tolls(cells, f"killed{suffix}", frozenset())
        faults += wrong
        repairs += done
    if not (cells.has("killed_low") or cells.has("killed_high")):
        return tolls[""], faults, repairs
    best, low, high = tolls[""].best, tolls["_low"].low, tolls["_high"].high
    alone = (np.isfinite(low).astype(int) + np.isfinite(high) + np.isfinite(best)) == 1
    only = np.fmax(np.fmax(low, high), best)
    low, high = (
        np.where(np.isfinite(low), low, np.fmin(best, high)),
        np.where(np.isfinite(high), high, np.fmax(best, low)),
    )
    sorted_tolls, repair = in_order(low, np.where(alone, only, best), high)
    open_best = np.isfinite(sorted_tolls.low) & ~np.isfinite(sorted_tolls.best)
    notes = [
        Repair(alone, "one figure of several is given: it counts as all three"),
        Repair(open_best, "no best figure: left empty, low and high stand"),
    ]
    return sorted_tolls._replace(single=alone), faults, [*repairs, *notes, *([repair] if repair else [])]


def _points(cells: Cells) -> tuple[Floats, Floats, list[Fault]]:
    if cells.has("latitude") and cells.has("longitude"):
        return degrees(cells, "latitude", "longitude")
    codes, values = cells.coded("coordinates")
    pairs = np.array([read_pair(value) for value in values], dtype=float)[codes]
    filled = np.array([bool(value) for value in values])[codes]
    north, east = pairs[:, 0], pairs[:, 1]
    name = cells.named.get("coordinates", "coordinates")
    wrong = (filled & ~np.isfinite(north)) | (np.abs(north) > 90) | (np.abs(east) > 180)
    return north, east, [Fault(wrong, name, "is no pair of coordinates", "write it as 34.52, 69.18")]


def _without_place(cells: Cells, latitude: Floats) -> Flags:
    bare = ~np.isfinite(latitude)
    for column in ("country", "province", "district", "place"):
        bare &= cells.by_value(column, lambda text: not text, "bool")
    return bare


def _places(cells: Cells) -> Objects:
    found = cells.text("place")
    for column in ("district", "province"):
        found = np.where(found == "", cells.text(column), found).astype(object)
    return found


def _precision(cells: Cells, settings: Settings, latitude: Floats) -> Objects:
    """Claim no more than the columns tell: a named place is a town, a point without one is within a district."""
    place, district = cells.text("place"), cells.text("district")
    closest = np.where(np.isfinite(latitude), settings.location_precision or "district", "province")
    found = np.where(
        place != "",
        settings.location_precision or "town",
        np.where(district != "", settings.location_precision or "district", closest),
    )
    stated = cells.by_value("location_precision", lambda text: text.casefold() if is_location(text.casefold()) else "")
    return np.where(stated != "", stated, found).astype(object)


LAYOUT = Layout(
    key="table",
    title="a table of incidents",
    prefix="TAB",
    aliases=ALIASES,
    signature=(("date", "year"), ("group",), ("country", "province", "district", "place", "latitude", "coordinates")),
    translate=translate,
    actors={"group": "perpetrator"},
    licence="unknown: whoever made the table knows it; say it in the mapping file",
    licence_is_open=False,
    citation="Own table of the user.",
    needed={
        "killed|killed_low|killed_high": "deaths are unknown",
        "latitude|coordinates": "only places that the gazetteer knows can be drawn on the map",
        "province": "rows without coordinates are known to their country only",
    },
)
