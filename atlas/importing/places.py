"""Places as sources write them: countries, provinces, degrees; and the join that holds points against statements."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas import settings
from atlas.geography.gazetteer import find_place, find_province, normalise
from atlas.geography.join import attach_provinces
from atlas.geography.provinces import provinces
from atlas.importing.cells import Flags, Floats, Objects

NAN = float("nan")

_COUNTRIES = {
    "AF": "afg afghanistan afganistan afghanistan islamic republic of",
    "PK": "pak pakistan",
    "UZ": "uzb uzbekistan usbekistan ouzbekistan ozbekiston",
    "TJ": "tjk tajikistan tadschikistan tadjikistan",
    "TM": "tkm turkmenistan",
    "KG": "kgz kyrgyzstan kirgisistan kirghizistan kirgistan kyrgyz republic",
    "KZ": "kaz kazakhstan kasachstan",
    "IR": "irn iran iran (islamic republic of) islamic republic of iran",
}
_ALIASES = {
    "kyrgyz republic": "KG",
    "iran islamic republic of": "IR",
    "islamic republic of iran": "IR",
    "islamic republic of afghanistan": "AF",
    "islamic emirate of afghanistan": "AF",
}

PROVINCE_ALIASES = {
    ("AF", "patika"): "AF-PKA",
    ("AF", "nimorz"): "AF-NIM",
    ("AF", "capital"): "AF-KAB",
    ("PK", "kashmir"): "PK-JK",
    ("PK", "azad kashmir"): "PK-JK",
    ("TJ", "districts under republic subordination"): "TJ-RA",
    ("TJ", "districts of republican subordination"): "TJ-RA",
    ("TJ", "region of republican subordination"): "TJ-RA",
    **{
        ("PK", name): "PK-KP"
        for name in (
            "nwa",
            "swa",
            "north waziristan",
            "south waziristan",
            "north waziristan agency",
            "south waziristan agency",
            "kurram",
            "kurram agency",
            "khyber",
            "khyber agency",
            "bajaur",
            "bajaur agency",
            "orakzai",
            "orakzai agency",
            "mohmand",
            "mohmand agency",
            "bannu frontier region",
            "fr bannu",
            "frontier region bannu",
        )
    },
}
"""Names in real exports that stand for a province though they are no name of it: old agencies, slips of the pen."""

FATA = frozenset({"fata", "federally administered tribal areas", "federally administered tribal area"})

_DECIMAL = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*°?\s*([NSEWnsew])?")
_MINUTES = re.compile(
    r"([+-]?\d{1,3})\s*[°d:\s]\s*(\d{1,2}(?:[.,]\d+)?)\s*['′’m:\s]?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|''|s)?)?\s*([NSEWnsew])?"
)
_PAIR = re.compile(r"\(?\s*([+-]?\d+(?:\.\d+)?)\s*[,;/ ]\s*([+-]?\d+(?:\.\d+)?)\s*\)?")
_WKT = re.compile(r"POINT\s*Z?\s*\(\s*([+-]?[\d.]+)\s+([+-]?[\d.]+)")


@lru_cache(maxsize=4096)
def country_name(text: str) -> str:
    """Give the atlas's name of a country where it is one of the eight, else the text as it is."""
    folded = normalise(text)
    iso2 = _country_index().get(folded)
    return settings.COUNTRIES[iso2] if iso2 else text


@cache
def _country_index() -> dict[str, str]:
    known = {word: iso2 for iso2, words in _COUNTRIES.items() for word in words.split() if len(word) > 2}
    known |= {name.casefold(): iso2 for iso2, name in settings.COUNTRIES.items()} | _ALIASES
    return {word: iso2 for word, iso2 in known.items() if word not in {"islamic", "republic", "of", "(islamic"}} | {
        iso2.casefold(): iso2 for iso2 in settings.COUNTRIES
    }


_ISO2 = {name: iso2 for iso2, name in settings.COUNTRIES.items()}


@cache
def _pcodes() -> dict[str, str]:
    table = provinces()
    return {str(code).casefold(): str(name) for name, code in table["pcode"].items() if code}


@lru_cache(maxsize=65536)
def province_code(text: str, country: str) -> str:
    """Give the province that a text means in a country, "" where none or several."""
    if not text:
        return ""
    iso2 = _ISO2.get(country, "")
    folded = normalise(text)
    return (
        find_province(text, country or None)
        or PROVINCE_ALIASES.get((iso2, folded))
        or (_pcodes().get(folded, "") if not iso2 or _pcodes().get(folded, "").startswith(iso2) else "")
    )


def is_fata(text: str) -> bool:
    """Tell whether a province is the tribal areas, which Khyber Pakhtunkhwa took in in 2018."""
    return normalise(text) in FATA


class Spot(NamedTuple):
    """A point of the gazetteer."""

    latitude: float
    longitude: float
    source: str


@lru_cache(maxsize=65536)
def spot(place: str, country: str, province: str) -> Spot | None:
    """Give the point of a named place that the gazetteer knows without doubt."""
    if not place:
        return None
    found = find_place(place, country or None, province or None)
    entry = found.entry
    if entry is None or found.certainty not in {"exact", "variant"} or not np.isfinite(entry.latitude):
        return None
    return Spot(entry.latitude, entry.longitude, "GeoNames")


def read_degrees(text: str) -> float:
    """Read one coordinate: decimal with a point or comma, or degrees and minutes; NaN where it is none."""
    if not text:
        return NAN
    found = _DECIMAL.fullmatch(text)
    if found:
        value = float(found[1].replace(",", "."))
        return -value if found[2] and found[2] in "SsWw" else value
    parts = _MINUTES.fullmatch(text)
    if not parts:
        return NAN
    degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in parts.groups()[:3])
    if minutes >= 60 or seconds >= 60:
        return NAN
    value = abs(degrees) + minutes / 60 + seconds / 3600
    return -value if parts[1].startswith("-") or (parts[4] and parts[4] in "SsWw") else value


def read_pair(text: str) -> tuple[float, float]:
    """Read latitude and longitude in one cell, or a point in well-known text; NaN where it is neither."""
    wkt = _WKT.match(text)
    if wkt:
        return float(wkt[2]), float(wkt[1])
    found = _PAIR.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else (NAN, NAN)


class Joined(NamedTuple):
    """What the join says of every row."""

    province: Objects
    """Province at the point, or the stated one; "" where neither is known."""
    region: Objects
    outside: Flags
    """True where the point lies outside the stated country, and farther than the join snaps."""
    conflict: Objects
    """Province that was stated where the point lies in another one, else ""."""
    snapped: Flags


def joined(latitude: Floats, longitude: Floats, country: Objects, province: Objects, district: Objects) -> Joined:
    """Hold points against the stated country and province; equal places are looked at once."""
    columns = {
        "latitude": latitude, "longitude": longitude, "country": country, "province_id": province, "district": district,
    }  # fmt: skip
    joint = np.zeros(len(latitude), dtype=np.int64)
    for values in columns.values():
        codes, known = pd.factorize(values, use_na_sentinel=False)
        joint = pd.factorize(joint * max(len(known), 1) + codes)[0].astype(np.int64)
    number, first = joint, np.flatnonzero(~pd.Series(joint).duplicated().to_numpy())
    distinct = pd.DataFrame({name: values[first] for name, values in columns.items()})
    distinct["id"] = np.arange(len(distinct)).astype(str)
    placed, report = attach_provinces(distinct)
    names = placed["province_id"].astype("object").where(placed["province_id"].notna(), "").to_numpy(dtype=object)
    regions = placed["region_id"].astype("object").where(placed["region_id"].notna(), "").to_numpy(dtype=object)
    pointed = np.isfinite(distinct["latitude"].to_numpy())
    outside, snapped = np.zeros(len(distinct), dtype=bool), np.zeros(len(distinct), dtype=bool)
    conflict = np.full(len(distinct), "", dtype=object)
    for row in report.unplaced:
        outside[int(row.id)] = pointed[int(row.id)]
    for near in report.snapped:
        snapped[int(near.id)] = True
    for told in report.disagreeing:
        conflict[int(told.id)] = told.stated
    return Joined(names[number], regions[number], outside[number], conflict[number], snapped[number])
