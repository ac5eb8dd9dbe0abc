"""Pairs of incidents that may be one incident entered twice: near in time and space, and alike in their toll."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from atlas.geography.gazetteer import normalise
from atlas.geography.projection import distance_km
from atlas.incidents.context import usable_sheet

NEAR_KM = 25.0
"""How far apart the places of one incident may lie when two reports put it differently."""

DAYS_APART = 1
LONGEST_COMPARED_DAYS = 31
"""Longest span whose days are looked at: an incident known only to its year lies near everything."""

ALIKE_PERSONS = 2
ALIKE_SHARE = 0.25
"""Two tolls are alike when at most two persons, or a quarter of the larger one, lie between their ranges."""

EARTH_KM = 6371.0088
MEASURES = ("killed", "injured")

Positions = npt.NDArray[np.int64]
"""Pairs of row positions: an array with two columns, the smaller position first."""


def suspected_pairs(table: pd.DataFrame) -> Positions:
    """Find the pairs of rows that may be one incident.

    The spans of both rows lie at most a day apart; their points within ``NEAR_KM`` of each other (on a sphere), or,
    where both have no coordinates, they name the same place of the same province and country; both tolls are alike,
    an unknown one being like any. Rows that share an operation_id are stated to be several incidents. Rows whose span
    is longer than ``LONGEST_COMPARED_DAYS`` are left out.

    Parameters
    ----------
    table
        The plain table as loaded.

    Returns
    -------
    array of shape (n, 2)
        Row positions, in the order of the table.
    """
    spots, tolls = _spots(table), _tolls(table)
    operation = pd.factorize(table["operation_id"])[0]
    # One day at a time: a million rows have far too many pairs to look at once.
    found = [np.empty(0, dtype=np.int64)]
    for rows, spans in _day_blocks(table):
        pairs = rows[cKDTree(spots[rows]).query_pairs(NEAR_KM, output_type="ndarray")]
        pairs = pairs[np.minimum(*spans[0][pairs].T) <= spans[1]]
        pairs = pairs[operation[pairs[:, 0]] != operation[pairs[:, 1]]]
        found.append(_code(pairs[_alike(tolls, pairs)], len(table)))
    codes = np.unique(np.concatenate(found))
    return np.column_stack([codes // len(table), codes % len(table)])


def _code(pairs: Positions, rows: int) -> Positions:
    """Write each pair as one number that sorts like the pair, the smaller position first."""
    one, other = pairs[:, 0], pairs[:, 1]
    return np.minimum(one, other) * rows + np.maximum(one, other)


def uncompared(table: pd.DataFrame) -> int:
    """Count the rows whose span is too long to be compared."""
    return int((_span_days(table) > LONGEST_COMPARED_DAYS).sum())


def accepted_pairs(table: pd.DataFrame, pairs: Positions) -> tuple[npt.NDArray[np.bool_], pd.DataFrame]:
    """Tell which pairs context/not_duplicates.csv lists as two incidents, and which of its lines fit no rows.

    A line names the ids and the first days of both rows: in another table, or after a date was changed, it fits
    nothing. A line of which the table has neither id is about another table and is not told.
    """
    listed = usable_sheet("not_duplicates")
    position = pd.Series(np.arange(len(table)), index=table["id"].astype("object"))
    days = table["date_start"].to_numpy()
    sides, fits = [], np.ones(len(listed), dtype=bool)
    for name, day in (("id", "date"), ("other_id", "other_date")):
        row = position.reindex(listed[name].astype("object")).fillna(-1).to_numpy(dtype=np.int64)
        fits &= (row >= 0) & (days[row] == listed[day].to_numpy())
        sides.append(row)
    rows = np.column_stack(sides)
    accepted = np.isin(_code(pairs, len(table)), _code(rows[fits], len(table)))
    return accepted, listed[~fits & (rows.max(axis=1) >= 0)]


def in_words(table: pd.DataFrame, pairs: Positions) -> list[str]:
    """Name both rows of each pair with day and place, and how far apart their points lie."""
    here, there = (table.iloc[pairs[:, side]] for side in (0, 1))
    away = distance_km(here["longitude"], here["latitude"], there["longitude"], there["latitude"])
    apart = ["" if np.isnan(distance) else f", {distance:.0f} km apart" for distance in away]
    return [
        f"{one} and {other}{distance}" for one, other, distance in zip(_named(here), _named(there), apart, strict=True)
    ]


def _named(rows: pd.DataFrame) -> list[str]:
    days = rows["date_start"].dt.strftime("%Y-%m-%d")
    return [
        f"{name} ({day}, {place or 'no place'})"
        for name, day, place in zip(rows["id"], days, rows["place"], strict=True)
    ]


def _span_days(table: pd.DataFrame) -> "pd.Series[int]":
    days: pd.Series[int] = (table["date_end"] - table["date_start"]).dt.days + 1
    return days


def _day_blocks(table: pd.DataFrame) -> "Iterator[tuple[Positions, tuple[Positions, int]]]":
    """Give, for each day with an incident, the rows of that day and the next.

    With them come the first day of every row of the table and the day itself: a pair counts only where one of its rows
    is there on the day, so that pairs of the next day wait for their own block.
    """
    first = table["date_start"].to_numpy().astype("datetime64[D]").astype(np.int64)
    length = _span_days(table).to_numpy()
    compared = np.flatnonzero(length <= LONGEST_COMPARED_DAYS)
    row = np.repeat(compared, length[compared])
    starts = np.cumsum(length[compared]) - length[compared]
    day = np.arange(len(row)) - np.repeat(starts, length[compared]) + first[row]
    order = np.argsort(day, kind="stable")
    row, day = row[order], day[order]
    for one in np.unique(day):
        begin, end = np.searchsorted(day, [one, one + DAYS_APART + 1])
        rows = np.unique(row[begin:end])
        if len(rows) > 1:
            yield rows, (first, int(one))


def _spots(table: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Give each row a point in kilometres: on the globe, or, without coordinates, far out, one for each named place."""
    lon, lat = np.radians(table["longitude"].to_numpy()), np.radians(table["latitude"].to_numpy())
    globe = EARTH_KM * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    place = table["place"].map({name: normalise(str(name)) for name in table["place"].unique()})
    where = pd.DataFrame({"place": place, "province": table["province_id"].astype("object").fillna("")})
    where["country"] = table["country"].astype("object")
    code = where.groupby(list(where)).ngroup()
    far = np.zeros_like(globe)
    far[:, 0] = 10 * EARTH_KM + 4 * NEAR_KM * code.to_numpy()
    return np.where(np.isnan(globe), far, globe)


def _tolls(table: pd.DataFrame) -> dict[str, tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]:
    return {name: (table[f"{name}_low"].to_numpy(), table[f"{name}_high"].to_numpy()) for name in MEASURES}


def _alike(
    tolls: dict[str, tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]], pairs: Positions
) -> npt.NDArray[np.bool_]:
    """Tell which pairs have tolls that could be one toll."""
    alike = np.ones(len(pairs), dtype=bool)
    for low, high in tolls.values():
        between = np.maximum(*low[pairs].T) - np.minimum(*high[pairs].T)
        allowed = np.maximum(ALIKE_PERSONS, ALIKE_SHARE * np.maximum(*high[pairs].T))
        alike &= ~(between > allowed)
    return alike
