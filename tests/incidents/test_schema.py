import json
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.geography.provinces import provinces
from atlas.incidents import schema, vocabulary
from atlas.incidents.columns import COLUMNS, REQUIRED, of_kind
from atlas.incidents.rules import LONGEST_SPAN_DAYS, RULES
from atlas.incidents.sources import read_sources, source_fault

GOOD = {
    "id": "KA-0001",
    "date_start": "2020-05-01",
    "date_end": "2020-05-01",
    "date_precision": "day",
    "event_class": "attack",
    "initiated_by_group": "yes",
    "place": "Jalalabad",
    "district": "Jalalabad",
    "province_id": "AF-NAN",
    "country": "Afghanistan",
    "latitude": 34.43,
    "longitude": 70.45,
    "location_precision": "town",
    "coordinate_source": "GeoNames",
    "attack_type": "bombing",
    "target_type": "civilians",
    "killed_low": 1,
    "killed_best": 2,
    "killed_high": 3,
    "killed_basis": "victims",
    "attribution": "claimed",
    "label": "ISKP",
    "confidence": "high",
    "summary": "Bomb exploded in a market.",
    "sources": json.dumps([{"publisher": "dawn.com", "family": "dawn.com", "url": "https://dawn.com/1"}]),
}


def plain(*changes):
    """Build the table that the schema checks: one good row per argument with the changes it names."""
    rows = [GOOD | {"id": f"KA-{number:04d}"} | change for number, change in enumerate(changes, start=1)]
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    return table.astype({name: schema.type_of(column) for name, column in COLUMNS.items()})


def faults(**change):
    found = schema.failures(plain(change))
    return list(zip(found["column"], found["reason"], strict=True))


def test_a_good_row_has_no_fault():
    assert faults() == []


def test_a_row_with_required_columns_only_is_valid():
    bare = {name: None for name in COLUMNS if name not in REQUIRED} | {"location_precision": "country"}
    assert faults(**bare) == []


BAD_CELLS = [
    ("id", "ka-1", "KA-0001"),
    ("id", "KA-0001x", "KA-0001"),
    ("date_start", "1990-05-01", "check the year"),
    ("date_precision", "hour", "day, week, month, year"),
    ("event_class", "Attack", "closed list"),
    ("country", "afghanistan", "short name"),
    ("country", "Islamic Republic of Iran", "short name"),
    ("country", "AF", "short name"),
    ("country", "Turkey\n", "short name"),
    ("country", "Tur\u202ekey", "short name"),
    ("country", "Turkey\u200f", "short name"),
    ("country", "T" + "u" * 60, "short name"),
    ("date_start", "2100-05-01", "after the present year"),
    ("date_end", "9999-12-31", "after the present year"),
    ("killed_high", 1e19, "from 0 to 100,000"),
    ("attackers_killed", 100_001, "from 0 to 100,000"),
    ("district", "x" * 32_768, "32,767 characters"),
    ("place", "Kabul\u200e", "control characters"),
    ("place", "no\uffffcharacter", "control characters"),
    ("sources", "[" * 2_000, "JSON list"),
    ("sources", "[" * 200_000, "JSON list"),
    ("province_id", "AF-ZZZ", "ISO 3166-2"),
    ("latitude", 90.5, "90 degrees"),
    ("longitude", -180.5, "180 degrees"),
    ("killed_high", -1, "whole number"),
    ("injured_low", 1.5, "whole number"),
    ("summary", "word " * 26, "25 words"),
    ("summary", "two\nlines", "control characters"),
    ("place", "turned \u202eround", "control characters"),
    ("place", "null\x00byte", "control characters"),
    ("known_as", "Abbey Gate;airport", "semicolon and a space"),
    ("known_as", "Abbey Gate; ", "semicolon and a space"),
    ("sources", "not json", "JSON list"),
    ("origin_province_id", "Balkh", "ISO 3166-2"),
    ("label", None, "filled in every row"),
]


@pytest.fixture(scope="module")
def told_of_cells():
    """Check one table in which every row has one bad cell: at, column, reason."""
    return schema.failures(plain(*({column: value} for column, value, _ in BAD_CELLS)))


@pytest.mark.parametrize("at", range(len(BAD_CELLS)), ids=lambda at: f"{BAD_CELLS[at][0]}={BAD_CELLS[at][1]!r}")
def test_a_bad_cell_is_named_with_its_remedy(told_of_cells, at):
    column, _, told = BAD_CELLS[at]
    found = told_of_cells[told_of_cells["at"] == at]
    assert found.loc[found["column"] == column, "reason"].str.contains(told, regex=False).any()


CONTRADICTIONS = [
    ({"date_end": "2020-04-30"}, "date_end", "before date_start"),
    ({"date_end": "2020-05-02"}, "date_precision", "does not fit the span"),
    ({"date_end": "2020-05-08", "date_precision": "week"}, "date_precision", "does not fit the span"),
    ({"killed_low": 3}, "killed_best", "not between"),
    ({"killed_high": None}, "killed_best", "only in part"),
    ({"injured_best": 4}, "injured_best", "only in part"),
    ({"longitude": None}, "longitude", "without the other"),
    ({"location_precision": "province"}, "latitude", "leave the coordinates empty"),
    ({"coordinate_source": None}, "coordinate_source", "name who publishes them"),
    ({"country": "Pakistan"}, "province_id", "another country"),
    ({"country": "Russia"}, "province_id", "another country"),
    ({"province_id": None, "latitude": None, "longitude": None}, "province_id", "fill it"),
    ({"location_precision": "country", "latitude": None, "longitude": None}, "province_id", "correct one of them"),
    ({"event_class": "foiled plot"}, "killed_high", "foiled plot"),
]


@pytest.fixture(scope="module")
def told_of_rows():
    """Check one table in which every row contradicts itself once."""
    return schema.failures(plain(*(change for change, _, _ in CONTRADICTIONS)))


@pytest.mark.parametrize("at", range(len(CONTRADICTIONS)), ids=lambda at: str(CONTRADICTIONS[at][0]))
def test_a_row_that_contradicts_itself_is_named_once_with_its_remedy(told_of_rows, at):
    _, column, told = CONTRADICTIONS[at]
    found = told_of_rows[told_of_rows["at"] == at]
    assert found["column"].tolist() == [column]
    assert told in found["reason"].item()


UNUSUAL = [
    {"date_end": "2020-05-07", "date_precision": "week"},
    {"date_end": "2020-05-31", "date_precision": "month"},
    {"date_start": "2020-01-01", "date_end": "2020-12-31", "date_precision": "year"},
    {"province_id": None},
    {"latitude": None, "longitude": None, "location_precision": "district"},
    {"country": "Turkey", "province_id": None, "latitude": 41.0, "longitude": 28.9},
    {"country": "Germany", "province_id": None, "latitude": None, "longitude": None},
    {"id": "KA-1000000"},
    {"summary": "word " * 25},
    {"known_as": "Abbey Gate bombing; Kabul airport attack"},
    {"place": "می\u200cخانه"},
    {"killed_high": 100_000},
    {"country": "Bosnia and Herzegovina", "province_id": None, "latitude": 43.8, "longitude": 18.4},
    {"killed_low": None, "killed_best": None, "killed_high": None},
]


def test_unusual_but_right_rows_are_valid():
    assert schema.failures(plain(*UNUSUAL)).empty


def test_an_id_that_stands_twice_is_reported_in_both_rows():
    found = schema.failures(plain({"id": "KA-0007"}, {}, {"id": "KA-0007"}))
    assert found["at"].tolist() == [0, 2]
    assert set(found["column"]) == {"id"}


def test_all_faults_of_all_rows_are_found_at_once():
    found = schema.failures(plain({"killed_low": 9}, {}, {"label": "IS", "latitude": 91.0}))
    assert set(zip(found["at"], found["column"], strict=True)) == {(0, "killed_best"), (2, "label"), (2, "latitude")}


TOLLS = st.tuples(*[st.integers(0, 300)] * 3)
SPANS = st.tuples(
    st.dates(pd.Timestamp("2015-01-01").date(), pd.Timestamp("2026-12-31").date()),
    st.integers(0, 400),
    st.sampled_from(list(LONGEST_SPAN_DAYS)),
)


def faulty_rows(rule_column, changes):
    """Give the positions of the rows that break a rule about one column, by the rules alone."""
    table = plain(*changes)
    return {at for rule in RULES if rule.column == rule_column for at in table.index[~rule.holds(table)]}


@settings(max_examples=20, deadline=None)
@given(st.lists(TOLLS, min_size=1, max_size=30))
def test_exactly_the_ordered_tolls_are_valid(tolls):
    names = ("killed_low", "killed_best", "killed_high")
    found = faulty_rows("killed_best", [dict(zip(names, toll, strict=True)) for toll in tolls])
    assert found == {at for at, toll in enumerate(tolls) if list(toll) != sorted(toll)}


@settings(max_examples=20, deadline=None)
@given(st.lists(SPANS, min_size=1, max_size=30))
def test_a_span_is_valid_exactly_when_its_precision_allows_it(spans):
    changes = [
        {"date_start": str(first), "date_end": str(first + timedelta(days)), "date_precision": precision}
        for first, days, precision in spans
    ]
    found = faulty_rows("date_precision", changes)
    assert found == {at for at, (_, days, precision) in enumerate(spans) if days + 1 > LONGEST_SPAN_DAYS[precision]}


def source(**change):
    return json.dumps([{"publisher": "dawn.com", "family": "dawn.com"} | change])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", None),
        (source(url="https://dawn.com/news/1?a=b#c", title="A", date="2020-05-01", via="B"), None),
        (source(url=""), None),
        ("{}", "list of objects"),
        ('["a"]', "list of objects"),
        ("[", "not JSON"),
        (source(link="x"), "unknown key link"),
        (source(url="javascript:alert(1)"), "http"),
        (source(url="https://"), "http"),
        (source(url="https://[oops"), "http"),
        (source(url="https://reuters.com@evil.example/"), "http"),
        (source(url="https://reuters.com:pass@evil.example/"), "http"),
        (source(url="https://a.b\\@evil.example/"), "http"),
        ("[" * 2_000, "not JSON"),
        (source(title="half a pair \ud800"), "plain text"),
        (source(url='https://dawn.com/"onclick'), "http"),
        (source(title=7), "plain text"),
        (source(title="a\u202eb"), "plain text"),
        (source(family=""), "lacks publisher or family"),
    ],
)
def test_sources_are_plain_text_with_web_addresses(text, fault):
    found = source_fault(text)
    assert found == fault if fault is None else fault in found


def test_sources_are_read_with_every_key():
    assert read_sources(source(url="https://a.b/"))[0] == {
        "publisher": "dawn.com", "title": "", "date": "", "url": "https://a.b/", "via": "", "family": "dawn.com",
    }  # fmt: skip
    assert read_sources("") == read_sources(None) == []


def test_the_schema_describes_every_column_and_every_list_has_one():
    assert list(schema.SCHEMA.columns) == list(COLUMNS)
    assert all(column.description for column in schema.SCHEMA.columns.values())
    assert set(of_kind("choice")) == set(vocabulary.LISTS)


def test_every_fault_has_a_reason_with_a_remedy():
    checks = [check for column in schema.SCHEMA.columns.values() for check in column.checks] + schema.SCHEMA.checks
    assert all(":" in check.error for check in checks)


def test_province_codes_are_those_of_the_geodata():
    assert schema.province_ids() == tuple(provinces().index)
    assert {"AF-NAN", "PK-KP", "IR-08", "TJ-RA"} <= set(schema.province_ids())
