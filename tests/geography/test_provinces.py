"""Provinces and regions: membership, neighbours, and what is said when a file is not as it should be."""

import pandas as pd
import pytest

from atlas.errors import DataError
from atlas.geography import files
from atlas.geography import provinces as places


def test_every_unit_is_in_exactly_one_primary_region():
    primary = places.regions().query("kind == 'primary'")
    assert primary["unit_id"].is_unique
    assert set(primary["unit_id"]) == set(places.units()["unit_id"])


@pytest.mark.parametrize(
    ("region", "members"),
    [
        ("af-east", {"AF-NAN", "AF-KNR", "AF-LAG", "AF-NUR"}),
        ("af-central-highlands", {"AF-BAM", "AF-DAY"}),
        ("af-north", {"AF-BAL", "AF-FYB", "AF-JOW", "AF-SAM", "AF-SAR"}),
        ("pk-punjab", {"PK-PB", "PK-IS"}),
        ("pk-merged", {"PK-KP"}),
    ],
)
def test_regions_hold_the_provinces_they_should(region, members):
    assert places.provinces_in(region) == members


def test_composites_are_the_union_of_their_parts():
    assert places.units_in("af-north-wide") == places.units_in("af-north") | places.units_in("af-north-east")
    assert places.units_in("af-east-wide") == places.units_in("af-east") | places.units_in("af-central")


def test_the_border_composite_is_what_touches_the_three_northern_neighbours():
    afghan = [name for name in places.provinces().index if name.startswith("AF-")]
    touching = {name for name in afghan if any(other[:2] in ("TM", "UZ", "TJ") for other in places.neighbours(name))}
    assert places.provinces_in("af-border") == touching


def test_khyber_pakhtunkhwa_is_in_two_regions_by_its_units():
    assert places.region_of("PK-KP") == "pk-kp"
    assert places.region_of("PK-KP/merged") == "pk-merged"


def test_units_changed_by_reform_take_the_region_of_the_polygon():
    assert places.resolve("KZ-10") == "KZ-63"
    assert places.region_of("KZ-10") == "kz"
    assert "boundary before the reform" in places.provinces().loc["KZ-63", "note"]


def test_neighbours_are_mutual_and_need_a_common_line():
    assert places.neighbours("AF-NAN") == {"AF-KNR", "AF-LAG", "AF-KAB", "AF-LOG", "AF-PIA", "PK-KP"}
    for name in places.provinces().query("has_shape").index:
        assert all(name in places.neighbours(other) for other in places.neighbours(name))


def test_names_are_given_for_every_province_and_region():
    assert places.province_names()["TJ-GB"] == "Gorno-Badakhshan"
    assert places.region_names()["af-north"] == "North (Afghanistan)"
    assert list(places.region_names())[-1] == places.ABROAD


def test_a_reader_may_change_its_table_without_changing_the_next_readers():
    mine = places.provinces()
    mine.loc["AF-NAN", "name"] = "changed"
    mine["extra"] = 1
    assert places.provinces().loc["AF-NAN", "name"] == "Nangarhar"
    assert "extra" not in places.provinces().columns


@pytest.mark.parametrize("question", [places.units_in, places.provinces_in, places.region_of, places.neighbours])
def test_an_unknown_id_is_an_error_with_a_remedy(question):
    with pytest.raises(DataError, match="nowhere"):
        question("nowhere")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"provinces\.csv.*missing.*geodata build"):
        files.read_table(tmp_path / "provinces.csv", ["name"])


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "towns.csv"
    files.write_table(pd.DataFrame({"name": ["Nangarhar"]}), path)
    with pytest.raises(DataError, match=r"towns\.csv: column latitude is missing"):
        files.read_table(path, ["name", "latitude"])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type": "FeatureCollection", "features": []}'])
def test_a_file_that_is_no_feature_collection_is_named(tmp_path, text):
    path = tmp_path / "units.geojson"
    path.write_text(text)
    with pytest.raises(DataError, match=r"units\.geojson"):
        files.read_features(path)
