"""From a name to a province or place: every spelling of the table, and never a guess between two."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.geography.gazetteer import NEAR_MARGIN, NEAR_SCORE, SHOWN, SHOWN_SCORE, find, find_place
from atlas.geography.places import places
from atlas.geography.provinces import provinces
from atlas.geography.spelling import sound

with (Path(__file__).parent / "spelling_cases.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


def named(entry):
    """Name an entry as the table of cases does: a province by its code, a place with its province or country."""
    if entry is None:
        return ""
    return entry.province_id if entry.kind == "province" else f"{entry.name} @ {entry.province_id or entry.country}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join([case["text"], case["country"], case["province"]]))
def test_a_spelling_leads_where_the_table_says(case):
    match = find(case["text"], case["country"] or None, case["province"] or None)
    assert (named(match.entry), match.certainty) == (case["finds"], case["certainty"])


def test_the_table_of_cases_is_large_and_has_traps():
    assert len({(case["text"], case["country"], case["province"]) for case in CASES}) == len(CASES) >= 200
    assert sum(case["trap"] == "yes" for case in CASES) >= 40
    assert {case["certainty"] for case in CASES} == {"exact", "variant", "near", "ambiguous", "none"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join([case["text"], case["country"], case["province"]]))
def test_an_answer_agrees_with_its_certainty(case):
    match = find(case["text"], case["country"] or None, case["province"] or None)
    assert (match.entry is None) == (match.certainty in ("ambiguous", "none"))
    if match.entry is None:
        assert match.score == 0
        assert match.certainty == "none" or len(match.candidates) > 1
    else:
        assert match.candidates[0] == (match.entry, match.score)
        assert match.certainty != "exact" or match.score == 100
    scores = [candidate.score for candidate in match.candidates]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("text", ["Kabul", "Balkh", "Herat", "Kunduz", "Qonduz", "Kandahar", "Khost"])
def test_a_town_of_its_provinces_name_waits_for_a_word_to_tell(text):
    assert [candidate.entry.kind for candidate in find(text).candidates] == ["province", "place"]
    assert find_place(text).entry.kind == find(f"{text} city").entry.kind == "place"
    assert find(f"{text} province").entry.kind == "province"


def test_a_misspelt_name_is_near_only_when_nothing_else_is():
    assert find("Gorband").certainty == "near"
    match = find("Paktka")
    assert match.certainty == "ambiguous"
    assert {candidate.entry.province_id for candidate in match.candidates[:2]} == {"AF-PIA", "AF-PKA"}
    assert match.candidates[0].score >= NEAR_SCORE
    assert match.candidates[0].score - match.candidates[1].score < NEAR_MARGIN


def test_a_short_name_is_never_matched_by_similarity():
    for text in ("Khr", "Khrr", "Zbul", "Hart"):
        assert find(text).certainty == "none", text


def test_candidates_of_an_unknown_name_are_few_and_similar():
    match = find("Kandahor Shamali")
    assert match.certainty == "none"
    assert 0 < len(match.candidates) <= SHOWN
    assert all(candidate.score >= SHOWN_SCORE for candidate in match.candidates)


@pytest.mark.parametrize(
    ("country", "province"),
    [("Pakistan", None), ("PK", None), (None, "Kunar"), ("Pakistan", "Nangarhar"), ("Mars", None)],
)
def test_country_and_province_narrow_and_never_widen(country, province):
    match = find("Jalalabad", country, province)
    assert match.entry is None
    assert all(candidate.entry.country == "Pakistan" for candidate in match.candidates if country)


def test_every_place_is_found_by_its_name_in_its_province():
    for row in places().itertuples():
        match = find_place(row.place, row.country, row.province_id or None)
        assert (match.entry.name, match.certainty, match.score) == (row.place, "exact", 100.0), row.place
        assert match.entry.latitude == row.latitude or row.latitude != row.latitude


def test_every_spelling_of_a_place_leads_to_it_or_is_ambiguous():
    for row in places().itertuples():
        for spelling in filter(None, row.spellings.split("|")):
            match = find_place(spelling, row.country, row.province_id or None)
            assert match.entry is None or match.entry.name == row.place, (row.place, spelling)
            assert match.certainty in ("variant", "exact", "ambiguous"), (row.place, spelling)
            assert row.place in [candidate.entry.name for candidate in match.candidates], (row.place, spelling)


def test_provinces_that_sound_alike_are_not_told_apart_by_sound():
    heard = Counter(sound(name) for name in provinces()["name"])
    assert [name for name, times in heard.items() if times > 1] == []
    for one, other in [("Paktya", "Paktika"), ("Khost", "Khash"), ("Ghor", "Ghorband"), ("Logar", "Laghman")]:
        assert sound(one) != sound(other)
    for one, other in [("Kunduz", "Qonduz"), ("Jawzjan", "Jouzjan"), ("Mazar-i-Sharif", "Mazar e Sharif")]:
        assert sound(one) == sound(other)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_any_text_gives_an_entry_or_candidates_and_never_fails(text):
    match = find(text)
    assert (match.entry is None) == (match.certainty in ("ambiguous", "none"))


@settings(deadline=None, max_examples=60)
@given(
    name=st.sampled_from(sorted(set(places()["place"]))),
    case=st.sampled_from([str.upper, str.lower, str.title]),
    space=st.sampled_from([" ", "-", "  ", "_"]),
)
def test_case_hyphens_and_spaces_do_not_change_what_a_name_means(name, case, space):
    written = case(name).replace(" ", space)
    assert find(written).entry == find(name).entry
