"""Figures of people as they are written: ranges, “12+”, “at least 3”; empty is not zero."""

import re
from typing import NamedTuple

from atlas.incidents.rules import MOST_PEOPLE

NAN = float("nan")

_NUMBER = r"(\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.0+)?"
_PLAIN = re.compile(_NUMBER)
_RANGE = re.compile(rf"{_NUMBER}\s*(?:-|–|—|to|bis)\s*{_NUMBER}")
_LEAST = re.compile(rf"(?:at least|more than|over|min\.?|mindestens|>=?|≥)\s*{_NUMBER}|{_NUMBER}\s*\+")
_ABOUT = re.compile(rf"(?:about|around|approx\.?|approximately|some|ca\.?|circa|~|est\.?)\s*{_NUMBER}")
_UNKNOWN = frozenset({"", "na", "n/a", "nan", "null", "none", "unknown", "?", "-", "–", "--", ".", "k.a.", "unbekannt"})
_REMARK = re.compile(
    r"\s*[(\[][^)\]]*[)\]]\s*|\s*(?:killed|dead|deaths|people|persons|injured|wounded)\s*$", re.IGNORECASE
)


class Toll(NamedTuple):
    """Low, best and high figure (NaN unknown), what is wrong with them, and what was done to them."""

    low: float
    best: float
    high: float
    fault: str = ""
    repair: str = ""


NOTHING = Toll(NAN, NAN, NAN)


def read_toll(text: str, unknown: frozenset[str] = frozenset()) -> Toll:
    """Read one cell that holds a figure of people.

    A range counts with its lower figure as the best one, “at least 3” as 3. What holds no figure is empty and told;
    a negative figure is a fault.

    Parameters
    ----------
    text
        The tidied cell.
    unknown
        Texts that stand for “unknown” in this layout, such as -99.
    """
    bare = _REMARK.sub("", text).strip().casefold()
    if text in unknown or bare in _UNKNOWN:
        return NOTHING
    remark = "a remark beside the figure is left out" if bare != text.casefold() else ""
    plain = _PLAIN.fullmatch(bare)
    if plain:
        return _bounded(_single(plain[1], remark))
    between = _RANGE.fullmatch(bare)
    if between:
        low, high = sorted((_whole(between[1]), _whole(between[2])))
        return _bounded(Toll(low, low, high, "", "a range in one cell: its lower figure counts as the best"))
    least = _LEAST.fullmatch(bare) or _ABOUT.fullmatch(bare)
    if least:
        return _bounded(_single(next(part for part in least.groups() if part), "a figure with “at least” or “about”"))
    return _other(text)


def _other(text: str) -> Toll:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return NOTHING._replace(repair="holds no figure and is taken as unknown")
    if number < 0:
        return NOTHING._replace(fault="is negative: write how many people, or leave it empty when unknown")
    if number % 1:
        return NOTHING._replace(fault="is no whole number: write how many people")
    return _bounded(Toll(number, number, number))


def _single(number: str, repair: str) -> Toll:
    figure = _whole(number)
    return Toll(figure, figure, figure, "", repair)


def _whole(number: str) -> float:
    return float(number.replace(",", "").replace(" ", ""))


def _bounded(toll: Toll) -> Toll:
    if toll.high > MOST_PEOPLE:
        return NOTHING._replace(fault=f"is above {MOST_PEOPLE:,}: check the figure")
    return toll
