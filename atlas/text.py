"""Small pieces of plain English that sentences everywhere are made of."""

from collections.abc import Sequence
from datetime import date, datetime


def joined(words: Sequence[str], conjunction: str = "and") -> str:
    """Join words as a person would: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def day_in_words(day: date | datetime) -> str:
    """Write a day as "15 August 2021", in the same way whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def thousands(number: float) -> str:
    """Write a whole number with separators: 1,234."""
    return f"{number:,.0f}"


def interval(low: float, high: float) -> str:
    """Write an interval compactly, for a headline: "391–442", or one number when its ends are equal."""
    return thousands(low) if low == high else f"{thousands(low)}–{thousands(high)}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
