"""The gazetteer: from a name, as a source writes it, to the province it means. It never guesses between two."""

import re
import unicodedata
from functools import cache

from atlas.geography.provinces import provinces
from atlas.settings import COUNTRIES

GENERIC = frozenset(
    {
        *("province", "provinces", "district", "region", "state", "governorate", "the", "of"),
        *("oblast", "oblysy", "oblusu", "viloyati", "viloyat", "velayat", "welayat", "welayaty"),
        *("wilayat", "wilayah", "vilayat", "ostan"),
        *("ولایت", "ولایات", "استان", "صوبہ"),
        *("область", "облысы", "облусу", "вилоят", "вилояти"),
    }
)
"""Words that say what kind of unit a name is; they are left out when the full name is not known."""

LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ı": "i", "ł": "l", "ø": "o"})
APOSTROPHES = re.compile(r"['’‘ʻʼ`´ʹ′ʾʿ]")
NOT_WORD = re.compile(r"[\W_]+")


def normalise(name: str) -> str:
    """Fold a name for comparison: case, diacritics, apostrophes, hyphens and spaces no longer matter."""
    # Apostrophes first: some decompose into a space. Case after decomposing: styled letters fold only then.
    text = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(LETTERS)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return NOT_WORD.sub(" ", APOSTROPHES.sub("", text)).strip()


def bare(name: str) -> str:
    """Normalise a name and leave out the words that say what kind of unit it is."""
    words = [word for word in normalise(name).split() if word not in GENERIC]
    return " ".join(words)


@cache
def _index() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Index province ids by their full and by their bare names."""
    full: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for row in provinces().reset_index().itertuples(index=False):
        for name in (str(row.name), *str(row.names).split("|")):
            full.setdefault(normalise(name), set()).add(str(row.province_id))
            short.setdefault(bare(name), set()).add(str(row.province_id))
    return _frozen(full), _frozen(short)


def _frozen(index: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(ids) for name, ids in index.items() if name}


def _country_code(country: str) -> str:
    codes = {normalise(name): iso2 for iso2, name in COUNTRIES.items()} | {iso2.casefold(): iso2 for iso2 in COUNTRIES}
    return codes.get(normalise(country), "")


def find_province(name: str, country: str | None = None) -> str | None:
    """Find the province a name means, exactly up to spelling marks.

    Parameters
    ----------
    name : str
        Any name of provinces.csv in any of its scripts, with or without a word like "province"; or an ISO code.
    country : str, optional
        English name or ISO 3166-1 alpha-2 code: only its provinces are looked at.

    Returns
    -------
    str or None
        The province_id; None when no province or more than one has the name.
    """
    if name.strip().upper() in provinces().index:
        candidates = frozenset({name.strip().upper()})
    else:
        full, short = _index()
        candidates = full.get(normalise(name)) or short.get(bare(name)) or frozenset()
    if country is not None and country.strip():
        prefix = f"{_country_code(country) or '?'}-"
        candidates = frozenset(one for one in candidates if one.startswith(prefix))
    return next(iter(candidates)) if len(candidates) == 1 else None
