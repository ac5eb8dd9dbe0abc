"""Find the stamp in an exported file that somebody gives back; any other file gets a sentence on what to do."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from PIL import Image
from pypdf import PdfReader

from atlas.apart import Limits
from atlas.errors import DataError
from atlas.exports.figure_files import COMMENT
from atlas.exports.stamp import HINT, MARK, NO_STAMP, Stamp
from atlas.exports.tables.spatial import STAMP_MEMBER


def xml_texts(data: bytes) -> list[str]:
    """Give the text of every element, in the order in which they end.

    A file that declares entities is refused: they can grow without end or lead to other files. No file is opened, no
    host is asked.

    Raises
    ------
    DataError
        When the file is not well-formed, or declares entities.
    """
    open_texts: list[list[str]] = []
    found: list[str] = []
    number = 0

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal number
        number += 1
        if number > MOST_ELEMENTS or len(open_texts) >= DEEPEST:
            raise DataError("the file holds more elements than any the atlas writes.", hint=HINT)
        open_texts.append([])

    def take(text: str) -> None:
        if open_texts:
            open_texts[-1].append(text)

    def end(_name: str) -> None:
        found.append("".join(open_texts.pop()).strip())

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, take
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise DataError(f"the file is not well-formed XML ({error}).", hint="Give it as it was exported.") from error
    return found


def _refuse(*_declaration: object) -> None:
    raise DataError("the file declares XML entities, which are not read.", hint="Give it as the atlas exported it.")


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


PROPERTIES = "docProps/core.xml"
"""Where an Office file keeps title and comments (ECMA-376, part 2)."""

PDF_END = 1024
"""So far from its end a PDF says where its table of objects begins (ISO 32000-1, 7.5.5)."""

DEEPEST, MOST_ELEMENTS = 64, 1_000_000
"""How deep elements lie in each other, and how many there are, at most: a map of the atlas has some ten thousand."""

MOST_PROPERTY_BYTES = 1024 * 1024


def pdf_stamp(data: bytes) -> Stamp:
    """Read the entry of the document information that holds the fields as one text."""
    if not _has_table(data):
        raise DataError("the file has no table of its parts.", hint=HINT)
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise DataError("the file is protected by a password.", hint=f"Take the password away. {HINT}")
    return stamp_among([str(value) for value in (reader.metadata or {}).values()])


def _has_table(data: bytes) -> bool:
    """Tell whether the end of a PDF leads to a table of objects: else pypdf would search all of it for some."""
    end = re.search(rb"startxref\s+(\d{1,12})\s+%%EOF\s*$", data[-PDF_END:])
    table = data[int(end[1]) : int(end[1]) + 64].lstrip() if end else b""
    return bool(re.match(rb"xref|\d+\s+\d+\s+obj", table))


def office_stamp(data: bytes) -> Stamp:
    """Read the comments of the document; nothing else of the file is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if PROPERTIES not in parts.namelist():
            raise DataError(NO_STAMP, hint=HINT)
        # The size stated in a packed file need not be true: no more than that is taken out.
        with parts.open(PROPERTIES) as properties:
            text = properties.read(MOST_PROPERTY_BYTES + 1)
    if len(text) > MOST_PROPERTY_BYTES:
        raise DataError("the properties of the document are longer than any the atlas writes.", hint=HINT)
    return stamp_among(xml_texts(text))


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


MOST_BYTES = 50 * 1024 * 1024
"""Size of the largest file that is looked into."""

LIMITS = Limits(seconds=2, memory_bytes=200 * 1024 * 1024)
"""What looking into one may cost: the largest that the atlas writes takes a tenth of it."""

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a password-protected Office file begins, and an old one."""


class Kind(NamedTuple):
    """One kind of file that carries a stamp."""

    name: str
    begins: tuple[bytes, ...]
    """What its content begins with; empty when any text may stand there."""
    find: Callable[[bytes], Stamp]


KINDS: Mapping[str, Kind] = {
    "png": Kind("PNG picture", (b"\x89PNG\r\n\x1a\n",), png_stamp),
    "svg": Kind("SVG picture", (b"<", b"\xef\xbb\xbf<"), svg_stamp),
    "pdf": Kind("PDF", (b"%PDF-",), pdf_stamp),
    "xlsx": Kind("Excel workbook", (b"PK\x03\x04",), office_stamp),
    "pptx": Kind("PowerPoint file", (b"PK\x03\x04",), office_stamp),
    "docx": Kind("Word document", (b"PK\x03\x04",), office_stamp),
    "geojson": Kind("GeoJSON file", (b"{",), geojson_stamp),
    "csv": Kind("CSV of a figure", (), csv_stamp),
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
        raise DataError(f"{short(name)}: {told}", hint=error.hint) from error
    except MemoryError:
        raise
    except Exception as error:
        # Readers of foreign formats fail in more ways than can be named; none of them may reach the visitor.
        hint = "Give the file as the atlas exported it."
        raise DataError(f"{short(name)}: the file is damaged and cannot be read.", hint=hint) from error


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


def short(name: str) -> str:
    """Return a file's own name without folders, cut where it is long."""
    own = name.replace("\\", "/").rpartition("/")[2]
    return own if len(own) <= 60 else f"{own[:40]}…{own[-18:]}"
