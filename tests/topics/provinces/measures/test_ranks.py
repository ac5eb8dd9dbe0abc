"""Ranks with the ranks that cannot be excluded."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.settings import SEED
from atlas.statistics.periods import Period
from atlas.topics.provinces.measures.ranks import COLUMNS, rank_interval, ranking

YEARS = Period(date(2018, 1, 1), date(2019, 12, 31))


def monthly_rows(code: str, region: str, per_month: int, **changes: object) -> list[dict[str, object]]:
    return [
        {"date_start": f"{year}-{month:02d}-10", "province_id": code, "region_id": region} | changes
        for year in (2018, 2019)
        for month in range(1, 13)
        for _ in range(per_month)
    ]


def test_a_clear_order_leaves_no_other_rank(tiny):
    table = tiny(*monthly_rows("AF-KAB", "af-central", 3), *monthly_rows("AF-NAN", "af-east", 1))
    found = ranking(table, YEARS)
    assert list(found.table.columns) == list(COLUMNS)
    assert found.table.index.tolist() == ["AF-KAB", "AF-NAN"]
    assert found.table[["rank", "rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1, 1], [2, 2, 2]]
    assert found.table["share"].round(2).tolist() == [0.75, 0.25]
    assert found.tested


def test_one_burst_is_no_evidence_and_equals_share_a_rank(tiny):
    burst = [{"date_start": "2019-05-05", "province_id": "AF-KAB"}] * 12
    table = tiny(
        *burst,
        {"province_id": "AF-NAN", "date_start": "2018-03-03"},
        {"province_id": "AF-KNR", "date_start": "2018-09-01"},
    )
    found = ranking(table, YEARS).table
    assert found["rank"].tolist() == [1, 2, 2]
    assert found["rank_low"].tolist() == [1, 1, 1]
    assert found["rank_high"].tolist() == [3, 3, 3]


def test_unsure_incidents_alone_move_no_rank_for_certain(tiny):
    table = tiny(
        *monthly_rows("AF-KAB", "af-central", 4, attribution="suspected"), *monthly_rows("AF-NAN", "af-east", 1)
    )
    found = ranking(table, YEARS).table
    assert found.loc["AF-KAB", ["rank", "rank_high", "incidents_sure", "incidents"]].tolist() == [1, 2, 0, 96]
    assert found.loc["AF-NAN", "rank_low"] == 1


def test_regions_are_ranked_without_the_world_beyond(tiny):
    table = tiny(
        {"region_id": "af-east"}, {"region_id": "af-east", "province_id": "AF-KNR"}, {"region_id": "af-central"},
        {"region_id": "abroad", "province_id": None},
    )  # fmt: skip
    found = ranking(table, Period(date(2020, 1, 1), date(2020, 12, 31)), by="region_id")
    assert found.table["incidents"].to_dict() == {"af-east": 2, "af-central": 1}
    assert found.table.index.name == "region_id"
    assert found.unplaced == 1


def test_deaths_are_ranked_by_the_totals_that_reports_leave_open(tiny):
    table = tiny(
        {"province_id": "AF-KAB", "killed_low": 50, "killed_best": 60, "killed_high": 80},
        {"province_id": "AF-NAN", "killed_low": 30, "killed_best": 40, "killed_high": 55},
        {"province_id": "AF-KNR", "killed_low": 1, "killed_best": 1, "killed_high": 1},
        {"province_id": None, "region_id": None, "killed_low": 99, "killed_best": 99, "killed_high": 99},
    )
    found = ranking(table, Period(date(2020, 1, 1), date(2020, 1, 31)), "deaths")
    assert found.table[["rank", "rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1, 2], [2, 1, 2], [3, 3, 3]]
    assert found.unplaced == 1
    assert found.tested


def test_a_short_period_excludes_no_rank(tiny):
    rows = [{"date_start": f"2020-0{month}-03", "province_id": "AF-KAB"} for month in range(1, 7) for _ in range(9)]
    found = ranking(tiny(*rows, {"province_id": "AF-NAN"}), Period(date(2020, 1, 1), date(2020, 6, 30)))
    assert not found.tested
    assert found.table["rank_low"].tolist() == [1, 1]
    assert found.table["rank_high"].tolist() == [2, 2]


def test_nothing_placed_gives_an_empty_ranking(tiny):
    found = ranking(tiny({"province_id": None, "region_id": None}), YEARS)
    assert found.table.empty
    assert list(found.table.columns) == list(COLUMNS)
    assert found.unplaced == 1


def test_the_word_for_the_change_is_joined_by_code(tiny):
    table = tiny({"province_id": "AF-KAB"}, {"province_id": "AF-NAN"})
    found = ranking(table, YEARS, changes={"AF-KAB": "rising"}).table
    assert found["change"].to_dict() == {"AF-KAB": "rising", "AF-NAN": ""}


@given(st.lists(st.lists(st.integers(0, 6), min_size=4, max_size=4), min_size=2, max_size=12))
def test_the_interval_holds_the_rank_itself(rows):
    counts = np.array(rows)
    low, high = rank_interval(counts)
    own = 1 + (counts.sum(axis=0)[:, None] < counts.sum(axis=0)).sum(axis=1)
    assert (low <= own).all()
    assert (own <= high).all()
    assert (low >= 1).all()
    assert (high <= 4).all()


@pytest.mark.parametrize("clustered", [False, True])
def test_the_interval_holds_the_true_rank_in_most_tables(clustered):
    """Units of different rates: nominally 95 %; waves in blocks that are drawn as wholes cost a little."""
    random, blocks, draws = np.random.default_rng(SEED), 20, 150
    rates = np.array([120, 60, 30, 15, 7, 3.0])
    held = np.zeros(len(rates))
    for _ in range(draws):
        waves = random.gamma(2, 0.5, (blocks, len(rates))) if clustered else np.ones((blocks, len(rates)))
        low, high = rank_interval(random.poisson(rates / blocks * waves))
        held += (low <= np.arange(1, 7)) & (np.arange(1, 7) <= high)
    assert held.min() >= 0.9 * draws
