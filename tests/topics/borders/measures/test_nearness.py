from datetime import date

import pytest

from atlas.statistics.periods import Period, Question
from atlas.topics.borders.measures.nearness import BANDS, COLUMNS, NORTH, lines_of, nearness

QUESTION = Question(Period(date(2019, 1, 1), date(2020, 12, 31)), Period(date(2021, 1, 1), date(2022, 12, 31)))
NORTHERN = {"province_id": "AF-BAL", "latitude": 37.217, "longitude": 67.417}
KHOST = {"province_id": "AF-KHO", "latitude": 33.339, "longitude": 69.920}
KABUL = {"province_id": "AF-KAB", "latitude": 34.528, "longitude": 69.172}


def monthly(year, **more):
    return [{"date_start": f"{each}-{month:02}-05", **more} for each in (year, year + 1) for month in range(1, 13)]


def row(found, line, band=50):
    return found[(found["line"] == line) & (found["band_km"] == band)].iloc[0]


def test_lines_are_neighbours_with_the_northern_ones_together_at_last():
    assert list(lines_of()) == ["Pakistan", "Tajikistan", "Iran", "Turkmenistan", "Uzbekistan", "China", NORTH]
    assert lines_of()[NORTH] == ("af-tm", "af-uz", "af-tj")
    assert lines_of("Pakistan")["India"] == ("pk-in-loc", "pk-in-siachen")
    assert NORTH not in lines_of("Pakistan")


def test_there_is_a_row_for_each_line_and_band(tiny):
    found = nearness(tiny({}), QUESTION)
    assert found.columns.tolist() == list(COLUMNS)
    assert len(found) == len(lines_of()) * len(BANDS)


def test_the_four_counts_tell_attribution_and_place_apart(tiny):
    district = {"location_precision": "district"}
    # Jalalabad lies some 48 km from the Durand Line: its district reaches beyond 50 km.
    found = nearness(tiny({}, district, {"attribution": "disputed"}, KABUL), QUESTION)
    near = row(found, "Pakistan")
    counts = [near[f"before_{key}"] for key in ("surely_sure", "surely", "possibly_sure", "possibly")]
    assert counts == [1, 2, 2, 3]
    assert (near["before_sure"], near["before"], near["after"]) == (3, 4, 0)
    assert (near["before_low"], near["before_high"]) == (pytest.approx(1 / 3), 0.75)
    assert near[["after_low", "difference_low", "low", "high"]].isna().all()
    assert near["direction"] == "uncertain"


def test_a_share_that_rises_in_every_reading_is_said_to_rise(tiny):
    table = tiny(*monthly(2019, **KABUL), *monthly(2021, **KABUL), *monthly(2021, **NORTHERN))
    near = row(nearness(table, QUESTION), NORTH)
    assert (near["before_possibly"], near["after_surely_sure"]) == (0, 24)
    assert near["low"] > 0
    assert near["difference_low"] == near["difference_high"] == pytest.approx(0.5)
    assert near["direction"] == "rose"
    assert row(nearness(table, QUESTION), "Iran")["direction"] == "uncertain"


def test_one_reading_that_disagrees_leaves_the_matter_open(tiny):
    vague = monthly(2021, **NORTHERN | {"location_precision": "province", "latitude": None, "longitude": None})
    near = row(nearness(tiny(*monthly(2019, **KABUL), *monthly(2021, **KABUL), *vague), QUESTION), NORTH)
    assert (near["after_surely"], near["after_possibly"]) == (0, 24)
    assert (near["difference_low"], near["difference_high"]) == (0, pytest.approx(0.5))
    assert near["low"] < 0 < near["high"]
    assert near["direction"] == "uncertain"


def test_few_incidents_say_nothing(tiny):
    few = [{"date_start": f"2021-{month:02}-05", **NORTHERN} for month in range(1, 10)]
    assert row(nearness(tiny(*monthly(2019, **KABUL), *few), QUESTION), NORTH)["direction"] == "uncertain"


def test_each_side_of_a_border_counts_for_itself(tiny):
    bajaur = {"country": "Pakistan", "province_id": "PK-KP", "latitude": 34.69, "longitude": 71.5}
    table, line = tiny(KHOST, bajaur, bajaur), {"Pakistan": lines_of()["Pakistan"]}
    here, there = (nearness(table, QUESTION, (50,), line, side=side) for side in (None, "Pakistan"))
    assert (here["before_surely"].item(), here["before"].item()) == (1, 1)
    assert (there["before_surely"].item(), there["before"].item()) == (2, 2)


def test_operations_count_once(tiny):
    table = tiny(KHOST | {"operation_id": "KO-1"}, KABUL | {"operation_id": "KO-1"}, KABUL | {"operation_id": "KO-2"})
    near = row(nearness(table, QUESTION.moved(unit="operations")), "Pakistan")
    assert (near["before_surely"], near["before"]) == (1, 2)


def test_periods_without_days_or_incidents_compare_nothing(tiny):
    turned = QUESTION.moved(before=Period(date(2020, 1, 1), date(2019, 1, 1)))
    for table, question in ((tiny(KHOST), turned), (tiny(KHOST).iloc[:0], QUESTION)):
        found = nearness(table, question)
        assert found["low"].isna().all()
        assert set(found["direction"]) == {"uncertain"}
