"""Figures as they are written; empty is not zero."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.importing.deaths import read_toll


@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("5", 5, 5, 5),
        ("5.0", 5, 5, 5),
        ("5-7", 5, 5, 7),
        ("5 – 7", 5, 5, 7),
        ("10 to 15", 10, 10, 15),
        ("12+", 12, 12, 12),
        ("at least 3", 3, 3, 3),
        ("0 (incl. attacker)", 0, 0, 0),
        ("1,200", 1200, 1200, 1200),
        ("about 4", 4, 4, 4),
    ],
)
def test_figures(text: str, low: float, best: float, high: float) -> None:
    found = read_toll(text)

    assert (found.low, found.best, found.high, found.fault) == (low, best, high, "")


@pytest.mark.parametrize("text", ["", "N/A", "unknown", "-99", "?"])
def test_unknown_is_not_zero(text: str) -> None:
    assert math.isnan(read_toll(text, frozenset({"-99"})).best)


@pytest.mark.parametrize(("text", "said"), [("-3", "negative"), ("2.5", "whole number"), ("9999999", "above 100,000")])
def test_impossible_figures_are_faults(text: str, said: str) -> None:
    assert said in read_toll(text).fault


def test_words_without_a_figure_are_told() -> None:
    assert "no figure" in read_toll("dozens").repair


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read_toll(text)

    assert found.fault or math.isnan(found.best) or found.low <= found.best <= found.high
