"""The reader of the tables beside the incidents: every cell is checked, a fault names its file, row and column."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from atlas.errors import DataError
from atlas.incidents.files import FIRST_ROW, stamp
from atlas.incidents.kept import is_known, note_right
from atlas.incidents.rules import is_plain
from atlas.incidents.sheets import PATH_NOT_KEPT, SHEETS, Field, Sheet
from atlas.incidents.sources import is_web_address
from atlas.settings import ROOT

CONTEXT = ROOT / "context"
SAVE = "Save it as comma-separated UTF-8, a cell that holds a comma in double quotes."

_REASONS = {
    "date": "is no date: write it as YYYY-MM-DD",
    "number": "is no number: write digits",
    "yes or no": "is neither yes nor no: write one of them",
    "source": f"is no address: write it with http:// or https://, or write “{PATH_NOT_KEPT}”",
    "incident": "is no id of an incident: write it like KA-0001",
}
_PATTERNS = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "number": r"-?\d+(\.\d+)?",
    "yes or no": "yes|no",
    "incident": r"KA-\d{4,}",
}


class Survey(NamedTuple):
    """A table beside the incidents as far as it can be used, and what is wrong with the rest."""

    table: pd.DataFrame
    """The rows in which every cell is right."""
    faults: tuple[str, ...]
    """One sentence each, in the order of the rows: file, row, column, value, what is wrong and the remedy."""


def read_sheet(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read one table beside the incidents; every cell must be right.

    Parameters
    ----------
    name
        A key of ``SHEETS``: the file is ``name``.csv.
    folder
        Where it stands; context/ of the project by default.

    Returns
    -------
    DataFrame
        The columns of the sheet in its order; dates are datetime64, numbers float64, yes or no bool, all else text, ""
        where the cell is empty (NaT and NaN for dates and numbers).

    Raises
    ------
    DataError
        When the file is missing or unreadable, its header is another, or a cell breaks a rule; the first fault is named
        by row and column.
    """
    return strict(survey_sheet(name, folder))


def usable_sheet(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return the right rows of a table beside the incidents, none where the file cannot be read at all."""
    return survey_sheet(name, folder).table


def survey_sheet(name: str, folder: Path | None = None) -> Survey:
    """Read one table beside the incidents as far as it is right: a slip in one row must not cost a page.

    Parameters
    ----------
    name, folder
        As for `read_sheet`.
    """
    path = (folder or CONTEXT) / f"{name}.csv"
    table, faults = _surveyed(name, path, stamp(path))
    return Survey(table.copy(), faults)


@lru_cache(maxsize=64)
def _surveyed(name: str, path: Path, _: tuple[int, int]) -> Survey:
    """Read a file once for each of its states: a page asks several times.

    Checking one takes 20 to 150 ms, so one that was found right stays so while it is the same.
    """
    sheet = SHEETS[name]
    text, unreadable = read_cells(path, tuple(sheet.fields))
    right = not unreadable and is_known(path)
    text, wrong = (text, []) if right else without_faults(path.name, text, _cell_schema(sheet))
    table = pd.DataFrame({column: _typed(text[column], field) for column, field in sheet.fields.items()})
    table, disagreeing = (table, []) if right else without_faults(path.name, table, _row_schema(sheet))
    faults = [*unreadable, *wrong, *disagreeing]
    if not faults:
        note_right(path)
    return Survey(table.reset_index(drop=True), _in_order(faults))


def strict(survey: Survey) -> pd.DataFrame:
    """Return the table of a survey without faults, and raise the first one as DataError otherwise."""
    if survey.faults:
        raise DataError(survey.faults[0], hint=f"{len(survey.faults) - 1:,} more." if survey.faults[1:] else "")
    return survey.table


Fault = tuple[int, str]
"""Row in the file (0 for the file as a whole), and the sentence."""


def _in_order(faults: list[Fault]) -> tuple[str, ...]:
    return tuple(sentence for _, sentence in sorted(faults, key=lambda fault: fault[0]))


def read_cells(path: Path, columns: tuple[str, ...]) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the rows of a CSV file that are as long as its header, as text.

    Returns
    -------
    table
        ``columns``, by row in the file; empty where the file is missing, unreadable or has another header.
    faults
        What was left out.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
    except FileNotFoundError:
        return _no_cells(columns), [(0, f"{path}: there is no such file. Restore it from the repository.")]
    except (csv.Error, ValueError) as error:
        return _no_cells(columns), [(0, f"{path.name}: not a table in UTF-8 ({error}). {SAVE}")]
    if tuple(header) != columns:
        return _no_cells(columns), [(0, f"{path.name}: the columns are not {', '.join(columns)}. Correct the header.")]
    numbered = dict(enumerate(rows, start=FIRST_ROW))
    ragged = [
        (number, f"{path.name}: row {number} has {len(cells)} cells, the header {len(header)}. {SAVE}")
        for number, cells in numbered.items()
        if len(cells) != len(header)
    ]
    whole = {number: cells for number, cells in numbered.items() if len(cells) == len(header)}
    return pd.DataFrame.from_dict(whole, orient="index", columns=list(columns), dtype="str"), ragged


def _no_cells(columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype="str") for column in columns}, index=pd.Index([], dtype="int64"))


def without_faults(file: str, table: pd.DataFrame, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Fault]]:
    """Set aside the rows that break a schema, with a sentence for each fault."""
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        faults = [fault for error in errors.schema_errors for fault in _faults(file, error, table)]
        return table.drop(index=sorted({row for row, _ in faults})), faults
    return table, []


def _faults(file: str, error: pa.errors.SchemaError, table: pd.DataFrame) -> list[Fault]:
    """Name every row that one check found wrong, with column, value and reason."""
    right = error.check_output
    column = str(error.check.name if error.check.name in table.columns else error.schema.name)
    return [
        (int(row), f"{file}: row {row}: {column} {str(table.loc[row, column])!r} {error.check.error}.")
        for row in right.index[~right.to_numpy(dtype=bool)]
    ]


def _typed(cells: pd.Series, field: Field) -> pd.Series:
    match field.kind:
        case "date":
            return pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
        case "number":
            return pd.to_numeric(cells, errors="coerce").astype("float64")
        case "yes or no":
            return cells == "yes"
        case _:
            return cells


def _cell_schema(sheet: Sheet) -> pa.DataFrameSchema:
    """Check the text of each column by itself."""
    return pa.DataFrameSchema({column: pa.Column(str, _cell_checks(field)) for column, field in sheet.fields.items()})


def _cell_checks(field: Field) -> list[pa.Check]:
    checks = [pa.Check(is_plain, error="holds control characters: keep to one line of plain text")]
    if field.required:
        checks.append(pa.Check(lambda cells: cells.str.strip() != "", error="is empty: fill it"))
    if field.allowed:
        reason = f"is not in the closed list: write one of {', '.join(field.allowed)}"
        checks.append(pa.Check(lambda cells: (cells == "") | cells.isin(field.allowed), error=reason))
    if field.kind in _REASONS:
        checks.append(pa.Check(lambda cells: _is_of_kind(cells, field.kind), error=_REASONS[field.kind]))
    return checks


def _is_of_kind(cells: pd.Series, kind: str) -> pd.Series:
    if kind == "source":
        return (cells == PATH_NOT_KEPT) | cells.map(is_web_address).astype(bool)
    right = cells.str.fullmatch(_PATTERNS[kind])
    if kind == "date":
        right &= pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").notna()
    return right | (cells == "")


def _row_schema(sheet: Sheet) -> pa.DataFrameSchema:
    """Check what holds across columns and rows."""

    def in_order(low: str, high: str) -> pa.Check:
        return pa.Check(
            lambda table: ~(table[low] > table[high]), name=low, error=f"is above {high}: put them in order"
        )

    def stands_once(table: pd.DataFrame) -> pd.Series:
        return ~table.duplicated(list(sheet.unique), keep=False)

    checks = [in_order(low, high) for low, high in sheet.ordered]
    if sheet.unique:
        reason = f"stands in two rows with the same {', '.join(sheet.unique)}: keep one"
        checks.append(pa.Check(stands_once, name=sheet.unique[0], error=reason))
    return pa.DataFrameSchema(checks=checks)
