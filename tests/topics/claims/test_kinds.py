"""Each kind of test on tables so small that the answer is plain."""

from datetime import date

import pandas as pd
import pytest

from atlas.incidents.filters import Filters
from atlas.statistics.periods import Period
from atlas.topics.claims.measures.finding import Finding, Kind, Material, together
from atlas.topics.claims.measures.kinds import (
    AllOf,
    AmongFirst,
    Count,
    Leads,
    Listed,
    Most,
    NoneRecorded,
    NotTestable,
    RateFell,
    Recorded,
    ShareChanged,
    Toll,
)

COVERED = Period(date(2015, 1, 1), date(2025, 12, 31))
ANY = Kind(Filters(classes=(), labels=()))


def row(day: str, **given: object) -> dict[str, object]:
    return {
        "id": f"KA-{day}", "date_start": day, "date_end": day, "event_class": "attack", "label": "ISKP",
        "country": "Afghanistan", "province_id": "AF-NAN", "region_id": "af-east", "attribution": "claimed",
        "attack_type": "bombing", "target_type": "Taliban", "confidence": "high", "location_precision": "town",
        "place": "Jalalabad", "district": "", "summary": "A bomb.", "operation_id": f"OP-{day}",
        "origin_province_id": None, "latitude": 34.4, "longitude": 70.4,
        **{f"{kind}_{bound}": 1.0 for kind in ("killed", "injured") for bound in ("low", "best", "high")},
    } | given  # fmt: skip


def material(*rows: dict[str, object]) -> Material:
    table = pd.DataFrame(list(rows) or [row("2015-01-01")]).astype(
        {"date_start": "datetime64[us]", "date_end": "datetime64[us]"}
    )
    return Material(table if rows else table[:0], COVERED)


SUSPECTED = {"attribution": "suspected"}


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([row("2020-01-01"), row("2020-01-02", **SUSPECTED)], "supported"),
        ([row("2020-01-02", **SUSPECTED)], "partly supported"),
        ([], "cannot tell"),
    ],
)
def test_what_is_said_to_have_happened(rows, verdict):
    found = Recorded("a bomb", ANY)(material(*rows))
    assert found.verdict == verdict
    assert len(found.sure) + len(found.unsure) == len(rows)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [([row("2020-01-01")], "not supported"), ([row("2020-01-02", **SUSPECTED)], "cannot tell"), ([], "cannot tell")],
)
def test_silence_never_supports_that_nothing_happened(rows, verdict):
    assert NoneRecorded("a bomb", ANY)(material(*rows)).verdict == verdict


@pytest.mark.parametrize(
    ("figure", "at_least", "verdict"),
    [
        (80, False, "supported"), (97, False, "supported"), (98, False, "not supported"), (79, False, "not supported"),
        (80, True, "supported"), (81, True, "partly supported"), (98, True, "not supported"),
    ],
)  # fmt: skip
def test_a_toll_is_held_against_the_range_of_reports(figure, at_least, verdict):
    one = row("2016-07-23", killed_low=80.0, killed_best=85.0, killed_high=97.0)
    found = Toll(ANY, figure, at_least=at_least)(material(one))
    assert found.verdict == verdict
    assert found.toll == (80.0, 85.0, 97.0)


def test_a_toll_of_an_attack_that_is_not_there_or_not_sure():
    assert Toll(ANY, 5)(material()).verdict == "cannot tell"
    assert Toll(ANY, 2, attacks=2)(material(row("2020-01-01"))).verdict == "cannot tell"
    assert Toll(ANY, 1)(material(row("2020-01-01", **SUSPECTED))).verdict == "partly supported"


@pytest.mark.parametrize(
    ("figure", "verdict"), [(2, "supported"), (3, "supported"), (1, "not supported"), (9, "cannot tell")]
)
def test_a_count_below_the_claimed_one_refutes_nothing(figure, verdict):
    rows = [row("2020-01-01"), row("2020-01-02"), row("2020-01-03", **SUSPECTED)]
    assert Count("bombs", ANY, figure)(material(*rows)).verdict == verdict


def spread(number: int, start: str = "2016-01-01", **given: object) -> list[dict[str, object]]:
    days = pd.date_range(start, periods=number, freq="17D").strftime("%Y-%m-%d")
    return [row(day, id=f"KA-{day}-{sorted(given.items())}", **given) for day in days]


def test_most_needs_a_whole_interval_above_a_half():
    kabul = Kind(Filters(provinces=("AF-KAB",)))
    there = {"province_id": "AF-KAB", "region_id": "af-central"}
    assert Most("Kabul", ANY, kabul)(material(*spread(60, **there), *spread(10))).verdict == "supported"
    assert Most("Kabul", ANY, kabul)(material(*spread(10, **there), *spread(60))).verdict == "not supported"
    assert Most("Kabul", ANY, kabul)(material(*spread(5, **there), *spread(5))).verdict == "cannot tell"
    assert Most("Kabul", ANY, kabul)(material()).verdict == "cannot tell"


def test_a_share_that_rose_supports_a_rise_and_speaks_against_a_fall():
    north = {"province_id": "AF-KDZ", "region_id": "af-north-east"}
    rows = material(*spread(80), *spread(5, **north), *spread(40, "2022-01-01"), *spread(40, "2022-01-01", **north))
    north_east = Kind(Filters(provinces=("AF-KDZ",)))
    before, after = Period(date(2015, 1, 1), date(2021, 8, 14)), Period(date(2021, 8, 15), date(2030, 1, 1))

    def verdict(wanted):
        return ShareChanged("Kunduz", ANY, north_east, before, after, wanted)(rows).verdict

    assert verdict("rose") == "supported"
    assert verdict("fell") == "not supported"
    assert ShareChanged("Kunduz", ANY, north_east, before, after, "rose")(material()).verdict == "cannot tell"


def test_a_rate_that_fell():
    before, after = Period(date(2016, 1, 1), date(2019, 12, 31)), Period(date(2020, 1, 1), date(2023, 12, 31))
    many, few = spread(80), spread(5, "2020-06-01")
    assert RateFell("bombs", ANY, before, after)(material(*many, *few)).verdict == "supported"
    assert RateFell("bombs", ANY, after, before)(material(*many, *few)).verdict == "not supported"
    assert RateFell("bombs", ANY, before, after)(material(*few)).verdict in {"cannot tell", "not supported"}


def test_named_provinces_among_the_first():
    rows = material(*spread(9), *spread(5, province_id="AF-KAB"), *spread(1, province_id="AF-KDZ"))
    assert AmongFirst("first", ANY, ("AF-NAN", "AF-KAB"))(rows).verdict == "supported"
    assert AmongFirst("first", ANY, ("AF-NAN", "AF-BAL"))(rows).verdict == "partly supported"
    assert AmongFirst("first", ANY, ("AF-BAL",))(rows).verdict == "not supported"
    assert AmongFirst("first", ANY, ("AF-BAL",))(material()).verdict == "cannot tell"


def test_a_region_leads_when_the_model_is_almost_certain():
    rows = material(*spread(60), *spread(12, province_id="AF-KDZ", region_id="af-north-east"))
    assert Leads("the east", ANY, "af-east", COVERED)(rows).verdict == "supported"
    assert Leads("the north", ANY, "af-north-east", COVERED)(rows).verdict == "not supported"
    assert Leads("the north", ANY, "af-north-east", COVERED)(material()).verdict == "cannot tell"


def test_years_of_a_table_beside():
    table = pd.DataFrame({"date": pd.to_datetime(["2016-07-01", "2023-06-06"]), "disputed": [False, True]})
    assert Listed("killed", lambda: table, (2016,))(material()).verdict == "supported"
    assert Listed("killed", lambda: table, (2016, 2023))(material()).verdict == "partly supported"
    assert Listed("killed", lambda: table, (2018,))(material()).verdict == "cannot tell"


def test_parts_join_to_the_weakest_and_a_mixture_is_part():
    def part(verdict):
        return Finding(verdict, verdict, verdict)

    def joint(*verdicts):
        return together([part(verdict) for verdict in verdicts]).verdict

    assert joint("supported", "supported") == "supported"
    assert joint("supported", "not supported") == "partly supported"
    assert joint("supported", "cannot tell") == "partly supported"
    assert joint("not supported", "cannot tell") == "cannot tell"
    assert joint("not testable") == "not testable"


def test_parts_that_speak_of_the_same_incident_count_it_once():
    found = AllOf([Recorded("a", ANY), Recorded("b", ANY), NotTestable("no")])(material(row("2020-01-01")))
    assert found.sure == ("KA-2020-01-01",)


def test_what_came_from_elsewhere_and_what_lies_outside():
    crossing = row("2022-04-18", country="Uzbekistan", province_id="UZ-SU", origin_province_id="AF-BAL")
    rows = material(crossing, row("2022-04-19"))
    assert list(rows.held(ANY._replace(crossing=True))["country"]) == ["Uzbekistan"]
    assert list(rows.held(ANY._replace(outside=("Afghanistan",)))["country"]) == ["Uzbekistan"]
    assert list(rows.held(ANY._replace(words=("jalal",)))["country"]) == ["Uzbekistan", "Afghanistan"]
    assert rows.held(ANY._replace(words=("nowhere",))).empty


def test_what_ends_after_the_day_of_a_brief_is_not_known_then():
    rows = material(row("2020-01-01"), row("2023-01-01")).until(date(2022, 12, 31))
    assert len(rows.rows) == 1
    assert rows.covered.last == date(2022, 12, 31)
