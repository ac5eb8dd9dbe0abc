"""The outlines of the rest of the world, at low resolution, for what happens elsewhere."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from atlas.errors import DataError
from atlas.geography.build.source import HINT_SOURCE, INPUT
from atlas.geography.files import read_features, read_table, rounded
from atlas.geography.projection import Geometries
from atlas.settings import COUNTRIES, LONLAT_CRS

GRID_DEGREES = 0.05
DECIMALS = 2
LEFT_OUT = frozenset({"Antarctica", "French Southern and Antarctic Lands", *COUNTRIES.values()})
"""Drawn in detail (the eight countries), or of no use here."""


def build_world(source: Path) -> tuple[list[str], Geometries]:
    """Build the outlines: names in today's usual English form, and polygons on a grid of 0.05 degrees."""
    path = source / "world.json"
    frame = gpd.GeoDataFrame.from_features(read_features(path, hint=HINT_SOURCE)["features"], crs=LONLAT_CRS)
    missing = sorted(LEFT_OUT - set(frame["name"]))
    if missing:
        raise DataError(f"world.json: {', '.join(missing)} not found in property name.", hint=HINT_SOURCE)
    names = read_table(INPUT / "world_names.csv", ("source_name", "name")).set_index("source_name")["name"]
    frame = frame[~frame["name"].isin(LEFT_OUT)]
    frame = frame.assign(name=frame["name"].replace(names.to_dict())).sort_values("name")
    valid = shapely.make_valid(frame.geometry.to_numpy(), method="structure", keep_collapsed=False)
    snapped = shapely.set_precision(valid, GRID_DEGREES)
    kept = np.where(shapely.is_empty(snapped), valid, snapped)
    return frame["name"].to_list(), rounded(kept, DECIMALS)
