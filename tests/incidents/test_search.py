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
        ("dawn.com", []),
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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mazar-e Sharif", ["KA-0001", "KA-0002"]),
        ("Mazar-i-Sharif", ["KA-0001", "KA-0002"]),
        ("Kirman", ["KA-0003"]),
        ("Saripul", ["KA-0004"]),
    ],
)
def test_a_place_is_found_in_any_spelling(tiny, words, expected):
    table = tiny(
        {"place": "Mazar-i-Sharif", "province_id": "AF-BAL"},
        {"place": "Mazar-i-Sharif, Seh Dokan", "province_id": "AF-BAL"},
        {"place": "Kerman", "province_id": "IR-08", "country": "Iran"},
        {"place": "Sayad", "province_id": "AF-SAR"},
    )
    assert search(table, words).rows["id"].tolist() == expected


def test_a_result_says_why_it_was_found(tiny):
    table = tiny({"place": "Kerman", "province_id": "IR-08", "country": "Iran", "summary": "A crowd was struck."})
    assert search(table, "crowd").why.tolist() == ["summary"]
    spelled = search(table, "Kirman")
    assert (spelled.why.tolist(), spelled.taken_for) == (["at Kerman"], "Kerman")


def test_a_misspelt_word_is_taken_for_the_nearest_only_where_nothing_else_fits(tiny):
    table = tiny({"summary": "Gunmen entered a gurdwara."}, {"summary": "Nothing of the kind."})
    found = search(table, "gurdwarra")
    assert (found.rows["id"].tolist(), found.taken_for) == (["KA-0001"], "gurdwara")
    assert search(table, "gurd").taken_for == ""
    assert search(table, "xyzzyx").rows.empty


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2021", ["KA-0001", "KA-0002"]),
        ("kabul 2021", ["KA-0002"]),
        ("Kabul 2022", ["KA-0002", "KA-0003"]),
        ("2021 2023", ["KA-0001", "KA-0002", "KA-0004"]),
        ("kabul 1999", []),
    ],
)
def test_a_year_means_the_rows_that_may_lie_in_it(tiny, words, expected):
    kabul = {"place": "Kabul", "province_id": "AF-KAB"}
    table = tiny(
        {"date_start": "2021-03-01", "date_end": "2021-03-01"},
        {"date_start": "2021-12-30", "date_end": "2022-01-02", **kabul},
        {"date_start": "2022-05-01", "date_end": "2022-05-01", **kabul},
        {"date_start": "2023-05-01", "date_end": "2023-05-01"},
    )
    assert search(table, words).rows["id"].tolist() == expected
