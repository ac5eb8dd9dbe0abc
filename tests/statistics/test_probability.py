import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.statistics.probability import EDGES, WORDS, in_words, number, word

probabilities = st.floats(0, 1, allow_nan=False)


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.0, "almost no chance"), (0.049999, "almost no chance"), (0.05, "very unlikely"), (0.2, "unlikely"),
        (0.45, "roughly even"), (0.5499, "roughly even"), (0.55, "likely"), (0.7999, "likely"), (0.8, "very likely"),
        (0.9499999, "very likely"), (0.95, "almost certain"), (1.0, "almost certain"),
    ],
)  # fmt: skip
def test_each_class_holds_its_lower_bound_and_not_its_upper_one(p, said):
    assert word(p) == said


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.93, "0.93"), (0.949, "0.949"), (0.9496, "just under 0.95"), (0.953, "0.95"), (0.9999, "> 0.99"),
        (0.0001, "< 0.01"), (0.5496, "just under 0.55"), (0.99, "0.99"), (0.046, "0.046"),
    ],
)  # fmt: skip
def test_a_number_never_crosses_an_edge(p, said):
    assert number(p) == said


@given(probabilities)
def test_the_printed_number_has_the_word_of_the_true_one(p):
    printed = number(p)
    if printed[0] in "01":
        assert word(float(printed)) == word(p)
    assert float(printed.split()[-1]) <= 0.99
    assert in_words(p).startswith(word(p))


def test_nothing_else_is_a_probability():
    with pytest.raises(ValueError, match="no probability"):
        word(1.2)
    assert len(WORDS) == len(EDGES) + 1
