"""The compact columns of a table: all that a browser needs to filter and to count it without asking the server.

One file holds a header (JSON: names of the codes, where each column lies) and behind it the columns as plain arrays of
whole numbers, little-endian, each as narrow as its values allow. Codes count from 1, because 0 stands for an empty
cell. Texts of incidents are not in it, except the names of places.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.geography import provinces
from atlas.incidents.filters import CHOICES
from atlas.incidents.vocabulary import SURE
from atlas.statistics.certainty import has_toll
from atlas.statistics.codes import coded
from atlas.statistics.coordinates import thousandths
from atlas.statistics.totals import has_point

FORM = 1
"""The form of the file: raised when an older board could no longer read it."""

MOST_ROWS = 200_000
"""Above so many rows a table is not sent as columns: 2 MB compressed, and 10 MB at a million."""

_ALIGNED = 8
_MICRO = 1e6
_EPOCH = np.datetime64("1970-01-01", "D")
Array = NDArray[Any]


class Spots(NamedTuple):
    """The distinct points of a table: position, precision and name of the place, from south to north."""

    number: NDArray[np.int64]
    """Of each row, its spot counted from 1; 0 for a row without coordinates."""
    columns: Mapping[str, Array]
    places: tuple[str, ...]
    precisions: tuple[str, ...]


def compact(table: pd.DataFrame, covered: tuple[date, date], titles: Mapping[str, Mapping[str, str]]) -> bytes:
    """Write the columns of a table.

    Parameters
    ----------
    table
        Plain table; nothing is left out and the order stays.
    covered
        First and last day that it covers.
    titles
        URL key of a filter to its values with the labels shown, as ``filters.options`` gives them.

    Returns
    -------
    bytes
        The file, not compressed.
    """
    names, codes = _coded_choices(table)
    spots = _spots(table)
    columns = codes | _days(table) | _tolls(table) | {"spot": spots.number} | dict(spots.columns)
    header = {
        "form": FORM,
        "rows": len(table),
        "covered": [_day(day) for day in covered],
        "names": names,
        "titles": titles,
        "sure": list(SURE),
        "composites": _composites(),
        "places": spots.places,
        "precisions": spots.precisions,
    }
    return _written(header, {name: _narrow(values) for name, values in columns.items()})


def packed(columns: Mapping[str, Array]) -> bytes:
    """Write columns of whole numbers in the same form, without names of codes."""
    return _written({"form": FORM}, {name: _narrow(values) for name, values in columns.items()})


def _coded_choices(table: pd.DataFrame) -> tuple[dict[str, list[str]], dict[str, Array]]:
    found = {choice.param: coded(table[choice.column]) for choice in CHOICES}
    names = {param: column.words for param, column in found.items()}
    return names, {param: column.codes.astype(np.int64) + 1 for param, column in found.items()}


def _days(table: pd.DataFrame) -> dict[str, Array]:
    start, end = (
        (table[name].to_numpy().astype("datetime64[D]") - _EPOCH).astype(np.int64)
        for name in ("date_start", "date_end")
    )
    return {"start": start, "span": end - start}


def _tolls(table: pd.DataFrame) -> dict[str, Array]:
    """Give the tolls with the stand-ins that every sum uses, and what is known: 1 any figure, 2 the best one.

    Whether the low toll counts is left to the reader of the file: it does in the sure rows alone.
    """
    low, best, high = (table[f"killed_{bound}"].to_numpy(dtype=float) for bound in ("low", "best", "high"))
    known = has_toll(table) + 2 * ~np.isnan(best)
    filled = np.where(np.isnan(best), low, best)
    figures = {"low": low, "best": filled, "high": np.where(np.isnan(high), filled, high)}
    return {name: np.nan_to_num(values).astype(np.int64) for name, values in figures.items()} | {"known": known}


def _spots(table: pd.DataFrame) -> Spots:
    located = has_point(table)
    north, east = thousandths(table)
    places, place = np.unique(table["place"].astype("object").fillna("").to_numpy(dtype=str), return_inverse=True)
    precisions, precision = np.unique(
        table["location_precision"].astype("object").fillna("").to_numpy(dtype=str), return_inverse=True
    )
    frame = pd.DataFrame(
        {
            "north": north, "east": east, "precision": precision, "place": place,
            "latitude": table["latitude"].to_numpy(dtype=float), "longitude": table["longitude"].to_numpy(dtype=float),
        }
    )[located]  # fmt: skip
    groups = frame.groupby(list(frame.columns), sort=True)
    number = np.zeros(len(table), dtype=np.int64)
    number[located] = groups.ngroup().to_numpy() + 1
    distinct = frame.drop_duplicates().sort_values(list(frame.columns))
    columns = {
        "latitude": _degrees(distinct["latitude"].to_numpy()),
        "longitude": _degrees(distinct["longitude"].to_numpy()),
        "precise": distinct["precision"].to_numpy(),
        "place": distinct["place"].to_numpy(),
    }
    return Spots(number, columns, tuple(map(str, places)), tuple(map(str, precisions)))


def _degrees(values: NDArray[np.float64]) -> Array:
    """Give degrees as whole millionths where that loses nothing, as divided by a million they are the same again."""
    whole = np.round(values * _MICRO)
    return whole.astype(np.int64) if np.array_equal(whole / _MICRO, values) else values


def _composites() -> dict[str, list[str]]:
    """Give the regions that are made of provinces; every other region stands in the row."""
    table = provinces.regions()
    kinds = table.loc[table["kind"] == "composite", "region_id"].unique()
    return {str(region): sorted(provinces.provinces_in(str(region))) for region in kinds}


def _narrow(values: Array) -> Array:
    """Give whole numbers in the narrowest type that holds them all; fractions as they are."""
    if values.dtype.kind == "f":
        return values.astype("<f8")
    low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
    kinds = ("u1", "u2", "u4") if low >= 0 else ("i1", "i2", "i4")
    kind = next(kind for kind in kinds if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)
    return values.astype(f"<{kind}")


def _written(header: Mapping[str, object], columns: Mapping[str, Array]) -> bytes:
    body, places = bytearray(), {}
    for name, values in columns.items():
        body += b"\0" * (-len(body) % _ALIGNED)
        places[name] = [values.dtype.str.lstrip("<|"), len(body), len(values)]
        body += values.tobytes()
    head = json.dumps({**header, "columns": places}, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(4 + len(head)) % _ALIGNED)
    return len(head).to_bytes(4, "little") + head + bytes(body)


def _day(day: date) -> int:
    return int((np.datetime64(day, "D") - _EPOCH).astype(np.int64))
