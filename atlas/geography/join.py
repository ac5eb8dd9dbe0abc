"""The only spatial join: it gives every incident its province and region, and says where that was not plain."""

from functools import cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from atlas.errors import DataError
from atlas.geography.gazetteer import is_merged
from atlas.geography.join_report import Disagreeing, JoinReport, Snapped, Unplaced
from atlas.geography.projection import Floats, Geometries, distance_km, plane_points, to_lonlat, to_plane
from atlas.geography.provinces import ABROAD, provinces, region_names, region_of, regions, resolve, units
from atlas.settings import COUNTRIES, LONLAT_CRS, SNAP_LIMIT_KM

COLUMNS = ("id", "latitude", "longitude", "country", "province_id", "district")
MERGED_UNIT = "PK-KP/merged"
SETTLED_UNIT = "PK-KP"


def attach_provinces(table: pd.DataFrame) -> tuple[pd.DataFrame, JoinReport]:
    """Give each incident its province and region.

    Coordinates decide between the provinces of the stated country. A point outside them goes to the nearest one within
    ``SNAP_LIMIT_KM``, else it stays unplaced. Without coordinates the stated province holds (through ``resolves_to``).
    Countries beyond the eight are ``abroad`` and carry no province.

    Parameters
    ----------
    table : DataFrame
        The plain table with at least id, latitude, longitude, country, province_id, district; not changed.

    Returns
    -------
    table : DataFrame
        The same rows and columns, ``province_id`` replaced and ``region_id`` added last, both categorical (every drawn
        province, every primary region in the order of the files).
    report : JoinReport
        What was snapped, unplaced and disagreeing.

    Raises
    ------
    DataError
        When a column is missing.
    """
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise DataError(f"The table lacks the column {', '.join(missing)}.", hint="Map the columns before the join.")
    work = _prepare(table)
    work = _from_coordinates(work)
    work = _from_statement(work)
    work["reason"] = _reasons(work)
    return _finished(table, work), _report(table["id"], work)


def _text(column: "pd.Series[str]") -> "pd.Series[str]":
    return column.astype(object).where(column.notna(), "").astype(str).str.strip()


def _country(unit: "pd.Series[str]") -> "pd.Series[str]":
    """Return the ISO 3166-1 code of each unit, "" for none; distinct values only are looked at."""
    return unit.map({name: name[:2] for name in unit.unique()})


def _province(unit: "pd.Series[str]") -> "pd.Series[str]":
    """Return the province of each unit, "" for none; distinct values only are looked at."""
    return unit.map({name: name.split("/")[0] for name in unit.unique()})


def _prepare(table: pd.DataFrame) -> pd.DataFrame:
    """Make the working columns: iso2 of the stated country ("" unstated, "*" beyond the eight), stated unit, point."""
    codes = {name: iso2 for iso2, name in COUNTRIES.items()} | {"": ""}
    country = _text(table["country"])
    stated = _text(table["province_id"])
    work = pd.DataFrame(
        {
            "longitude": pd.to_numeric(table["longitude"]).to_numpy(float),
            "latitude": pd.to_numeric(table["latitude"]).to_numpy(float),
            "country": country.to_numpy(),
            "iso2": country.map(codes).fillna("*").to_numpy(),
            "stated": stated.to_numpy(),
            "district": _text(table["district"]).to_numpy(),
        }
    )
    work["pointed"] = np.isfinite(work["longitude"]) & np.isfinite(work["latitude"])
    work["stated_unit"] = _stated_units(work)
    return work


@cache
def _drawn() -> dict[str, str]:
    """Map every province to the one whose polygon stands for it."""
    return {name: resolve(name) for name in provinces().index}


@cache
def _unit_regions() -> dict[str, str]:
    return {unit: region_of(unit) for unit in units()["unit_id"]}


def _stated_units(work: pd.DataFrame) -> "pd.Series[str]":
    """Turn the stated province, with the district in Khyber Pakhtunkhwa, into a unit; "" when there is none such."""
    unit = work["stated"].map(_drawn()).fillna("")
    in_kp = unit.eq(SETTLED_UNIT)
    merged = {name: is_merged(name) for name in work.loc[in_kp, "district"].unique()}
    return unit.mask(in_kp & work["district"].map(merged).eq(True), MERGED_UNIT)


def _from_coordinates(work: pd.DataFrame) -> pd.DataFrame:
    """Add the unit in which each point lies, and the unit to which it was given with the distance."""
    spots = work.loc[work["pointed"], ["longitude", "latitude", "iso2"]]
    distinct = spots.drop_duplicates(ignore_index=True)
    distinct["inside"] = _units_at(distinct["longitude"].to_numpy(), distinct["latitude"].to_numpy())
    own = _country(distinct["inside"]).eq(distinct["iso2"]) | distinct["iso2"].eq("")
    distinct["unit"] = distinct["inside"].where(own, "")
    distinct["snap_km"] = np.nan
    for iso2, lost in distinct[distinct["unit"].eq("") & distinct["iso2"].isin(list(COUNTRIES))].groupby("iso2"):
        unit, away = _nearest(str(iso2), lost["longitude"].to_numpy(), lost["latitude"].to_numpy())
        distinct.loc[lost.index, "unit"] = unit
        distinct.loc[lost.index, "snap_km"] = away
    found = work.merge(distinct, on=["longitude", "latitude", "iso2"], how="left", validate="many_to_one")
    return found.fillna({"inside": "", "unit": ""})


def _units_at(longitude: Floats, latitude: Floats) -> "pd.Series[str]":
    """Return the unit that holds each point, "" outside all; on a shared line the first in the order of the file."""
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(longitude, latitude), crs=LONLAT_CRS)
    pairs = gpd.sjoin(units()[["unit_id", "geometry"]], points, how="inner", predicate="intersects")
    unit: pd.Series[str] = pairs.drop_duplicates("index_right").set_index("index_right")["unit_id"]
    return unit.reindex(points.index).fillna("")


@cache
def _in_plane(iso2: str) -> tuple[npt.NDArray[np.object_], Geometries]:
    """Return the units of a country and their polygons in the plane."""
    own = units()[lambda table: table["iso2"] == iso2]
    return own["unit_id"].to_numpy(dtype=object), to_plane(own.geometry.to_numpy())


def _nearest(iso2: str, longitude: Floats, latitude: Floats) -> tuple[npt.NDArray[np.object_], Floats]:
    """Return the nearest unit of a country to each point and its geodesic distance in kilometres.

    Beyond ``SNAP_LIMIT_KM`` the unit is "" and the distance NaN. The nearest is found in the plane, within a margin.
    """
    names, shapes = _in_plane(iso2)
    points = plane_points(longitude, latitude)
    margin = 1.25 * SNAP_LIMIT_KM * 1000
    shape, point = shapely.STRtree(points).query(shapes, predicate="dwithin", distance=margin)
    lines = shapely.shortest_line(points[point], shapes[shape])
    ends = shapely.get_coordinates(to_lonlat(shapely.get_point(lines, 1)))
    pairs = pd.DataFrame({"point": point, "shape": shape, "plane_m": shapely.length(lines)})
    pairs["away"] = distance_km(longitude[point], latitude[point], ends[:, 0], ends[:, 1])
    nearest = pairs[pairs["away"] <= SNAP_LIMIT_KM].sort_values(["point", "plane_m", "shape"]).drop_duplicates("point")
    unit, distance = np.full(len(points), "", dtype=object), np.full(len(points), np.nan)
    unit[nearest["point"]] = names[nearest["shape"]]
    distance[nearest["point"]] = nearest["away"]
    return unit, distance


def _from_statement(work: pd.DataFrame) -> pd.DataFrame:
    """Fill in the stated unit where there are no coordinates, and the region of every row."""
    own = _country(work["stated_unit"]).eq(work["iso2"]) | work["iso2"].eq("")
    work["unit"] = work["unit"].where(work["pointed"], work["stated_unit"].where(own, ""))
    work["region_id"] = work["unit"].map(_unit_regions())
    # Where the region is the whole country, the country alone is enough to know it.
    whole = {iso2: iso2.lower() for iso2 in COUNTRIES if iso2.lower() in set(regions()["region_id"])}
    work["region_id"] = work["region_id"].fillna(work["iso2"].where(~work["pointed"]).map(whole))
    beyond = work["iso2"].eq("*")
    work["region_id"] = work["region_id"].mask(beyond, ABROAD)
    work["unit"] = work["unit"].mask(beyond, "")
    return work


def _reasons(work: pd.DataFrame) -> "pd.Series[str]":
    """Say why a row has no province; "" where it has one or lies abroad."""
    lost = work[work["unit"].eq("") & work["iso2"].ne("*")]
    place = lost["inside"].where(lost["inside"].ne(""), "a place outside every province")
    country = lost["country"].where(lost["country"].ne(""), "the eight countries")
    limit = f", farther than {SNAP_LIMIT_KM:g} km from "
    reason = np.select(
        [
            lost["pointed"],
            lost["stated"].ne("") & lost["stated_unit"].eq(""),
            lost["stated"].ne(""),
            lost["country"].ne(""),
        ],
        [
            "the point lies in " + place + limit + country,
            "province_id " + lost["stated"] + " is not in geodata/provinces.csv",
            "province_id " + lost["stated"] + " is not in " + country,
            "known only to the country",
        ],
        "neither coordinates nor province nor country",
    )
    return pd.Series(reason, index=lost.index, dtype=object).reindex(work.index, fill_value="")


def _finished(table: pd.DataFrame, work: pd.DataFrame) -> pd.DataFrame:
    """Write province and region into a copy of the table, as categoricals with every possible value."""
    return table.assign(**as_joined(_province(work["unit"]), work["region_id"]))


def as_joined(province: "pd.Series[str]", region: "pd.Series[str]") -> dict[str, pd.Categorical]:
    """Give provinces and regions as the join does: "" is none, and every possible value is a category."""
    drawn = provinces().query("has_shape").index
    primary = regions().query("kind == 'primary'")["region_id"].unique()
    regional = [name for name in region_names() if name in {*primary, ABROAD}]
    return {
        "province_id": pd.Categorical(province.where(province.ne("")), categories=list(drawn)),
        "region_id": pd.Categorical(region.where(region.ne("")), categories=regional),
    }


def _report(ids: "pd.Series[str]", work: pd.DataFrame) -> JoinReport:
    work = work.assign(id=ids.astype(str).to_numpy())
    near = work[work["snap_km"].notna() & work["unit"].ne("")]
    lost = work[work["reason"].ne("")]
    return JoinReport(
        placed=int(work["unit"].ne("").sum()),
        abroad=int(work["iso2"].eq("*").sum()),
        snapped=tuple(
            map(Snapped, near["id"].tolist(), _province(near["unit"]).tolist(), near["snap_km"].round(3).tolist())
        ),
        unplaced=tuple(map(Unplaced, lost["id"].tolist(), lost["reason"].tolist())),
        disagreeing=_disagreements(work),
    )


def _disagreements(work: pd.DataFrame) -> tuple[Disagreeing, ...]:
    """List rows whose statement differs from their coordinates: a province, a part of one by district, or a country."""
    pointed = work[work["pointed"]]
    other = pointed["unit"].ne("") & pointed["stated_unit"].ne("") & pointed["unit"].ne(pointed["stated_unit"])
    same_province = _province(pointed["unit"]).eq(_province(pointed["stated_unit"]))
    unknown = pointed["unit"].ne("") & pointed["stated"].ne("") & pointed["stated_unit"].eq("")
    told = (other & ~(same_province & pointed["district"].eq(""))) | unknown
    strange = pointed["iso2"].eq("*") & pointed["inside"].ne("")
    said = pointed[told | strange]
    stated = said["stated_unit"].where(said["stated_unit"].ne(""), said["stated"])
    stated = stated.where(said["iso2"].ne("*"), said["country"])
    found = said["unit"].where(said["unit"].ne(""), said["inside"])
    return tuple(map(Disagreeing, said["id"].tolist(), stated.tolist(), found.tolist()))
