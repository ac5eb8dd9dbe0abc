"""The reader of the tables beside the incidents: every cell is checked, a fault names its file, row and column."""

import csv
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from atlas.errors import DataError
from atlas.incidents.files import FIRST_ROW
from atlas.incidents.rules import is_plain
from atlas.incidents.sheets import PATH_NOT_KEPT, SHEETS, Field, Sheet
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
    "source": rf"https?://[^\s/]+\S*|{PATH_NOT_KEPT}",
    "incident": r"KA-\d{4,}",
}


def read_sheet(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read one table beside the incidents.

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
    sheet, path = SHEETS[name], (folder or CONTEXT) / f"{name}.csv"
    text = _read_text(path)
    if tuple(text.columns) != tuple(sheet.fields):
        raise DataError(f"{path.name}: the columns are not {', '.join(sheet.fields)}.", hint="Correct the header.")
    _refuse(path, text, _cell_schema(sheet))
    table = pd.DataFrame({column: _typed(text[column], field) for column, field in sheet.fields.items()})
    _refuse(path, table, _row_schema(sheet))
    return table.reset_index(drop=True)


def _read_text(path: Path) -> pd.DataFrame:
    """Read a file as text; its rows must be as long as its header."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
    except FileNotFoundError as error:
        raise DataError(f"{path}: there is no such file.", hint="Restore it from the repository.") from error
    except (csv.Error, ValueError) as error:
        raise DataError(f"{path.name}: not a table in UTF-8 ({error}).", hint=SAVE) from error
    for number, cells in enumerate(rows, start=FIRST_ROW):
        if len(cells) != len(header):
            raise DataError(f"{path.name}: row {number} has {len(cells)} cells, the header {len(header)}.", hint=SAVE)
    return pd.DataFrame(rows, columns=pd.Index(header), index=range(FIRST_ROW, len(rows) + FIRST_ROW), dtype="str")


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
    if field.kind in _PATTERNS:
        checks.append(pa.Check(lambda cells: _is_of_kind(cells, field.kind), error=_REASONS[field.kind]))
    return checks


def _is_of_kind(cells: pd.Series, kind: str) -> pd.Series:
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


def _refuse(path: Path, table: pd.DataFrame, schema: pa.DataFrameSchema) -> None:
    """Raise the first fault in the order of the rows, if there is one."""
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        faults = [_fault(error, table) for error in errors.schema_errors]
        row, column, reason = min(faults, key=lambda fault: fault[0])
        value = str(table.loc[row, column])
        raise DataError(f"{path.name}: row {row}, {column} {value!r} {reason}.") from errors


def _fault(error: pa.errors.SchemaError, table: pd.DataFrame) -> tuple[int, str, str]:
    """Give the first row that one check found wrong, the column and the reason."""
    right = error.check_output
    column = error.check.name if error.check.name in table.columns else error.schema.name
    return int(right.index[~right.to_numpy()][0]), str(column), str(error.check.error)
