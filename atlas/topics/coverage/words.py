"""The coverage in words: what the table holds of each definition, what changed, and what must not be compared."""

from collections.abc import Sequence

import pandas as pd

from atlas.drawing.number_words import factor, percent
from atlas.text import day_in_words, interval, joined, thousands
from atlas.topics.coverage.measures import Break, Reporting
from atlas.topics.shift.measures.coverage import Replication, Scenario
from atlas.topics.shift.measures.verdict import SURE_RISE

DEFINITION_WORDS = {
    "claims": "the group's own claims", "recorded attacks": "recorded attacks", "events": "events",
    "casualties": "casualties", "fatalities": "deaths",
}  # fmt: skip
"""Each definition as it stands in a sentence."""

COUNTS = ("claims", "recorded attacks", "events")
"""Definitions that count incidents; the others count people."""


def capture_title(pooled: pd.DataFrame) -> str:
    """State how much of what others counted the table holds, by definition."""
    shares = {
        row["definition"]: ratio(row["ratio_low"], row["ratio_high"])
        for _, row in pooled.iterrows() if row["definition"] in COUNTS
    }  # fmt: skip
    if not shares:
        return "No published count covers a time and place that this table covers"
    told = [f"{shares[each]} of {DEFINITION_WORDS[each]}" for each in COUNTS if each in shares]
    return f"Of what others counted, this table holds {joined(told)}"


def ratio(low: float, high: float) -> str:
    """Write a capture ratio as percentages: "12%", "52–73%"."""
    first, last = percent(low), percent(high)
    return first if first == last else f"{first.removesuffix('%')}–{last}"


def year_title(by_year: pd.DataFrame) -> str:
    """State in which year the table holds least of what others counted, within the definition most often compared."""
    counts = by_year[by_year["definition"].isin(COUNTS)]
    if counts.empty:
        return "No published count can be set beside a single year"
    most = str(counts.groupby("definition")["counts"].sum().idxmax())
    here = counts[counts["definition"] == most]
    ordered = here.sort_values(["ratio_high", "year"])
    worst, best = ordered.iloc[0], ordered.iloc[-1]
    least = ratio(worst["ratio_low"], worst["ratio_high"])
    if worst["year"] == best["year"]:
        return f"In {worst['year']} the table holds {least} of {DEFINITION_WORDS[most]}"
    most_held = ratio(best["ratio_low"], best["ratio_high"])
    return f"The table holds {least} of {DEFINITION_WORDS[most]} in {worst['year']}, {most_held} in {best['year']}"


def rows_title(captured: pd.DataFrame, definition: str) -> str:
    """State in how many of the published counts of a definition the table holds at least half."""
    ratios = captured["ratio_high"].dropna()
    if ratios.empty:
        return f"No published count of {DEFINITION_WORDS[definition]} can be compared here"
    half = int((ratios >= 0.5).sum())
    return (
        f"The table holds at least half of {half} of {len(ratios)} published counts of {DEFINITION_WORDS[definition]}"
    )


def reporting_title(before: Reporting, after: Reporting) -> str:
    """State how reporting differs since the Taliban entered Kabul."""
    if None in before or None in after:
        return "How incidents were reported, by year"
    claimed = [percent(each.claimed or 0) for each in (before, after)]
    families = [factor(each.families or 0) for each in (before, after)]
    return (
        f"Since August 2021 {claimed[1]} of incidents are claimed, before {claimed[0]}; sources per incident "
        f"{families[0]} before, {families[1]} since"
    )


def counted_label(row: pd.Series) -> str:
    """Write where, when and by whom something was counted."""
    first, last = row["period_start"], row["period_end"]
    return f"{row['area']}, {span_of_days(first, last)} · {row['who'].partition(',')[0]}"


def span_of_days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write a period compactly: "2021", "Oct 2021", "Aug 2021 to Dec 2024", "19 September 2021"."""
    if first == last:
        return day_in_words(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    begin, end = (f"{_MONTHS[day.month - 1]} {day.year}" for day in (first, last))
    if begin == end and (last - first).days < 27:
        return f"{first.day}–{last.day} {end}"
    return begin if begin == end else f"{begin} to {end}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def held_of(row: pd.Series) -> str:
    """Write how many the table has of how many counted: "26–39 of 60"."""
    bound = "" if row["bound"] == "exact" else f"{row['bound']} "
    return (
        f"{interval(row['recorded_low'], row['recorded_high'])} of {bound}"
        f"{interval(row['figure_low'], row['figure_high'])}"
    )


def break_line(each: Break) -> str:
    """Write a break with its day and why it matters."""
    return f"{day_in_words(each.day)}: {each.title} ({each.why})."


def crossing_warning(every: Sequence[Break]) -> str:
    """Warn of a comparison across breaks; empty where there is none."""
    if not every:
        return ""
    told = joined([f"{each.title} ({day_in_words(each.day)})" for each in every])
    return f"Reporting changed inside these days: {told}. A difference across them can be one of reporting."


def share_title(lists: Sequence[Replication], place: str) -> str:
    """State whether the lists of others give the region a larger or a smaller share than this table."""
    if not lists:
        return f"No list of others can be divided by province for {place}"
    first = lists[0]
    theirs = ratio(first.inside / first.total, (first.inside + first.unlisted) / first.total)
    ours = percent(first.ours_inside / first.ours)
    return f"{first.who} puts {theirs} of {first.total} in {place}, this table {ours} of {first.ours}"


def scenario_title(scenarios: Sequence[Scenario], missing: int, place: str) -> str:
    """State under which share of the missing incidents a rise is no longer sure."""
    if not scenarios:
        return f"No count of others leaves a gap that would bear on {place}"
    unsure = [each for each in scenarios if each.p_rise < SURE_RISE]
    if not unsure:
        return f"{thousands(missing)} missing attacks would not undo a sure rise in {place} at any of these shares"
    most = max(each.share for each in unsure)
    return f"A rise in {place} is not sure if at most {percent(most)} of {thousands(missing)} missing attacks lay there"
