"""Two tables side by side: incidents matched one to one by day and distance, and where they disagree."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.geography.projection import distance_km
from atlas.importing.cells import Floats

WINDOW_DAYS = 2
WINDOW_KM = 30.0
"""Two rows may be one incident when their days lie at most so far apart, and their points; METHOD of duplicates."""


class Beside(NamedTuple):
    """What a comparison of two tables found."""

    pairs: pd.DataFrame
    """One line for each match: id, other_id, days, km (NaN where one has no point), province and province_other,
    killed and killed_other (best figures)."""
    only_first: pd.DataFrame
    only_second: pd.DataFrame
    by_province: pd.DataFrame
    """Index province_id ("" for none): matched, only_first, only_second, other_day, other_deaths."""


def beside(first: pd.DataFrame, second: pd.DataFrame, days: int = WINDOW_DAYS, km: float = WINDOW_KM) -> Beside:
    """Match the incidents of two tables one to one, the nearest first.

    Parameters
    ----------
    first, second
        Plain tables of the atlas.
    days, km
        Window of a match. A row without a point matches within its province alone.

    Returns
    -------
    Beside
        Matches, what stands in one table only, and both by province. A match is a suspicion for the analyst: neither
        table is changed.
    """
    found = _one_to_one(_candidates(_keyed(first), _keyed(second), days, km))
    pairs = found[["id", "other_id", "days", "km", "province", "province_other", "killed", "killed_other"]]
    alone = first[~first["id"].isin(found["id"])]
    others = second[~second["id"].isin(found["other_id"])]
    return Beside(pairs.reset_index(drop=True), alone, others, _by_province(pairs, alone, others))


def _keyed(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": table["id"].to_numpy(dtype=object),
            "start": table["date_start"].to_numpy("datetime64[D]").astype(np.int64),
            "end": table["date_end"].to_numpy("datetime64[D]").astype(np.int64),
            "latitude": table["latitude"].to_numpy(float),
            "longitude": table["longitude"].to_numpy(float),
            "province": table["province_id"].astype("object").fillna("").to_numpy(dtype=object),
            "killed": table["killed_best"].to_numpy(float),
        }
    )


def _candidates(first: pd.DataFrame, second: pd.DataFrame, days: int, km: float) -> pd.DataFrame:
    """Pair rows whose spans lie within the window of days, then keep those near enough."""
    order = second.sort_values("start", kind="stable", ignore_index=True)
    longest = int((order["end"] - order["start"]).max()) if len(order) else 0
    low = np.searchsorted(order["start"], first["start"] - days - longest, side="left")
    high = np.searchsorted(order["start"], first["end"] + days, side="right")
    counts = np.maximum(high - low, 0)
    at = np.repeat(np.arange(len(first)), counts)
    other = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    one, two = first.iloc[at].reset_index(drop=True), order.iloc[other].reset_index(drop=True)
    gap = np.maximum(0, np.maximum(two["start"] - one["end"], one["start"] - two["end"]))
    away = _away(one, two)
    near = (gap <= days) & (
        (away <= km) | (np.isnan(away) & (one["province"] == two["province"]) & (one["province"] != ""))
    )
    found: pd.DataFrame = pd.DataFrame(
        {
            "id": one["id"],
            "other_id": two["id"],
            "days": gap,
            "km": away,
            "province": one["province"],
            "province_other": two["province"],
            "killed": one["killed"],
            "killed_other": two["killed"],
        }
    )
    kept: pd.DataFrame = found.loc[near.to_numpy()]
    return kept  # fmt: skip


def _away(one: pd.DataFrame, two: pd.DataFrame) -> Floats:
    away = np.full(len(one), np.nan)
    both = (one["latitude"].notna() & two["latitude"].notna()).to_numpy()
    if both.any():
        away[both] = distance_km(
            one["longitude"].to_numpy()[both], one["latitude"].to_numpy()[both],
            two["longitude"].to_numpy()[both], two["latitude"].to_numpy()[both],
        )  # fmt: skip
    return away


def _one_to_one(candidates: pd.DataFrame) -> pd.DataFrame:
    """Take the nearest pair first, in days, then kilometres, then ids, and each row once."""
    ranked = candidates.sort_values(["days", "km", "id", "other_id"], kind="stable", na_position="last")
    taken: set[str] = set()
    others: set[str] = set()
    keep: npt.NDArray[np.bool_] = np.zeros(len(ranked), dtype=bool)
    for at, (name, other) in enumerate(zip(ranked["id"], ranked["other_id"], strict=True)):
        if name not in taken and other not in others:
            keep[at] = True
            taken.add(name)
            others.add(other)
    return ranked[keep]


def _by_province(pairs: pd.DataFrame, alone: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    def counts(provinces: pd.Series) -> pd.Series:
        return provinces.astype("object").fillna("").value_counts()

    known = pairs["killed"].notna() & pairs["killed_other"].notna()
    columns = {
        "matched": counts(pairs["province"]),
        "only_first": counts(alone["province_id"]),
        "only_second": counts(others["province_id"]),
        "other_day": counts(pairs.loc[pairs["days"] > 0, "province"]),
        "other_place": counts(pairs.loc[pairs["province"] != pairs["province_other"], "province"]),
        "other_deaths": counts(pairs.loc[known & (pairs["killed"] != pairs["killed_other"]), "province"]),
    }
    return pd.DataFrame(columns).fillna(0).astype("int64").sort_index()
