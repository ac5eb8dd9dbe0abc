"""The test of each claim: its record stands in context/claims.csv, what is looked for stands here. No verdict does."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from atlas.incidents.context import usable_sheet
from atlas.incidents.filters import DEFAULT_LABELS, Filters
from atlas.settings import COUNTRIES, TALIBAN_TAKEOVER
from atlas.statistics.periods import Period
from atlas.topics.claims.measures.finding import Kind
from atlas.topics.claims.measures.kinds import (
    AllOf,
    AmongFirst,
    Count,
    EachBetween,
    Leads,
    Listed,
    Most,
    NoneRecorded,
    NotTestable,
    RateFell,
    Recorded,
    ShareChanged,
    Test,
    Toll,
)

AFGHANISTAN, PAKISTAN = "Afghanistan", "Pakistan"
LONG_AGO, EVE = date(2015, 1, 1), date(2021, 8, 14)
SINCE = Period(TALIBAN_TAKEOVER, date(2100, 1, 1))
BEFORE = Period(LONG_AGO, EVE)
MAJOR = 10
"""From this many killed (best figure) an attack is called major here; the brief gives no threshold."""
CIVILIAN = (
    "civilians", "Shia and Hazara", "Sufis and other Muslims", "parties and elections", "government",
    "other religious minorities", "health and aid", "education", "media", "foreigners", "infrastructure and business",
)  # fmt: skip
"""Targets that are neither armed forces nor a prison nor diplomats."""
SHIA_AND_STATE = ("Shia and Hazara", "parties and elections", "government")
MINORITIES = ("Shia and Hazara", "Sufis and other Muslims", "other religious minorities")
NEIGHBOURS = tuple(COUNTRIES.values())


def on(first: date, last: date | None = None, *, labels: tuple[str, ...] = (), **more: object) -> Kind:
    """Describe attacks of a day or a period, of every label unless some are named."""
    return Kind(Filters(start=first, end=last or first, labels=labels, **more))  # type: ignore[arg-type]


def attacks(*, first: date | None = None, last: date | None = None, **more: object) -> Kind:
    """Describe attacks under the two labels of the default view."""
    return Kind(Filters(start=first, end=last, **more))  # type: ignore[arg-type]


def in_year(year: int, **more: object) -> Kind:
    """Describe attacks of a year under the two labels of the default view."""
    return attacks(first=date(year, 1, 1), last=date(year, 12, 31), **more)


def _civilians_2017_18(country: str) -> Kind:
    days = {"first": date(2017, 1, 1), "last": date(2018, 12, 31)}
    return attacks(**days, countries=(country,), target_types=CIVILIAN)


def _leaders_killed() -> pd.DataFrame:
    table = usable_sheet("leadership")
    return table[(table["kind"] == "killed") & table["event"].str.contains("leader", case=False)]


_KERMAN = on(date(2024, 1, 3), countries=("Iran",))
_HOME = attacks(countries=(AFGHANISTAN,))
_BOTH = attacks(countries=(AFGHANISTAN, PAKISTAN))
_KABUL = attacks(countries=(AFGHANISTAN,), provinces=("AF-KAB",))
_NORTH = attacks(countries=(AFGHANISTAN,), regions=("af-north-wide",))
_WEST = attacks(countries=(AFGHANISTAN,), regions=("af-west",))
_EAST = attacks(countries=(AFGHANISTAN,), regions=("af-east",))
_ABROAD = Kind(Filters(labels=(*DEFAULT_LABELS, "IS other")), outside=NEIGHBOURS)

_CLERICS = Recorded(
    "attacks on clerics in Afghanistan in 2022",
    in_year(2022, countries=(AFGHANISTAN,))._replace(words=(r"\bclerics?\b", r"\bscholars?\b", r"\bpreachers?\b")),
)

TESTS: Mapping[str, Test] = {
    "M1": EachBetween(
        "an attack by the end of 2015",
        {
            name: attacks(last=date(2015, 12, 31), provinces=(code,))
            for name, code in (("Nangarhar", "AF-NAN"), ("Herat", "AF-HER"), ("Helmand", "AF-HEL"), ("Kunar", "AF-KNR"))
        },
    ),
    "M2": NotTestable("The table records what the group did, not what it lost."),
    "M3": AllOf(
        [
            Leads("the wider north", _HOME, "af-north-wide", SINCE),
            Leads("the provinces on the northern border", _HOME, "af-border", SINCE),
        ]
    ),
    "M4": AllOf(
        [
            Recorded("Kunduz in 2022", in_year(2022, provinces=("AF-KDZ",))),
            Recorded("Mazar-i-Sharif in 2022", in_year(2022, provinces=("AF-BAL",))._replace(words=("mazar",))),
        ]
    ),
    "M5": NoneRecorded(
        f"claimed attacks in Afghanistan with at least {MAJOR} killed, 28 April to 28 June 2023",
        attacks(
            first=date(2023, 4, 28), last=date(2023, 6, 28), countries=(AFGHANISTAN,), attributions=("claimed",),
            killed_min=MAJOR,
        ),
    ),
    "M6": AllOf(
        [
            Recorded(
                f"fire into {country} in 2022",
                in_year(2022, countries=(country,), attack_types=("rocket or mortar fire",))._replace(crossing=True),
            )
            for country in ("Uzbekistan", "Tajikistan")
        ]
    ),
    "M7": NotTestable("Numbers of fighters are no incidents: the estimates stand side by side on the page Context."),
    "M8": NotTestable("Recruitment elsewhere is not in the table."),
    "M9": NotTestable("A forecast."),
    "M10": Recorded(
        "the prison of Jalalabad, August 2020",
        on(date(2020, 8, 2), date(2020, 8, 3), provinces=("AF-NAN",), target_types=("prison",)),
    ),
    "M11": NoneRecorded(
        "attacks across a border before 24 February 2022",
        Kind(Filters(end=date(2022, 2, 23), labels=()), crossing=True),
    ),
    "M12": RateFell(
        "attacks, twelve months to 28 June 2023 against the twelve before",
        attacks(),
        Period(date(2021, 6, 29), date(2022, 6, 28)),
        Period(date(2022, 6, 29), date(2023, 6, 28)),
    ),
    "M13": NotTestable("The rows do not say of which nationality attackers were."),
    "D1": AllOf(
        [
            ShareChanged("the east", _HOME, _EAST, BEFORE, SINCE, "fell"),
            ShareChanged("the wider north", _HOME, _NORTH, BEFORE, SINCE, "rose"),
            ShareChanged("the west", _HOME, _WEST, BEFORE, SINCE, "rose"),
        ]
    ),
    "D2": AllOf(
        [
            Recorded("fire over the Amu Darya in 2022", in_year(2022, countries=("Uzbekistan", "Tajikistan"))),
            Recorded(
                "the Russian embassy in Kabul, 5 September 2022",
                on(date(2022, 9, 5), provinces=("AF-KAB",), target_types=("foreign forces and diplomats",)),
            ),
            Recorded("civilians in Afghanistan", in_year(2022, countries=(AFGHANISTAN,), target_types=CIVILIAN)),
            Recorded("civilians in Pakistan", in_year(2022, countries=(PAKISTAN,), target_types=CIVILIAN)),
            _CLERICS,
        ]
    ),
    "D3": AllOf(
        [
            Count(
                f"{target}, September 2022",
                attacks(first=date(2022, 9, 1), last=date(2022, 9, 30), target_types=(target,)),
                figure,
                "killed",
            )
            for target, figure in (("Taliban", 53), ("Shia and Hazara", 15), ("foreign forces and diplomats", 2))
        ]
    ),
    "D4": EachBetween(
        "an attack by the end of 2015",
        {
            "the south of Nangarhar": attacks(last=date(2015, 12, 31), provinces=("AF-NAN",))._replace(
                words=("achin", "kot", "deh bala", "haska mena", "nazyan", "chaparhar", "pachir", "shinwar", "bati kot")
            ),
            "the Tirah valley": attacks(last=date(2015, 12, 31), countries=(PAKISTAN,))._replace(words=("tirah",)),
        },
    ),
    "D5": _CLERICS,
    "W1": AllOf(
        [
            Most("the UN east and Khyber Pakhtunkhwa", _BOTH, Kind(Filters(provinces=(
                "AF-NAN", "AF-KNR", "AF-LAG", "AF-NUR", "PK-KP")))),
            Most("the same with Kabul", _BOTH, Kind(Filters(provinces=(
                "AF-NAN", "AF-KNR", "AF-LAG", "AF-NUR", "PK-KP", "AF-KAB")))),
        ]
    ),
    "W2": Recorded(
        "Mirza Olang, August 2017",
        on(date(2017, 8, 1), date(2017, 8, 31), provinces=("AF-SAR",), target_types=("Shia and Hazara",)),
    ),
    "W3": Toll(on(date(2021, 8, 26), provinces=("AF-KAB",), killed_min=50), 182, at_least=True),
    "W4": Toll(
        on(date(2018, 7, 13), countries=(PAKISTAN,), target_types=("parties and elections",)),
        131, at_least=True, attacks=2,
    ),
    "W5": Toll(on(date(2016, 7, 23), provinces=("AF-KAB",)), 97),
    "W6": Toll(on(date(2023, 7, 30), provinces=("PK-KP",)), 63),
    "W7": Toll(_KERMAN, 94),
    "W8": AllOf(
        [
            Toll(on(date(2024, 3, 22), countries=("Russia",)), 145),
            NoneRecorded("attacks beyond the neighbours before 22 March 2024",
                         _ABROAD._replace(filters=Filters(end=date(2024, 3, 21), labels=_ABROAD.filters.labels))),
        ]
    ),
    "W9": AllOf(
        [
            Leads("the east before 15 August 2021", _HOME, "af-east", BEFORE),
            Leads("the east since 15 August 2021", _HOME, "af-east", SINCE),
        ]
    ),
    "W10": AllOf(
        [
            Most(f"Shia, politicians and government in {country}",
                 attacks(countries=(country,), target_types=CIVILIAN), Kind(Filters(target_types=SHIA_AND_STATE)))
            for country in (AFGHANISTAN, PAKISTAN)
        ]
    ),
    "W11": Recorded(
        "a foiled plot in the United States in June 2024",
        Kind(Filters(start=date(2024, 6, 1), end=date(2024, 6, 30), countries=("United States",),
                     classes=("foiled plot",), labels=())),
    ),
    "W12": NotTestable("A founding day is no incident; the page Context sets it beside the first ones."),
    "A1": RateFell(
        "attacks in Afghanistan, 2018-19 against 2020-23", _HOME,
        Period(date(2018, 1, 1), date(2019, 12, 31)), Period(date(2020, 1, 1), date(2023, 12, 31)),
    ),
    "A2": AllOf(
        [
            Recorded(f"{country}, January to March 2024",
                     on(date(2024, 1, 1), date(2024, 3, 31), countries=(country,), labels=("ISKP",)))
            for country in ("Iran", "Russia")
        ]
    ),
    "A3": AllOf(
        [
            ShareChanged(
                "claimed part of the attacks that the press reported, 2018-19 against 2020-23",
                _HOME, Kind(Filters(attributions=("claimed",))),
                Period(date(2018, 1, 1), date(2019, 12, 31)), Period(date(2020, 1, 1), date(2023, 12, 31)), "fell",
            ),
            NotTestable("Intent cannot be read from incidents."),
        ]
    ),
    "A4": NotTestable("Numbers of fighters are no incidents: the estimates stand side by side on the page Context."),
    "A5": Most(
        "attacks on the Taliban to the end of 2016",
        attacks(last=date(2016, 12, 31), countries=(AFGHANISTAN,)), Kind(Filters(target_types=("Taliban",))),
    ),
    "G1": AmongFirst(
        "provinces with most attacks", _HOME,
        ("AF-NAN", "AF-KAB", "AF-KNR", "AF-JOW", "AF-PIA", "AF-KDZ", "AF-HER"),
    ),
    "G2": AllOf(
        [
            Count("attacks on civilians in Afghanistan 2017-18", _civilians_2017_18(AFGHANISTAN), 84),
            Count("killed in them in Afghanistan", _civilians_2017_18(AFGHANISTAN), 819, "killed"),
            Count("attacks on civilians in Pakistan 2017-18", _civilians_2017_18(PAKISTAN), 11),
            Count("killed in them in Pakistan", _civilians_2017_18(PAKISTAN), 338, "killed"),
        ]
    ),
    "G3": AllOf([Toll(_KERMAN, 100), Toll(_KERMAN, 284, "injured")]),
    "G4": NotTestable("Numbers of fighters are no incidents: the estimates stand side by side on the page Context."),
    "G5": Listed("leaders killed", _leaders_killed, (2016, 2017, 2018, 2023)),
    "G6": NotTestable("A party's own figure of arrests and deaths among the group."),
    "G7": AllOf(
        [
            ShareChanged("Kabul, before and since June 2020", _HOME, _KABUL,
                         Period(LONG_AGO, date(2020, 5, 31)), Period(date(2020, 6, 1), date(2100, 1, 1)), "rose"),
            Most("Shia and other minorities among the attacks in Kabul since June 2020",
                 attacks(first=date(2020, 6, 1), provinces=("AF-KAB",)), Kind(Filters(target_types=MINORITIES))),
        ]
    ),
    "G8": Most("attacks in Afghanistan and Pakistan", Kind(Filters()), _BOTH),
}  # fmt: skip
"""By the id of the claim."""
