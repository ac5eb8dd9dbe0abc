"""Incidents that came from another country than the one where they happened, and those far from the region."""

from functools import cache
from typing import Literal

import numpy as np
import pandas as pd

from atlas.geography.places import places
from atlas.geography.provinces import labels, provinces, resolve
from atlas.settings import COUNTRIES
from atlas.statistics.certainty import is_sure, tolls

Kind = Literal["fire", "entry"]

FIRE = "rocket or mortar fire"
"""The attack type that crosses a border without the attackers."""

HOME = ("Afghanistan", "Pakistan")
"""The countries in which the group lives: every other country has a row of its own in the lane."""

MOST_APART = 600
"""So many incidents are drawn each by itself; more are gathered, because neither eye nor browser tells them apart."""

CROSSING_COLUMNS = ("kind", "origin_country", "origin_latitude", "origin_longitude", "origin_known_to")
PAIR_COLUMNS = (
    "origin_country", "origin_province_id", "country", "province_id", "kind", "incidents_sure", "incidents",
    "killed_low", "killed_best", "killed_high", "first", "last",
)  # fmt: skip


def crossings(table: pd.DataFrame) -> pd.DataFrame:
    """Give the incidents whose recorded origin lies in another country than the place where they happened.

    Parameters
    ----------
    table
        Plain table with origin_place and origin_province_id.

    Returns
    -------
    pandas.DataFrame
        Those rows in their order, with ``CROSSING_COLUMNS`` added: kind ("fire" where the attack type is rocket or
        mortar fire, else "entry": the attackers came themselves); origin_country; origin_latitude and
        origin_longitude in degrees of the named place, or of the middle of its province, and origin_known_to
        ("place", "province"; "" where nothing gives a point). An origin that names no province is found among the
        places of geodata/places.csv when one country alone has that name; an origin that cannot be told to lie in
        another country is no crossing (``untold`` counts those).
    """
    rows = table.assign(origin_country=_origin_country(table))
    rows = rows[rows["origin_country"].ne("") & rows["origin_country"].ne(rows["country"].astype("object"))]
    kind = np.where(rows["attack_type"].eq(FIRE), "fire", "entry")
    spots = [
        _spot(str(place), str(province))
        for place, province in zip(
            rows["origin_place"], rows["origin_province_id"].astype("object").fillna(""), strict=True
        )
    ]
    latitude, longitude, known = zip(*spots, strict=True) if spots else ((), (), ())
    return rows.assign(
        kind=kind,
        origin_latitude=np.array(latitude, dtype=float),
        origin_longitude=np.array(longitude, dtype=float),
        origin_known_to=list(known),
    )


def untold(table: pd.DataFrame) -> int:
    """Count the incidents that name an origin of which no country can be told."""
    named = table["origin_place"].ne("") | table["origin_province_id"].astype("object").fillna("").ne("")
    return int((named & _origin_country(table).eq("")).sum())


def pairs(crossed: pd.DataFrame) -> pd.DataFrame:
    """Count crossings per origin and target.

    Parameters
    ----------
    crossed
        What ``crossings`` gives.

    Returns
    -------
    pandas.DataFrame
        One row per origin province, target province and kind with the columns ``PAIR_COLUMNS``: incidents as sure and
        all, people killed, first and last day; most incidents first, then by first day. Where only the country is
        known the province is the empty text.
    """
    killed = tolls(crossed)
    text = {name: crossed[name].astype("object").fillna("") for name in ("origin_province_id", "province_id")}
    counted = crossed.assign(
        **text,
        country=crossed["country"].astype("object"),
        incidents_sure=is_sure(crossed).astype(np.int64),
        incidents=1,
        killed_low=killed.low.astype(np.int64),
        killed_best=killed.best.astype(np.int64),
        killed_high=killed.high.astype(np.int64),
        first=crossed["date_start"],
        last=crossed["date_end"],
    )
    how = dict.fromkeys(PAIR_COLUMNS[5:10], "sum") | {"first": "min", "last": "max"}
    found = counted.groupby(list(PAIR_COLUMNS[:5]), as_index=False).agg(how)
    ordered = found.sort_values(["incidents", "first"], ascending=[False, True], kind="stable", ignore_index=True)
    return ordered[list(PAIR_COLUMNS)]


def beyond(table: pd.DataFrame) -> pd.DataFrame:
    """Give the incidents outside Afghanistan and Pakistan, with a column drawn: whether in one of the eight countries.

    The countries are in an order of their own (categories of ``country``): most incidents first, then by name.
    """
    rows = table[~table["country"].isin(HOME).to_numpy(dtype=np.bool_) & table["country"].notna().to_numpy()]
    names = rows["country"].astype("object")
    counts = names.value_counts()
    order = sorted(counts.index, key=lambda name: (-counts[name], name))
    return rows.assign(country=pd.Categorical(names, categories=order), drawn=names.isin(COUNTRIES.values()))


def _origin_country(table: pd.DataFrame) -> "pd.Series[str]":
    """Give the country of each origin, "" where none is named or it cannot be told."""
    home = provinces()["country"]
    by_province = table["origin_province_id"].astype("object").map(home)
    by_place = table["origin_place"].astype("object").map(_countries_of_places())
    return by_province.fillna(by_place).fillna("").astype("object")


def _countries_of_places() -> dict[str, str]:
    """Give the country of every place name that one country alone has."""
    known = places()[["place", "country"]].drop_duplicates()
    single = known[~known["place"].duplicated(keep=False)]
    return dict(zip(single["place"], single["country"], strict=True))


@cache
def _spot(place: str, province_id: str) -> tuple[float, float, str]:
    """Find where an origin lies: the named place, else the middle of its province."""
    known = places()
    hit = known[known["place"].eq(place) & known["latitude"].notna()]
    if province_id:
        hit = hit[hit["province_id"].eq(province_id)]
    if len(hit) == 1:
        return float(hit["latitude"].iloc[0]), float(hit["longitude"].iloc[0]), "place"
    middle = labels()
    code = resolve(province_id) if province_id else ""
    if code in middle.index:
        return float(middle["latitude"][code]), float(middle["longitude"][code]), "province"
    return np.nan, np.nan, ""
