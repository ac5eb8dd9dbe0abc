from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from atlas.incidents.chips import chips, conditions
from atlas.incidents.filters import Filters


def words(chosen: Filters) -> list[str]:
    return [chip.words for chip in chips(chosen)]


def test_the_default_view_has_a_chip_for_its_class_and_each_label():
    assert words(Filters()) == ["attacks", "ISKP", "IS Pakistan Province"]


def test_each_condition_is_said_in_plain_words():
    chosen = Filters(
        start=date(2021, 8, 15), provinces=("AF-NAN",), regions=("af-north-wide",), classes=(), labels=(),
        attack_types=("suicide bombing",), confidences=("high",), precisions=("town",), killed_min=10, killed_max=2000,
        ring=((60.0, 30.0), (70.0, 30.0), (70.0, 40.0)),
    )  # fmt: skip
    assert words(chosen) == [
        "since 15 August 2021", "Nangarhar", "North and north-east (Afghanistan)", "suicide bombing", "high confidence",
        "located to the town", "at least 10 killed", "at most 2,000 killed", "in the drawn area",
    ]  # fmt: skip


def test_a_period_with_both_ends_is_one_chip():
    both = Filters(start=date(2019, 1, 1), end=date(2019, 12, 31))
    assert words(both)[0] == "1 January 2019 to 31 December 2019"
    assert words(Filters(end=date(2019, 12, 31)))[0] == "until 31 December 2019"


def test_releasing_one_value_leaves_the_others():
    chosen = Filters(provinces=("AF-NAN", "AF-KAB"))
    nangarhar = next(chip for chip in chips(chosen) if chip.words == "Nangarhar")
    assert nangarhar.without == Filters(provinces=("AF-KAB",))


@given(
    provinces=st.sets(st.sampled_from(["AF-NAN", "AF-KAB", "PK-KP"])),
    countries=st.sets(st.sampled_from(["Afghanistan", "Pakistan"])),
    least=st.integers(0, 20),
    start=st.none() | st.dates(date(2015, 1, 1), date(2026, 1, 1)),
)
def test_released_one_after_another_nothing_is_left(provinces, countries, least, start):
    chosen = Filters(start=start, provinces=tuple(provinces), countries=tuple(countries), killed_min=least)
    keys = [chip.key for chip in chips(chosen)]
    assert len(set(keys)) == len(keys)
    for left in range(len(keys), 0, -1):
        assert len(chips(chosen)) == left
        chosen = chips(chosen)[0].without
    assert chosen == Filters(classes=(), labels=())


def test_a_condition_holds_all_values_of_its_filter():
    found = conditions(Filters(end=date(2021, 8, 14), provinces=("AF-NAN", "AF-KAB"), killed_min=3))
    assert [each.words for each in found] == [
        "until 14 August 2021", "province: Nangarhar or Kabul", "class: attacks", "label: ISKP or IS Pakistan Province",
        "at least 3 killed",
    ]  # fmt: skip
    assert found[1].without == Filters(end=date(2021, 8, 14), killed_min=3)
    assert found[2].without.classes == ()
