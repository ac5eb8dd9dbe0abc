"""From a name to a province: spelling marks do not matter, and nothing is guessed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atlas.geography.gazetteer import find, find_province, normalise
from atlas.geography.provinces import provinces


@pytest.mark.parametrize(
    ("name", "province_id"),
    [
        ("Nangarhar", "AF-NAN"),
        ("nangarhār province", "AF-NAN"),
        ("ولایت ننگرهار", "AF-NAN"),
        ("Province of Nangarhar", "AF-NAN"),
        ("Sar-i-Pul", "AF-SAR"),
        ("Sari  Pul", "AF-SAR"),
        ("Hilmand", "AF-HEL"),
        ("Paktia", "AF-PIA"),
        ("Paktika", "AF-PKA"),
        ("Maidan Wardak", "AF-WAR"),
        ("Badakhshan Province", "AF-BDS"),
        ("GBAO", "TJ-GB"),
        ("FATA", "PK-KP"),
        ("Khyber Pakhtoonkhwa", "PK-KP"),
        ("Baluchistan", "PK-BA"),
        ("سيستان و بلوچستان", "IR-11"),
        ("Farg'ona", "UZ-FA"),
        ("Согдийская область", "TJ-SU"),
        ("af-nan", "AF-NAN"),
    ],
)
def test_names_in_several_spellings_are_found(name, province_id):
    assert find_province(name) == province_id


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Tashkent",
            "Toshkent",
            "Osh",
            "Almaty",
            "Badakhshan",
            "Jalalabad",
            "Kashmir",
            "Nangarhart",
            "Kunar district",
        ),
        *("Nowhere", "", "province"),
    ],
)
def test_what_means_two_provinces_or_none_is_not_guessed(name):
    assert find_province(name) is None


@pytest.mark.parametrize(
    ("name", "country", "province_id"),
    [
        ("Punjab", "Pakistan", "PK-PB"),
        ("Punjab", "India", None),
        ("Badakhshan", "Tajikistan", "TJ-GB"),
        ("Badakhshan", "AF", "AF-BDS"),
        ("Badakhshan", "", None),
        ("Tashkent", "Uzbekistan", None),
        ("AF-NAN", "Pakistan", None),
    ],
)
def test_the_country_narrows_and_never_widens(name, country, province_id):
    assert find_province(name, country) == province_id


def test_every_province_is_found_by_its_label():
    for province_id, row in provinces().iterrows():
        assert find_province(row["name"], row["country"]) == province_id
        assert find_province(f" {row['name'].upper()}. ", row["country"]) == province_id


def test_alternative_names_lead_to_their_own_province_or_to_none():
    for province_id, row in provinces().iterrows():
        for name in filter(None, row["names"].split("|")):
            assert find_province(name) in (province_id, None), name


@settings(deadline=None, max_examples=300)
@given(st.text())
@example("𝑨")
@example("İ´ʼ")
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_a_known_province_or_none(text):
    found = find_province(text)
    assert found is None or found in provinces().index


FOREIGN_SPELLINGS = {
    "Patika": "AF-PKA", "Nimorz": "AF-NIM", "AF06": "AF-NAN", "af27": "AF-KAN", "NWA": "PK-KP", "SWA": "PK-KP",
    "North Waziristan": "PK-KP", "South Waziristan": "PK-KP", "Kurram": "PK-KP", "Khyber": "PK-KP", "Bajaur": "PK-KP",
    "Orakzai Agency": "PK-KP", "Bannu Frontier Region": "PK-KP", "Frontier Region Dera Ismail Khan": "PK-KP",
    "Districts under Republic Subordination": "TJ-RA",
}  # fmt: skip
"""Spellings and codes met in the files of others."""


@pytest.mark.parametrize("text", FOREIGN_SPELLINGS)
def test_spellings_and_codes_of_other_files_are_known(text):
    assert find_province(text) == FOREIGN_SPELLINGS[text]


@pytest.mark.parametrize(("text", "finds"), [("Capital", "PK-IS"), ("Kashmir", "PK-JK")])
def test_a_name_that_means_nothing_without_its_country_needs_it(text, finds):
    assert find_province(text, "Pakistan") == finds
    assert find_province(text) is None
    assert find(text).entry is None


def test_an_agency_is_no_province_of_another_country():
    assert find_province("Khyber", "Afghanistan") is None


@pytest.mark.parametrize("text", ["Almaty", "Tashkent", "Osh"])
def test_a_city_and_a_region_of_one_name_are_not_guessed(text):
    assert find_province(text) is None
