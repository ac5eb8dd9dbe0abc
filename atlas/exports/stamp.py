"""The stamp: what every export says about itself, in words at its foot and in fields that can be read back."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from atlas import settings
from atlas.drawing.captions import citation, source_line
from atlas.drawing.number_words import capitalised, span, spanned
from atlas.drawing.view import View
from atlas.errors import DataError
from atlas.exports.licence import Licence, full_hash, licence_of
from atlas.exports.link import public
from atlas.incidents.versions import data_version
from atlas.statistics.totals import totals

FORM = "1"
"""The form of the fields: raised when a reader of today could no longer read them."""

MARK = "KhorasanAtlas"
"""The first field, by which a file of the atlas is known."""

LONGEST_FIELD = 20_000
"""Characters of the longest field that is read back."""

NO_STAMP = "The file carries no stamp."
HINT = "Give a file as the atlas exported it; editing or compressing it can remove its stamp."


@dataclass(frozen=True)
class Stamp:
    """What an export shows, of which table, how it was counted, and the way back to it."""

    title: str
    """What the export is, such as the title of a figure."""
    selection: str
    """The filters in words."""
    incidents_sure: int
    """Claimed and attributed incidents: the lower bound of the count."""
    incidents: int
    """All selected incidents: the upper bound, and the number of rows."""
    killed_low: int
    killed_best: int
    killed_high: int
    table: str
    """Title of the incident table."""
    version: str
    """First twelve hexadecimal digits of the SHA-256 of its file."""
    sha256: str
    """All of them; empty where the file no longer stands where it was read."""
    covers_to: date
    """Last day that the table covers."""
    method: str
    """Version of the rules in docs/METHOD.md."""
    made: date
    """Day of the export (UTC)."""
    citation: str
    licence: str
    """Licence of the table as its metadata state it; empty when they state none."""
    link: str
    """Reopens the view: a path and a query, after the origin of the atlas where that is known."""

    def footer(self) -> tuple[str, ...]:
        """Give the lines at the visible foot of an export: what it counts, of which table, how to come back."""
        killed = f"{span(self.killed_low, self.killed_high)} people killed"
        best = f" (best estimate {self.killed_best:,})" if self.killed_low != self.killed_high else ""
        counted = f"{spanned(self.incidents_sure, self.incidents, 'incident')}, {killed}{best}"
        licence = f" Licence of the table: {Licence(self.licence).name}." if self.licence else ""
        back = f" Reopen: {public(self.link)}" if public(self.link) else ""
        return (
            f"{capitalised(self.selection)}: {counted}.",
            f"{source_line(self.version, self.covers_to, self.table)}{licence}",
            f"Khorasan Atlas, {_numbered(self.version)}method {self.method}, accessed {self.made.isoformat()}.{back}",
        )

    def as_fields(self) -> dict[str, str]:
        """Give the stamp as named texts, in a fixed order, for the metadata of a file; keys are plain ASCII words."""
        return {MARK: FORM} | {key: str(getattr(self, name)) for key, name in _FIELDS.items()}

    def as_text(self) -> str:
        """Give the fields as one line of JSON in plain ASCII, for a format that has room for one text only."""
        return json.dumps(self.as_fields(), ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_fields(cls, fields: Mapping[str, str]) -> Self:
        """Read a stamp back from the fields of a file; other fields beside them are passed over.

        Raises
        ------
        DataError
            When a field is missing or does not hold what it should.
        """
        if fields.get(MARK) != FORM:
            found = fields.get(MARK)
            form = f"The stamp has the form {found[:20]!r}, which this atlas cannot read." if found else NO_STAMP
            raise DataError(form, hint=HINT)
        values: dict[str, Any] = {name: _read(key, name, fields.get(key)) for key, name in _FIELDS.items()}
        return cls(**values)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a stamp back from one line of JSON.

        Raises
        ------
        DataError
            When it is no stamp.
        """
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DataError("The stamp cannot be read as JSON.", hint=HINT) from error
        if not isinstance(found, dict):
            raise DataError("The stamp is not a JSON object.", hint=HINT)
        return cls.from_fields({str(key): value for key, value in found.items() if isinstance(value, str)})


def stamp(view: View, *, title: str, link: str, made: date, source: Path | None = None) -> Stamp:
    """Write the stamp of an export.

    Parameters
    ----------
    view
        What is shown.
    title
        What the export is.
    link
        Reopens the view; see `atlas.exports.link`.
    made
        Day of the export.
    source
        The file of the table, of which hash and licence are read; by default the one that the atlas opens.
    """
    opened, file, sums = view.incidents, source or settings.events_path(), totals(view.entries)
    cited = citation(opened.title, opened.version, opened.covers_to, view.sentence, made)
    return Stamp(
        title=_line(title),
        selection=_line(view.sentence),
        incidents_sure=sums.incidents_sure,
        incidents=sums.incidents,
        killed_low=sums.killed_low,
        killed_best=sums.killed_best,
        killed_high=sums.killed_high,
        table=_line(opened.title),
        version=opened.version,
        sha256=full_hash(opened.version, file),
        covers_to=opened.covers_to,
        method=settings.METHOD_VERSION,
        made=made,
        citation=_line(cited),
        licence=_line(licence_of(opened.version, file).text),
        link=link,
    )


def _numbered(digest: str) -> str:
    """Name the recorded data version of a table, where it is one."""
    number = data_version(digest)
    return f"data version {number}, " if number else ""


def _line(text: str) -> str:
    """Make a text one line that every format can hold: no control characters, no halves of a pair of surrogates."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


_FIELDS = {
    "Title": "title", "Selection": "selection", "IncidentsSure": "incidents_sure", "Incidents": "incidents",
    "KilledLow": "killed_low", "KilledBest": "killed_best", "KilledHigh": "killed_high", "Table": "table",
    "Version": "version", "SHA256": "sha256", "DataTo": "covers_to", "Method": "method", "Made": "made",
    "Citation": "citation", "Licence": "licence", "Link": "link",
}  # fmt: skip
"""Key in a file to attribute."""


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise ValueError("not a whole number")
    return int(text)


def _digits(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{0,64}", text):
        raise ValueError("not hexadecimal")
    return text


_READERS: Mapping[str, Callable[[str], str | int | date]] = {
    "incidents_sure": _number, "incidents": _number, "killed_low": _number, "killed_best": _number,
    "killed_high": _number, "version": _digits, "sha256": _digits, "covers_to": date.fromisoformat,
    "made": date.fromisoformat,
}  # fmt: skip
"""How attributes that are no plain text are read."""


def _read(key: str, name: str, text: str | None) -> str | int | date:
    if text is None or len(text) > LONGEST_FIELD:
        raise DataError(f"The field {key} of the stamp is {'missing' if text is None else 'too long'}.", hint=HINT)
    try:
        return _READERS.get(name, str)(text)
    except ValueError as error:
        raise DataError(f"The field {key} of the stamp holds {text[:40]!r} ({error}).", hint=HINT) from error


def export_name(what: str, stamp: Stamp, suffix: str) -> str:
    """Name a file, such as "khorasan-atlas-briefing-2d94bbbed5a3-2026-11-22.pdf".

    Parameters
    ----------
    what
        What it is, in small letters: "briefing", "analysis", "provinces".
    stamp
        Its stamp, which knows version and day.
    suffix
        Ending, without the point.
    """
    return f"khorasan-atlas-{what}-{stamp.version}-{stamp.made.isoformat()}.{suffix}"
