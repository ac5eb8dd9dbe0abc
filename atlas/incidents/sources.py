"""The column sources: what one value may hold, and how it is read."""

import json
import re
from urllib.parse import urlsplit

SOURCE_KEYS = ("publisher", "title", "date", "url", "via", "family")
"""What an object of the list may hold: publisher and family always, the others where known."""

CONTROL = "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]"
"""Characters no text may hold: control codes, line separators, text direction overrides, the byte order mark."""

_NOT_IN_ADDRESS = re.compile(r"[\s\"'<>]")


def source_fault(text: str) -> str | None:
    """Say what is wrong with one value, or None when nothing is."""
    try:
        sources = json.loads(text)
    except ValueError:
        return "is not JSON"
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        return "is not a list of objects"
    return next((fault for source in sources if (fault := _object_fault(source))), None)


def read_sources(text: object) -> list[dict[str, str]]:
    """Give the sources of one row, each with every key; an empty cell has none.

    Every value is a string, "" where the table does not know it.
    """
    if not isinstance(text, str) or not text:
        return []
    return [{key: str(source.get(key, "")) for key in SOURCE_KEYS} for source in json.loads(text)]


def _object_fault(source: dict[str, object]) -> str | None:
    unknown = sorted(set(source) - set(SOURCE_KEYS))
    if unknown:
        return f"has the unknown key {unknown[0]}"
    if not all(isinstance(value, str) and not re.search(CONTROL, value) for value in source.values()):
        return "holds something other than plain text"
    if not source.get("publisher") or not source.get("family"):
        return "lacks publisher or family"
    return None if _is_web_address(str(source.get("url", ""))) else "has a url that is no http(s) address"


def _is_web_address(url: str) -> bool:
    if not url:
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not _NOT_IN_ADDRESS.search(url)
    except ValueError:
        return False
