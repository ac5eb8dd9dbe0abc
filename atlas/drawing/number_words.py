"""Numbers in words: counts with their noun, intervals, shares."""

from datetime import date

from atlas.text import day_in_words, thousands

_IRREGULAR = {"person": "people", "country": "countries"}


def plural(noun: str) -> str:
    """Give the plural of a noun phrase, whose last word is its noun."""
    head, _, last = noun.rpartition(" ")
    return f"{head} {_IRREGULAR.get(last, last + 's')}".strip()


def counted(number: int, noun: str) -> str:
    """Write a count with its noun: "no incident", "1 incident", "1,234 incidents"."""
    if number == 0:
        return f"no {noun}"
    return f"{thousands(number)} {noun if number == 1 else plural(noun)}"


def span(low: int, high: int) -> str:
    """Write an interval of counts, collapsed when its ends are equal: "3", "0 to 2"."""
    return thousands(low) if low == high else f"{thousands(low)} to {thousands(high)}"


def spanned(low: int, high: int, noun: str) -> str:
    """Write an interval of counts with its noun: "3 incidents", "0 to 1 incidents", "no incident"."""
    if low == high:
        return counted(low, noun)
    return f"{span(low, high)} {plural(noun)}"


def percent(fraction: float) -> str:
    """Write a fraction as a whole percentage, "under 1%" and "over 99%" where rounding would hide the rest."""
    if 0 < fraction < 0.01:
        return "under 1%"
    if 0.99 < fraction < 1:
        return "over 99%"
    return f"{fraction * 100:.0f}%"


def points(fraction: float) -> str:
    """Write a difference of shares in percentage points: "19.6"."""
    return f"{fraction * 100:.1f}"


def bin_in_words(start: date, step: str) -> str:
    """Name a bin by its first day: "15 August 2021", "the week of ...", "August 2021", "Q3 2021", "2021"."""
    day = day_in_words(start)
    forms = {
        "day": day,
        "week": f"the week of {day}",
        "month": day.split(" ", 1)[1],
        "quarter": f"Q{(start.month + 2) // 3} {start.year}",
        "year": str(start.year),
    }
    return forms[step]


def capitalised(sentence: str) -> str:
    """Raise the first letter only, so that names keep theirs."""
    return sentence[:1].upper() + sentence[1:]


def factor(value: float) -> str:
    """Write a ratio or a rate with two significant digits, but never without its whole part: "0.33", "1.5", "12"."""
    if value >= 9.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2f}"


def between(low: float | None, high: float | None) -> str:
    """Write an interval of ratios or rates: "0.33 to 1.5"; empty where a bound is not known."""
    return "" if low is None or high is None else f"{factor(low)} to {factor(high)}"
