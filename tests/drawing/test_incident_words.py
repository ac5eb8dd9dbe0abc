import pytest

from atlas.drawing import incident_words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"date_start": "2021-08-26"}, "26 August 2021"),
        (
            {"date_start": "2017-08-03", "date_end": "2017-08-05", "date_precision": "week"},
            "3 August 2017 to 5 August 2017",
        ),
        ({"date_start": "2021-08-01", "date_end": "2021-08-31", "date_precision": "month"}, "August 2021"),
        ({"date_start": "2022-01-01", "date_end": "2022-12-31", "date_precision": "year"}, "2022"),
    ],
)
def test_a_date_is_no_more_precise_than_known(tiny, change, words):
    assert incident_words.dated(tiny(change).iloc[0]) == words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (4, 4, 4, "4"),
        (170, 175, 1183, "170 to 1,183 (best 175)"),
        (None, None, None, "not known"),
        (3, None, None, "at least 3"),
        (3, None, 5, "3 to 5"),
    ],
)
def test_a_toll_keeps_its_range(tiny, low, best, high, words):
    row = tiny({"killed_low": low, "killed_best": best, "killed_high": high}).iloc[0]
    assert incident_words.toll(row, "killed") == words


def test_a_place_names_each_unit_once(tiny):
    row = tiny({"place": "Kabul", "province_id": "AF-KAB"}).iloc[0]
    assert incident_words.whereabouts(row, {"AF-KAB": "Kabul"}) == "Kabul, Afghanistan"
    quarter = tiny({"place": "Kabul, airport", "province_id": "AF-KAB"}).iloc[0]
    assert incident_words.whereabouts(quarter, {"AF-KAB": "Kabul"}) == "Kabul, airport, Afghanistan"
    abroad = tiny({"place": "Krasnogorsk", "province_id": None, "country": "Russia"}).iloc[0]
    assert incident_words.whereabouts(abroad, {}) == "Krasnogorsk, Russia"


@pytest.mark.parametrize(
    ("by_class", "other_labels", "crossing", "sentence"),
    [
        ({}, 0, 0, ""),
        ({"clash": 1}, 0, 0, "Not counted here: 1 clash begun by others."),
        (
            {"operation": 24, "prison riot": 3},
            8,
            1,
            "Not counted here: 24 operations against the group, 3 prison riots, 8 under other labels and "
            "1 not datable to one side of the edge of the period.",
        ),
    ],
)
def test_what_stands_beside_a_total_is_said(by_class, other_labels, crossing, sentence):
    assert incident_words.beside_sentence(by_class, other_labels, crossing) == sentence


def test_what_no_incident_has_is_one_sentence():
    assert incident_words.lacking_sentence(30, ("a province", "coordinates")) == (
        "None of the 30 selected incidents has a province or coordinates: what rests on that stays empty."
    )
    assert incident_words.lacking_sentence(1, ("a known toll",)) == (
        "The selected incident has no known toll: what rests on that stays empty."
    )
    assert incident_words.lacking_sentence(0, ("a province",)) == incident_words.lacking_sentence(5, ()) == ""
