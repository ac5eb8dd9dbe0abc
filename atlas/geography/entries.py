"""The entries of the gazetteer: every province and place with its spellings, indexed by each form of a spelling."""

from collections import defaultdict
from functools import cache
from typing import Literal, NamedTuple, TypeVar

from atlas.geography.places import places
from atlas.geography.provinces import provinces
from atlas.geography.spelling import PLACE_WORDS, PROVINCE_WORDS, normalise, sound, without

Kind = Literal["province", "place"]
Key = TypeVar("Key")

WORDS: dict[Kind, frozenset[str]] = {"province": PROVINCE_WORDS, "place": PLACE_WORDS}
"""The words that say of which kind a name is; a name is also known without them."""


class Entry(NamedTuple):
    """One province or place; latitude, longitude (degrees) and radius_km are NaN where no point is known."""

    kind: Kind
    name: str
    district: str
    province_id: str
    country: str
    latitude: float
    longitude: float
    radius_km: float


class Index(NamedTuple):
    """Every entry, and the numbers of the entries that each form of a spelling leads to."""

    entries: tuple[Entry, ...]
    main: dict[str, frozenset[int]]
    listed: dict[str, frozenset[int]]
    stripped: dict[tuple[Kind, str], frozenset[int]]
    sounding: dict[tuple[Kind, str], frozenset[int]]
    spellings: dict[Kind, tuple[tuple[int, str], ...]]


def _province_entries() -> list[tuple[Entry, list[str]]]:
    """List the provinces with their spellings, the label first, the codes last."""
    nowhere = float("nan")
    return [
        (
            Entry("province", row["name"], "", row["province_id"], row["country"], nowhere, nowhere, nowhere),
            [row["name"], *_listed(row["names"]), *_listed(row["pcode"]), row["province_id"]],
        )
        for row in provinces().reset_index().to_dict("records")
    ]


def _place_entries() -> list[tuple[Entry, list[str]]]:
    """List the places with their spellings, the name first."""
    fields = Entry._fields[2:]
    return [
        (
            Entry("place", row["place"], *(row[field] for field in fields)),
            [row["place"], *_listed(row["spellings"]), *_inherited(row["place"], row["province_id"])],
        )
        for row in places().to_dict("records")
    ]


def _listed(spellings: str) -> list[str]:
    return [spelling for spelling in spellings.split("|") if spelling]


def _inherited(place: str, province_id: str) -> list[str]:
    """Return the spellings of the province when the town bears its name: they are the town's as well."""
    if province_id not in provinces().index or provinces().loc[province_id, "name"] != place:
        return []
    spellings = _listed(str(provinces().loc[province_id, "names"]))
    return [spelling for spelling in spellings if not PROVINCE_WORDS & set(normalise(spelling).split())]


@cache
def index() -> Index:
    """Index every spelling of every province and place."""
    known = [*_province_entries(), *_place_entries()]
    main: dict[str, set[int]] = defaultdict(set)
    listed: dict[str, set[int]] = defaultdict(set)
    stripped: dict[tuple[Kind, str], set[int]] = defaultdict(set)
    sounding: dict[tuple[Kind, str], set[int]] = defaultdict(set)
    similar: dict[Kind, set[tuple[int, str]]] = {"province": set(), "place": set()}
    for number, (entry, spellings) in enumerate(known):
        main[normalise(spellings[0])].add(number)
        for spelling in spellings:
            # A name that is nothing but such a word keeps it.
            short = without(spelling, WORDS[entry.kind]) or normalise(spelling)
            listed[normalise(spelling)].add(number)
            stripped[entry.kind, short].add(number)
            sounding[entry.kind, sound(short)].add(number)
            similar[entry.kind].add((number, short))
    return Index(
        tuple(entry for entry, _ in known), _frozen(main), _frozen(listed), _frozen(stripped), _frozen(sounding),
        {kind: tuple(sorted(pairs)) for kind, pairs in similar.items()},
    )  # fmt: skip


def _frozen(found: dict[Key, set[int]]) -> dict[Key, frozenset[int]]:
    return {key: frozenset(numbers) for key, numbers in found.items()}
