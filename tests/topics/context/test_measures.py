"""What stands beside the incidents, on tables small enough to check by eye."""

from datetime import date

import pandas as pd
import pytest

from atlas.incidents.context import read_sheet
from atlas.statistics.periods import Period
from atlas.topics.context import measures, words


def statement(**changes):
    plain = {
        "id": "ST-1", "counted": "fighters", "area": "all", "period_start": "2019-01-01", "period_end": "2019-12-31",
        "low": 1000.0, "high": 1000.0, "bound": "exact", "kind": "estimate", "who": "United Nations", "note": "",
    }  # fmt: skip
    return plain | changes


def sheet(*rows):
    table = pd.DataFrame(list(rows))
    return table.assign(
        period_start=pd.to_datetime(table["period_start"]), period_end=pd.to_datetime(table["period_end"])
    )


def test_only_numbers_of_fighters_are_listed_in_the_order_of_their_days():
    found = measures.strength(
        sheet(
            statement(id="late", period_start="2021-01-01", period_end="2021-12-31"),
            statement(id="families", counted="fighters and families"),
            statement(id="early"),
        )
    )
    assert found["id"].tolist() == ["early", "late"]


def test_the_widest_spread_is_a_ratio_and_no_forecast_counts():
    found = measures.widest_spread(
        measures.strength(
            sheet(
                statement(id="low", low=500.0, high=900.0),
                statement(id="high", low=2000.0, high=4000.0),
                statement(id="forecast", low=90000.0, high=90000.0, kind="forecast"),
                statement(id="alone", period_start="2020-01-01", period_end="2020-12-31", low=1.0),
            )
        )
    )
    assert found is not None
    assert (found.year, found.lowest["id"], found.highest["id"], found.estimates) == (2019, "low", "high", 2)
    assert words.strength_title(found) == "For 2019 estimates run from 500 fighters to 4,000"


def test_without_two_estimates_of_a_year_there_is_no_spread():
    assert measures.widest_spread(measures.strength(sheet(statement()))) is None
    assert "No two estimates" in words.strength_title(None)


@pytest.fixture
def points():
    leadership = pd.DataFrame(
        {
            "date": pd.to_datetime(["2018-06-30", "2019-05-01", "2020-06-30"]),
            "date_precision": ["day", "month", "day"],
            "event": ["The leader is killed.", "Split.", "Another is killed."],
            "kind": ["killed", "turning point", "killed"],
            "disputed": [False, False, True],
        }
    )
    moments = pd.DataFrame(
        {
            "date": pd.to_datetime(["2018-06-30", "2019-05-14", "2021-08-15"]),
            "label": ["Leader killed", "Split off", "Kabul"],
            "disputed": [False, False, False],
        }
    )
    return measures.turning_points(leadership, moments)


def test_what_both_tables_tell_stands_once(points):
    assert points["words"].tolist() == ["The leader is killed.", "Split.", "Another is killed.", "Kabul"]
    assert points["number"].tolist() == [1, 2, 3, 4]
    assert words.point_line(points.iloc[1]) == "2  May 2019: Split."
    assert words.point_line(points.iloc[2]) == "3  30 June 2020: Another is killed (disputed)."


def test_incidents_are_counted_before_and_after_an_undisputed_loss(points, tiny):
    rows = tiny(
        {"date_start": "2018-06-01"}, {"date_start": "2018-07-01"}, {"date_start": "2018-12-29"},
        {"date_start": "2018-06-30"}, {"date_start": "2019-06-01"},
    )  # fmt: skip
    covered = Period(date(2017, 1, 1), date(2021, 12, 31))
    (found,) = measures.aftermaths(points, rows, covered)
    assert (found.day, found.before, found.after) == (date(2018, 6, 30), 1, 2)
    assert words.leaders_title((found,)) == "Incidents rose after 1 of 1 losses of a leader and fell after 0"
    assert measures.aftermaths(points, rows, Period(date(2018, 3, 1), date(2021, 12, 31))) == ()


def test_the_level_of_a_period_counts_sure_and_all(tiny):
    rows = tiny({"date_start": "2018-06-01"}, {"date_start": "2019-06-01", "attribution": "suspected"})
    found = measures.level(rows, Period(date(2018, 1, 1), date(2019, 12, 31)))
    assert (found.sure, found.every) == (1, 2)
    assert found.per_year == pytest.approx((0.5, 1.0), rel=0.01)
    by_year = measures.levels_by_year(rows, Period(date(2018, 3, 1), date(2020, 2, 1)))
    assert [(level.days.first.year, level.every) for level in by_year] == [(2018, 1), (2019, 1), (2020, 0)]


def test_a_period_that_is_not_covered_has_no_level(tiny):
    rows = tiny({})
    level = measures.level(rows, Period(date(2030, 1, 1), date(2029, 1, 1)))
    assert "does not cover" in words.level_title(level, level, "Afghanistan")


def test_only_whole_years_of_a_country_stand_beside_the_level():
    found = measures.yearly_counts(read_sheet("published_counts"), "AF")
    assert (found["area_id"] == "AF").all()
    assert (found["period_start"].dt.month == 1).all()
    assert (found["period_end"].dt.month == 12).all()
    assert (found["period_start"].dt.year == found["period_end"].dt.year).all()
    assert len(found)


def test_provinces_named_are_ranked_with_those_that_lead(tiny):
    claims = pd.DataFrame(
        {
            "id": ["X1", "X2", "X3"],
            "kind": ["level", "change", "incident"],
            "claim": ["Active in Kunar and Jowzjan.", "More in Kunar.", "It struck Herat."],
        }
    )
    rows = tiny(
        {"province_id": "AF-NAN"}, {"province_id": "AF-NAN", "attribution": "disputed"}, {"province_id": "AF-KNR"}
    )
    found = measures.provinces_named(claims, rows)
    assert found.index.tolist() == ["AF-NAN", "AF-KNR", "AF-JOW"]
    assert found["claims"].tolist() == [(), ("X1", "X2"), ("X1",)]
    assert found[["incidents_sure", "incidents"]].to_numpy().tolist() == [[1, 2], [1, 1], [0, 0]]
    assert found["rank"].fillna(0).tolist() == [1, 2, 0]
    assert words.named_title(found).endswith("none names Nangarhar")
    assert "no incident" in words.named_label(found.iloc[2])


def test_without_provinces_the_title_says_so(tiny):
    claims = pd.DataFrame({"id": ["X1"], "kind": ["level"], "claim": ["Nothing."]})
    found = measures.provinces_named(claims, tiny({"province_id": None}))
    assert words.named_title(found) == "No incident of the selection has a province"
