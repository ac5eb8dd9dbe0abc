from datetime import date

import pandas as pd
import pytest

from atlas.statistics.province_counts import by_province, by_year_and_province

COVERS = (date(2015, 1, 26), date(2026, 2, 6))


@pytest.fixture
def table(tiny):
    return tiny(
        {"province_id": "AF-KAB", "date_start": "2019-05-01", "killed_low": 1, "killed_best": 2, "killed_high": 3},
        {"province_id": "AF-NAN", "date_start": "2019-05-01", "attribution": "suspected"},
        {"province_id": "AF-NAN", "date_start": "2019-12-30", "date_end": "2020-01-02"},
        {"province_id": "AF-NAN", "date_start": "2021-03-01", "latitude": None, "longitude": None},
        {"province_id": None, "date_start": "2021-03-01", "latitude": None, "longitude": None},
    )


def test_provinces_are_ranked_and_measured(table):
    found = by_province(table)
    assert found.index.name == "province_id"
    assert found.index.tolist() == ["AF-NAN", "AF-KAB"]
    nangarhar, kabul = found.loc["AF-NAN"], found.loc["AF-KAB"]
    assert (nangarhar["incidents_sure"], nangarhar["incidents"], nangarhar["not_located"]) == (2, 3, 1)
    assert (kabul["killed_low"], kabul["killed_best"], kabul["killed_high"]) == (1, 2, 3)
    assert found["share"].tolist() == [0.75, 0.25]
    assert nangarhar["first"] == pd.Timestamp(2019, 5, 1)
    assert nangarhar["last"] == pd.Timestamp(2021, 3, 1)


def test_equal_provinces_stand_by_their_code(tiny):
    found = by_province(tiny({"province_id": "PK-BA"}, {"province_id": "AF-NAN"}))
    assert found.index.tolist() == ["AF-NAN", "PK-BA"]


def test_no_province_gives_an_empty_table_with_the_same_columns(table, tiny):
    found = by_province(tiny({"province_id": None}))
    assert found.empty
    assert found.columns.tolist() == by_province(table).columns.tolist()


def test_years_hold_what_can_be_dated_and_placed(table):
    found = by_year_and_province(table, *COVERS)
    assert found.counts.columns.tolist() == list(range(2015, 2027))
    assert found.counts.index.tolist() == ["AF-KAB", "AF-NAN"]
    assert found.counts.loc["AF-NAN", 2019] == 1
    assert found.counts.to_numpy().sum() == 3
    assert (found.not_datable, found.no_province, found.outside) == (1, 1, 0)
    assert found.partial_years == (2015, 2026)


def test_a_period_narrows_the_years(table):
    found = by_year_and_province(table, *COVERS, start=date(2021, 1, 1), end=date(2022, 12, 31))
    assert found.counts.columns.tolist() == [2021, 2022]
    assert found.partial_years == ()


def test_a_toll_that_nobody_knows_is_told_from_a_toll_of_nobody(tiny):
    unknown = {"killed_low": None, "killed_best": None, "killed_high": None}
    found = by_province(tiny(unknown, {"province_id": "AF-KAB", "killed_low": 0, "killed_best": 0, "killed_high": 0}))
    assert found["toll_known"].to_dict() == {"AF-KAB": 1, "AF-NAN": 0}
    assert found["killed_best"].tolist() == [0, 0]
