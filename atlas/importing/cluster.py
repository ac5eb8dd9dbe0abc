"""Many files on many machines: the same function for every part, run by Dask; GeoParquet in parts and a summed table.

The files must lie where every worker reads them, as UTF-8 text or Parquet: other kinds are opened by one machine alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd

from atlas.errors import DataError
from atlas.exports.whole_files import write_whole
from atlas.importing.gather import accounts, checked, with_refused
from atlas.importing.report import as_json, as_text
from atlas.importing.run import opened
from atlas.importing.settings import Settings
from atlas.importing.source import Lines, Span
from atlas.importing.translate import Part, Plan, Why, translate
from atlas.settings import LONLAT_CRS

if TYPE_CHECKING:
    from distributed import Client

Result = TypeVar("Result")

SUMMED = ["province_id", "month", "event_class"]
SUMS = ["incidents", "killed_low", "killed_best", "killed_high"]
COMPLETE = "_SUCCESS"
"""Stands in the folder once everything in it is whole."""


class Written(NamedTuple):
    """What a worker gives back: the account of its part without the rows, which stay on the disk."""

    part: Part
    path: str


def translate_and_write(plan: Plan, span: Span, path: str) -> Written:
    """Translate one part and leave its rows on the disk; done again after a loss it writes the same bytes."""
    part = translate(plan, span)
    target = Path(path)
    unfinished = target.with_name(f".{target.name}.{span.start}.part")
    part.rows.to_parquet(unfinished)
    unfinished.replace(target)
    return Written(replace(part, rows=part.rows[["id", "line"]]), path)


def finish(path: str, names: dict[int, str], target: str) -> tuple[pd.DataFrame, dict[str, list[int]]]:
    """Keep the lines that have a name, hold them against the schema, write them as GeoParquet, and sum them."""
    rows = pd.read_parquet(path)
    kept = rows[rows["line"].isin(list(names))]
    kept = kept.assign(id=kept["line"].map(names))
    if kept.empty:
        return pd.DataFrame(columns=[*SUMMED, *SUMS]), {}
    table, faults = checked(kept)
    plain = table.drop(columns="line").sort_values("id", ignore_index=True)
    points = gpd.points_from_xy(plain["longitude"], plain["latitude"])
    frame = gpd.GeoDataFrame(plain, geometry=points, crs=LONLAT_CRS)
    unfinished = Path(target).with_suffix(".part")
    frame.to_parquet(unfinished)
    unfinished.replace(target)
    refused = {json.dumps(why): lines.tolist() for why, lines in faults.items()}
    return summed(plain), refused


def summed(table: pd.DataFrame) -> pd.DataFrame:
    """Count incidents and sum deaths by province, month and class; sources with closed rows let such a table leave."""
    keyed = table.assign(
        province_id=table["province_id"].astype("object").fillna(""),
        month=table["date_start"].dt.strftime("%Y-%m"),
        event_class=table["event_class"].astype("object"),
        incidents=1,
    )
    return keyed.groupby(SUMMED, as_index=False, sort=True)[SUMS].sum()


def import_on_cluster(
    files: Sequence[Path], settings: Settings, to: Path, scheduler: str, report: Path | None = None
) -> list[str]:
    """Import files with the workers of a Dask scheduler.

    Parameters
    ----------
    files
        Files that every worker can read under the same path.
    settings
        The analyst's decisions, the same for all files.
    to
        A folder that does not exist yet: it receives a folder of GeoParquet parts for each file, and summed.parquet.
    scheduler
        Address of the scheduler, such as tcp://10.0.0.5:8786.
    report
        Where to write the accounts as JSON.

    Returns
    -------
    list of str
        The accounts in words.

    Raises
    ------
    DataError
        When Dask is not installed, the scheduler does not answer, or the folder exists.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise DataError("Dask is not installed.", hint="pip install -r requirements-cluster.txt") from error
    if to.exists():
        raise DataError(f"{to}: exists already.", hint="Name a new folder with --to.")
    try:
        client = Client(scheduler, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise DataError(f"No Dask scheduler answers at {scheduler}.", hint="See docs/CLUSTER.md.") from error
    with client:
        return _run(client, files, settings, to, report)


def _run(client: Client, files: Sequence[Path], settings: Settings, to: Path, report: Path | None) -> list[str]:
    unfinished = to.with_name(f".{to.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        accounts, sums = [], []
        for number, file in enumerate(files):
            account, table = _one(client, file, settings, unfinished / f"table={number:03d}")
            accounts.append(account)
            sums.append(table)
        whole = pd.concat(sums).groupby(SUMMED, as_index=False, sort=True)[SUMS].sum()
        whole.to_parquet(unfinished / "summed.parquet")
        (unfinished / COMPLETE).touch()
        unfinished.replace(to)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    if report is not None:
        data = json.dumps(accounts, ensure_ascii=False, indent=1).encode("utf-8")
        write_whole(report, data, "Name another file with --report.")
    return [line for account in accounts for line in as_text(account)]


def _one(client: Client, file: Path, settings: Settings, folder: Path) -> tuple[dict[str, object], pd.DataFrame]:
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        plan, recognised, notes = stack.enter_context(opened(file.resolve(), settings))
        spans = plan.source.spans()
        raw = [str(folder.resolve() / f"raw-{at:05d}.parquet") for at in range(len(spans))]
        written = _gathered(client, translate_and_write, [plan] * len(spans), spans, raw)
        found, rows = accounts(file, plan, recognised, notes, [one.part for one in written])
        offsets = np.cumsum([plan.first_row - 1, *(one.part.records for one in written[:-1])])
        ends = [*offsets[1:], np.iinfo(np.int64).max]
        names = [
            {int(line - start): str(name) for line, name in zip(own["line"], own["id"], strict=True)}
            for start, end in zip(offsets, ends, strict=True)
            for own in (rows[(rows["line"] > start) & (rows["line"] <= end)],)
        ]
        targets = [str(folder.resolve() / f"part-{at:05d}.parquet") for at in range(len(spans))]
        finished = _gathered(client, finish, raw, names, targets)
    for path in raw:
        Path(path).unlink()
    refused: dict[Why, Lines] = {}
    for (_, faults), offset in zip(finished, offsets, strict=True):
        for why, lines in faults.items():
            known = Why(*json.loads(why))
            refused[known] = np.append(refused.get(known, np.empty(0, np.int64)), np.array(lines) + offset)
    account = as_json(with_refused(found, refused))
    table = pd.concat([sums for sums, _ in finished])
    account["written"] = int(table["incidents"].sum())
    return account, table


def _gathered(client: Client, function: Callable[..., Result], *arguments: Sequence[object]) -> list[Result]:
    """Run a function on the workers for every set of arguments; a part that is lost with its worker is done again."""
    parts = client.map(function, *arguments, pure=False, retries=2)
    done: list[Result] = client.gather(parts)  # type: ignore[no-untyped-call]
    return done
