"""The verdict on a shift in words: the sentence, its caveat, the four tests, and what speaks against it."""

from collections.abc import Mapping
from typing import NamedTuple

from atlas.drawing.number_words import counted, percent, span
from atlas.statistics.estimate import Estimate
from atlas.statistics.periods import Period, Question
from atlas.statistics.shares import SharePeriod
from atlas.text import day_in_words, joined, thousands
from atlas.topics.shift.measures.readings import Reading
from atlas.topics.shift.measures.shift import Shift

HEADS: Mapping[str, str] = {
    "supported": "Supported",
    "partly_supported": "Partly supported",
    "not_supported": "Not supported",
    "cannot_tell": "Cannot tell",
}
UNIT_WORDS: Mapping[str, str] = {"incidents": "incident", "operations": "operation", "days": "day with an incident"}
UNIT_PLURALS: Mapping[str, str] = {
    "incidents": "incidents", "operations": "operations", "days": "days with an incident",
}  # fmt: skip


class AnswerLine(NamedTuple):
    """One of the four tests: its question, its answer, and the figures behind it."""

    name: str
    question: str
    answer: str
    figures: str


def verdict_sentence(shift: Shift, labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    """State the verdict with its figures, what is missing for a better one, and which provinces the region is.

    ``labels`` names regions and ``names`` provinces by code.
    """
    place = region_in_words(shift.question.region, labels)
    members = joined([names.get(code, code) for code in shift.provinces])
    definition = f"{capital(place)} is here {members}."
    return " ".join(
        filter(None, [f"{HEADS[shift.verdict]}:", _finding(shift, place), _lacking(shift, labels), definition])
    )


def caveat_sentence(shift: Shift) -> str:
    """Say what could undo the finding: press-weighted counts, the tipping point, and the published gap."""
    units = UNIT_PLURALS[shift.question.unit]
    parts = ["The table is built from what was reported and is no census."]
    if shift.tests.t1 and shift.tipping.to_lower_bound is not None:
        zero = shift.tipping.to_zero
        undone = f", and {thousands(zero)} to undo it" if zero is not None else ""
        parts.append(
            f"{thousands(shift.tipping.to_lower_bound)} unrecorded {units} elsewhere in {shift.question.country} "
            f"in the second period would be enough to make the rise uncertain{undone}."
        )
    if shift.published:
        widest = shift.published[0]
        exceeds = ", more than that tipping point" if shift.gap_exceeds else ""
        parts.append(
            f"One published count ({widest.who}) has {thousands(widest.figure)} for {span_in_words(widest.days)}, "
            f"where the table has {thousands(widest.recorded)}: a gap of {thousands(widest.gap)}{exceeds}."
        )
    return " ".join(parts)


def four_answers(shift: Shift, labels: Mapping[str, str]) -> list[AnswerLine]:
    """List the four tests with their figures."""
    place = region_in_words(shift.question.region, labels)
    origin = region_in_words(shift.question.origin, labels)
    return [
        AnswerLine("T1", f"Did the share of {place} rise?", _answer(shift.tests.t1), _share_words(shift.region)),
        AnswerLine(
            "T2", f"Did the share of {origin} fall?", _answer(shift.tests.t2),
            "The region holds part of it." if shift.origin is None else _share_words(shift.origin),
        ),
        AnswerLine("T3", "Did its own rate rise or hold?", _answer(shift.tests.t3), _rate_words(shift.region)),
        AnswerLine("T4", "Is it the largest region in the second period?", _answer(shift.tests.t4),
                 _leader_words(shift, labels)),
    ]  # fmt: skip


def counter_reading(shift: Shift) -> list[str]:
    """Say what the same table shows about the places of other claims, a sentence each."""
    return [
        f"{capital(name)}: {_share_words(reading)} {_rate_words(reading)}" for name, reading in shift.readings.items()
    ]


def grid_sentence(shift: Shift) -> str:
    """Say in how many specifications the rise holds, and in how many it would without a shift."""
    grid = shift.specifications
    if not grid.n:
        return "No specification has enough incidents to be valid."
    expected = (
        f" Without any shift, {percent(grid.expected_agree)} would be expected to."
        if grid.expected_agree is not None
        else ""
    )
    return (
        f"In {thousands(grid.agree)} of {thousands(grid.n)} valid specifications ({percent(grid.agree / grid.n)}) the "
        f"whole interval shows a rise.{expected}"
    )


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


def _finding(shift: Shift, place: str) -> str:
    question, region = shift.question, shift.region
    units, (first, second) = UNIT_PLURALS[question.unit], periods_in_words(question)
    if region.before.total == 0 or region.after.total == 0:
        return (
            f"one of the two periods has no recorded {UNIT_WORDS[question.unit]} with a province in {question.country}."
        )
    return (
        f"of recorded {units} with a province in {question.country}, {_count(region.before)} lay in {place} "
        f"{first} and {_count(region.after)} {second} "
        f"({change_in_words(region.difference)})."
    )


def _lacking(shift: Shift, labels: Mapping[str, str]) -> str:
    """Say why the verdict is no better."""
    if shift.verdict == "partly_supported":
        return f"It is not more than that because {joined(_failures(shift, labels))}."
    if shift.verdict == "cannot_tell" and shift.region.difference.value is not None:
        few = counted(shift.region.before.inside + shift.region.after.inside, UNIT_WORDS[shift.question.unit])
        return f"That is too little to say whether the share changed ({few} there in all)."
    if shift.verdict == "not_supported":
        return "Even the upper end lies below the smallest change that would count as a shift."
    return grid_sentence(shift) if shift.verdict == "supported" else ""


def _failures(shift: Shift, labels: Mapping[str, str]) -> list[str]:
    origin = region_in_words(shift.question.origin, labels)
    grid = shift.specifications
    found = {
        f"the share of {origin} did not surely fall": shift.tests.t2 is False,
        "the region's own rate fell": not shift.tests.t3,
        f"only {thousands(grid.agree)} of {thousands(grid.n)} valid specifications agree": (grid.agreeing or 0) < 0.8,
        "the deadliest incidents alone do not show it": not shift.strata_agree,
    }
    return [words for words, fails in found.items() if fails]


def _answer(holds: bool | None) -> str:
    return {True: "yes", False: "not shown", None: "does not apply"}[holds]


def _count(period: SharePeriod) -> str:
    """Write a share with its counts: "7% (10 to 16 of 148 to 240)"."""
    counts = f"{span(period.inside_sure, period.inside)} of {span(period.total_sure, period.total)}"
    return f"{percent(period.share or 0)} ({counts})"


def _share_words(reading: Reading) -> str:
    if not reading.before.total or not reading.after.total:
        return "One of the periods is empty."
    return f"{_count(reading.before)} before, {_count(reading.after)} after: {change_in_words(reading.difference)}."


def _rate_words(reading: Reading) -> str:
    ratio = reading.rate_ratio
    rates = f"{_per_month(reading.rate_before)} a month before, {_per_month(reading.rate_after)} after"
    if ratio.value is None:
        return f"{capital(rates)}."
    low, high = (f"{bound:.1f}" if bound is not None else "no bound" for bound in (ratio.low, ratio.high))
    return f"{capital(rates)}: times {ratio.value:.1f}, 95% interval {low} to {high}."


def _per_month(rate: Estimate) -> str:
    return "none" if not rate.value else f"{rate.value:.2f}"


def _leader_words(shift: Shift, labels: Mapping[str, str]) -> str:
    leader = shift.regions.get(shift.leader, shift.region)
    name = capital(region_in_words(shift.leader, labels))
    own = (
        "" if shift.leader == shift.question.region else f" {_count(shift.region.after)} lay in the region asked about."
    )
    return f"{name} leads with {_count(leader.after)}.{own}"
