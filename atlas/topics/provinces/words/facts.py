"""Small facts about one province, each a title and a phrase."""

from collections.abc import Mapping

import pandas as pd

from atlas.drawing.number_words import capitalised, counted
from atlas.text import day_in_words, joined, thousands
from atlas.topics.provinces.measures.profile import Pause, Profile

TOUCHES_KM = 1.0
"""A province whose nearest point lies this near to a border is said to lie on it."""

_DAYS_PER_MONTH = 365.2425 / 12


def facts(profile: Profile) -> dict[str, str]:
    """Give the small facts by their title; what is not known is left out."""
    totals = profile.totals
    found = {
        "First recorded": day_in_words(totals.first) if totals.first else "",
        "Last recorded": day_in_words(totals.last) if totals.last else "",
        "Longest pause": pause_in_words(profile.pause),
        "Borders, as far as drawn": _borders(profile.borders),
        "Located to": ", ".join(f"{word} {thousands(number)}" for word, number in profile.precision.items() if number),
        "Open points": _listed(profile.gaps),
    }
    return {title: capitalised(text) for title, text in found.items() if text}


def pause_in_words(pause: Pause | None) -> str:
    """Write the longest time without an incident."""
    if pause is None:
        return ""
    length = (
        f"{pause.days / _DAYS_PER_MONTH:.0f} months"
        if pause.days >= 2 * _DAYS_PER_MONTH
        else counted(pause.days, "day")
    )
    end = "and going on when the period ends" if pause.going_on else f"to {day_in_words(pause.last)}"
    return f"{length}, {day_in_words(pause.first)} {end}"


def _borders(table: pd.DataFrame) -> str:
    """Say which border a province lies on or near, and how far from it its incidents were."""
    on = table[table["province_low"] < TOUCHES_KM]
    lead = table.iloc[0]
    if on.empty:
        where = f"nearest to {lead['neighbour']}, at least {lead['province_low']:,.0f} km away"
    else:
        where = f"on the border with {joined([str(name) for name in on['neighbour'].unique()])}"
    if not lead["located"]:
        return f"{where}; no incident located to a town or closer"
    half = f", half of them within {lead['median']:,.0f} km" if round(lead["nearest"]) != round(lead["median"]) else ""
    located = counted(int(lead["located"]), "incident")
    nearest = f"the nearest {lead['nearest']:,.0f} km from {lead['neighbour']}"
    return f"{where}; {located} located to a town or closer, {nearest}{half}"


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{thousands(number)} {words}" for words, number in numbers.items() if number)
