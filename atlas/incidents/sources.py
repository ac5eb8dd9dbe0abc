"""The column sources: what one value may hold, and how it is read."""

import json
import re
from urllib.parse import urlsplit

SOURCE_KEYS = ("publisher", "title", "date", "url", "via", "family")
"""What an object of the list may hold: publisher and family always, the others where known."""

CONTROL = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
"""Characters no text may hold: control codes, line separators, marks and overrides of the text direction, the byte
order mark, and the two that XML forbids. Joiners (U+200C, U+200D) are letters' business in Persian and stay."""

_NOT_PLAIN = re.compile(f"{CONTROL}|[\ud800-\udfff]")
"""In text that was decoded from JSON, halves of a surrogate pair as well: no file can hold them."""

_NOT_IN_ADDRESS = re.compile(r"[\s\"'<>\\]")


def source_fault(text: str) -> str | None:
    """Say what is wrong with one value, or None when nothing is."""
    try:
        sources = json.loads(text)
    except (ValueError, RecursionError):
        return "is not JSON"
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        return "is not a list of objects"
    return next((fault for source in sources if (fault := _object_fault(source))), None)


def read_sources(text: object) -> list[dict[str, str]]:
    """Return the sources of one row, each with every key; an empty cell has none.

    Every value is a string, "" where the table does not know it.
    """
    if not isinstance(text, str) or not text:
        return []
    return [{key: str(source.get(key, "")) for key in SOURCE_KEYS} for source in json.loads(text)]


def _object_fault(source: dict[str, object]) -> str | None:
    unknown = sorted(set(source) - set(SOURCE_KEYS))
    if unknown:
        return f"has the unknown key {unknown[0]}"
    if not all(isinstance(value, str) and not _NOT_PLAIN.search(value) for value in source.values()):
        return "holds something other than plain text"
    if not source.get("publisher") or not source.get("family"):
        return "lacks publisher or family"
    return None if is_web_address(str(source.get("url", ""))) else "has a url that is no http(s) address"


def is_web_address(url: str) -> bool:
    """Tell whether a text is empty or an http(s) address that names its host plainly.

    An address with a user part is none: `https://reuters.com@example.org/` leads to example.org.
    """
    if not url:
        return True
    try:
        parts = urlsplit(url)
        plain = bool(parts.hostname) and "@" not in parts.netloc and not _NOT_IN_ADDRESS.search(url)
        return parts.scheme in {"http", "https"} and plain
    except ValueError:
        return False
