"""The selected incidents as GeoJSON (RFC 7946)."""

import json
from collections.abc import Iterator

from atlas.drawing.view import View
from atlas.exports.stamp import Stamp
from atlas.exports.tables.cells import Cell, records
from atlas.incidents.columns import COLUMNS

DECIMALS = 7
"""Of a degree: a centimetre on the ground, far below what any source knows."""

STAMP_MEMBER = "khorasan_atlas"
"""Foreign member (RFC 7946, section 6.1) that holds the fields of the stamp."""

Position = list[float]
"""Longitude and latitude in degrees."""


def incidents_geojson(view: View, stamp: Stamp) -> bytes:
    """Write the selected incidents as points in longitude and latitude on WGS 84, one feature a line.

    An incident without coordinates has no geometry (null): it is known to its province or country only. The bounding
    box spans the points; without any there is none.
    """
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in records(view)]
    places = [_position(cells) for cells in rows]
    head = {"type": "FeatureCollection", STAMP_MEMBER: stamp.as_fields(), **_span(places)}
    features = map(_feature, rows, places)
    return "".join(_lines(head, [_json(feature) for feature in features])).encode()


def _lines(head: dict[str, object], features: list[str]) -> Iterator[str]:
    yield _json(head).removesuffix("}")
    yield ',"features":[\n'
    yield ",\n".join(features)
    yield "\n]}\n"


def _position(cells: dict[str, Cell]) -> Position | None:
    east, north = cells.pop("longitude"), cells.pop("latitude")
    if not isinstance(east, float) or not isinstance(north, float):
        return None
    return [round(east, DECIMALS), round(north, DECIMALS)]


def _span(places: list[Position | None]) -> dict[str, object]:
    """Give the bounding box as a member: west, south, east, north."""
    known = [place for place in places if place]
    axes = list(zip(*known, strict=True))
    return {"bbox": [*map(min, axes), *map(max, axes)]} if axes else {}


def _feature(cells: dict[str, Cell], place: Position | None) -> dict[str, object]:
    point = {"type": "Point", "coordinates": place} if place else None
    sources = {"sources": json.loads(str(cells["sources"] or "[]"))}
    return {"type": "Feature", "id": cells["id"], "geometry": point, "properties": {**cells, **sources}}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str)
