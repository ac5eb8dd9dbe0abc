"""Probabilities in words and numbers: one row of terms, whose edges no printed number crosses.

The terms and their bounds are those of Intelligence Community Directive 203 (Office of the Director of National
Intelligence, 2015, as amended 2022). That directive leaves 45 to 55 % to "roughly even chance" and lets neighbouring
ranges share their ends; here each class holds its lower bound and not its upper one, on the value before rounding.
"""

from bisect import bisect_right
from typing import Literal

Word = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain"
]

EDGES = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)
WORDS: tuple[Word, ...] = (
    "almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain",
)  # fmt: skip
"""The terms from the lowest: the n-th holds the probabilities from the n-th edge below it to the next."""

HIGHEST, LOWEST = 0.99, 0.01
"""No number nearer to certainty is printed: the model itself is not known so well."""


def word(probability: float) -> Word:
    """Return the term for a probability.

    Raises
    ------
    ValueError
        When it is no number from 0 to 1.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability} is no probability.")
    return WORDS[bisect_right(EDGES, probability)]


def number(probability: float) -> str:
    """Return a probability in digits: as many as keep it in the class of its term.

    Two decimals, three where two would read as another term ("0.949"), "just under 0.95" where three would as well;
    "> 0.99" and "< 0.01" at the ends.
    """
    if probability > HIGHEST:
        return f"> {HIGHEST}"
    if probability < LOWEST:
        return f"< {LOWEST}"
    for decimals in (2, 3):
        rounded = f"{probability:.{decimals}f}"
        if word(float(rounded)) == word(probability):
            return rounded
    edge = EDGES[bisect_right(EDGES, probability)]
    return f"just under {edge:.2f}"


def in_words(probability: float) -> str:
    """Return term and number together: "very likely (0.91)"."""
    return f"{word(probability)} ({number(probability)})"
