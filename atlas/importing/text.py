"""Text files: encoding, separator and quotes decided over the whole file, rows read in parts by Arrow."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from atlas.errors import DataError
from atlas.importing.source import HEAD_ROWS, Head, Piece, Ragged, Span, filled_rows, is_blank

SEPARATORS = (",", ";", "\t", "|")
BLOCK = 32 * 2**20
"""Bytes of a part: small enough for many workers, large enough that reading costs little beside parsing."""

SAMPLE = 4 * 2**20
LONGEST_RECORD = 64 * 2**20
"""A longer record is no row of a table."""

MOST_COLUMNS = 1000
SHOWN_BYTES = 20
"""So many odd bytes are told with their line."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LINE_END = re.compile(rb"\r\n|\n|\r")
_SEP_LINE = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)


class Encoding(NamedTuple):
    """A file in UTF-8, where its text begins, and what was said about it."""

    path: Path
    begins: int
    notes: tuple[str, ...]


def as_utf8(path: Path, folder: Path) -> Encoding:
    """Give a file as UTF-8: as it is where all of it is UTF-8, else a copy in ``folder``.

    A byte order mark decides; without one the whole file is read strictly as UTF-8, and otherwise as Windows-1252.
    Guessing by statistics is left alone: three detectors were wrong on most such files.
    """
    with path.open("rb") as file:
        start = file.read(4)
    mark = next(((bom, name) for bom, name in _BOMS if start.startswith(bom)), None)
    if mark and mark[1] == "utf-16":
        return Encoding(_copied(path, folder, "utf-16"), 0, ("text in UTF-16, by its byte order mark",))
    begins = len(codecs.BOM_UTF8) if mark else 0
    if _is_utf8(path):
        return Encoding(path, begins, ("text in UTF-8, read to its end",))
    odd, count = _odd_bytes(path)
    shown = "; ".join(f"line {line}: {sign}" for line, sign in odd)
    note = f"text not in UTF-8, read as Windows-1252: {count:,} bytes beyond ASCII ({shown})"
    return Encoding(_copied(path, folder, "cp1252"), 0, (note,))


def _blocks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        pending = False
        for block in _blocks(path):
            if pending or not block.isascii():
                decoder.decode(block)
                pending = bool(decoder.getstate()[0])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _cp1252(raw: bytes) -> str:
    """Decode Windows-1252; the five bytes it leaves open become the replacement sign."""
    return raw.decode("cp1252", errors="replace")


def _odd_bytes(path: Path) -> tuple[list[tuple[int, str]], int]:
    shown: list[tuple[int, str]] = []
    count, line = 0, 1
    for block in _blocks(path):
        if not block.isascii():
            count += len(block) - len(block.translate(None, bytes(range(128, 256))))
            for found in re.finditer(rb"[\x80-\xff]", block):
                if len(shown) == SHOWN_BYTES:
                    break
                shown.append((line + block.count(b"\n", 0, found.start()), _cp1252(found.group())))
        line += block.count(b"\n")
    return shown, count


def _copied(path: Path, folder: Path, encoding: str) -> Path:
    copy = folder / "text-in-utf8.csv"
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with copy.open("w", encoding="utf-8", newline="") as file:
        for block in _blocks(path):
            file.write(decoder.decode(block))
    return copy


def records(text: str, separator: str, *, quoted: bool) -> list[list[str]]:
    """Divide text into records of cells; a last record that the text may cut off is kept."""
    found: list[list[str]] = []
    try:
        for cells in csv.reader(
            io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
        ):
            found.append(cells)
            if len(found) > HEAD_ROWS:
                break
    except csv.Error:  # a cell of more than 128 kB, which only wrong quotes make
        return []
    return found


class Form(NamedTuple):
    """How the cells of a text file are divided."""

    separator: str
    quoted: bool


def vote(text: str, *, balanced: bool) -> Form:
    """Choose separator and quotes: those under which most records have the same number of cells, two or more."""

    def worth(form: Form) -> tuple[float, int, bool]:
        widths = [len(cells) for cells in records(text, form.separator, quoted=form.quoted) if cells]
        wide = Counter(width for width in widths if width > 1)
        width, votes = wide.most_common(1)[0] if wide else (0, 0)
        return (round(votes / max(len(widths), 1), 2), width, form.quoted) if balanced else (
            round(votes / max(len(widths), 1), 2) * (1 if len(widths) > 1 else 0.5), len(widths), form.quoted
        )  # fmt: skip

    forms = [Form(separator, quoted) for separator in SEPARATORS for quoted in (True, False)]
    return max((form for form in forms if _divides(text, form)), key=worth, default=Form(",", quoted=True))


def _divides(text: str, form: Form) -> bool:
    return any(len(cells) > 1 for cells in records(text, form.separator, quoted=form.quoted))


@dataclass(frozen=True)
class TextSource:
    """A text file whose separator and quotes are known."""

    path: Path
    begins: int
    """Byte at which the records begin; after `chosen`, the first of the data."""
    form: Form
    head: Head
    names: tuple[str, ...] = ()
    header_width: int = 0

    @property
    def heads(self) -> Sequence[Head]:
        """The first records of the file."""
        return (self.head,)

    def chosen(self, sheet: int, header_end: int, names: Sequence[str]) -> "TextSource":  # noqa: ARG002
        """Settle the columns; the rows may be wider than the header by empty cells."""
        rows = [cells for cells in self.head.rows[header_end:] if cells]
        common = Counter(len(cells) for cells in rows[:-1] or rows).most_common(1)
        width = max(len(names), common[0][0] if common else 0)
        if common and width > len(names) and not all(_is_empty_beyond(cells, len(names)) for cells in rows):
            width = len(names)
        filled = [*names, *(f"beyond {number}" for number in range(len(names), width))]
        begins = self.begins + _after(self.path, self.begins, header_end, self.form)
        return replace(self, begins=begins, names=tuple(filled), header_width=len(names))

    def spans(self) -> list[Span]:
        """Divide the file where a record ends: at a line end with an even number of quotes before it."""
        return list(_divided(self.path, self.begins, self.form.quoted))

    def read(self, span: Span, wanted: Sequence[str]) -> Piece:
        """Read some columns of a part as text, empty cells as null."""
        with self.path.open("rb") as file:
            file.seek(span.start)
            raw = file.read(span.end - span.start)
        odd: list[tuple[int, str]] = []

        def keep(row: arrow_csv.InvalidRow) -> str:
            odd.append((row.number, row.text))
            return "skip"

        columns = [name for name in dict.fromkeys(wanted) if name in self.names]
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(raw),
                arrow_csv.ReadOptions(use_threads=False, column_names=list(self.names), block_size=len(raw) + 1),
                arrow_csv.ParseOptions(
                    delimiter=self.form.separator, quote_char='"' if self.form.quoted else False,
                    newlines_in_values=self.form.quoted, ignore_empty_lines=False, invalid_row_handler=keep,
                ),
                arrow_csv.ConvertOptions(
                    include_columns=columns, column_types=dict.fromkeys(columns, pa.string()), null_values=[""],
                    strings_can_be_null=True,
                ),
            )  # fmt: skip
        except (pa.ArrowException, OSError) as error:
            raise DataError(
                f"{self.path.name}: the rows cannot be divided into cells ({str(error)[:120]}).",
                hint="Open it in a spreadsheet and save it as CSV (UTF-8).",
            ) from error
        return self._piece(table, odd, columns)

    def _piece(self, table: pa.Table, odd: list[tuple[int, str]], columns: list[str]) -> Piece:
        total = table.num_rows + len(odd)
        kept = np.setdiff1d(np.arange(1, total + 1), np.array([number for number, _ in odd], dtype=np.int64))
        ragged, fitted, blank = [], {}, 0
        for number, text in odd:
            cells = next(iter(records(text, self.form.separator, quoted=self.form.quoted)), [])
            if is_blank(cells):
                blank += 1
            elif (fit := self._fitted(cells)) is not None:
                fitted[number] = fit
            else:
                ragged.append(Ragged(number, len(cells), self.header_width))
        if fitted:
            at = [self.names.index(name) for name in columns]
            more = pa.table(
                {name: pa.array([row[i] or None for row in fitted.values()], pa.string())
                 for name, i in zip(columns, at, strict=True)}
            )  # fmt: skip
            table = pa.concat_tables([table, more])
            kept = np.concatenate([kept, np.array(list(fitted), dtype=np.int64)])
        filled = filled_rows(table)
        if not filled.all():
            blank += int((~filled).sum())
            table, kept = table.filter(pa.array(filled)), kept[filled]
        return Piece(table, kept, total, tuple(ragged), blank, tuple(fitted))

    def _fitted(self, cells: list[str]) -> list[str] | None:
        """Cut empty cells beyond the header, or add those that other rows have; None where neither makes it fit."""
        width = len(self.names)
        if len(cells) > width and _is_empty_beyond(cells, width):
            return cells[:width]
        if self.header_width <= len(cells) < width:
            return cells + [""] * (width - len(cells))
        return None


def _is_empty_beyond(cells: Sequence[str], width: int) -> bool:
    return not any(cell.strip() for cell in cells[width:])


def read_text(path: Path, name: str, folder: Path) -> TextSource:
    """Open a text file: settle encoding, separator and quotes.

    Raises
    ------
    DataError
        When it holds one endless line, no separator, or far too many columns.
    """
    found = as_utf8(path, folder)
    with found.path.open("rb") as file:
        file.seek(found.begins)
        raw = file.read(SAMPLE)
    if b"\0" in raw:
        raise DataError(f"{name}: is no text: it holds null bytes.", hint="Export the table as CSV (UTF-8).")
    _refuse_endless(raw, found.path, name)
    text = raw.decode("utf-8", errors="ignore")
    notes = list(found.notes)
    begins, stated = found.begins, _SEP_LINE.match(text.splitlines()[0] if text.strip() else "")
    form = vote(text, balanced=_balanced(found.path))
    if stated:
        form = Form(stated[1], form.quoted)
        notes.append(f"the first line names the separator {stated[1]!r}")
    rows = records(text, form.separator, quoted=form.quoted)[:HEAD_ROWS]
    if all(len(cells) < 2 for cells in rows):
        raise DataError(
            f"{name}: no separator divides its lines into cells (tried comma, semicolon, tab and bar).",
            hint="Save the table as CSV (UTF-8) with one row per incident.",
        )
    if max(len(cells) for cells in rows) > MOST_COLUMNS:
        raise DataError(
            f"{name}: has more than {MOST_COLUMNS:,} columns.", hint="Give a table with one row per incident."
        )
    words = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}.get(form.separator, form.separator)
    notes.append(
        f"cells divided by {words}{'' if form.quoted else '; quotes taken as text, because they do not balance'}"
    )
    return TextSource(found.path, begins, form, Head("", rows, tuple(notes)))


def _refuse_endless(raw: bytes, path: Path, name: str) -> None:
    if _LINE_END.search(raw) is None and path.stat().st_size >= SAMPLE:
        raise DataError(
            f"{name}: holds one line of more than {SAMPLE // 2**20} MB, no rows.",
            hint="Export the table again with one row per line.",
        )


def _balanced(path: Path) -> bool:
    return sum(block.count(b'"') for block in _blocks(path)) % 2 == 0


def _after(path: Path, begins: int, count: int, form: Form) -> int:
    """Give the bytes that the first records take, line breaks inside quoted cells included."""
    if count == 0:
        return 0
    with path.open("rb") as file:
        file.seek(begins)
        raw = file.read(SAMPLE)
    seen, quotes, last = 0, 0, 0
    for end in _LINE_END.finditer(raw):
        quotes += raw.count(b'"', last, end.start()) if form.quoted else 0
        last = end.end()
        if quotes % 2 == 0:
            seen += 1
            if seen == count:
                return end.end()
    return len(raw)


def _divided(path: Path, begins: int, quoted: bool) -> Iterable[Span]:
    size, start = path.stat().st_size, begins
    with path.open("rb") as file:
        while start < size:
            step = BLOCK
            while True:
                file.seek(start)
                raw = file.read(step)
                end = len(raw) if start + len(raw) >= size else _last_record_end(raw, quoted=quoted)
                if end:
                    break
                if step > LONGEST_RECORD:
                    raise DataError(
                        f"{path.name}: a record is longer than {LONGEST_RECORD // 2**20} MB.",
                        hint="A quotation mark is missing, or it is no table: open it in an editor.",
                    )
                step *= 2
            yield Span(start, start + end)
            start += end


def _last_record_end(raw: bytes, *, quoted: bool) -> int:
    """Give the position after the last line end that is outside quotes, 0 where there is none."""
    sign = b"\n" if b"\n" in raw else b"\r"
    at = raw.rfind(sign)
    if not quoted:
        return at + 1
    before = raw.count(b'"', 0, at) if at >= 0 else 0
    while at >= 0:
        if before % 2 == 0:
            return at + 1
        following = raw.rfind(sign, 0, at)
        before -= raw.count(b'"', max(following, 0), at)
        at = following
    return 0
