"""What slides and documents share: the typeface, the colours of the theme, texts that XML can hold, and the stamp."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Literal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from atlas.drawing import palette
from atlas.exports.stamp import Stamp

FONT = "Arial"
"""On every computer, or Liberation Sans in its place, which has the same widths."""
AUTHOR = "Khorasan Atlas"
LANGUAGE = "en-GB"

ACCENT = palette.BLUE
"""The one colour of headings, rules and links."""

THEME: Mapping[str, str] = {
    "dk1": palette.INK["light"], "lt1": palette.BACKGROUND["light"], "dk2": palette.MUTED["light"],
    "lt2": palette.ZERO["light"], "accent1": palette.BLUE, "accent2": palette.BROWN, "accent3": palette.CRIMSON,
    "accent4": palette.GREEN, "accent5": palette.AZURE, "accent6": palette.MAUVE, "hlink": palette.BLUE,
    "folHlink": palette.PLUM,
}  # fmt: skip
"""The colours of the theme, by their names in the XML."""

CUSTOM_PROPERTIES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_PATH = "/docProps/custom.xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TEXT_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that a user may add, as ECMA-376 names it."""
_LONGEST_PROPERTY = 255
"""Characters of a core property, as python-pptx and python-docx allow them."""

_SCHEME = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")


def scheme_name(hue: str) -> str:
    """Give the name of a colour in the theme as drawings call it; empty for a colour that is not in it."""
    found = next((name for name, each in THEME.items() if each == hue and "link" not in name.lower()), "")
    return _SCHEME.get(found, found)


def settable(text: str) -> str:
    """Leave out the characters that XML cannot hold, such as control characters and halves of pairs."""
    return _FORBIDDEN.sub("", text.replace("\v", " ").replace("\f", " "))


def unmarked(markdown: str) -> str:
    """Write a text of the atlas that holds a little Markdown (links, bold, lists) as plain text."""
    text = _LINK.sub(r"\1 (\2)", markdown)
    text = _EMPHASIS.sub(r"\2", text)
    return re.sub(r"(?m)^[-*] ", "• ", text).strip()


def midnight(day: date) -> datetime:
    """Give the beginning of a day, for the dates of a file: exports carry no time of day."""
    return datetime(day.year, day.month, day.day)


def core_texts(stamp: Stamp, title: str, source: str) -> dict[str, str]:
    """Give the texts of the core properties, each cut to what they can hold."""
    words = f"ISKP; incidents; table version {stamp.version}; data to {stamp.covers_to.isoformat()}; {stamp.method}"
    texts = {
        "author": AUTHOR,
        "last_modified_by": AUTHOR,
        "title": title,
        "subject": stamp.selection,
        "keywords": words,
        "comments": source,
        "language": LANGUAGE,
        "category": "Briefing pack",
    }
    return {name: settable(text)[:_LONGEST_PROPERTY] for name, text in texts.items()}


def custom_properties(stamp: Stamp) -> bytes:
    """Write the whole stamp as custom properties, which have no limit of length; Office lists them under "Custom"."""
    lines = [
        f'<property fmtid="{_TEXT_FORMAT}" pid="{number}" name="{escape(key)}"><vt:lpwstr>'
        f"{escape(settable(text))}</vt:lpwstr></property>"
        for number, (key, text) in enumerate(stamp.as_fields().items(), start=2)
    ]
    head = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head}{"".join(lines)}</Properties>'.encode()


def settled(package: bytes, made: date) -> bytes:
    """Pack a file again with the day of the export as the date of everything in it: the same pack, the same bytes."""
    buffer = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            kept = ZipInfo(entry.filename, (made.year, made.month, made.day, 0, 0, 0))
            kept.compress_type = ZIP_DEFLATED
            new.writestr(kept, old.read(entry))
    return buffer.getvalue()


Kind = Literal["paragraph", "item"]


def blocks(markdown: str) -> list[tuple[Kind, str]]:
    """Split a text into paragraphs and items of lists, as plain text."""
    found: list[tuple[Kind, str]] = []
    for line in unmarked(markdown).splitlines():
        if line.strip():
            text = line.strip()
            found.append(("item", text.removeprefix("• ")) if text.startswith("• ") else ("paragraph", text))
    return found
