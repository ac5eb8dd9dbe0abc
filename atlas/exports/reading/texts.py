"""The stamp of a text file: the foreign member of a GeoJSON, the comments of a figure's CSV."""

import json

from atlas.errors import DataError
from atlas.exports.figure_data import COMMENT
from atlas.exports.stamp import HINT, NO_STAMP, Stamp
from atlas.exports.tables.geojson import STAMP_MEMBER

HEAD_CHARACTERS = 200_000
"""The stamp stands at the head of a GeoJSON, before its features; so far it is looked for."""


def geojson_stamp(data: bytes) -> Stamp:
    """Read the member that holds the fields, without reading the features."""
    head = data[:HEAD_CHARACTERS].decode("utf-8-sig", errors="replace")
    _, found, rest = head.partition(f'"{STAMP_MEMBER}":')
    if not found:
        raise DataError(NO_STAMP, hint=HINT)
    fields, _ = json.JSONDecoder().raw_decode(rest.lstrip())
    return Stamp.from_fields({str(key): str(value) for key, value in dict(fields).items()})


def csv_stamp(data: bytes) -> Stamp:
    """Read the lines below the data that begin with the sign of a comment."""
    text = data.decode("utf-8-sig", errors="replace")
    parts = (line.removeprefix(COMMENT).partition(":") for line in text.splitlines() if line.startswith(COMMENT))
    return Stamp.from_fields({key: value.strip() for key, _, value in parts})
