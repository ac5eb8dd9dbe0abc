"""The towns that the map names when it is near, the most important first."""

from functools import cache

from atlas.errors import DataError
from atlas.geography.files import read_table
from atlas.geography.places import read_places
from atlas.settings import GEODATA

TOWNS = GEODATA / "towns.csv"
_REMEDY = "Each row names a place of geodata/places.csv by its place and province_id."


@cache
def towns() -> tuple[tuple[str, float, float, int], ...]:
    """List name, latitude and longitude in degrees, and rank (1 for the capital of a country, 2 for other towns).

    Raises
    ------
    DataError
        When geodata/towns.csv names a place that geodata/places.csv lacks or has without a point.
    """
    listed = read_table(TOWNS, ("place", "province_id", "rank"), hint=_REMEDY)
    places = read_places().drop_duplicates(["place", "province_id"])
    found = listed.merge(places, on=["place", "province_id"], how="left", validate="one_to_one")
    missing = found.loc[found["latitude"].isna(), "place"].tolist()
    if missing:
        raise DataError(f"{TOWNS.name}: {', '.join(missing)}: no such place with a point.", hint=_REMEDY)
    rows = found.sort_values("rank", kind="stable")[["place", "latitude", "longitude", "rank"]]
    return tuple(
        (str(name), round(float(latitude), 3), round(float(longitude), 3), int(rank))
        for name, latitude, longitude, rank in rows.itertuples(index=False)
    )
