import pandas as pd
import pytest

from atlas.topics.borders.measures.crossings import CROSSING_COLUMNS, PAIR_COLUMNS, beyond, crossings, pairs, untold

TERMEZ = {
    "place": "Termez", "country": "Uzbekistan", "province_id": "UZ-SU", "latitude": 37.224, "longitude": 67.278,
    "attack_type": "rocket or mortar fire", "origin_place": "Hairatan", "origin_province_id": "AF-BAL",
}  # fmt: skip


def test_an_origin_in_another_country_is_a_crossing(tiny):
    found = crossings(tiny({}, TERMEZ, {"origin_place": "Kunar province", "origin_province_id": "AF-KNR"}))
    assert found["id"].tolist() == ["KA-0002"]
    assert found[["kind", "origin_country", "origin_known_to"]].iloc[0].tolist() == ["fire", "Afghanistan", "place"]
    assert found["origin_latitude"].item() == pytest.approx(37.217, abs=0.01)


def test_attackers_who_came_themselves_entered(tiny):
    assert crossings(tiny(TERMEZ | {"attack_type": "armed assault"}))["kind"].tolist() == ["entry"]


def test_an_origin_known_to_the_province_stands_in_its_middle(tiny):
    found = crossings(tiny(TERMEZ | {"origin_place": "somewhere in the province"}))
    assert found["origin_known_to"].item() == "province"
    assert 36 < found["origin_latitude"].item() < 37.4


def test_a_place_alone_tells_its_country_where_one_country_has_it(tiny):
    assert crossings(tiny(TERMEZ | {"origin_province_id": None}))["origin_country"].tolist() == ["Afghanistan"]


def test_an_origin_that_cannot_be_told_is_counted_and_no_crossing(tiny):
    table = tiny({}, TERMEZ, TERMEZ | {"origin_place": "Atlantis", "origin_province_id": None})
    assert crossings(table)["id"].tolist() == ["KA-0002"]
    assert untold(table) == 1


def test_pairs_count_sure_to_all_with_deaths_and_days(tiny):
    later = {"date_start": "2022-07-05", "attribution": "suspected", "killed_best": 3.0, "killed_high": 4.0}
    found = pairs(crossings(tiny(TERMEZ, TERMEZ | later, TERMEZ | {"origin_province_id": "AF-TAK"})))
    assert found.columns.tolist() == list(PAIR_COLUMNS)
    first = found.iloc[0]
    assert (first["incidents_sure"], first["incidents"]) == (1, 2)
    assert (first["killed_low"], first["killed_best"], first["killed_high"]) == (1, 4, 5)
    assert (first["first"], first["last"]) == (pd.Timestamp("2020-01-01"), pd.Timestamp("2022-07-05"))
    assert found["incidents"].sum() == 3


def test_without_a_crossing_the_tables_are_empty_with_their_columns(tiny):
    none = crossings(tiny({}))
    assert none.empty
    assert set(CROSSING_COLUMNS) <= set(none.columns)
    assert pairs(none).columns.tolist() == list(PAIR_COLUMNS)


def test_beyond_holds_what_lies_outside_afghanistan_and_pakistan(tiny):
    russia = {"country": "Russia", "province_id": None, "region_id": "abroad"}
    table = tiny({}, {"country": "Pakistan", "province_id": "PK-KP"}, TERMEZ, russia, russia)
    found = beyond(table)
    assert found["id"].tolist() == ["KA-0003", "KA-0004", "KA-0005"]
    assert found["country"].cat.categories.tolist() == ["Russia", "Uzbekistan"]
    assert found["drawn"].tolist() == [True, False, False]
    assert beyond(tiny({})).empty
