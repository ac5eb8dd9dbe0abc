"""UCDP GED 19.1 to 26.1, country downloads and Candidate: the order of the three figures is never taken by place."""

import re

import numpy as np

from atlas.importing.actors import judge
from atlas.importing.cells import Cells, Flags, Floats, Objects
from atlas.importing.draft import (
    Draft,
    Fault,
    Judgement,
    Repair,
    Tolls,
    empty_tolls,
    fit_precision,
    in_order,
    judge_rows,
    read_days,
    texts,
    whole_months,
)
from atlas.importing.layouts.base import Layout
from atlas.importing.layouts.common import degrees, first_known, plain_number
from atlas.importing.places import country_name
from atlas.importing.precision import DATE_CODES, PLACE_CODES, UNKNOWN_PLACE, code
from atlas.importing.settings import Reading, Settings
from atlas.incidents.rules import MOST_PEOPLE

ALIASES: dict[str, tuple[str, ...]] = {
    "id": (),
    "year": (),
    "type_of_violence": ("type_of_vi",),
    "dyad_name": (),
    "side_a": (),
    "side_b": (),
    "source_office": (),
    "source_headline": ("source_hea",),
    "source_article": ("source_art",),
    "where_prec": (),
    "where_coordinates": ("where_coor",),
    "adm_1": (),
    "adm_2": (),
    "latitude": (),
    "longitude": (),
    "country": (),
    "date_prec": (),
    "date_start": (),
    "date_end": (),
    "best": ("best_est",),
    "high": ("high_est",),
    "low": ("low_est",),
    "deaths_a": (),
    "deaths_b": (),
}
_LATE = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
_EARLY = (
    "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,gwnoa,side_a,"
    "side_b_new_id,gwnob,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,"
    "where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,{iso}country_id,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high"
)

ALONG_A_LINE = "5"
"""where_prec of events along a road or border: only the first-level unit is known."""

NO_PLACE = "7"
"""where_prec of events at sea or in the air."""

_GOVERNMENT = re.compile(r"government of ([\w .'-]+)", re.IGNORECASE)
_FIGHTS_HERE = frozenset({"united states of america", "united kingdom", "russia", "china", "india", "tajikistan"})


def is_elsewhere(dyad: str) -> bool:
    """Tell whether a dyad names the government of a country in which another part of Islamic State fights."""
    found = _GOVERNMENT.search(dyad)
    if found is None:
        return False
    name = found[1].split(" - ")[0].strip()
    return (
        country_name(name) == name and country_name(name) not in _OUR_COUNTRIES and name.casefold() not in _FIGHTS_HERE
    )


_OUR_COUNTRIES = frozenset(
    {"Afghanistan", "Pakistan", "Uzbekistan", "Tajikistan", "Turkmenistan", "Kyrgyzstan", "Kazakhstan", "Iran"}
)


def translate(cells: Cells, settings: Settings, reading: Reading) -> Draft:
    """Turn UCDP rows into a draft."""
    rows = len(cells)
    start, _, _, wrong_days = read_days(cells, "date_start", reading)
    end = read_days(cells, "date_end", reading).end
    end = np.where(np.isnat(end), start, end)
    precision = cells.by_value("date_prec", lambda text: DATE_CODES["ucdp"].get(code(text), "day"))
    start, end = whole_months(start, end, precision)
    reversed_days = end < start
    end = np.where(reversed_days, start, end)
    precision, widened = fit_precision(start, end, precision)
    too_long = (end - start).astype("timedelta64[D]").astype(float) >= 366
    country = cells.by_value("country", country_name)
    judged = _judged(cells, country, dict(settings.actors))
    killed, wrong_deaths, sorted_deaths = _killed(cells)
    latitude, longitude, wrong = degrees(cells, "latitude", "longitude")
    codes = cells.by_value("where_prec", code)
    kind = cells.by_value("type_of_violence", lambda text: "one-sided" if code(text) == "3" else "fight")
    perpetrator = (kind == "one-sided") & (judged.role != "")
    faults = [
        *wrong_days,
        Fault(reversed_days, cells.named.get("date_end", "date_end"), "is before date_start", "correct one of the two"),
        Fault(
            too_long, cells.named.get("date_end", "date_end"), "is more than a year after date_start", "divide the row"
        ),
        Fault(
            codes == NO_PLACE,
            cells.named.get("where_prec", "where_prec"),
            "is 7: at sea or in the air, in no country",
            "no remedy: such rows have no place on land",
        ),
        *wrong,
        *wrong_deaths,
    ]
    repairs = [
        Repair(codes == ALONG_A_LINE, "where_prec 5: along a line; province by adm_1 only"),
        Repair(widened, "days from start to end are more than date_prec says: precision widened"),
        *sorted_deaths,
    ]
    return Draft(
        own_id=cells.ids("id"),
        stamp=np.full(rows, np.nan),
        reported=start,
        start=start,
        end=end,
        date_precision=precision,
        country=country,
        province=cells.text("adm_1"),
        district=cells.text("adm_2"),
        place=first_known(cells, "where_coordinates", "adm_2", "adm_1"),
        latitude=latitude,
        longitude=longitude,
        location_precision=cells.by_value(
            "where_prec", lambda text: PLACE_CODES["ucdp"].get(code(text), UNKNOWN_PLACE)
        ),
        killed=killed,
        injured=empty_tolls(rows),
        killed_basis="total",
        attackers=_own_dead(cells, judged),
        judged=judged,
        event_class=np.where(perpetrator, "attack", "clash").astype(object),
        initiated=np.where(perpetrator, "yes", "unclear").astype(object),
        attack_type=np.where(kind == "one-sided", "unknown", "clash").astype(object),
        target_type=_targets(cells, judged, perpetrator),
        operation=texts(rows),
        claimed=np.zeros(rows, dtype=bool),
        notes_column="source_headline",
        source_column="source_office",
        faults=[fault for fault in faults if fault.rows.any()],
        repairs=repairs,
    )


def _judged(cells: Cells, country: Objects, verdicts: dict[str, str]) -> Judgement:
    """Judge by sides; one-sided violence has a perpetrator, in a fight either side may have begun."""
    judged = judge_rows(cells, country, {"side_a": "perpetrator", "side_b": "target"}, verdicts)
    elsewhere = cells.by_value("dyad_name", is_elsewhere, "bool") & (judged.verdict != "no")
    verdict, label, role = judged.verdict.copy(), judged.label.copy(), judged.role.copy()
    verdict[elsewhere], label[elsewhere], role[elsewhere] = "no", "", ""
    fight = cells.by_value("type_of_violence", lambda text: code(text) != "3", "bool")
    role[fight & (role != "")] = "either"
    return Judgement(verdict, label, role)


def _killed(cells: Cells) -> tuple[Tolls, list[Fault], list[Repair]]:
    low, best, high = (cells.numbers(name, plain_number) for name in ("low", "best", "high"))
    faults = []
    for values, name in ((low, "low"), (best, "best"), (high, "high")):
        column = cells.named.get(name, name)
        faults.append(Fault(values < 0, column, "is negative", "write how many people, or leave it empty"))
        faults.append(Fault(values > MOST_PEOPLE, column, f"is above {MOST_PEOPLE:,}", "check the figure"))
        faults.append(Fault(values % 1 > 0, column, "is no whole number", "write how many people"))
    # The figure of a cut table alone is low, best and high at once, and told as a single one.
    single = np.isfinite(best) & ~np.isfinite(low) & ~np.isfinite(high)
    tolls, repair = in_order(np.where(single, best, low), best, np.where(single, best, high))
    return tolls._replace(single=single), faults, [repair] if repair else []


def _own_dead(cells: Cells, judged: Judgement) -> Floats:
    """Give the dead of the group's own side, where UCDP counts them by side."""
    found = np.full(len(cells), np.nan)
    at = np.flatnonzero(judged.verdict == "sure")
    if len(at):
        own_a = cells.by_value("side_a", lambda text: judge(text).verdict != "no", "bool")
        a, b = cells.numbers("deaths_a", plain_number), cells.numbers("deaths_b", plain_number)
        dead = np.where(own_a, a, b)
        found[at] = np.where((dead >= 0) & (dead <= MOST_PEOPLE) & (dead % 1 == 0), dead, np.nan)[at]
    return found


def _targets(cells: Cells, judged: Judgement, perpetrator: Flags) -> Objects:
    own_a = cells.by_value("side_a", lambda text: judge(text).verdict != "no", "bool")
    other = np.where(own_a, cells.text("side_b"), cells.text("side_a"))
    kinds = {"Civilians": "civilians", "Taleban": "Taliban"}
    found = np.array(
        [
            kinds.get(name, "police and army" if str(name).startswith("Government of") else "other armed groups")
            for name in other
        ],
        dtype=object,
    )
    found[perpetrator] = "civilians"
    found[judged.verdict == "no"] = "unknown"
    return found


def fix_order(names: tuple[str, ...], rows: list[list[str]]) -> tuple[str, ...]:
    """Settle the order of the three figures of a file without header: low is the smallest on most rows."""
    low, best, high = (names.index(name) for name in ("low", "best", "high"))
    right = wrong = 0
    for row in rows:
        figures = [plain_number(row[at]) for at in (low, best, high)]
        right += figures[0] <= figures[1] <= figures[2]
        wrong += figures[2] < figures[0]
    if wrong <= right:
        return names
    other = {"low": "high", "high": "low"}
    return tuple(other.get(name, name) for name in names)


LAYOUT = Layout(
    key="ucdp",
    title="UCDP GED",
    prefix="UCDP",
    aliases=ALIASES,
    signature=(
        ("side_a",),
        ("side_b", "dyad_name"),
        ("date_start", "year"),
        ("best", "type_of_violence", "where_prec"),
    ),
    translate=translate,
    actors={"side_a": "either", "side_b": "either"},
    licence="CC BY 4.0",
    licence_is_open=True,
    citation="Uppsala Conflict Data Program, Georeferenced Event Dataset (UCDP GED), ucdp.uu.se, CC BY 4.0.",
    needed={
        "id": "rows have no ids of their own, so that a row twice in the file cannot be seen",
        "where_prec": "no point counts as closer than a district",
        "date_prec": "every date counts as known to its days",
        "type_of_violence": "who began it is unclear in every row",
        "best": "deaths are unknown",
        "latitude": "no incident can be drawn on the map",
    },
    orders=(
        tuple(_LATE.split(",")),
        tuple(_EARLY.format(iso="iso3,").split(",")),
        tuple(_EARLY.format(iso="").split(",")),
    ),
)
