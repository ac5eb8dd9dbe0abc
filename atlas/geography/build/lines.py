"""The borders: lines of their own, one for each pair of neighbours and for the contested outer edges."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from atlas.errors import GeometryError
from atlas.geography.build.source import INPUT
from atlas.geography.files import read_table, records, rounded
from atlas.geography.projection import Geometries, length_km
from atlas.settings import COUNTRIES

COLUMNS = (
    "border_id", "name", "a", "b", "kind", "outer_of", "from_latitude", "from_longitude", "to_latitude",
    "to_longitude", "status", "view", "note",
)  # fmt: skip
HINT = "Mend geodata/input/borders.csv."
DECIMALS = 4


def lines_of(geometry: BaseGeometry) -> BaseGeometry:
    """Keep the lines of a geometry, joined end to end; points, as where three countries meet, are left out."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in ("LineString", "LinearRing")]
    return shapely.line_merge(shapely.union_all(parts))


class Coverage:
    """A valid coverage of units, asked for the lines between its countries and around them.

    Neighbours share their vertices exactly, so lines are found by exact intersection.
    """

    def __init__(self, units: gpd.GeoDataFrame) -> None:
        self.units = units
        self.boundaries = {iso2: self._boundary(units["iso2"].eq(iso2)) for iso2 in COUNTRIES}

    def _boundary(self, chosen: "pd.Series[bool]") -> BaseGeometry:
        return shapely.boundary(shapely.coverage_union_all(self.units.geometry[chosen].to_numpy()))

    def shared(self, a: str, b: str) -> BaseGeometry:
        """Return the line that two of the countries share."""
        return lines_of(shapely.intersection(self.boundaries[a], self.boundaries[b]))

    def outer(self, of: list[str]) -> BaseGeometry:
        """Return the edge of a country or of some provinces beyond which no other unit of the coverage lies."""
        chosen = self.units["province_id"].isin(of) | self.units["iso2"].isin(of)
        rest = self.units[~chosen].geometry.to_numpy()
        return lines_of(shapely.difference(self._boundary(chosen), shapely.union_all(shapely.boundary(rest))))


def cut(line: BaseGeometry, start: shapely.Point, end: shapely.Point) -> BaseGeometry:
    """Cut out the stretch of a line between the points on it that lie nearest to two given points."""
    if not isinstance(line, shapely.LineString):
        raise GeometryError("borders.csv: only a line in one piece can be cut.", hint=HINT)
    first, last = sorted((line.project(start), line.project(end)))
    return substring(line, first, last)


def _line(coverage: Coverage, row: "pd.Series[str]") -> BaseGeometry:
    if row["kind"] == "shared":
        line = coverage.shared(row["a"], row["b"])
    else:
        line = coverage.outer(row["outer_of"].split("|"))
    if row["from_latitude"]:
        start = shapely.Point(float(row["from_longitude"]), float(row["from_latitude"]))
        line = cut(line, start, shapely.Point(float(row["to_longitude"]), float(row["to_latitude"])))
    if line.is_empty:
        raise GeometryError(f"borders.csv: {row['border_id']}: there is no such line.", hint=HINT)
    return line


def _check_pairs(table: pd.DataFrame, coverage: Coverage) -> None:
    """Hold the list of borders against the coverage: all pairs of neighbours, and none besides."""
    shared = table[table["kind"] == "shared"]
    listed = {frozenset(pair) for pair in zip(shared["a"], shared["b"], strict=True)}
    codes = list(COUNTRIES)
    found = {
        frozenset((a, b))
        for position, a in enumerate(codes)
        for b in codes[position + 1 :]
        if not coverage.shared(a, b).is_empty
    }
    if listed != found:
        wrong = sorted("-".join(sorted(pair)) for pair in listed ^ found)
        raise GeometryError(f"borders.csv: missing or without a line: {', '.join(wrong)}.", hint=HINT)


def build_borders(units: gpd.GeoDataFrame, screen: gpd.GeoDataFrame) -> tuple[list[dict[str, Any]], Geometries]:
    """Build the borders: properties with the length at full resolution, and the lines as the screen draws them.

    Parameters
    ----------
    units : GeoDataFrame
        The full-resolution coverage in degrees: province_id, iso2.
    screen : GeoDataFrame
        The simplified coverage in degrees: province_id, iso2. Its lines are those that are drawn, so that border and
        province coincide on the map.

    Returns
    -------
    properties : list of dict
        border_id, name, a, b, length_km (geodesic, full resolution), status, view, note.
    geometries : array
        One line or multi-line per border, in degrees.
    """
    table = read_table(INPUT / "borders.csv", COLUMNS, hint=HINT)
    full, simple = Coverage(units), Coverage(screen)
    _check_pairs(table, full)
    kept = ["border_id", "name", "a", "b", "length_km", "status", "view", "note"]
    lengths = [round(length_km(_line(full, row)), 1) for _, row in table.iterrows()]
    drawn = np.array([_line(simple, row) for _, row in table.iterrows()], dtype=object)
    return records(table.assign(length_km=lengths)[kept]), rounded(drawn, DECIMALS)
