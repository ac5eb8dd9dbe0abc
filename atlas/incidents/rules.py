"""What every row must fulfil across its columns, and the tests of single cells that the schema is made of.

All tests take whole columns or tables and answer for every row at once; an empty cell passes.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from atlas import settings
from atlas.incidents.sources import CONTROL, source_fault

Answer = pd.Series
"""True for every row that is right, with the index of what was tested."""

LONGEST_SPAN_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
"""Days from date_start to date_end, both counted, that each precision allows."""

MOST_WORDS = 25
"""Longest summary, in words."""

MOST_PEOPLE = 100_000
"""A larger figure of people in one place on one day is a slip of the pen, and would break the integers of exports."""

LONGEST_TEXT = 32_767
"""Characters that a cell of a spreadsheet holds: a longer text could not leave in a workbook."""

LONGEST_NAME = 60
"""Characters of the longest name of a country."""


class Rule(NamedTuple):
    """A condition over several columns."""

    column: str
    """The column that the fault is reported for."""
    holds: Callable[[pd.DataFrame], Answer]
    reason: str
    """Predicate of the sentence "COLUMN ...", ending with the remedy."""


def is_plain(cells: pd.Series) -> Answer:
    """Tell which cells are free of control characters."""
    return ~cells.str.contains(CONTROL, regex=True)


def is_short(cells: pd.Series) -> Answer:
    """Tell which cells have at most MOST_WORDS words."""
    words = pc.count_substring_regex(pa.array(cells), r"\S+")
    return pd.Series(words.to_numpy(zero_copy_only=False) <= MOST_WORDS, index=cells.index)


def are_lists(cells: pd.Series) -> Answer:
    """Tell which cells are names separated by a semicolon and a space, none empty."""
    return cells.str.fullmatch(r"[^;\s][^;]*(; [^;\s][^;]*)*") & ~cells.str.contains(r"\s(?:;|$)", regex=True)


def fits_a_cell(cells: pd.Series) -> Answer:
    """Tell which texts are no longer than LONGEST_TEXT."""
    return cells.str.len() <= LONGEST_TEXT


def is_whole(cells: pd.Series) -> Answer:
    """Tell which numbers are whole, not negative and at most MOST_PEOPLE."""
    return (cells >= 0) & (cells <= MOST_PEOPLE) & (cells % 1 == 0)


def are_sources(cells: pd.Series) -> Answer:
    """Tell which cells are valid lists of sources; equal texts are read once."""
    codes, values = pd.factorize(cells)
    good = pd.Series([source_fault(value) is None for value in values], dtype=bool)
    return pd.Series(good.to_numpy()[codes], index=cells.index)


def are_short_names(cells: pd.Series) -> Answer:
    """Tell which cells look like a country's short name; the eight countries must be spelled as the atlas does."""
    eight = list(settings.COUNTRIES.values())
    variant = cells.str.lower().str.contains("|".join(eight).lower(), regex=True)
    named = cells.str.fullmatch(rf"[A-Z][^0-9<>|;]{{3,{LONGEST_NAME - 1}}}") & is_plain(cells)
    return cells.isin(eight) | (named & ~variant)


def _dates_in_order(table: pd.DataFrame) -> Answer:
    return ~(table["date_start"] > table["date_end"])


def _span_fits(table: pd.DataFrame) -> Answer:
    days = (table["date_end"] - table["date_start"]).dt.days + 1
    return ~(days > _looked_up(table["date_precision"], LONGEST_SPAN_DAYS).astype(float))


def _ordered(measure: str) -> Callable[[pd.DataFrame], Answer]:
    low, best, high = (f"{measure}_{level}" for level in ("low", "best", "high"))
    return lambda table: ~((table[low] > table[best]) | (table[best] > table[high]))


def _complete(measure: str) -> Callable[[pd.DataFrame], Answer]:
    names = [f"{measure}_{level}" for level in ("low", "best", "high")]

    def holds(table: pd.DataFrame) -> Answer:
        known = table[names].notna()
        # A table with a smallest and a largest figure and no best one is imported so: a midpoint would be made up.
        open_best = known[names[0]] & ~known[names[1]] & known[names[2]] & ~table["id"].str.startswith("KA-")
        return known.sum(axis=1).isin([0, 3]) | open_best

    return holds


def _in_pairs(table: pd.DataFrame) -> Answer:
    return table["latitude"].isna() == table["longitude"].isna()


def _no_centroid(table: pd.DataFrame) -> Answer:
    return ~(table["location_precision"].isin(["province", "country"]) & table["latitude"].notna())


def _coordinates_sourced(table: pd.DataFrame) -> Answer:
    return table["latitude"].isna() | table["coordinate_source"].notna()


def _province_of_country(table: pd.DataFrame) -> Answer:
    codes = {province: province[:2] for province in table["province_id"].cat.categories}
    stated = _looked_up(table["province_id"], codes)
    country = _looked_up(table["country"], {name: code for code, name in settings.COUNTRIES.items()})
    return ~(stated.isin(list(settings.COUNTRIES)) & (stated != country))


def _looked_up(cells: pd.Series, values: Mapping[str, object]) -> pd.Series:
    """Replace every category by its value, None where it has none, without a look at each row."""
    known = np.array([*(values.get(category) for category in cells.cat.categories), None], dtype=object)
    return pd.Series(known[cells.cat.codes], index=cells.index)


def _province_when_needed(table: pd.DataFrame) -> Answer:
    ours = table["country"].isin(list(settings.COUNTRIES.values())) & (table["location_precision"] != "country")
    return ~(ours & table["latitude"].isna() & table["province_id"].isna())


def _no_province_for_country(table: pd.DataFrame) -> Answer:
    return ~((table["location_precision"] == "country") & table["province_id"].notna())


def _plots_kill_nobody(table: pd.DataFrame) -> Answer:
    return ~((table["event_class"] == "foiled plot") & (table["killed_high"] > 0))


def _toll_rules(measure: str) -> tuple[Rule, Rule]:
    low, best, high = (f"{measure}_{level}" for level in ("low", "best", "high"))
    return (
        Rule(best, _ordered(measure), f"is not between {low} and {high}: put the three figures in order"),
        Rule(
            best, _complete(measure), f"is part of a range given only in part: fill {low}, {best} and {high}, or none"
        ),
    )


RULES = (
    Rule("date_end", _dates_in_order, "is before date_start: swap or correct the two dates"),
    Rule(
        "date_precision",
        _span_fits,
        "does not fit the span from date_start to date_end: a day has 1 day, a week at most 7, a month 31, a year 366",
    ),
    *_toll_rules("killed"),
    *_toll_rules("injured"),
    Rule("longitude", _in_pairs, "or latitude is given without the other: fill both, or neither"),
    Rule("latitude", _no_centroid, "is filled in a row known only to province or country: leave the coordinates empty"),
    Rule("coordinate_source", _coordinates_sourced, "is empty although coordinates are given: name who publishes them"),
    Rule("province_id", _province_of_country, "belongs to another country: correct province_id or country"),
    Rule(
        "province_id",
        _province_when_needed,
        "is empty and there are no coordinates: fill it, or set location_precision to country",
    ),
    Rule(
        "province_id", _no_province_for_country, "is filled although location_precision is country: correct one of them"
    ),
    Rule("killed_high", _plots_kill_nobody, "is above 0 in a foiled plot: correct the figures or event_class"),
)
"""Every condition over several columns."""
