from datetime import date

from atlas.text import day_in_words, joined, thousands


def test_words_are_joined_as_a_person_would():
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a and b"
    assert joined(["a", "b", "c"], "or") == "a, b or c"


def test_days_and_numbers_are_written_the_same_whatever_the_locale():
    assert day_in_words(date(2021, 8, 15)) == "15 August 2021"
    assert thousands(1234.0) == "1,234"
