"""Tables that were read and checked before, kept on disk by their content: a start need not check them again.

What is kept bears a mark of everything that it was made of: the bytes of the files, the modules that read and judge
them, the shapes of the provinces, the year. A changed file therefore has another mark, and is read and checked anew.
Where nothing can be written, as in a read-only container, every start checks. ``ATLAS_CACHE`` names another folder;
a visitor's own table is never kept.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from atlas import geography
from atlas.geography.join_report import Disagreeing, JoinReport, Snapped, Unplaced
from atlas.incidents.coverage import metadata_path
from atlas.incidents.files import stamp
from atlas.incidents.load import Incidents, read_incidents
from atlas.incidents.schema import latest
from atlas.settings import GEODATA

CACHE_VARIABLE = "ATLAS_CACHE"
MOST_KEPT = 6
"""So many tables are kept; the one not asked for longest goes first."""

_KEY = b"atlas_kept"
_ROW = "row in the file"
_MIX_UP = (OSError, ValueError, KeyError, TypeError, pa.ArrowException)
"""What a file that something else wrote, or cut off, may raise: it is then as good as absent."""


def folder() -> Path:
    """Give the folder of what is kept: beside what other programs keep for this user."""
    named = os.environ.get(CACHE_VARIABLE) or os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # there is no home
        return Path(named).expanduser() / "khorasan-atlas" if named else Path.home() / ".cache" / "khorasan-atlas"
    return Path(tempfile.gettempdir()) / f"khorasan-atlas-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"


def read_kept(path: Path) -> Incidents:
    """Read an incident table as `load.read_incidents` does, without checking what was checked before.

    Raises
    ------
    DataError
        When the file as a whole cannot be used, or when no row of it is valid.
    """
    if not path.is_file():
        return read_incidents(path)
    place = folder() / f"{mark(path)}.parquet"
    try:
        found = _read(place)
        place.touch()
    except _MIX_UP:
        found = read_incidents(path)
        with suppress(*_MIX_UP):
            _write(found, place)
            found = _read(place)  # its texts lie in one piece, and what checking needed can go
    return found


def is_known(path: Path) -> bool:
    """Tell whether a file was checked before in this state and nothing of it was found wrong."""
    return (folder() / f"{mark(path)}.right").is_file()


def note_right(path: Path) -> None:
    """Note that nothing of a file was found wrong."""
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder() / f"{mark(path)}.right").touch()


def mark(path: Path) -> str:
    """Give the mark of a table: it changes with whatever reading the table depends on."""
    told = hashlib.sha256(f"{path.name}\n{latest().date()}\n{_mark_of_code()}\n".encode())
    for file in (path, metadata_path(path)):
        if file.is_file():
            with file.open("rb") as opened:
                told.update(hashlib.file_digest(opened, "sha256").digest())
    return told.hexdigest()


@cache
def _mark_of_code() -> str:
    """Mark the modules that read, judge and join, and the shapes of the provinces."""
    rooms = [Path(__file__).parent, *map(Path, geography.__path__)]
    modules = sorted(file for room in rooms for file in room.glob("*.py"))
    shapes = [(file.name, *stamp(file)) for file in sorted(GEODATA.iterdir()) if file.is_file()]
    told = hashlib.sha256(repr((pd.__version__, pa.__version__, shapes)).encode())
    for module in modules:
        told.update(module.read_bytes())
    return told.hexdigest()


def _write(opened: Incidents, place: Path) -> None:
    """Write a table with everything that was said about it, whole or not at all."""
    told = {
        "rejected": opened.rejected.to_dict("list"),
        "dtypes": opened.rejected.dtypes.astype(str).to_dict(),
        "join": asdict(opened.join),
        "covers": [opened.covers_from.isoformat(), opened.covers_to.isoformat()],
        "title": opened.title,
        "source_name": opened.source_name,
        "version": opened.version,
        "notes": opened.notes,
        "rows": opened.rows.name,
    }
    table = pa.Table.from_pandas(opened.table.assign(**{_ROW: opened.rows}), preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), _KEY: json.dumps(told).encode()})
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as part:
        beside = Path(part.name)
    try:
        pq.write_table(table, beside, compression="zstd")
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    _forget(place.parent.glob("*.parquet"))


def _forget(kept: Iterable[Path]) -> None:
    for old in sorted(kept, key=lambda file: file.stat().st_mtime, reverse=True)[MOST_KEPT:]:
        old.unlink(missing_ok=True)


def _read(place: Path) -> Incidents:
    stored = pq.read_table(place).combine_chunks()  # else each look at a few rows joins all pieces anew
    told = json.loads(stored.schema.metadata[_KEY])
    table = stored.to_pandas()
    rows = pd.Index(table.pop(_ROW).to_numpy(), name=told["rows"])
    first, last = (date.fromisoformat(day) for day in told["covers"])
    return Incidents(
        table=table,
        rejected=pd.DataFrame(told["rejected"]).astype(told["dtypes"]),
        join=_join_report(told["join"]),
        covers_from=first,
        covers_to=last,
        title=told["title"],
        source_name=told["source_name"],
        version=told["version"],
        notes=tuple(told["notes"]),
        rows=rows,
    )


def _join_report(told: dict[str, list[list[object]]]) -> JoinReport:
    kinds = {"snapped": Snapped, "unplaced": Unplaced, "disagreeing": Disagreeing}
    lists = {name: tuple(kind(*row) for row in told[name]) for name, kind in kinds.items()}
    return JoinReport(**{**told, **lists})  # type: ignore[arg-type]
