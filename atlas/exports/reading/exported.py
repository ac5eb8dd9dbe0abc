"""Find the stamp in an exported file; every other file gets a sentence that says what to do."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from atlas.errors import DataError
from atlas.exports.reading import documents, pictures, texts
from atlas.exports.stamp import Stamp

MOST_BYTES = 50 * 1024 * 1024
"""Size of the largest file that is looked into."""

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a password-protected Office file begins, and an old one."""


class Kind(NamedTuple):
    """One kind of file that carries a stamp."""

    name: str
    begins: tuple[bytes, ...]
    """What its content begins with; empty when any text may stand there."""
    find: Callable[[bytes], Stamp]


KINDS: Mapping[str, Kind] = {
    "png": Kind("PNG picture", (b"\x89PNG\r\n\x1a\n",), pictures.png_stamp),
    "svg": Kind("SVG picture", (b"<", b"\xef\xbb\xbf<"), pictures.svg_stamp),
    "pdf": Kind("PDF", (b"%PDF-",), documents.pdf_stamp),
    "xlsx": Kind("Excel workbook", (b"PK\x03\x04",), documents.office_stamp),
    "pptx": Kind("PowerPoint file", (b"PK\x03\x04",), documents.office_stamp),
    "docx": Kind("Word document", (b"PK\x03\x04",), documents.office_stamp),
    "geojson": Kind("GeoJSON file", (b"{",), texts.geojson_stamp),
    "csv": Kind("CSV of a figure", (), texts.csv_stamp),
}
"""Kinds of files by the ending of their names."""


def exported_stamp(name: str, data: bytes) -> Stamp:
    """Read the stamp of an exported file.

    Nothing of the file is drawn, run or followed: only its metadata are read, and no more than a few megabytes of them.

    Parameters
    ----------
    name
        The name of the file; its ending says what it is.
    data
        What it holds.

    Raises
    ------
    DataError
        When the file has another kind, is too large, damaged or protected, or carries no stamp; the message begins
        with the name of the file.
    """
    try:
        return _kind(name, data).find(data)
    except DataError as error:
        told = error.message[:1].lower() + error.message[1:]
        raise DataError(f"{_short(name)}: {told}", hint=error.hint) from error
    except Exception as error:
        # Readers of foreign formats fail in more ways than can be named; none of them may reach the visitor.
        hint = "Give the file as the atlas exported it."
        raise DataError(f"{_short(name)}: the file is damaged and cannot be read.", hint=hint) from error


def _kind(name: str, data: bytes) -> Kind:
    kind = KINDS.get(name.rpartition(".")[2].lower())
    if kind is None:
        known = ", ".join(KINDS)
        raise DataError("this kind of file carries no stamp that the atlas reads.", hint=f"Give one of: {known}.")
    if len(data) > MOST_BYTES:
        hint = "Give a file as the atlas exported it; none is that large."
        raise DataError(f"the file has more than {MOST_BYTES >> 20} megabytes.", hint=hint)
    if data.startswith(OLE):
        hint = "Take the password away, or give the file as the atlas exported it."
        raise DataError("the file is protected by a password, or of an old kind.", hint=hint)
    if kind.begins and not data.lstrip().startswith(kind.begins):
        raise DataError(f"the file is no {kind.name}, whatever its name says.", hint="Give it its right ending.")
    return kind


def _short(name: str) -> str:
    """Give a file's own name without folders, cut where it is long."""
    own = name.replace("\\", "/").rpartition("/")[2]
    return own if len(own) <= 60 else f"{own[:40]}…{own[-18:]}"
