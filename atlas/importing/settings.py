"""What the analyst decides: order of dates, actors, columns, repairs; saved and given again as one JSON file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from atlas.errors import DataError

Actor = Literal["iskp", "all"]
DateOrder = Literal["", "day first", "month first", "year first"]
REPAIRS = ("swapped coordinates", "two-digit year")
"""Repairs that change what a cell says: made only where they are accepted."""

HINT = "Compare it with the part “Mapping file” of docs/IMPORT.md."


class Reading(NamedTuple):
    """How the dates of one file are read."""

    order: DateOrder = ""
    exchanged: bool = False
    """Whether Excel exchanged day and month in the cells it took for dates."""
    two_digits: bool = False
    """Whether the year 0024 is read as 2024."""


@dataclass(frozen=True)
class Settings:
    """The decisions of one import; every one has a default."""

    actor: Actor = "iskp"
    layout: str = "auto"
    date_order: DateOrder = ""
    accept: tuple[str, ...] = ()
    actors: Mapping[str, str] = field(default_factory=dict)
    """Name of a group as it stands in the file, and the verdict: sure, ambiguous, mention or no."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Column that the layout reads, and the name it has in the file."""
    sheet: str = ""
    header_row: int = 0
    """Record that holds the header, the first being 1; 0 where it is to be found."""
    location_precision: str = ""
    title: str = ""
    licence: str = ""
    citation: str = ""

    def to_json(self) -> dict[str, object]:
        """Give the decisions as they are saved."""
        return asdict(self)


def read_settings(path: Path | None, actor: Actor, layout: str) -> Settings:
    """Read the decisions from a mapping file; actor and layout come from the command.

    Raises
    ------
    DataError
        When the file is no JSON object or holds something that no decision is.
    """
    if path is None:
        return Settings(actor=actor, layout=layout)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name}: not readable as JSON ({error}).", hint=HINT) from error
    return checked(found, actor, layout, path.name)


def checked(found: object, actor: Actor, layout: str, name: str) -> Settings:
    """Make decisions of what a mapping file holds."""
    if not isinstance(found, dict):
        raise DataError(f"{name}: a JSON object is expected.", hint=HINT)
    unknown = sorted(set(found) - set(Settings.__dataclass_fields__))
    if unknown:
        raise DataError(f"{name}: there is no decision {unknown[0]!r}.", hint=HINT)
    kept = {key: value for key, value in found.items() if key not in {"actor", "layout"}}
    _refuse_wrong(kept, name)
    if "accept" in kept:
        kept["accept"] = tuple(kept["accept"])
    return Settings(**kept, actor=actor, layout=layout)


def _refuse_wrong(found: Mapping[str, object], name: str) -> None:
    verdicts = found.get("actors", {})
    rules = (
        ("date_order", found.get("date_order", "") in {"", "day first", "month first", "year first"}),
        ("accept", _is_list(found.get("accept", [])) and set(_listed(found.get("accept", []))) <= set(REPAIRS)),
        ("actors", _is_text_map(verdicts) and set(_values(verdicts)) <= {"sure", "ambiguous", "mention", "no"}),
        ("columns", _is_text_map(found.get("columns", {}))),
        ("header_row", isinstance(found.get("header_row", 0), int)),
        ("location_precision", found.get("location_precision", "") in {"", "site", "town", "district", "province"}),
        *((key, isinstance(found.get(key, ""), str)) for key in ("sheet", "title", "licence", "citation")),
    )
    wrong = next((key for key, holds in rules if not holds), None)
    if wrong:
        raise DataError(f"{name}: {wrong} holds {found.get(wrong)!r}, which is no answer to it.", hint=HINT)


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _is_text_map(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for pair in value.items() for one in pair)


def _values(value: object) -> list[str]:
    return [str(one) for one in value.values()] if isinstance(value, dict) else []
