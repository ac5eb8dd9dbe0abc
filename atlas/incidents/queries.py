"""The words of a link: keys and values as they are written, and what is wrong with those that cannot be used."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from atlas.geography import provinces
from atlas.incidents.rings import Ring, read_ring
from atlas.incidents.rules import MOST_PEOPLE
from atlas.text import day_in_words, joined

DATE_PARAMS = {"from": "start", "to": "end"}
NUMBER_PARAMS = {"killed_min": "killed_min", "killed_max": "killed_max"}
RING_PARAM = "ring"
SCALARS = DATE_PARAMS | NUMBER_PARAMS | {RING_PARAM: "ring"}
"""Key in the URL to the attribute of Filters, of everything that is not a list of values."""


LONGEST_SHOWN = 80
"""So many characters of a value are repeated to the reader."""


TRACKERS = re.compile(r"utm_\w+|(?:fb|g|d|ms|tw|y)clid|mc_[ce]id|igshid|_g[al]")
"""Keys that mail programs and networks hang on a link: they are no part of a view, and nobody need be told of them."""


class Problem(NamedTuple):
    """A value in a link that cannot be used, and why."""

    param: str
    value: str
    reason: str

    def sentence(self) -> str:
        """Say what was ignored and why, in one sentence."""
        return f"The link asks for {_cut(self.param)} = “{_cut(self.value)}”, which was ignored: {self.reason}."


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def parameters(query: str | Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Take a link, its query, or key to values apart; empty values are kept, `TRACKERS` are not."""
    if isinstance(query, str):
        query = parse_qs(query.split("?", 1)[-1].split("#", 1)[0], keep_blank_values=True)
    return {
        key: [values] if isinstance(values, str) else list(values)
        for key, values in query.items()
        if not TRACKERS.fullmatch(key)
    }


def listed(
    param: str, values: Sequence[str], offered: Mapping[str, str]
) -> tuple[tuple[str, ...] | None, list[Problem]]:
    """Find values by code or label, whatever their case. None when all of them are bad: then the default stands."""
    by_name = {label.casefold(): value for value, label in offered.items()}
    by_name |= {value.casefold(): value for value in offered}
    asked = [value for value in values if value]
    kept = tuple(dict.fromkeys(by_name[value.casefold()] for value in asked if value.casefold() in by_name))
    problems = [
        Problem(param, value, f"there is no such {param} here") for value in asked if value.casefold() not in by_name
    ]
    return (None if asked and not kept else kept), problems


def strays(chosen: Mapping[str, Any]) -> list[Problem]:
    """List the chosen provinces that lie outside the chosen countries: together they would select nothing."""
    countries, home = chosen.get("countries", ()), provinces.provinces()["country"]
    return [
        Problem("province", code, f"it does not lie in {joined(list(countries), 'or')}")
        for code in chosen.get("provinces", ())
        if countries and home[code] not in countries
    ]


def scalar(param: str, text: str, covered: tuple[date, date] | None) -> tuple[date | int | Ring | None, str]:
    """Read a day, a number or an area; the second value says what is wrong with it, or is empty."""
    if param == RING_PARAM:
        return read_ring(text) if text else ((), "")
    if param in NUMBER_PARAMS:
        # Python refuses to read thousands of digits, and nobody means them.
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PEOPLE))
        return (int(text), "") if is_number else (None, f"a whole number from 0 to {MOST_PEOPLE:,} is needed")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, "a date is written like 2021-08-15"
    if covered and not covered[0] <= day <= covered[1]:
        return None, f"the table covers {day_in_words(covered[0])} to {day_in_words(covered[1])}"
    return day, ""


def scalars(
    given: Mapping[str, Sequence[str]], covered: tuple[date, date] | None
) -> tuple[dict[str, Any], list[Problem]]:
    """Read every day, number and area of a link: by attribute of Filters, and what cannot be used.

    Of a key that is given more than once the first value counts. A range of tolls that ends below its beginning would
    hold nothing: its end is left out.
    """
    chosen: dict[str, Any] = {}
    problems: list[Problem] = []
    for param, field in SCALARS.items():
        for number, text in enumerate(given.get(param, [])):
            value, reason = scalar(param, text, covered)
            reason = f"{param} is given more than once, and the first value counts" if number else reason
            if reason:
                problems.append(Problem(param, text, reason))
            else:
                chosen[field] = value
    least, most = (chosen.get(name) for name in NUMBER_PARAMS.values())
    if least is not None and most is not None and most < least:
        del chosen["killed_max"]
        problems.append(Problem("killed_max", str(most), f"it is below killed_min = {least}"))
    return chosen, problems
