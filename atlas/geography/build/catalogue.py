"""The catalogue of provinces: every ISO 3166-2 unit of the eight countries, its codes, names and region."""

import unicodedata
from functools import cache

import pandas as pd
import pycountry

from atlas.errors import DataError
from atlas.geography.build.source import INPUT
from atlas.geography.files import read_table
from atlas.settings import COUNTRIES, GEODATA

COLUMNS = (
    "province_id", "name", "country", "iso2", "iso_name", "pcode", "region_id", "has_shape", "resolves_to", "note",
    "names",
)  # fmt: skip
HINT_PROVINCES = "Mend geodata/input/provinces.csv: codes are found by ISO name (and type where two share a name)."
HINT_REGIONS = "Mend geodata/regions.csv: every unit stands in exactly one primary region."
MERGED = "merged"


@cache
def _iso_units() -> pd.DataFrame:
    """List ISO 3166-2 for the eight countries: iso2, code, name, type."""
    units = [unit for unit in pycountry.subdivisions if unit.country_code in COUNTRIES]
    rows = [(unit.country_code, unit.code, unicodedata.normalize("NFC", unit.name), unit.type) for unit in units]
    return pd.DataFrame(rows, columns=["iso2", "code", "name", "type"])


def _code(row: "pd.Series[str]") -> str:
    """Find the ISO 3166-2 code by country and ISO name."""
    units = _iso_units()
    fits = units["iso2"].eq(row["iso2"]) & units["name"].eq(unicodedata.normalize("NFC", row["iso_name"]))
    if row["iso_type"]:
        fits &= units["type"].eq(row["iso_type"])
    codes = units.loc[fits, "code"].to_list()
    if len(codes) != 1:
        raise DataError(
            f"provinces.csv: {row['iso2']} {row['iso_name']!r} is {len(codes)} units of ISO 3166-2.",
            hint=HINT_PROVINCES,
        )
    return str(codes[0])


def _check_complete(ids: "pd.Series[str]") -> None:
    """Hold the list against ISO 3166-2: all units of the eight countries, each once."""
    wrong = sorted(set(_iso_units()["code"]) ^ set(ids)) + sorted(ids[ids.duplicated()])
    if wrong:
        raise DataError(f"provinces.csv: missing, unknown or twice: {', '.join(wrong)}.", hint=HINT_PROVINCES)


def read_catalogue() -> pd.DataFrame:
    """Read the list of provinces with their ISO codes, P-codes and names, in the order of countries and codes."""
    columns = ("iso2", "iso_name", "iso_type", "name", "resolves_to", "note", "names")
    table = read_table(INPUT / "provinces.csv", columns, hint=HINT_PROVINCES)
    table["province_id"] = table.apply(_code, axis=1)
    _check_complete(table["province_id"])
    if table["name"].duplicated().any():
        raise DataError("provinces.csv: two provinces share a name in column name.", hint=HINT_PROVINCES)
    table["country"] = table["iso2"].map(COUNTRIES)
    table["resolves_to"] = _ids(table, table["resolves_to"])
    table = _with_pcodes(table)
    rank = table["iso2"].map(list(COUNTRIES).index)
    return table.assign(rank=rank).sort_values(["rank", "province_id"], ignore_index=True).drop(columns="rank")


def _ids(table: pd.DataFrame, names: "pd.Series[str]") -> "pd.Series[str]":
    known = dict(zip(table["name"], table["province_id"], strict=True)) | {"": ""}
    unknown = names[~names.isin(list(known))]
    if len(unknown):
        raise DataError(f"provinces.csv: no province is called {', '.join(unknown)}.", hint=HINT_PROVINCES)
    return names.map(known)


def _with_pcodes(table: pd.DataFrame) -> pd.DataFrame:
    """Add the P-code of each province and the name OCHA uses with it."""
    pcodes = read_table(INPUT / "pcodes.csv", ("iso_3166_2", "ocha_pcode", "ocha_name")).set_index("iso_3166_2")
    strange = sorted(set(pcodes.index) - set(table["province_id"]))
    if strange or not pcodes.index.is_unique or not pcodes["ocha_pcode"].is_unique:
        raise DataError(f"pcodes.csv: unknown or repeated codes {', '.join(strange)}.", hint="Mend the file.")
    table["pcode"] = table["province_id"].map(pcodes["ocha_pcode"]).fillna("")
    ocha = table["province_id"].map(pcodes["ocha_name"]).fillna("")
    given = table["names"] + "|" + table["iso_name"] + "|" + ocha
    table["names"] = [_joined(names, name) for names, name in zip(given, table["name"], strict=True)]
    return table


def _joined(names: str, name: str) -> str:
    """Join alternative names once each, without the name itself."""
    return "|".join(dict.fromkeys(part for part in names.split("|") if part not in ("", name)))


def unit_ids(polygons: pd.DataFrame, catalogue: pd.DataFrame) -> tuple["pd.Series[str]", "pd.Series[str]"]:
    """Return unit_id and province_id of each source polygon: the part is added to the code where there is one."""
    known = catalogue.set_index(["iso2", "name"])["province_id"]
    keys = pd.MultiIndex.from_frame(polygons[["iso2", "province"]])
    strange = polygons.loc[~keys.isin(known.index), "province"]
    if len(strange):
        raise DataError(f"polygons.csv: no province is called {', '.join(strange)}.", hint="Mend the file.")
    province = pd.Series(known.reindex(keys).to_numpy(), index=polygons.index)
    return province + polygons["part"].map(lambda part: f"/{part}" if part else ""), province


def check_regions(units: set[str]) -> pd.DataFrame:
    """Read regions.csv and hold it: every unit in exactly one primary region, every region with one label.

    Parameters
    ----------
    units : set of str
        The unit ids that have a shape.
    """
    table = read_table(
        GEODATA / "regions.csv", ("region_id", "region", "kind", "country", "unit_id"), hint=HINT_REGIONS
    )
    primary = table.loc[table["kind"] == "primary", "unit_id"]
    twice = sorted(primary[primary.duplicated()])
    wrong = sorted(set(primary) ^ units) + twice + sorted(set(table["unit_id"]) - units)
    labels = table.drop_duplicates(["region_id", "region", "kind", "country"])
    if wrong or labels["region_id"].duplicated().any() or not table["kind"].isin(["primary", "composite"]).all():
        detail = (
            f"missing, unknown or twice: {', '.join(wrong)}" if wrong else "a region has two labels, kinds or countries"
        )
        raise DataError(f"regions.csv: {detail}.", hint=HINT_REGIONS)
    return table


def provinces_table(catalogue: pd.DataFrame, units: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """Make provinces.csv: the catalogue with the primary region of each province and whether it has a shape."""
    table = catalogue.copy()
    table["has_shape"] = table["province_id"].isin(units["province_id"])
    if (table["has_shape"] == table["resolves_to"].ne("")).any():
        raise DataError("provinces.csv: exactly the provinces without a shape resolve to another.", hint=HINT_PROVINCES)
    primary = regions[regions["kind"] == "primary"].set_index("unit_id")["region_id"]
    drawn = table["resolves_to"].where(~table["has_shape"], table["province_id"])
    table["region_id"] = drawn.map(primary)
    return table[list(COLUMNS)]
