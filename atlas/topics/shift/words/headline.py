"""The answer in one breath: a headline, its probability and date, and three lines that limit it.

A likelihood (the row of terms of ``probability``) and a level of confidence never stand in one sentence.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from atlas.drawing.number_words import counted, factor, percent
from atlas.incidents.filters import Filters
from atlas.statistics.probability import in_words, number, word
from atlas.text import day_in_words, joined, thousands
from atlas.topics.shift.measures.answer import WEIGHED, Way
from atlas.topics.shift.measures.shift import Outline, Shift
from atlas.topics.shift.measures.verdict import BEYOND, DEADLY, ORIGIN, RATE, Condition
from atlas.topics.shift.words.verdict import (
    HEADS,
    capital,
    change_in_words,
    noun,
    periods_in_words,
    region_in_words,
    span_in_words,
)

MOST_WORDS = 25
"""The longest headline."""

WHERE = {0.999: "all", 0.9: "almost all", 0.6: "mostly"}
"""From which part of the rise on it is said to be all, or mostly, in one part of the region."""

NAMED = 0.8
"""Below this a direction is not named where the rule cannot tell."""

SURE_PART = 0.95
"""How sure that part's own rise must be."""

WAYS: Mapping[Way, str] = {
    "by half-year": "by half-years",
    "by year": "by years",
    "by month": "by months",
    "without the cut half-year": "without the half-year that the edge cuts",
    "sure rows alone": "on the claimed and attributed alone",
    "capture changed": "if the capture of the region may have changed up to fourfold",
}

_SEASONS = ("winter", "spring", "summer", "autumn")


class Statement(NamedTuple):
    """What is said about one question, from the shortest to the longest."""

    headline: str
    """At most 25 words."""
    second: str
    """Probability, difference, date."""
    lines: tuple[tuple[str, str], ...]
    """Three titled lines: what it rests on, what speaks against it, what is not known."""
    verdict: str
    """The verdict of the rule, and what is missing for "supported"."""
    definition: str
    """Which provinces the region is."""
    in_short: str
    """How sure it is, in at most 30 words: for a slide."""

    @property
    def sentence(self) -> str:
        """Headline, second line and verdict in one."""
        return f"{self.headline} {self.second} {self.verdict}"

    def paragraph(self, citation: str) -> str:
        """Return the paragraph to copy: finding, probability, caveat, definition and citation."""
        against = " ".join(text for _, text in self.lines[1:])
        return f"{self.headline} {self.second} {against} {self.verdict} {self.definition} {citation}"


def statement(shift: Shift, filters: Filters, labels: Mapping[str, str], names: Mapping[str, str]) -> Statement:
    """Say it; ``labels`` names regions and ``names`` provinces by code."""
    place = region_in_words(shift.question.region, labels)
    members = joined([names.get(code, code) for code in shift.provinces])
    return Statement(
        headline(shift, filters, labels),
        how_sure(shift),
        (
            ("What it rests on", _rests_on(shift, filters, labels)),
            ("What speaks against it", _against(shift, filters)),
            ("What is not known", _not_known(shift, place)),
        ),
        verdict_line(shift, labels),
        f"Counted as {place}: {members}.",
        sure_in_short(shift),
    )


def headline(shift: Shift | Outline, filters: Filters, labels: Mapping[str, str]) -> str:
    """Say in at most 25 words, with the weakest word of the readings, how the region's share changed."""
    place = region_in_words(shift.question.region, labels)
    what = f"the share of {place} in recorded {noun(shift.question, filters)[1]}"
    before, after = (side.share for side in (shift.region.before, shift.region.after))
    if before is None or after is None:
        one, country = noun(shift.question, filters)[0], shift.question.country
        return f"Nothing to compare: in one of the two periods no {one} is placed in a province of {country}."
    shares = f"{percent(before)} to {percent(after)}"
    weakest = shift.answer.weakest
    if shift.verdict == "cannot_tell" or weakest is None:
        return f"Cannot tell whether {what} rose: {shares}, {_because(shift)}."
    if shift.verdict == "not_supported" and not _fell(shift):
        no_more = 1 - (shift.answer.rise.p_beyond if shift.answer.rise else 0)
        least = f"{shift.question.smallest * 100:g} points"
        return f"{capital(word(no_more))}: {what} did not rise by more than {least}, {shares}."
    if _fell(shift):
        return f"{capital(word(weakest[1]))}: {what} fell from {percent(before)} to {percent(after)}."
    told = f"{capital(word(weakest[1]))}: {what} rose from {percent(before)} to {percent(after)}"
    longer = f"{told}{_where(shift, labels)}."
    return longer if len(longer.split()) <= MOST_WORDS else f"{told}."


def verdict_line(shift: Shift, labels: Mapping[str, str]) -> str:
    """Name the verdict and what of "supported" is missing."""
    head = HEADS[shift.verdict]
    if shift.verdict == "supported":
        return f"Verdict: {head.lower()}; the size of the rise, the origin's fall and the region's own rate agree."
    missing = shift.answer.decision.missing
    if shift.verdict not in {"rise_only", "rise_small"} or not missing:
        return f"Verdict: {head[:1].lower()}{head[1:]}."
    origin = region_in_words(shift.question.origin, labels)
    return f"Verdict: {head[:1].lower()}{head[1:]}. {' '.join(_lacks(shift, each, origin) for each in missing)}"


def _lacks(shift: Shift, condition: Condition, origin: str) -> str:
    """Say in a sentence of its own which condition is not met: a likelihood stands in no sentence with a confidence."""
    chances = shift.answer.chances
    if condition == "size":
        least = f"{shift.question.smallest * 100:g}"
        return f"That it rose by more than {least} points is {_p(chances.p_beyond)}; {BEYOND:.2f} is asked for."
    if condition == "origin":
        return f"That the share of {origin} fell is {_p(chances.p_origin_fell)}; {ORIGIN:.2f} is asked for."
    if condition == "deadly":
        said = _p(chances.p_deadly)
        return f"Among those with five or more killed a rise is {said}; {DEADLY:.2f} is asked for."
    rate = "none" if chances.rate is None else number(chances.rate)
    return f"The region's own rate rose with a one-sided confidence of {rate}; {RATE:.2f} is asked for."


def _p(probability: float | None) -> str:
    return "not to be read" if probability is None else in_words(probability)


def _fell(shift: Shift | Outline) -> bool:
    return shift.answer.rise is not None and shift.answer.rise.p_rise <= 0.025


def _because(shift: Shift | Outline) -> str:
    if shift.region.inside < 10:
        return f"on {counted(shift.region.inside, 'case')} in all" if shift.region.inside else "with no case at all"
    if min(shift.answer.chances.blocks) < 4:
        return "in too few half-years"
    return "too few to say"


def _where(shift: Shift | Outline, labels: Mapping[str, str]) -> str:
    """Name the part of the region in which the rise lies, where one does."""
    told = [(part, part.contribution) for part in shift.parts if part.contribution is not None]
    if not told:
        return ""
    total = sum(change for _, change in told)
    part, most = max(told, key=lambda each: each[1])
    sure = part.reading.rise is not None and part.reading.rise.p_rise >= SURE_PART
    how = [words for least, words in WHERE.items() if total > 0 and most >= least * total]
    if not how or not sure:
        return ""
    return f"; the rise is {how[0]} in {region_in_words(part.region, labels)}"


def how_sure(shift: Shift | Outline) -> str:
    """Give the weakest probability, the model's difference, and the date of the change against the edge."""
    weakest, told = shift.answer.weakest, shift.answer.rise
    parts = []
    if told is not None and weakest is not None:
        way, p = weakest
        direction = "rise" if shift.answer.rises else "fall"
        parts.append(
            f"Probability of a {direction} {number(p)} in the most cautious of {len(WEIGHED)} readings "
            f"({WAYS[way]}); {change_in_words(told.difference)}."
        )
    return " ".join([*parts, _dated(shift)])


def sure_in_short(shift: Shift | Outline) -> str:
    """Say in one line how sure the answer is, and when the share changed."""
    weakest, change = shift.answer.weakest, shift.over_time.change
    direction = "rise" if shift.answer.rises else "fall"
    told = [] if weakest is None else [
        f"Probability of a {direction}: {number(weakest[1])}, in the most cautious of {len(WEIGHED)} readings."
    ]  # fmt: skip
    dated = [] if change.date is None else [f"The share changed in {season(change.date)}."]
    return " ".join([*told, *dated])


def _dated(shift: Shift | Outline) -> str:
    change = shift.over_time.change
    if change.date is None or change.low is None or change.high is None:
        return "No date of change can be told."
    edge = shift.question.after.first
    away = f", and not at {day_in_words(edge)}" if shift.over_time.edge_excluded else ""
    return (
        f"The share changed in {season(change.date)} ({day_in_words(change.date)}; 95% interval "
        f"{day_in_words(change.low)} to {day_in_words(change.high)}){away}."
    )


def season(day: date) -> str:
    """Name the season of the northern hemisphere, December with the winter of the year that follows."""
    return f"{_SEASONS[day.month % 12 // 3]} {day.year + (day.month == 12)}"


def _rests_on(shift: Shift, filters: Filters, labels: Mapping[str, str]) -> str:
    several = noun(shift.question, filters)[1]
    before, after = shift.region.before, shift.region.after
    first, second = periods_in_words(shift.question)
    counts = (
        f"{thousands(before.inside)} of {thousands(before.total)} {several} {first}, {thousands(after.inside)} of "
        f"{thousands(after.total)} {second}."
    )
    rises = [
        f"in {region_in_words(part.region, labels)} {in_words(part.reading.rise.p_rise)}"
        for part in shift.parts
        if part.reading.rise is not None
    ]
    return f"{counts} {f'A rise is {joined(rises)}.' if rises else ''}".strip()


def _against(shift: Shift, filters: Filters) -> str:
    level, parts = shift.level, []
    if level.a_year_before is not None:
        attacks = noun(shift.question.moved(unit="incidents"), filters)[level.incidents != 1]
        parts.append(
            f"A share is not activity: {thousands(level.incidents)} {attacks} in {shift.question.country} in the last "
            f"twelve covered months, {factor(level.a_year_before)} a year in the three before; a fall can be a fall in "
            "reporting."
        )
    broken = shift.over_time.before_changed
    if broken is not None and broken.change.date is not None:
        shares = [sub.counts.share for sub in shift.over_time.sub_periods if not sub.in_second]
        told = joined([percent(share) for share in shares if share is not None], "then")
        kind = "so a rise is a return, not a first arrival" if broken.rise.p_rise < 0.5 else "so the rise began earlier"
        parts.append(
            f"“Before” is not one thing: the share was {told}, changing on {day_in_words(broken.change.date)}; {kind}."
        )
    if not parts:
        parts.append("Nothing in the table itself; a share rises when others fall.")
    return " ".join(parts)


def _not_known(shift: Shift, place: str) -> str:
    found, fair = shift.coverage, [each for each in shift.coverage.published if each.compared_with == "attacks"]
    parts = ["Whether reporting changed more in one region than in the others."]
    if found.capture is not None and found.capture.uncertain is not None and shift.answer.rises:
        parts.append(
            f"If {place} came to be covered {factor(found.capture.uncertain)} times as well as the rest, the rise "
            f"would be uncertain; at {factor(found.capture.even)} times a rise would be as likely as none."
        )
    if found.missing and fair:
        widest = fair[0]
        parts.append(
            f"{widest.who} counted {thousands(widest.low)} attacks for {span_in_words(widest.days)}, where the table "
            f"has {thousands(widest.recorded.high)} of the same kind."
        )
    return " ".join(parts)
