"""Names of groups: the group, those that only look like it, and those that leave it open."""

import pytest

from atlas.importing.actors import decided, in_country, judge

SURE = [
    ("Islamic State Khorasan Province (ISKP)", "ISKP"),
    ("Khorasan Chapter of the Islamic State", "ISKP"),
    ("Islamic State (Afghanistan)", "ISKP"),
    ("Islamic State – Khorasan Province", "ISKP"),
    ("IS", "ISKP"),
    ("High Council of Afghanistan Islamic Emirate, IS", "ISKP"),
    ("IS: Islamic State", "ISKP"),
    ("Prisoners (Pakistan); Islamic State (Pakistan)", "ISKP"),
    ("Daesh", "ISKP"),
    ("Pakistan Province of the Islamic State", "IS Pakistan Province"),
    ("Islamic State of Iraq and the Levant (ISIL)", "IS core"),
]
DOUBTFUL = [
    "Taliban and/or Islamic State Khorasan Province (ISKP)", "IS-K / Taliban?", "ISIS?", "ISKP/Taliban",
    "Tehreek-e-Jihad Pakistan (TJP) or Islamic State Wilayah Pakistan (ISPP)", "Islamic State affiliate",
]  # fmt: skip
OTHERS = [
    "Global Coalition Against Daesh", "TURK-IS: a union", "HAK-IS", "Government of the Islamic Republic of Pakistan",
    "Jaish-e-Khorasan (JeK)", "Tehrik-e-Khilafat", "Islamic State (Iraq)", "Islamic State West Africa Province (ISWAP)",
    "Hizb-e-Islami", "Taliban", "This is a test", "",
]  # fmt: skip


@pytest.mark.parametrize(("name", "label"), SURE)
def test_the_group_under_its_names(name: str, label: str) -> None:
    found = judge(name)

    assert (found.verdict, found.label) == ("sure", label)


@pytest.mark.parametrize("name", DOUBTFUL)
def test_doubt_in_the_name_is_kept(name: str) -> None:
    assert judge(name).verdict == "ambiguous"


@pytest.mark.parametrize("name", OTHERS)
def test_false_friends_are_not_the_group(name: str) -> None:
    assert judge(name).verdict == "no"


def test_abroad_only_khorasan_is_the_group() -> None:
    assert in_country(judge("IS"), "Iraq").verdict == "no"
    assert in_country(judge("Islamic State Khorasan Province (ISKP)"), "Russia").verdict == "sure"


def test_the_analyst_has_the_last_word() -> None:
    assert decided("Daesh", {"Daesh": "no"}).verdict == "no"
    assert decided("A new name", {"A new name": "sure"}).label == "ISKP"
