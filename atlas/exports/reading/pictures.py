"""The stamp of a picture: text chunks of a PNG, the metadata of an SVG."""

import io

from PIL import Image

from atlas.errors import DataError
from atlas.exports.reading.xml_texts import xml_texts
from atlas.exports.stamp import HINT, MARK, NO_STAMP, Stamp

MOST_PIXELS = 80_000_000
"""A page of A2 at 300 dots an inch has 35 million; Pillow warns from 89 million on."""


def png_stamp(data: bytes) -> Stamp:
    """Read the text chunks before the pixels; the pixels themselves stay packed."""
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if width * height > MOST_PIXELS:
        raise DataError(f"the picture has {width:,} times {height:,} pixels, more than are read.", hint=HINT)
    with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
        fields = {str(key): str(value) for key, value in picture.info.items() if isinstance(value, str)}
    return Stamp.from_fields(fields)


def svg_stamp(data: bytes) -> Stamp:
    """Read the element of the metadata that holds the fields as one text."""
    return stamp_among(xml_texts(data))


def stamp_among(texts: list[str]) -> Stamp:
    """Take the one text that is a stamp."""
    for text in texts:
        if text.startswith("{") and f'"{MARK}"' in text:
            return Stamp.from_text(text)
    raise DataError(NO_STAMP, hint=HINT)
