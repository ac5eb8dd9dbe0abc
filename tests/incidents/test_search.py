import pytest

from atlas.incidents.search import search


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["KA-0001", "KA-0002", "KA-0003"]),
        ("gurdwara", ["KA-0002"]),
        ("GURDWARA kabul", ["KA-0002"]),
        ("nangarhar", ["KA-0001"]),
        ("sao", ["KA-0003"]),
        ("São", ["KA-0003"]),
        ("dawn.com", []),  # an address is no text of the incident
        ("ka-0003", ["KA-0003"]),
        ("gurdwara nangarhar", []),
        (".*", []),
    ],
)
def test_search_finds_rows_that_hold_every_word(tiny, words, expected):
    table = tiny(
        {"sources": '[{"publisher": "Dawn", "url": "https://dawn.com/1"}]'},
        {"place": "Kabul", "province_id": "AF-KAB", "summary": "Gunmen entered a gurdwara."},
        {"place": "São", "province_id": None},
    )
    assert search(table, words).rows["id"].tolist() == expected


def test_nothing_is_found_in_nothing(tiny):
    assert search(tiny({}).iloc[:0], "kabul").rows.empty


def test_an_event_is_found_by_a_name_it_is_known_by(tiny):
    table = tiny({}, {"known_as": "Abbey Gate bombing; Kabul airport attack"})
    assert search(table, "abbey gate").rows["id"].tolist() == ["KA-0002"]


def test_a_place_is_found_in_another_spelling_and_the_reason_is_said(tiny):
    table = tiny({"place": "Mazar-i-Sharif", "province_id": "AF-BAL"}, {"place": "Kabul", "province_id": "AF-KAB"})
    found = search(table, "Mazar-e Sharif")
    assert found.rows["id"].tolist() == ["KA-0001"]
    assert found.why[found.rows.index[0]]
