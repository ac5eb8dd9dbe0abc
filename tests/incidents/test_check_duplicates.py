import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.geography.projection import distance_km
from atlas.incidents import duplicates
from atlas.incidents.duplicates import accepted_pairs, in_words, suspected_pairs, uncompared
from tests.conftest import tiny_table

KABUL = {"place": "Kabul", "province_id": "AF-KAB", "latitude": 34.53, "longitude": 69.17}
NOWHERE = {"latitude": None, "longitude": None, "location_precision": "province"}


def operations_apart(table):
    """As loading does: a lone incident is its own operation."""
    return table.assign(operation_id=table["operation_id"].where(table["operation_id"] != "", table["id"]))


@pytest.fixture
def pairs(tiny):
    def find(*changes):
        return suspected_pairs(operations_apart(tiny(*changes))).tolist()

    return find


@pytest.mark.parametrize(
    ("other", "suspected"),
    [
        ({}, True),
        ({"date_start": "2020-01-02"}, True),
        ({"date_start": "2020-01-03"}, False),
        ({"date_start": "2019-12-31"}, True),
        ({"latitude": 34.60, "place": "Behsud"}, True),
        ({"latitude": 34.66, "place": "Farther"}, False),
        (KABUL, False),
        ({"killed_low": 3, "killed_best": 3, "killed_high": 3}, True),
        ({"killed_low": 4, "killed_best": 4, "killed_high": 4}, False),
        ({"killed_low": None, "killed_best": None, "killed_high": None}, True),
        ({"injured_low": 90, "injured_best": 90, "injured_high": 90}, True),
        (NOWHERE, False),
    ],
)
def test_near_in_time_and_place_with_a_similar_toll(pairs, other, suspected):
    assert (pairs({}, other) == [[0, 1]]) is suspected


def test_large_tolls_may_differ_by_a_quarter(pairs):
    def toll(number):
        return {"killed_low": number, "killed_best": number, "killed_high": number}

    assert pairs(toll(75), toll(100)) == [[0, 1]]
    assert pairs(toll(74), toll(100)) == []


def test_both_tolls_must_be_alike(pairs):
    def hurt(number):
        return {"injured_low": number, "injured_best": number, "injured_high": number}

    assert pairs(hurt(5), hurt(7)) == [[0, 1]]
    assert pairs(hurt(5), hurt(50)) == []


def test_without_coordinates_the_place_decides(pairs):
    assert pairs(NOWHERE, NOWHERE | {"place": "JALALABAD"}) == [[0, 1]]
    assert pairs(NOWHERE, NOWHERE | {"place": "Khogyani"}) == []
    assert pairs(NOWHERE, NOWHERE | {"province_id": "AF-KNR"}) == []
    abroad = NOWHERE | {"province_id": None, "country": "Germany", "place": "Cologne"}
    assert pairs(abroad, abroad, abroad | {"country": "Turkey"}) == [[0, 1]]


def test_attacks_of_one_operation_are_several(pairs):
    joint = {"operation_id": "OP-1"}
    assert pairs(joint, joint) == []
    assert pairs(joint, {}) == [[0, 1]]


def test_a_span_holds_all_its_days_and_a_pair_is_told_once(pairs):
    month = {"date_start": "2020-01-01", "date_end": "2020-01-31", "date_precision": "month"}
    assert pairs(month, {"date_start": "2020-01-20"}, {"date_start": "2020-02-01"}) == [[0, 1], [0, 2]]
    assert pairs(month, {"date_start": "2020-02-02"}) == []
    assert pairs(month, month) == [[0, 1]]


def test_a_year_is_not_compared_and_counted(tiny):
    year = {"date_start": "2020-01-01", "date_end": "2020-12-31", "date_precision": "year"}
    table = operations_apart(tiny(year, {}, year))
    assert suspected_pairs(table).tolist() == []
    assert uncompared(table) == 2


def test_pairs_are_named_in_words(tiny):
    table = operations_apart(tiny({}, {"date_start": "2020-01-02", "latitude": 34.50}, NOWHERE | {"place": ""}))
    assert in_words(table, np.array([[0, 1], [1, 2]])) == [
        "KA-0001 (2020-01-01, Jalalabad) and KA-0002 (2020-01-02, Jalalabad), 8 km apart",
        "KA-0002 (2020-01-02, Jalalabad) and KA-0003 (2020-01-01, no place)",
    ]


def accept(monkeypatch, tmp_path, *lines):
    (tmp_path / "not_duplicates.csv").write_text("\n".join(["id,date,other_id,other_date,reason", *lines]) + "\n")
    reader = duplicates.usable_sheet
    monkeypatch.setattr(duplicates, "usable_sheet", lambda name: reader(name, tmp_path))


def test_a_listed_pair_is_accepted_and_a_line_that_fits_no_rows_is_told(tiny, monkeypatch, tmp_path):
    accept(
        monkeypatch,
        tmp_path,
        "KA-0001,2020-01-01,KA-0002,2020-01-01,two bombs",
        "KA-0001,2020-01-01,KA-0003,2020-05-05,the date was changed since",
        "KA-0800,2020-01-01,KA-0900,2020-01-01,rows of another table",
    )
    table = operations_apart(tiny({}, {}, {}))
    pairs = suspected_pairs(table)
    accepted, stale = accepted_pairs(table, pairs)
    assert pairs[accepted].tolist() == [[0, 1]]
    assert pairs[~accepted].tolist() == [[0, 2], [1, 2]]
    assert stale["other_id"].tolist() == ["KA-0003"]


def test_nothing_is_found_in_one_row(pairs):
    assert pairs({}) == []


@st.composite
def scattered(draw):
    near = st.floats(-0.3, 0.3).map(lambda shift: round(shift, 2))
    return [
        {
            "date_start": f"2020-01-{draw(st.integers(1, 6)):02d}",
            "latitude": 34.4 + draw(near),
            "longitude": 70.4 + draw(near),
            "killed_low": (low := draw(st.integers(0, 6))),
            "killed_best": low,
            "killed_high": low + draw(st.integers(0, 3)),
        }
        for _ in range(draw(st.integers(1, 12)))
    ]


@settings(max_examples=40, deadline=None)
@given(scattered())
def test_it_finds_what_a_look_at_every_pair_finds(rows):
    table = operations_apart(tiny_table(*rows))
    expected, unsure = set(), set()
    for one in range(len(table)):
        for other in range(one + 1, len(table)):
            a, b = table.iloc[one], table.iloc[other]
            away = float(distance_km(a.longitude, a.latitude, b.longitude, b.latitude))
            days = abs(a.date_start - b.date_start).days
            gap = max(a.killed_low, b.killed_low) - min(a.killed_high, b.killed_high)
            alike = gap <= max(2, 0.25 * max(a.killed_high, b.killed_high))
            if days <= 1 and alike:
                (unsure if abs(away - 25) < 0.2 else expected if away < 25 else set()).add((one, other))
    found = {tuple(pair) for pair in suspected_pairs(table).tolist()}
    assert found - unsure == expected


def test_many_rows_are_compared_by_day(tiny):
    table = operations_apart(pd.concat([tiny({}, KABUL)] * 2000, ignore_index=True))
    days = pd.Timestamp("2015-01-01") + pd.to_timedelta(3 * (np.arange(len(table)) // 2), unit="D")
    table = table.assign(id=[f"KA-{row:04d}" for row in range(len(table))], date_start=days, date_end=days)
    table["operation_id"] = table["id"]
    assert suspected_pairs(table).tolist() == []
    twice = pd.concat([table, table.assign(operation_id="other")], ignore_index=True)
    assert suspected_pairs(twice).tolist() == [[row, row + len(table)] for row in range(len(table))]
