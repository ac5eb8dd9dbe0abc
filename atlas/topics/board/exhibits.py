"""The board of a selection as the browser takes it: what is selected, the words for it, and what it may filter by."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import numpy as np

from atlas import settings
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.incidents.filters import CHOICES, Filters
from atlas.incidents.vocabulary import EVENT_CLASS_IN_WORDS
from atlas.topics.board.words import words

Layout = Literal["board", "map"]
MOMENTS = ((settings.TALIBAN_TAKEOVER, "Taliban take Kabul"),)
_SCALARS = ("killed_min", "killed_max")


def board_view(view: View, *, layout: Layout, measure: str, data: str | None, texts: str | None) -> dict[str, Any]:
    """Compile what the board shows of a selection and does not count itself.

    ``data`` and ``texts`` are addresses of the columns and of the texts of cards; the protocol stands in
    components/board_assets/link.js.
    """
    first, last = view.period
    said = words(view)
    return {
        "data": data,
        "texts": texts,
        "selection": told(view.filters),
        "defaults": told(Filters()),
        "words": said._asdict(),
        "measure": measure,
        "layout": layout,
        "moments": [[_day(day), text] for day, text in MOMENTS],
        "homes": homes(),
        "class_words": {name: many for name, (_, many) in EVENT_CLASS_IN_WORDS.items()}
        | {"one": {name: one for name, (one, _) in EVENT_CLASS_IN_WORDS.items()}},
        "uncovered": first > last,
    }


def told(filters: Filters) -> dict[str, Any]:
    """Write a selection as the board does: fields that do not restrict are left out."""
    found: dict[str, Any] = {choice.field: list(getattr(filters, choice.field)) for choice in CHOICES}
    found |= {name: day.isoformat() for name in ("start", "end") if (day := getattr(filters, name))}
    found |= {name: getattr(filters, name) for name in _SCALARS}
    found["ring"] = [list(corner) for corner in filters.ring]
    return {name: value for name, value in found.items() if value or (name == "killed_max" and value is not None)}


def asked(message: Mapping[str, Any]) -> dict[str, list[str]]:
    """Read the selection of the board as the parameters of a link, which are then checked as those of any link."""
    found = {choice.param: _texts(message.get(choice.field)) or [""] for choice in CHOICES}
    for param, field in (("from", "start"), ("to", "end"), ("killed_min", "killed_min"), ("killed_max", "killed_max")):
        if (value := message.get(field)) is not None:
            found[param] = [str(value)]
    corners = message.get("ring")
    if isinstance(corners, list) and corners:
        found["ring"] = [";".join(",".join(map(str, corner)) for corner in corners if isinstance(corner, list))]
    return found


def homes() -> dict[str, str]:
    """Give the country of each province."""
    return {str(code): str(country) for code, country in provinces.provinces()["country"].items()}


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _day(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
