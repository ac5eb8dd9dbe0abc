"""Which group a name means: sure, ambiguous or not the one the atlas follows; never by a plain search for “IS”."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from atlas import settings

Verdict = Literal["sure", "ambiguous", "mention", "no"]
RANK: dict[Verdict, int] = {"sure": 3, "ambiguous": 2, "mention": 1, "no": 0}

REGION = frozenset(settings.COUNTRIES.values()) - {"Iran"}
"""Where Islamic State without another word means the group: Afghanistan, Pakistan and Central Asia."""

EXACT = frozenset(
    {
        "islamic state khorasan province (iskp)",
        "khorasan chapter of the islamic state",
        "islamic state (afghanistan)",
        "islamic state khorasan province",
        "islamic state - khorasan province",
        "iskp",
        "isis-k",
        "is-k",
        "is-kp",
        "isil-k",
        "isil-kp",
        "isk",
        "islamic state in khorasan",
        "islamic state in khurasan",
        "wilayat khorasan",
        "islamic state khurasan province",
    }
)
PAKISTAN = frozenset(
    {
        "pakistan province of the islamic state",
        "islamic state pakistan province",
        "islamic state pakistan province (ispp)",
        "ispp",
        "islamic state wilayah pakistan (ispp)",
    }
)

_DENIED = re.compile(
    r"(?:global )?coalition (?:against|to defeat) [\w' -]+"
    r"|(?:against|anti|counter)[- ](?:daesh|isis|isil|islamic state)\b"
    r"|(?:turk|hak|dev|disk|kesk)-is\b[^;]*|islamic republic[^;]*|islamic emirate[^;,]*|jaish-e-khorasan[^;]*"
    r"|tehrik-e-khilafat[^;]*|hay[’']?at tahrir[^;]*|islamic state of afghanistan|islamic jihad[^;]*"
)
_NAMED = re.compile(
    r"\bislamic state\b|\bis[- ]?kp?\b|\bisk\b|\bisi[sl](?:[- ]?kp?)?\b|\bispp\b"
    r"|\bda['’]?[ei]sh\b|\bda['’]?esh\b|\bdaaesh\b"
    r"|\bkhorasan (?:province|chapter)\b|\bwilaya[th] (?:al-)?khorasan\b|^is$|^is:|\bis-khorasan\b"
)
_BARE = re.compile(r"(?:^|[,/]|\band\b)\s*is\s*(?=$|[,/]|\band\b)")
_KHORASAN = re.compile(r"kh[ou]rasan|\biskp?\b|\bisi[sl]-?kp?\b(?<=k|p)|\bis-kp?\b")
_DOUBT = re.compile(
    r"\band/or\b|\bor\b|\?|multiple claims|\bpossibly\b|\bsuspected\b|\bpresumed\b"
    r"|\balleged\b|\baffiliate|\bsympathi[sz]er"
)
_ELSEWHERE = re.compile(
    r"\((?P<country>[^()]+)\)|west africa|sinai|libya|yemen|sahel|greater sahara|central africa|mozambique|caucasus"
    r"|east asia|philippines|somalia|hind province|bangladesh|al[- ]sham province"
    r"|iraq province|syria province|turkey province"
)
_CORE = re.compile(r"islamic state of iraq|iraq and (?:the levant|syria)")
MENTION = r"(?i)islamic state|\bIS-?KP?\b|\bISIS\b|\bISIL\b|\bdaesh\b|\bda'ish\b"
NO_MENTION = r"(?i)(coalition )?(against|anti-?) ?(daesh|isis|islamic state)|islamic state of afghanistan"
"""Patterns (RE2) for the group's name in a text of notes, and for what looks like it."""


class Judged(NamedTuple):
    """What a name means before the country of the row is known."""

    verdict: Verdict
    label: str
    named: bool
    """Whether the name itself says Khorasan or Pakistan Province, so that it counts in any country."""


NOBODY = Judged("no", "", named=False)


def fold(name: str) -> str:
    """Fold a name: case, dashes and blanks do not matter."""
    return " ".join(re.sub("[‐‑‒–—−]", "-", name).casefold().split())


@lru_cache(maxsize=65536)
def judge(name: str) -> Judged:
    """Judge one name of a group, or several with semicolons between.

    The order: names known exactly; what only looks like the group is taken away; words of doubt make it ambiguous; then
    the patterns of its names.
    """
    judged = [_judge_one(part.strip()) for part in fold(name).split(";") if part.strip()]
    return max(judged, key=lambda one: RANK[one.verdict], default=NOBODY)


def _judge_one(name: str) -> Judged:
    if name in PAKISTAN:
        return Judged("sure", "IS Pakistan Province", named=True)
    if name in EXACT:
        return Judged("sure", "ISKP", named=True)
    rest = _DENIED.sub(" ", name).strip(" ,")
    if not (_NAMED.search(rest) or _BARE.search(rest)):
        return NOBODY
    if _is_elsewhere(rest):
        return NOBODY
    others = [part for part in rest.split("/") if part.strip() and not _NAMED.search(part.strip())]
    verdict: Verdict = "ambiguous" if (others and "/" in rest) or _DOUBT.search(rest) else "sure"
    return Judged(verdict, _label(rest), named=bool(_KHORASAN.search(rest)) or _label(rest) == "IS Pakistan Province")


def _is_elsewhere(name: str) -> bool:
    """Tell whether the name says that it is a part of Islamic State outside the region."""
    if _KHORASAN.search(name):
        return False
    for found in _ELSEWHERE.finditer(name):
        country = found["country"]
        if country is None:
            return True
        if country in _COUNTRIES and country not in _REGION_FOLDED:
            return True
    return False


_REGION_FOLDED = frozenset(name.casefold() for name in REGION)
_COUNTRIES = frozenset(
    [
        "iraq",
        "syria",
        "libya",
        "egypt",
        "yemen",
        "turkey",
        "india",
        "bangladesh",
        "philippines",
        "indonesia",
        "malaysia",
        "russia",
        "lebanon",
        "jordan",
        "nigeria",
        "niger",
        "mali",
        "chad",
        "cameroon",
        "somalia",
        "mozambique",
        "tunisia",
        "algeria",
        "israel",
        "iran",
        "france",
        "germany",
        "belgium",
    ]
) | {"saudi arabia", "sri lanka", "united kingdom", "burkina faso", "democratic republic of congo"}


def _label(name: str) -> str:
    if "ispp" in name or re.search(r"pakistan (?:province|wilayah?t?)|wilaya[ht] pakistan", name):
        return "IS Pakistan Province"
    return "IS core" if _CORE.search(name) and not _KHORASAN.search(name) else "ISKP"


def in_country(judged: Judged, country: str) -> Judged:
    """Judge once more with the country of the row: elsewhere only a name with Khorasan in it is the group."""
    if judged.verdict == "no" or judged.named or country in REGION:
        return judged
    return NOBODY


def decided(name: str, verdicts: Mapping[str, str]) -> Judged:
    """Judge a name; the analyst's own verdict, where there is one, holds."""
    judged = judge(name)
    chosen = verdicts.get(name)
    if chosen is None:
        return judged
    verdict: Verdict = next((known for known in RANK if known == chosen), "no")
    return Judged(verdict, judged.label or ("" if verdict == "no" else "ISKP"), named=verdict != "no")
