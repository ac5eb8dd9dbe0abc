"""The board of a selection as the browser takes it: what is selected, the words for it, and what it may filter by."""

import base64
import gzip
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from atlas import settings
from atlas.drawing.incident_words import dated, toll, whereabouts
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.incidents.filters import CHOICES, Filters
from atlas.incidents.vocabulary import EVENT_CLASS_IN_WORDS
from atlas.statistics.circles import Circles
from atlas.topics.board.measures.by_month import by_month
from atlas.topics.board.measures.columns import packed
from atlas.topics.board.measures.sums import PARTS, SUMS, board_sums
from atlas.topics.board.words import words

Layout = Literal["board", "map"]
MOMENTS = ((settings.TALIBAN_TAKEOVER, "Taliban take Kabul"),)
LATEST = 8
"""How many incidents a board without rows lists."""
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


def months_counted(view: View, *, rows_leave: bool) -> bytes:
    """Count a selection, its period lifted, by month: with these sums the period moves without the server.

    By province, and where rows of the table may leave the atlas by every other part too.
    """
    covered = (view.incidents.covers_from, view.incidents.covers_to)
    return packed(by_month(view.facts, view.filters, covered, _parts(rows_leave=rows_leave)))


def _parts(*, rows_leave: bool) -> tuple[str, ...]:
    return ("province", *(PARTS if rows_leave else ()))


def sums_told(view: View, months: str | bytes, *, rows_leave: bool) -> dict[str, Any]:
    """Compile the sums of a selection for a board that has no rows to count.

    ``months`` is what ``months_counted`` gives, or the address of it.
    """
    opened = view.incidents
    covered = (opened.covers_from, opened.covers_to)
    sums = board_sums(view.facts, view.filters, covered, None)
    whole = sums.totals
    return {
        "totals": {
            "all": whole.incidents, "sure": whole.incidents_sure, "known": whole.incidents - whole.toll_unknown,
            "located": whole.located, "low": whole.killed_low, "best": whole.killed_best, "high": whole.killed_high,
            "first": _day(whole.first) if whole.first else None, "last": _day(whole.last) if whole.last else None,
        },
        "provinces": whole.provinces,
        "parts": {
            "province": _rows(sums.provinces, [*SUMS, "toll_known", "located"]),
            **{part: _rows(found, list(SUMS)) for part, found in sums.bars.items()},
        },
        "circles": [[level.side, _circles(level.circles)] for level in sums.circles.levels],
        "latest": _latest(view),
        "by_month": {"parts": _parts(rows_leave=rows_leave), **_sent(months)},
    }  # fmt: skip


def _sent(months: str | bytes) -> dict[str, str]:
    if isinstance(months, str):
        return {"address": months}
    return {"columns": base64.b64encode(gzip.compress(months, 6, mtime=0)).decode()}


def _rows(found: pd.DataFrame, columns: list[str]) -> list[list[Any]]:
    return [[str(name), *row] for name, row in zip(found.index, found[columns].to_numpy().tolist(), strict=True)]


def _circles(circles: Circles) -> list[list[Any]]:
    columns = (
        circles.latitude, circles.longitude, circles.incidents, circles.incidents_sure, circles.killed_best,
        circles.toll_known, circles.place, circles.precision,
    )  # fmt: skip
    return [list(row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _latest(view: View) -> list[dict[str, Any]]:
    """Give the newest rows of a selection in words, with their place in the table."""
    numbers = np.flatnonzero(view.held)[-LATEST:][::-1]
    rows, names = view.incidents.table.iloc[numbers], provinces.province_names()
    return [
        {
            "row": int(number),
            "when": dated(row),
            "where": whereabouts(row, names),
            "what": f"{row['attack_type']} · {toll(row, 'killed')} killed · {row['attribution']}",
        }
        for number, (_, row) in zip(numbers, rows.iterrows(), strict=True)
    ]


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
