"""A selection as single conditions, each with its words and what is left when it is released."""

from dataclasses import replace
from typing import Any, NamedTuple

from atlas.geography import provinces
from atlas.incidents import vocabulary
from atlas.incidents.filters import CHOICES, Filters
from atlas.text import day_in_words, joined, thousands


class Chip(NamedTuple):
    """One condition of a selection."""

    key: str
    """Stable and distinct within a selection."""
    words: str
    without: Filters
    """The selection without it."""


def chips(chosen: Filters) -> tuple[Chip, ...]:
    """List the conditions of a selection: the period first, then each chosen value, the toll and the drawn area."""
    return (*_period(chosen), *_values(chosen), *_rest(chosen))


def conditions(chosen: Filters) -> tuple[Chip, ...]:
    """List the conditions of a selection one per filter, all of its values together, and the selection without it."""
    lists = []
    for choice in CHOICES:
        if getattr(chosen, choice.field):
            values = [chip.words for chip in _values(chosen) if chip.key.startswith(f"{choice.param}_")]
            words = f"{choice.title.lower()}: {joined(values, 'or')}"
            lists.append(Chip(choice.param, words, chosen.without(choice.field)))
    return (*_period(chosen), *lists, *_rest(chosen))


def _period(chosen: Filters) -> list[Chip]:
    start, end = (day_in_words(day) if day else "" for day in (chosen.start, chosen.end))
    if not (start or end):
        return []
    words = f"{start} to {end}" if start and end else f"since {start}" if start else f"until {end}"
    return [Chip("period", words, chosen.without("start", "end"))]


def _values(chosen: Filters) -> list[Chip]:
    names = {"provinces": provinces.province_names(), "regions": provinces.region_names()}
    names["classes"] = {value: words[1] for value, words in vocabulary.EVENT_CLASS_IN_WORDS.items()}
    found = []
    for choice in CHOICES:
        values: tuple[str, ...] = getattr(chosen, choice.field)
        for value in values:
            rest: dict[str, Any] = {choice.field: tuple(other for other in values if other != value)}
            words = _PHRASES.get(choice.field, "{}").format(names.get(choice.field, {}).get(value, value))
            found.append(Chip(f"{choice.param}_{value}", words, replace(chosen, **rest)))
    return found


def _rest(chosen: Filters) -> list[Chip]:
    found = []
    if chosen.killed_min:
        words = f"at least {thousands(chosen.killed_min)} killed"
        found.append(Chip("killed_min", words, chosen.without("killed_min")))
    if chosen.killed_max is not None:
        words = f"at most {thousands(chosen.killed_max)} killed"
        found.append(Chip("killed_max", words, chosen.without("killed_max")))
    if chosen.ring:
        found.append(Chip("ring", "in the drawn area", chosen.without("ring")))
    return found


_PHRASES = {"confidences": "{} confidence", "precisions": "located to the {}"}
"""Values that mean nothing without the name of their filter."""
