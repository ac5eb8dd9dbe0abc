"""The places that geodata/places.csv holds: names, district, province, coordinates and where these come from."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd

from atlas.errors import DataError
from atlas.geography.files import read_table
from atlas.geography.provinces import provinces
from atlas.settings import COUNTRIES, GEODATA

PLACES = GEODATA / "places.csv"
COLUMNS = (
    "place", "spellings", "district", "province_id", "country", "latitude", "longitude", "radius_km",
    "coordinate_source",
)  # fmt: skip
NUMBERS = {"latitude": (-90.0, 90.0), "longitude": (-180.0, 180.0), "radius_km": (0.0, 500.0)}
PUBLISHERS = ("GeoNames", "geoBoundaries", "UCDP GED", "Wikipedia")
"""Who publishes coordinates that the atlas uses; the first words of every coordinate_source."""

FIRST_ROW = 2
"""Number of the first place: the header is row 1."""

REMEDY = "Mend it in that file; its columns are described in geodata/SOURCES.md."


def read_places(path: Path = PLACES) -> pd.DataFrame:
    """Read and check the places.

    Returns
    -------
    DataFrame
        The columns of the file; text, except latitude and longitude (degrees on WGS 84) and radius_km (how far off the
        point may be), which are float, NaN when no named source gives a point.

    Raises
    ------
    DataError
        Naming the file, row and column of the first cell that breaks a rule.
    """
    table = read_table(path, COLUMNS, hint=REMEDY)[list(COLUMNS)]
    for column, holds, wish in _RULES:
        bad = table.index[~holds(table)]
        if len(bad):
            row = bad[0]
            raise DataError(
                f"{path.name}, row {row + FIRST_ROW}, column {column}: {table.loc[row, column]!r} {wish}.", hint=REMEDY
            )
    return table.assign(**{name: pd.to_numeric(table[name]).astype(float) for name in NUMBERS})


@cache
def _places() -> pd.DataFrame:
    return read_places()


def places() -> pd.DataFrame:
    """Read every place of geodata/places.csv; see `read_places`."""
    return _places().copy(deep=False)


def publisher(coordinate_source: str) -> str:
    """Return who publishes a coordinate: the part of its source that stands beside an incident. "" for none."""
    return next((name for name in PUBLISHERS if coordinate_source.startswith(f"{name} ")), "")


def _named(table: pd.DataFrame) -> "pd.Series[bool]":
    return table["place"].str.strip().ne("") & table["place"].eq(table["place"].str.strip())


def _single(table: pd.DataFrame) -> "pd.Series[bool]":
    return ~table.duplicated(["place", "province_id", "country"])


def _spelled(table: pd.DataFrame) -> "pd.Series[bool]":
    return table["spellings"].eq("") | ~table["spellings"].str.contains(r"^\||\|$|\|\||^\s|\s$|\s\||\|\s", regex=True)


def _in_known_province(table: pd.DataFrame) -> "pd.Series[bool]":
    country = table["province_id"].map(provinces()["country"])
    drawn = table["country"].isin(list(COUNTRIES.values()))
    return country.eq(table["country"]).where(drawn, table["province_id"].eq(""))


def _number(column: str) -> Callable[[pd.DataFrame], "pd.Series[bool]"]:
    low, high = NUMBERS[column]

    def holds(table: pd.DataFrame) -> "pd.Series[bool]":
        return table[column].eq("") | pd.to_numeric(table[column], errors="coerce").between(low, high)

    return holds


def _with_point(column: str) -> Callable[[pd.DataFrame], "pd.Series[bool]"]:
    return lambda table: table[column].ne("") == table["latitude"].ne("")


def _sourced(table: pd.DataFrame) -> "pd.Series[bool]":
    return table["coordinate_source"].eq("") | table["coordinate_source"].map(publisher).ne("")


_RULES: tuple[tuple[str, Callable[[pd.DataFrame], "pd.Series[bool]"], str], ...] = (
    ("place", _named, "is no name: write one, without spaces at its ends"),
    ("place", _single, "stands twice in its province: keep one row"),
    ("spellings", _spelled, "holds an empty spelling: separate spellings by one |"),
    ("province_id", _in_known_province, "is no province of the country, or one outside the eight countries"),
    *((name, _number(name), f"is no number from {low:g} to {high:g}") for name, (low, high) in NUMBERS.items()),
    ("longitude", _with_point("longitude"), "stands without its other half: fill latitude and longitude, or neither"),
    ("radius_km", _with_point("radius_km"), "does not fit: it belongs to a point, and every point has one"),
    ("coordinate_source", _with_point("coordinate_source"), "does not fit: every point names its source, and only one"),
    ("coordinate_source", _sourced, f"does not begin with a publisher ({', '.join(PUBLISHERS)}) and what exactly"),
)
