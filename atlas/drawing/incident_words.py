"""Incidents in words, no more precise than they are known: date, place, toll, and what stands beside a total."""

from collections.abc import Mapping, Sequence

import pandas as pd

from atlas.incidents.vocabulary import EVENT_CLASS_IN_WORDS
from atlas.text import day_in_words, joined, thousands


def dated(row: pd.Series) -> str:
    """Write the date as closely as it is known: a day, a span of days, a month or a year."""
    start, end = row["date_start"], row["date_end"]
    if row["date_precision"] == "month":
        return day_in_words(start).split(maxsplit=1)[1]
    if row["date_precision"] == "year":
        return str(start.year)
    return day_in_words(start) if start == end else f"{day_in_words(start)} to {day_in_words(end)}"


def whereabouts(row: pd.Series, names: Mapping[str, str]) -> str:
    """Write place, province and country, each once."""
    place = str(row["place"]).split(", ")  # a quarter follows its town: "Kabul, airport"
    parts = [*place, names.get(row["province_id"], ""), row["country"]]
    return ", ".join(dict.fromkeys(str(part) for part in parts if not pd.isna(part) and part))


def toll(row: pd.Series, kind: str) -> str:
    """Write a toll as "4", "3 to 7 (best 5)" or "not known"; kind is killed or injured."""
    low, best, high = (row[f"{kind}_{level}"] for level in ("low", "best", "high"))
    if pd.isna(low) and pd.isna(high):
        return "not known"
    if low == high:
        return thousands(low)
    ends = f"at least {thousands(low)}" if pd.isna(high) else f"{thousands(low)} to {thousands(high)}"
    return ends if pd.isna(best) else f"{ends} (best {thousands(best)})"


def beside_sentence(by_class: Mapping[str, int], other_labels: int, crossing: int) -> str:
    """Say what a total leaves out; empty when it leaves out nothing."""
    parts = [f"{thousands(number)} {EVENT_CLASS_IN_WORDS[name][number != 1]}" for name, number in by_class.items()]
    if other_labels:
        parts.append(f"{thousands(other_labels)} under other labels")
    if crossing:
        parts.append(f"{thousands(crossing)} not datable to one side of the edge of the period")
    return f"Not counted here: {joined(parts)}." if parts else ""


def lacking_sentence(number: int, what: Sequence[str]) -> str:
    """Say what none of the selected incidents has; empty where nothing is selected or nothing is lacking."""
    if not number or not what:
        return ""
    who = "The selected incident has no" if number == 1 else f"None of the {thousands(number)} selected incidents has"
    words = [each.removeprefix("a ") for each in what] if number == 1 else list(what)
    return f"{who} {joined(words, 'or')}: what rests on that stays empty."
