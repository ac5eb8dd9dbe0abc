from datetime import date

import pytest

from atlas.geography.provinces import provinces_in
from atlas.settings import TALIBAN_TAKEOVER
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.movement import groups
from atlas.topics.shift.measures.share_series import FEWEST, share_series

COVERED = Period(date(2019, 3, 1), date(2020, 12, 31))
NORTH, EAST = {"AF-BAL"}, {"AF-NAN"}


def days(year, number, **change):
    return [{"date_start": f"{year}-{4 + place % 8:02d}-{1 + place % 28:02d}", **change} for place in range(number)]


def test_shares_of_all_groups_are_counted_per_year_and_thin_years_have_none(tiny):
    table = tiny(*days(2019, 8), *days(2019, 4, province_id="AF-BAL", attribution="suspected"), *days(2020, FEWEST - 1))
    found = share_series(table, {"north": NORTH, "east": EAST}, COVERED)
    first, thin = found.table[found.table["group"] == "north"].to_dict("records")
    assert (first["inside_sure"], first["inside"], first["total_sure"], first["total"]) == (0, 4, 8, 12)
    assert first["share"] == pytest.approx(1 / 3)
    assert first["low"] < first["share"] < first["high"]
    assert first["first"].date() == COVERED.first
    assert thin["total"] == FEWEST - 1
    assert thin["share"] != thin["share"]
    assert found.sparse == [date(2020, 1, 1)]


def test_what_crosses_the_turn_of_a_year_is_in_neither_and_is_counted(tiny):
    table = tiny(*days(2019, 12), {"date_start": "2019-12-30", "date_end": "2020-01-02"})
    found = share_series(table, {"east": EAST}, COVERED)
    assert found.not_datable == 1
    assert found.table["total"].tolist() == [12, 0]


def test_half_years_and_an_empty_table(tiny):
    assert len(share_series(tiny(), {"east": EAST}, COVERED, months_per_bin=6).table) == 4


def test_groups_part_the_country_once(tiny):
    question = Question.at(TALIBAN_TAKEOVER, date(2015, 1, 26), date(2026, 2, 6))
    found = groups(tiny(*days(2019, 5, province_id="AF-KAB"), *days(2020, 2, province_id="AF-HER")), question)
    assert [(each.code, each.part) for each in found][:3] == [
        ("af-north-wide", "region"),
        ("af-east", "origin"),
        ("af-central", "largest rest"),
    ]
    held = [code for each in found for code in each.provinces]
    assert len(held) == len(set(held)) == 34


def test_a_region_that_holds_its_origin_stands_alone(tiny):
    question = Question.at(TALIBAN_TAKEOVER, date(2015, 1, 26), date(2026, 2, 6)).moved(region="af-east-wide")
    found = groups(tiny(*days(2020, 3)), question)
    assert found[0].provinces == provinces_in("af-east-wide")
    assert "origin" not in {each.part for each in found}
