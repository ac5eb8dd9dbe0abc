"""Words that every sentence about a shift shares: units, regions, periods, counts, and what other places show."""

from collections.abc import Mapping

from atlas.drawing.number_words import percent, span
from atlas.incidents.filters import DEFAULT_CLASSES, Filters
from atlas.statistics.estimate import Estimate
from atlas.statistics.periods import Period, Question, Unit
from atlas.statistics.probability import in_words
from atlas.statistics.shares import SharePeriod
from atlas.text import day_in_words
from atlas.topics.shift.measures.readings import Reading
from atlas.topics.shift.measures.shift import Shift
from atlas.topics.shift.measures.verdict import Verdict

HEADS: Mapping[Verdict, str] = {
    "supported": "Supported",
    "rise_small": "A small rise",
    "rise_only": "A rise, not all that a shift asks for",
    "not_supported": "Not supported",
    "cannot_tell": "Cannot tell",
}
UNIT_WORDS: Mapping[Unit, str] = {
    "incidents": "incident", "operations": "operation", "days": "day with an incident",
}  # fmt: skip
UNIT_PLURALS: Mapping[Unit, str] = {
    "incidents": "incidents", "operations": "operations", "days": "days with an incident",
}  # fmt: skip


def noun(question: Question, filters: Filters) -> tuple[str, str]:
    """Name one and several of what is counted: attacks where the selection holds nothing else."""
    if question.unit == "incidents" and tuple(filters.classes) == tuple(DEFAULT_CLASSES):
        return "attack", "attacks"
    return UNIT_WORDS[question.unit], UNIT_PLURALS[question.unit]


def counter_reading(shift: Shift) -> list[str]:
    """Say what the same table shows about the places of other claims, a sentence each."""
    return [f"{capital(name)}: {reading_in_words(reading)}" for name, reading in shift.readings.items()]


def reading_in_words(reading: Reading) -> str:
    """Write counts, shares, and the probability of the likelier direction."""
    if not reading.before.total or not reading.after.total:
        return "one of the periods is empty."
    counts = f"{count_in_words(reading.before)} before, {count_in_words(reading.after)} after"
    if reading.rise is None:
        return f"{counts}; nothing can be said about a change."
    rose = reading.rise.p_rise >= 0.5
    p = reading.rise.p_rise if rose else reading.rise.p_fall
    return f"{counts}; that the share {'rose' if rose else 'fell'} is {in_words(p)}."


def count_in_words(period: SharePeriod) -> str:
    """Write a share with its counts: "7% (10 to 16 of 148 to 240)"."""
    counts = f"{span(period.inside_sure, period.inside)} of {span(period.total_sure, period.total)}"
    return f"{percent(period.share or 0)} ({counts})"


def region_in_words(code: str, labels: Mapping[str, str]) -> str:
    """Name a region inside a sentence: "the north and north-east", "the centre"."""
    label = labels.get(code, code).split(" (")[0]
    return f"the {label[:1].lower()}{label[1:]}".removesuffix("central") + ("centre" if _is_central(label) else "")


def _is_central(label: str) -> bool:
    return label.lower().endswith("central")


def periods_in_words(question: Question) -> tuple[str, str]:
    """Write both periods inside a sentence, the shorter way where one follows on the other."""
    if (question.after.first - question.before.last).days == 1:
        return f"before {day_in_words(question.after.first)}", f"from then to {day_in_words(question.after.last)}"
    return period_in_words(question.before), period_in_words(question.after)


def period_in_words(period: Period) -> str:
    """Write a period inside a sentence: "from 15 August 2021 to 6 February 2026"."""
    return f"from {span_in_words(period)}"


def span_in_words(period: Period) -> str:
    """Write a span of days: whole years as "2018 to 2019"."""
    first, last = period.first, period.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def change_in_words(change: Estimate) -> str:
    """Write a difference of shares with its interval: "+14.5 points, 95% interval +1.5 to +31.3"."""
    if change.value is None:
        return "no difference can be given"
    if change.low is None or change.high is None:
        return f"{signed(change.value)} points"
    return f"{signed(change.value)} points, 95% interval {signed(change.low)} to {signed(change.high)}"


def signed(fraction: float) -> str:
    """Write a difference of shares in percentage points with its sign."""
    return f"{fraction * 100:+.1f}".replace("-", "−")


def capital(words: str) -> str:
    """Raise the first letter only."""
    return words[:1].upper() + words[1:]
