"""What the incident table recorded where and when others counted too: each published figure with its counterpart."""

from typing import NamedTuple

import pandas as pd

from atlas.incidents.filters import DEFAULT_CLASSES, DEFAULT_LABELS
from atlas.incidents.vocabulary import SURE
from atlas.settings import COUNTRIES

HARM = {"killed in attacks": "killed", "injured in attacks": "injured"}


READ = (
    "event_class", "label", "attribution", "country", "province_id", "date_start", "date_end", "killed_low",
    "killed_best", "killed_high", "injured_low", "injured_high",
)  # fmt: skip
"""The columns from which rows are counted: a copy of all of them for each published figure costs seconds."""


class Count(NamedTuple):
    """An interval of a count: its lower end holds the sure incidents, its upper end all of them.

    Of people, the lower end sums the low figures of the sure incidents, the upper end the high figures of all.
    """

    low: int
    high: int


def attacks(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the default view: attacks under the labels of the province and of IS Pakistan Province."""
    return table[table["event_class"].isin(DEFAULT_CLASSES) & table["label"].isin(DEFAULT_LABELS)]


def within(table: pd.DataFrame, area_id: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Return the rows of a country or province whose whole span lies in a period, both days included."""
    return between(in_area(table, area_id), start, end)


def in_area(table: pd.DataFrame, area_id: str) -> pd.DataFrame:
    """Return the rows of a country or province."""
    country = COUNTRIES.get(area_id)
    return table[table["country"] == country if country else table["province_id"] == area_id]


def between(table: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Return the rows whose whole span lies in a period, both days included."""
    return table[(table["date_start"] >= start) & (table["date_end"] <= end)]


def recorded(table: pd.DataFrame, counted: str) -> Count:
    """Count the rows of a table in one of the ways of ``sheets.COMPARED_WITH``."""
    if counted == "all events":
        return number(table[table["event_class"] != "foiled plot"])
    chosen = attacks(table)
    if counted in HARM:
        low, high = (f"{HARM[counted]}_{end}" for end in ("low", "high"))
        return Count(int(chosen.loc[_sure(chosen), low].sum()), int(chosen[high].sum()))
    if counted == "claimed attacks":
        return number(chosen[chosen["attribution"] == "claimed"])
    return number(chosen[chosen["killed_best"] > 0] if counted == "deadly attacks" else chosen)


def number(table: pd.DataFrame) -> Count:
    """Count rows: the claimed and attributed ones, and all."""
    return Count(int(_sure(table).sum()), len(table))


def beside_published(table: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Set every published figure that allows a fair comparison beside what the table recorded.

    Parameters
    ----------
    table
        The loaded incident table.
    published
        context/published_counts.csv.

    Returns
    -------
    DataFrame
        The compared rows of ``published`` with recorded_low and recorded_high, in the order of the file.
    """
    compared = published[published["compared_with"] != ""].reset_index(drop=True)
    read = table[list(READ)]
    areas = {area: in_area(read, area) for area in compared["area_id"].unique()}
    counts = [
        recorded(between(areas[area], start, end), counted)
        for area, start, end, counted in zip(
            compared["area_id"], compared["period_start"], compared["period_end"], compared["compared_with"],
            strict=True,
        )
    ]  # fmt: skip
    lows, highs = [count.low for count in counts], [count.high for count in counts]
    return compared.assign(recorded_low=lows, recorded_high=highs)


def _sure(table: pd.DataFrame) -> "pd.Series[bool]":
    return table["attribution"].isin(SURE)
