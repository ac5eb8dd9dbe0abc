"""The gazetteer: from a name, as a source writes it, to the province or place it means. It never guesses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from atlas.geography.entries import WORDS, Entry, Kind, index
from atlas.geography.provinces import resolve
from atlas.geography.spelling import normalise, sound, without
from atlas.settings import COUNTRIES

__all__ = ["Candidate", "Certainty", "Entry", "Kind", "Match", "find", "find_place", "find_province", "normalise"]

Certainty = Literal["exact", "variant", "near", "ambiguous", "none"]

NEAR_SCORE = 85.0
"""Smallest similarity (normalised indel similarity, 0 to 100) at which a misspelt name still counts as that name."""

NEAR_MARGIN = 10.0
"""How much less similar every other province or place must be; otherwise the name is ambiguous."""

NEAR_LETTERS = 5
"""Names shorter than this are not searched by similarity: one letter makes another name of them."""

SHOWN_SCORE = 60.0
SHOWN = 5
"""At most so many candidates of at least that similarity are shown with a name that was not found exactly."""

CONTEXT = re.compile(r"^(?P<name>.+?)\s*[,،(]\s*(?P<within>[^,،()]+?)\s*\)?$")
"""A name followed by the province or country it lies in: "Achin, Nangarhar", "Kot (Nangarhar)"."""


NEEDS_COUNTRY = frozenset({"capital", "kashmir"})
"""Names that files about one country use for a province, and that mean nothing, or another's, without it."""

MERGED_DISTRICTS = frozenset({"bajaur", "mohmand", "khyber", "orakzai", "kurram", "waziristan", "nwa", "swa"})
"""The former agencies; Waziristan is North, South, Upper and Lower (the two parts of South Waziristan since 2022)."""

DISTRICT_WORDS = frozenset({"district", "agency", "tribal", "north", "south", "upper", "lower", "central"})

FRONTIER_REGION = re.compile(r"^(frontier region|fr) \w+( \w+){0,2}$|^\w+( \w+){0,2} (frontier region|fr)$")
"""The strips between the agencies and the settled districts, merged with the former in 2018."""

MERGED_PROVINCE = "PK-KP"


@cache
def is_merged(district: str) -> bool:
    """Tell whether a district of Khyber Pakhtunkhwa is one of the merged districts (the former tribal agencies)."""
    name = normalise(district)
    words = [word for word in name.split() if word not in DISTRICT_WORDS]
    return (len(words) == 1 and words[0] in MERGED_DISTRICTS) or bool(FRONTIER_REGION.match(name))


class Candidate(NamedTuple):
    """An entry that a text may mean, and how similar the text is to the nearest of its spellings (0 to 100)."""

    entry: Entry
    score: float


@dataclass(frozen=True)
class Match:
    """What a text means, and how sure that is.

    ``certainty`` is *exact* (the name under which the atlas lists it), *variant* (another listed spelling, or one that
    sounds the same), *near* (misspelt, and similar to one entry only), *ambiguous* (two or more fit: no answer) or
    *none*. ``score`` is the similarity of the answer, 100 for a listed spelling, 0 without an answer.
    """

    text: str
    certainty: Certainty
    score: float = 0.0
    entry: Entry | None = None
    candidates: tuple[Candidate, ...] = ()


def find_province(name: str, country: str | None = None) -> str | None:
    """Find the province a name means, by a listed spelling and never by similarity.

    Parameters
    ----------
    name : str
        Any name of provinces.csv in any of its scripts, with or without a word like "province"; an ISO code, a P-code,
        or one of the former agencies of Pakistan's tribal areas.
    country : str, optional
        English name or ISO 3166-1 alpha-2 code: only its provinces are looked at.

    Returns
    -------
    str or None
        The province_id; None when no province or more than one has the name.
    """
    known = index()
    numbers = _spelled(name, ("province",)) & _scope(country, None, ("province",))
    if normalise(name) in NEEDS_COUNTRY and not (country or "").strip():
        return None
    if not numbers and is_merged(name) and _country_name(country or "Pakistan") == "Pakistan":
        return MERGED_PROVINCE  # older files list the agencies beside the provinces
    return known.entries[next(iter(numbers))].province_id if len(numbers) == 1 else None


def find_place(text: str, country: str | None = None, province: str | None = None) -> Match:
    """Find the town, district or site a text means; see `find`."""
    return _find(text, country, province, ("place",))


def find(text: str, country: str | None = None, province: str | None = None) -> Match:
    """Find the province or place a text means, from any spelling in any script.

    Parameters
    ----------
    text : str
        A name, with or without "province", "district", "city"; or with what it lies in: "Achin, Nangarhar".
    country, province : str, optional
        Only entries in it are looked at: English name or ISO 3166-1 alpha-2 code; any name or code of a province.

    Returns
    -------
    Match
        The answer, or none when nothing or more than one entry fits, and in both cases the candidates. A name that a
        province shares with its chief town is ambiguous until a word ("city", "province") or `find_place` tells.
    """
    return _find(text, country, province, ("province", "place"))


@lru_cache(maxsize=8192)
def _find(text: str, country: str | None, province: str | None, kinds: tuple[Kind, ...]) -> Match:
    if normalise(text) in NEEDS_COUNTRY and not (country or province or "").strip():
        return Match(text, "none")
    scope = _scope(country, province, kinds)
    numbers = _spelled(text, kinds) & scope
    if numbers:
        main = index().main.get(normalise(text), frozenset()) & numbers
        return _answer(text, "exact" if main else "variant", dict.fromkeys(numbers, 100.0))
    inside = _within(text, country, province, kinds)
    if inside is not None:
        return inside
    alike = _similarities(text, kinds, scope)
    numbers = _sounding(text, kinds) & scope
    if numbers:
        return _answer(text, "variant", {number: alike.get(number, 0.0) for number in numbers})
    return _nearest(text, alike)


def _answer(text: str, certainty: Certainty, scores: dict[int, float]) -> Match:
    """Make the match of one or more entries that fit equally well."""
    candidates = _candidates(scores)
    if len(candidates) > 1:
        return Match(text, "ambiguous", candidates=candidates)
    return Match(text, certainty, candidates[0].score, candidates[0].entry, candidates)


def _nearest(text: str, scores: dict[int, float]) -> Match:
    """Make the match of a name that is not listed: the one entry it resembles, or the candidates."""
    candidates = _candidates(scores)[:SHOWN]
    if not candidates or candidates[0].score < NEAR_SCORE or len(normalise(text)) < NEAR_LETTERS:
        return Match(text, "none", candidates=candidates)
    if len(candidates) > 1 and candidates[1].score > candidates[0].score - NEAR_MARGIN:
        return Match(text, "ambiguous", candidates=candidates)
    return Match(text, "near", candidates[0].score, candidates[0].entry, candidates)


def _candidates(scores: dict[int, float]) -> tuple[Candidate, ...]:
    """Put candidates in order: the most similar first, then provinces before places, then by the order of the files."""
    entries = index().entries
    ranked = sorted(scores, key=lambda number: (-scores[number], number))
    return tuple(Candidate(entries[number], round(scores[number], 1)) for number in ranked)


def _within(text: str, country: str | None, province: str | None, kinds: tuple[Kind, ...]) -> Match | None:
    """Look for a name inside the province or country that the text itself names; None when it names none."""
    parts = CONTEXT.match(text)
    if parts is None:
        return None
    name, within = parts["name"], parts["within"]
    units = _units(within, country)
    if units and (province is None or units & _units(province, country)):
        found = _find(name, country, province or within, kinds)
    elif _country_name(within) and not (country or "").strip():
        found = _find(name, within, province, kinds)
    else:
        return None
    return Match(text, found.certainty, found.score, found.entry, found.candidates)


def _spelled(text: str, kinds: Iterable[Kind]) -> frozenset[int]:
    """Return the entries of which the text is a listed spelling, with or without words like "province"."""
    known, kinds = index(), tuple(kinds)
    found = known.listed.get(normalise(text), frozenset())
    found = frozenset(number for number in found if known.entries[number].kind in kinds)
    if found:
        return found
    return _union(known.stripped.get((kind, without(text, WORDS[kind]))) for kind in kinds)


def _sounding(text: str, kinds: Iterable[Kind]) -> frozenset[int]:
    """Return the entries that have a spelling which sounds like the text."""
    return _union(index().sounding.get((kind, sound(without(text, WORDS[kind])))) for kind in kinds)


def _similarities(text: str, kinds: Iterable[Kind], scope: frozenset[int]) -> dict[int, float]:
    """Return the similarity of the text to the nearest spelling of each entry, where it is high enough to be shown."""
    scores: dict[int, float] = {}
    for kind in kinds:
        choices = [(number, spelling) for number, spelling in index().spellings[kind] if number in scope]
        hits = process.extract(
            without(text, WORDS[kind]), [spelling for _, spelling in choices], scorer=fuzz.ratio,
            limit=None, score_cutoff=SHOWN_SCORE,
        )  # fmt: skip
        for _, score, position in hits:
            number = choices[position][0]
            scores[number] = max(score, scores.get(number, 0.0))
    return scores


def _scope(country: str | None, province: str | None, kinds: Iterable[Kind]) -> frozenset[int]:
    """Return the entries of the kinds asked for that lie in the country and province, where these are stated."""
    entries, kinds = index().entries, tuple(kinds)
    numbers = {number for number, entry in enumerate(entries) if entry.kind in kinds}
    if country is not None and country.strip():
        name = _country_name(country)
        numbers = {number for number in numbers if entries[number].country == name}
    if province is not None and province.strip():
        units = _units(province, country)
        numbers = {number for number in numbers if resolve(entries[number].province_id) in units}
    return frozenset(numbers)


def _units(province: str, country: str | None) -> frozenset[str]:
    """Return the drawn provinces that a name means, all of them when it means more than one."""
    numbers = _spelled(province, ("province",)) & _scope(country, None, ("province",))
    return frozenset(resolve(index().entries[number].province_id) for number in numbers)


@cache
def _country_names() -> dict[str, str]:
    named = {normalise(entry.country): entry.country for entry in index().entries}
    return named | {iso2.casefold(): name for iso2, name in COUNTRIES.items()}


def _country_name(text: str) -> str:
    """Return the country that a name or code means, "" for one without an entry."""
    return _country_names().get(normalise(text), "")


def _union(sets: Iterable[frozenset[int] | None]) -> frozenset[int]:
    return frozenset().union(*(one for one in sets if one))
