"""The way from a file to the plain table: coerce, validate, join, order; nothing is dropped without a reason."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from atlas import settings
from atlas.errors import DataError
from atlas.geography.join import attach_provinces
from atlas.geography.join_report import JoinReport, Unplaced
from atlas.geography.provinces import ABROAD, region_of_country, regions_of, resolve
from atlas.incidents import foreign, schema, vocabulary
from atlas.incidents.columns import COLUMNS, REQUIRED, of_kind
from atlas.incidents.coverage import read_coverage
from atlas.incidents.files import is_joined, read_raw, version_of
from atlas.text import joined

UNMEASURED = (
    "district", "coordinate_source", "origin_place", "attributed_by", "found_through", "summary", "known_as", "sources",
    "added", "revised",
)  # fmt: skip
"""Columns that only a reader reads."""

MOST_SHOWN = 10
LONGEST_SHOWN = 40
"""A note names at most so many unknown columns, with at most so many characters each."""

_REASON_NOT_A = {
    schema.DATE: "is not a date: write it as YYYY-MM-DD",
    schema.NUMBER: "is not a number: write digits with a point, or leave it empty when unknown",
}


@dataclass(frozen=True)
class Incidents:
    """A loaded incident table and everything that has to be said about it."""

    table: pd.DataFrame
    """The plain table with region_id, by date_start and id."""
    rejected: pd.DataFrame
    """One line per fault: row (in the file, the header is 1), id, column, value, reason."""
    join: JoinReport
    covers_from: date
    covers_to: date
    title: str
    source_name: str
    version: str
    """First twelve hexadecimal digits of the file's SHA-256."""
    notes: tuple[str, ...]
    rows: pd.Index = field(default_factory=lambda: pd.RangeIndex(0))
    """Row in the file of each row of ``table``, in its order."""

    @cached_property
    def measured(self) -> pd.DataFrame:
        """The table as measures read it: without the texts that only a reader reads, the rest as Python's own.

        A selection of it costs a third of one of the whole; words kept by Arrow are slow to look at one by one.
        """
        table = self.table.drop(columns=list(UNMEASURED)).astype({"place": "category"})
        return table.apply(_with_plain_words)


def _with_plain_words(column: pd.Series) -> pd.Series:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.rename_categories(pd.Index(column.cat.categories.tolist(), dtype="object"))
    return column.astype("object") if isinstance(column.dtype, pd.StringDtype) else column


def read_incidents(path: Path) -> Incidents:
    """Read an incident table.

    Parameters
    ----------
    path
        CSV (UTF-8, a byte order mark is tolerated) or Parquet with the columns of `atlas.incidents.columns`.

    Raises
    ------
    DataError
        When the file as a whole cannot be used, or when no row of it is valid.
    """
    raw = read_raw(path)
    table, notes = _fit(raw, path)
    table, faults = coerced(table)
    faults = pd.concat([faults, _without_known(schema.failures(table), faults)], ignore_index=True)
    valid = table.drop(index=pd.Index(faults["at"]).unique()) if len(faults) else table
    if valid.empty:
        raise DataError(
            f"{path.name}: no row is valid; {_first_fault(faults)}.", hint="Run `python -m atlas check` on it."
        )
    placed, report = _place(valid, raw, carried=is_joined(path) and _agrees(raw))
    coverage = read_coverage(path, placed)
    exchanged = _exchanged(valid, report)
    whole = finished(placed)
    return Incidents(
        table=whole.reset_index(drop=True),
        rejected=_rejected(faults, raw),
        join=report,
        covers_from=coverage.covers_from,
        covers_to=coverage.covers_to,
        title=coverage.title,
        source_name=path.name,
        version=version_of(path),
        notes=notes + coverage.notes + exchanged,
        rows=whole.index,
    )


def judged(raw: pd.DataFrame) -> tuple[pd.DataFrame, JoinReport, list[str]]:
    """Judge rows that stand in no file yet, as `read_incidents` judges those of one.

    Parameters
    ----------
    raw
        The columns of the schema as text, "" where a cell is empty.

    Returns
    -------
    table, report, faults
        The valid rows as loaded, what the join found, and a sentence for each fault of the others.
    """
    cells = raw.astype("str").replace("", None)
    table, faults = coerced(cells)
    faults = pd.concat([faults, _without_known(schema.failures(table), faults)], ignore_index=True)
    told = _rejected(faults, cells)
    sentences = [f"{row.id}: {row.column} {row.value!r} {row.reason}" for row in told.itertuples()]
    valid = table.drop(index=pd.Index(faults["at"]).unique())
    if valid.empty:
        return finished(valid.assign(region_id=None)), JoinReport(placed=0, abroad=0), sentences
    placed, report = attach_provinces(valid)
    return finished(placed).reset_index(drop=True), report, sentences


def _fit(raw: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Give the table exactly the columns of the schema, and say which ones were missing or unknown."""
    absent = [name for name in REQUIRED if name not in raw.columns]
    layout = foreign.layout_of(raw.columns) if absent else ""
    if layout:
        raise DataError(f"{path.name}: this looks like {layout}.", hint=foreign.IMPORT)
    if absent:
        hint = "Add it, separate the cells by commas, and compare the header with DICTIONARY.md."
        raise DataError(f"{path.name}: the column {', '.join(absent)} is missing.", hint=hint)
    notes = []
    missing = [name for name, column in COLUMNS.items() if name not in raw.columns and not column.later]
    unknown = [str(name) for name in raw.columns if name not in COLUMNS and name != "region_id"]
    if missing:
        notes.append(f"{path.name} lacks {', '.join(missing)}: taken as empty.")
    if unknown:
        notes.append(f"{path.name} has columns that the atlas does not use: {_some(unknown)}.")
    return raw.reindex(columns=list(COLUMNS)), tuple(notes)


def _some(names: list[str]) -> str:
    """Name the first few columns, each at most so long, and count the others."""
    shown = [name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…" for name in names[:MOST_SHOWN]]
    return joined([*shown, f"{len(names) - len(shown):,} more"] if len(names) > len(shown) else shown)


def coerced(raw: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Turn every column into its type; a cell that cannot be turned becomes empty and is reported."""
    columns, faults = {}, []
    for name, column in COLUMNS.items():
        kind = schema.type_of(column)
        columns[name] = _as_type(raw[name], kind)
        if kind in _REASON_NOT_A:
            lost = raw.index[columns[name].isna() & raw[name].notna()]
            faults.append(pd.DataFrame({"at": lost, "column": name, "reason": _REASON_NOT_A[kind]}))
    return pd.DataFrame(columns, index=raw.index), pd.concat(faults, ignore_index=True)


def _as_type(cells: pd.Series, kind: schema.Type) -> pd.Series:
    if kind == schema.DATE:
        days = pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").dt.tz_localize(None).dt.normalize()
        return days.astype(schema.DATE)
    if kind == schema.NUMBER:
        numbers = pd.to_numeric(cells, errors="coerce").astype(schema.NUMBER)
        return numbers.where(numbers.abs() < float("inf"))
    if kind == schema.CLOSED and isinstance(cells.dtype, pd.CategoricalDtype):
        return cells.cat.remove_categories([name for name in cells.cat.categories if name == ""])
    text = cells.astype(schema.TEXT)
    full = text != ""
    return (text if full.all() else text.where(full)).astype(kind)


def _without_known(found: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Leave out what follows from a cell that could not be read: it is empty now, and that is no second fault."""
    if known.empty or found.empty:
        return found
    cells = pd.MultiIndex.from_frame(known[["at", "column"]])
    return found[~pd.MultiIndex.from_frame(found[["at", "column"]]).isin(cells)]


def _first_fault(faults: pd.DataFrame) -> str:
    fault = faults.iloc[0]
    return f"row {fault['at']}: {fault['column']} {fault['reason']}"


def _rejected(faults: pd.DataFrame, raw: pd.DataFrame) -> pd.DataFrame:
    """List the faults by row and column with the value as it stands in the file."""
    order = {name: position for position, name in enumerate(COLUMNS)}
    faults = faults.sort_values("column", key=lambda names: names.map(order), kind="stable")
    faults = faults.sort_values("at", kind="stable", ignore_index=True)
    text = raw.reindex(columns=list(COLUMNS)).loc[faults["at"].unique()].astype("str").fillna("")
    row, column = text.index.get_indexer(pd.Index(faults["at"])), text.columns.get_indexer(pd.Index(faults["column"]))
    return pd.DataFrame(
        {
            "row": faults["at"].astype("int64"),
            "id": text["id"].to_numpy()[row],
            "column": faults["column"],
            "value": text.to_numpy()[row, column],
            "reason": faults["reason"],
        }
    )


def _place(table: pd.DataFrame, raw: pd.DataFrame, *, carried: bool) -> tuple[pd.DataFrame, JoinReport]:
    """Attach province and region, unless the file already carries them."""
    if not carried:
        return attach_provinces(table)
    whole = table.assign(**{name: raw.loc[table.index, name] for name in ("province_id", "region_id")})
    abroad = whole["region_id"] == ABROAD
    lost = whole.loc[whole["province_id"].isna() & ~abroad, "id"]
    unplaced = tuple(Unplaced(name, "without a province when the file was written") for name in lost)
    placed = len(whole) - int(abroad.sum()) - len(unplaced)
    return whole, JoinReport(placed=placed, abroad=int(abroad.sum()), unplaced=unplaced)


def _exchanged(table: pd.DataFrame, report: JoinReport) -> tuple[str, ...]:
    """Say that latitude and longitude look exchanged, where that would bring points into their stated provinces."""
    odd = {*(row.id for row in report.unplaced), *(row.id for row in report.disagreeing)}
    rows = table[table["id"].isin(odd) & table["latitude"].notna() & table["province_id"].notna()]
    rows = rows[rows["longitude"].abs() <= 90]
    if rows.empty:
        return ()
    turned, _ = attach_provinces(rows.assign(latitude=rows["longitude"], longitude=rows["latitude"]))
    stated = rows["province_id"].astype("object").map(resolve)
    hits = int((turned["province_id"].astype("object") == stated).sum())
    if not hits:
        return ()
    where = f"{hits:,} of the {len(rows):,} rows whose point lies outside the stated province"
    return (f"latitude and longitude look exchanged in {where}: exchange the two columns there.",)


def _agrees(raw: pd.DataFrame) -> bool:
    """Tell whether the regions that a file carries are those of its provinces and countries.

    A file that only says that it was joined is joined again.
    """
    stated = raw[["province_id", "region_id", "country"]].astype("object").drop_duplicates()
    return all(
        _is_region(province, region, country) for province, region, country in stated.itertuples(index=False, name=None)
    )


def _is_region(province: object, region: object, country: object) -> bool:
    if country not in settings.COUNTRIES.values():
        return region == ABROAD and not isinstance(province, str)
    if not isinstance(province, str):
        return not isinstance(region, str) or region == region_of_country(str(country))
    return region in regions_of(province)


def finished(table: pd.DataFrame) -> pd.DataFrame:
    """Turn closed lists into categoricals and empty text into "", make a lone incident its own operation, sort."""
    lists = {name: list(vocabulary.LISTS[name]) for name in of_kind("choice")}
    eight, found = list(settings.COUNTRIES.values()), table["country"].cat.remove_unused_categories()
    lists["country"] = [*eight, *sorted(set(found.cat.categories) - set(eight))]
    lists["origin_province_id"] = list(schema.province_ids())
    closed = {name: table[name].cat.set_categories(values) for name, values in lists.items()}
    text = {name: table[name].fillna("") for name in of_kind("text", "sources")}
    text["operation_id"] = table["operation_id"].fillna(table["id"])
    whole = table.assign(**closed, **text)
    # Moving a million rows of text costs seconds: a file in order, such as the atlas writes, is left as it is.
    return whole if _in_order(whole) else whole.sort_values(["date_start", "id"])


def _in_order(table: pd.DataFrame) -> bool:
    keys = table[["date_start", "id"]]
    here, following = keys.iloc[:-1], keys.iloc[1:].set_axis(keys.index[:-1])
    same = here["date_start"] == following["date_start"]
    return bool(((here["date_start"] < following["date_start"]) | (same & (here["id"] <= following["id"]))).all())
