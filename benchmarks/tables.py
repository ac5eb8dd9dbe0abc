"""Measuring tables: the incident table drawn anew to any size. They hold no facts and are never shown to a reader."""

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from atlas import settings
from atlas.errors import DataError
from atlas.geography.join import attach_provinces
from atlas.incidents.coverage import metadata_path
from atlas.incidents.files import write_parquet
from atlas.incidents.filters import Filters
from atlas.incidents.load import Incidents, read_incidents

SEED = 20150126
JITTER_DEGREES = 0.2
"""How far a coordinate is moved at most: about 20 km."""

TITLE = "Measuring table: made-up rows, no facts"


def write_measuring_table(rows: int, folder: Path, *, source: Path = settings.EVENTS, seed: int = SEED) -> Path:
    """Write a measuring table as Parquet with its metadata beside it, and give its path.

    The coverage in the metadata is that of the source; the title says that the rows are made up.
    """
    path = folder / f"measuring-{rows}.parquet"
    write_parquet(measuring_table(read_incidents(source), rows, seed=seed), path)
    shutil.copyfile(metadata_path(source), metadata_path(path))
    _rename(metadata_path(path), path.name)
    return path


def measuring_table(opened: Incidents, rows: int, *, seed: int = SEED) -> pd.DataFrame:
    """Draw rows with replacement, and give each a new id, a day inside the coverage and slightly moved coordinates.

    Only incidents of the default view that have coordinates are drawn, so that every page that is compared has the
    same number of incidents to draw. Each stays in the province of the row that it was drawn from.

    Parameters
    ----------
    opened
        The loaded incident table.
    rows
        How many rows to draw, at least 1.
    seed
        Seed of the generator: the same seed gives the same table.

    Raises
    ------
    DataError
        When the table holds nothing to draw from.
    """
    known = Filters().apply(opened.table).dropna(subset=["latitude"])
    if known.empty:
        raise DataError(f"{opened.source_name}: no incident of the default view has coordinates.")
    generator = np.random.default_rng(seed)
    drawn = known.iloc[generator.integers(len(known), size=rows)].reset_index(drop=True)
    drawn = _dated(drawn, opened, generator)
    ids = pd.Series([f"KA-{number:06d}" for number in range(1, rows + 1)], dtype="str")
    return _moved(drawn.assign(id=ids, operation_id=ids), generator)


def _dated(drawn: pd.DataFrame, opened: Incidents, generator: np.random.Generator) -> pd.DataFrame:
    """Spread the rows evenly over the coverage, each with the span of days it had, and put them in order."""
    span = drawn["date_end"] - drawn["date_start"]
    first = pd.Timestamp(opened.covers_from)
    room = (pd.Timestamp(opened.covers_to) - first - span).dt.days
    starts = first + pd.to_timedelta(generator.integers(room + 1), unit="D").as_unit("us")
    dated = drawn.assign(date_start=starts, date_end=starts + span)
    return dated.sort_values("date_start", kind="stable", ignore_index=True)


def _moved(drawn: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Move the coordinates a little; a point that would leave its province stays where it was."""
    steps = generator.uniform(-JITTER_DEGREES, JITTER_DEGREES, size=(2, len(drawn)))
    there = drawn.assign(latitude=drawn["latitude"] + steps[0], longitude=drawn["longitude"] + steps[1])
    lands_in = attach_provinces(there)[0]["province_id"].astype("str").fillna("")
    stays = (lands_in != drawn["province_id"].astype("str").fillna("")).to_numpy()
    axes = ["latitude", "longitude"]
    there.loc[stays, axes] = drawn.loc[stays, axes]
    there[axes] = there[axes].round(5)
    return attach_provinces(there)[0]


def _rename(metadata: Path, name: str) -> None:
    told = json.loads(metadata.read_text(encoding="utf-8"))
    told |= {"url": name, "dc:title": TITLE, "dc:description": f"{TITLE}. Written by the benchmarks, never shown."}
    metadata.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
