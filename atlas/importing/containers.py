"""What a file is: unpacked where it is packed, known by its first bytes, and refused by name where it is no table."""

import gzip
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal, NamedTuple

from atlas.errors import DataError

Kind = Literal["text", "workbook", "parquet", "geo"]

TEXTS = frozenset({".csv", ".tsv", ".txt", ".tab"})
WORKBOOKS = frozenset({".xlsx", ".xls", ".ods", ".xlsm", ".xlsb"})
GEO = frozenset({".geojson", ".gpkg", ".shp", ".json"})
PARQUET = frozenset({".parquet", ".pq", ".geoparquet"})
TABLES = TEXTS | WORKBOOKS | GEO | PARQUET

REFUSED = {
    ".rda": "an R data file", ".rdata": "an R data file", ".rds": "an R data file", ".sav": "an SPSS file",
    ".dta": "a Stata file", ".db": "a database", ".sqlite": "a database", ".pbix": "a Power BI report",
    ".mdb": "an Access database", ".accdb": "an Access database", ".pdf": "a PDF document", ".docx": "a Word document",
    ".7z": "a 7-Zip archive", ".rar": "a RAR archive", ".pkl": "a Python pickle, which may run code",
}  # fmt: skip
"""Kinds that hold data but are not read, by their ending."""

MOST_BYTES = 20 * 2**30
MOST_RATIO = 500
SMALL_BYTES = 64 * 2**20
"""A packed file may grow to at most MOST_BYTES, and beyond SMALL_BYTES to at most MOST_RATIO times its size."""

_BLOCK = 2**20
_SHAPEFILE_PARTS = frozenset({".shp", ".dbf", ".shx", ".prj", ".cpg"})
_EXPORT = "Export the table as CSV (UTF-8) and give that file."


class Container(NamedTuple):
    """A table that lies unpacked on the disk."""

    path: Path
    kind: Kind
    name: str
    """Name of the file that was given, without its folders."""
    macros: bool = False


@contextmanager
def unpacked(path: Path) -> Iterator[Container]:
    """Open a file as a container of one table; what had to be unpacked is removed at the end.

    Raises
    ------
    DataError
        When the file is missing, empty, of a kind that is not read, or packed with several tables or none.
    """
    if not path.is_file():
        raise DataError(f"{path.name}: there is no such file.", hint="Check the path.")
    if path.stat().st_size == 0:
        raise DataError(f"{path.name}: the file is empty.", hint="Give a file with a header and rows.")
    with TemporaryDirectory(prefix="atlas-import-") as folder:
        inner = _unpack(path, Path(folder))
        yield Container(inner, _kind(inner, path.name), path.name, inner.suffix.lower() == ".xlsm")


def _unpack(path: Path, folder: Path) -> Path:
    ending, start = path.suffix.lower(), _start(path)
    if start[:2] == b"\x1f\x8b":
        return _from_gzip(path, folder)
    if start[:4] == b"PK\x03\x04" and ending not in WORKBOOKS and not _is_workbook(path):
        return _from_zip(path, folder)
    return path


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError):
        return False
    return "xl/workbook.xml" in names or "content.xml" in names


def _from_gzip(path: Path, folder: Path) -> Path:
    inner = folder / (path.stem if Path(path.stem).suffix else f"{path.stem}.csv")
    try:
        with gzip.open(path) as packed:
            _copy(packed, inner, path)
    except (gzip.BadGzipFile, EOFError, OSError) as error:
        raise DataError(f"{path.name}: the gzip file is damaged or cut off.", hint="Fetch it again.") from error
    return inner


def _from_zip(path: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as packed:
            members = [entry for entry in packed.infolist() if _counts(entry)]
            chosen = _the_table(members, path)
            for entry in chosen:
                # The name inside the archive is never used as a path.
                with packed.open(entry) as source:
                    _copy(source, folder / f"table{Path(entry.filename).suffix.lower()}", path)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise DataError(
            f"{path.name}: the zip file is damaged, cut off or locked.", hint="Fetch it again, or unpack it."
        ) from error
    main = next((entry for entry in chosen if Path(entry.filename).suffix.lower() == ".shp"), chosen[0])
    return folder / f"table{Path(main.filename).suffix.lower()}"


def _counts(entry: zipfile.ZipInfo) -> bool:
    parts = Path(entry.filename).parts
    return not entry.is_dir() and "__MACOSX" not in parts and not Path(entry.filename).name.startswith(".")


def _the_table(members: list[zipfile.ZipInfo], path: Path) -> list[zipfile.ZipInfo]:
    """Give the one table of an archive; a shapefile is several files of one name."""
    shapes = [entry for entry in members if Path(entry.filename).suffix.lower() == ".shp"]
    if len(shapes) == 1:
        stem = Path(shapes[0].filename).stem
        return [
            entry
            for entry in members
            if Path(entry.filename).stem == stem and Path(entry.filename).suffix.lower() in _SHAPEFILE_PARTS
        ]
    tables = [entry for entry in members if Path(entry.filename).suffix.lower() in TABLES]
    if not tables:
        raise DataError(f"{path.name}: the zip file holds no table.", hint="Put one CSV file or workbook in it.")
    if len(tables) > 1:
        names = ", ".join(Path(entry.filename).name for entry in tables[:10])
        raise DataError(
            f"{path.name}: the zip file holds {len(tables)} tables ({names}).", hint="Unpack it and give one of them."
        )
    return tables


def _copy(source: IO[bytes] | gzip.GzipFile, target: Path, path: Path) -> None:
    """Copy an unpacked stream, and stop where it grows as no honest file does."""
    limit = min(MOST_BYTES, max(SMALL_BYTES, path.stat().st_size * MOST_RATIO))
    written = 0
    with target.open("wb") as file:
        while block := source.read(_BLOCK):
            written += len(block)
            if written > limit:
                shutil.rmtree(target.parent, ignore_errors=True)
                raise DataError(
                    f"{path.name}: unpacks to more than {limit // 2**20:,} MB, as a zip bomb does.",
                    hint="Unpack it yourself and give the table.",
                )
            file.write(block)


def _kind(path: Path, name: str) -> Kind:
    """Tell the kind by the first bytes, and where they tell nothing by the ending."""
    start, ending = _start(path), path.suffix.lower()
    if not start:
        raise DataError(f"{name}: the file inside is empty.", hint="Give a file with a header and rows.")
    known = _by_bytes(start, path)
    if known:
        return known
    _refuse_others(start, ending, name)
    if ending in GEO and ending != ".shp":
        return "geo"
    if ending == ".shp":
        return "geo"
    if ending in WORKBOOKS | PARQUET:
        raise DataError(f"{name}: is not what its ending says: it is no {ending[1:]} file.", hint=_EXPORT)
    return "text"


def _by_bytes(start: bytes, path: Path) -> Kind | None:
    if start[:4] == b"PAR1":
        return "parquet"
    if start[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "workbook"
    if start[:4] == b"PK\x03\x04" and _is_workbook(path):
        return "workbook"
    if start[:15] == b"SQLite format 3" and path.suffix.lower() == ".gpkg":
        return "geo"
    if start.lstrip()[:1] == b"{" and b'"FeatureCollection"' in start:
        return "geo"
    return None


_SIGNS = (
    (b"%PDF", "a PDF document"), (b"SQLite format 3", "a database"), (b"RDX", "an R data file"),
    (b"$FL2", "an SPSS file"), (b"<stata", "a Stata file"), (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
    (b"PK\x03\x04", "an archive that is no workbook"),
)  # fmt: skip


def _refuse_others(start: bytes, ending: str, name: str) -> None:
    what = next((words for sign, words in _SIGNS if start.startswith(sign)), None) or REFUSED.get(ending)
    if what:
        raise DataError(f"{name}: is {what}, which is not read.", hint=_EXPORT)
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise DataError(
            f"{name}: is a web page, no table: often the page that asks to log in.",
            hint="Log in, download the file again, and open it once in an editor.",
        )
    if head.startswith(b"<?xml"):
        raise DataError(f"{name}: is an XML file, which is not read.", hint=_EXPORT)
    if ending == ".json":
        raise DataError(f"{name}: is JSON without map features.", hint="Give GeoJSON, or the table as CSV (UTF-8).")
