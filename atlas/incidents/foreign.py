"""What a file is that is no table of the atlas: named, so that its owner knows how to open it."""

from collections.abc import Iterable
from pathlib import Path

SIGNS: dict[str, tuple[frozenset[str], ...]] = {
    "an ACLED export": (frozenset({"event_date", "actor1"}), frozenset({"event_id_cnty", "event_date"})),
    "a UCDP event file": (frozenset({"side_a", "side_b", "where_prec"}), frozenset({"dyad_name", "type_of_violence"})),
    "a GTD file": (frozenset({"gname", "iyear"}), frozenset({"eventid", "gname"})),
}
"""Columns, in lower case, that files of others have and the atlas's own does not."""

IMPORT = "Open it with `python -m atlas import`, or on the page Import."
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}

_STARTS = (
    (b"PK\x03\x04", "a workbook or a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old workbook (xls)"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"%PDF", "a PDF document"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)


def layout_of(names: Iterable[object]) -> str:
    """Give the kind of export that a file with these columns looks like, "" where it looks like none."""
    known = {str(name).strip().casefold() for name in names}
    return next((kind for kind, signs in SIGNS.items() if any(sign <= known for sign in signs)), "")


def separator_of(header: list[str]) -> str:
    """Give the word for the separator of a header that is one single cell, "" where it holds none."""
    if len(header) != 1:
        return ""
    return next((words for sign, words in SEPARATORS.items() if sign in header[0]), "")


def kind_of(path: Path) -> str:
    """Give what a file really is by its first bytes, whatever its ending says; "" where it may be plain text."""
    with path.open("rb") as file:
        start = file.read(512)
    found = next((kind for sign, kind in _STARTS if start.startswith(sign)), "")
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return found or (
        "a web page, often one that asks to log in" if head.startswith((b"<!doctype html", b"<html")) else ""
    )
