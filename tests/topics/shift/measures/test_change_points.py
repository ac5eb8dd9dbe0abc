from datetime import date

import numpy as np
import pandas as pd
import pytest

from atlas.statistics.periods import Period
from atlas.topics.shift.measures import change_points as module
from atlas.topics.shift.measures.change_points import change_points
from tests.conftest import tiny_table

PERIOD = Period(date(2016, 1, 1), date(2019, 12, 31))


def months(counts, **more):
    """Give so many incidents to each month from January 2016 on."""
    starts = pd.date_range("2016-01-01", periods=len(counts), freq="MS")
    return [
        {"date_start": f"{start:%Y-%m}-{5 + k:02}", **more}
        for start, count in zip(starts, counts, strict=True)
        for k in range(count)
    ]


LOW, HIGH = [1, 0, 2, 1, 0, 1] * 4, [6, 4, 5, 7, 5, 6] * 4


def test_a_step_is_found_where_it_is():
    found = change_points(tiny_table(*months(LOW + HIGH)), PERIOD)
    assert list(found.points.columns) == ["date", "low", "high", "mean_before", "mean_after"]
    assert found.points.loc[1, "date"] == pd.Timestamp("2018-01-01")
    assert found.points.loc[1, ["mean_before", "mean_after"]].tolist() == pytest.approx([5 / 6, 5.5])
    assert found.points.loc[1, "low"] <= found.points.loc[1, "date"] <= found.points.loc[1, "high"]
    assert len(found.points) == 1
    assert found.months["incidents"].tolist() == LOW + HIGH
    assert found.months["level"].iloc[[0, -1]].tolist() == pytest.approx([5 / 6, 5.5])


def test_two_steps_are_two_points():
    found = change_points(tiny_table(*months(LOW[:16] + HIGH[:16] + LOW[:16])), PERIOD)
    assert found.points["date"].dt.strftime("%Y-%m").tolist() == ["2017-05", "2018-09"]
    assert found.points.loc[1, "mean_after"] == found.points.loc[2, "mean_before"]


def test_a_constant_series_has_no_point():
    found = change_points(tiny_table(*months(LOW * 2)), PERIOD)
    assert len(found.points) == 0
    assert found.points.dtypes["date"] == np.dtype("datetime64[us]")
    assert found.months["level"].to_numpy() == pytest.approx(5 / 6)


@pytest.mark.parametrize("rows", [[], months([1] * 9)])
def test_few_or_no_incidents_have_no_point(rows):
    found = change_points(tiny_table(*rows), PERIOD)
    assert len(found.points) == 0
    assert found.months["incidents"].sum() == len(rows)


def test_only_wholly_covered_months_and_certain_rows_count():
    table = tiny_table(
        {"date_start": "2016-01-20"},
        {"date_start": "2016-02-03"},
        {"date_start": "2016-02-28", "date_end": "2016-03-02"},
        {"date_start": "2016-03-05", "province_id": "AF-KAB"},
        {"date_start": "2016-03-05", "province_id": None},
        {"date_start": "2016-03-05", "country": "Pakistan"},
    )
    period = Period(date(2016, 1, 15), date(2016, 4, 15))
    everything = change_points(table, period)
    assert everything.months["incidents"].to_dict() == {
        pd.Timestamp("2016-02-01"): 1,
        pd.Timestamp("2016-03-01"): 2,
    }
    assert everything.not_datable == 1
    assert change_points(table, period, {"AF-KAB"}).months["incidents"].tolist() == [0, 1]


@pytest.mark.parametrize("last", [date(2016, 1, 10), date(2015, 12, 31)])
def test_a_period_without_a_whole_month_is_empty(last):
    found = change_points(tiny_table({"date_start": "2016-01-05"}), Period(date(2016, 1, 2), last))
    assert (len(found.months), len(found.points)) == (0, 0)


def test_gains_are_sums_of_squares():
    values = np.array([0.0, 1, 0, 2, 1, 0, 3, 4, 3, 5, 4, 3, 4])
    squares = lambda part: ((part - part.mean()) ** 2).sum()  # noqa: E731
    told = [squares(values) - squares(values[:k]) - squares(values[k:]) for k in (6, 7)]
    assert module._gains(values) == pytest.approx(told)


def test_the_interval_widens_with_the_noise():
    random = np.random.default_rng(0)
    calm, rough = ([*random.poisson(mean, 24), *random.poisson(factor * mean, 24)] for mean, factor in ((9, 3), (2, 2)))
    edges = [module._interval(2 * np.sqrt(np.array(x) + 3 / 8), 0, 24, 48) for x in (calm, rough)]
    assert all(low <= 24 <= high for _, low, high in edges)
    assert edges[0][2] - edges[0][1] < edges[1][2] - edges[1][1]


@pytest.mark.parametrize("bursts", [False, True])
def test_a_constant_series_hardly_ever_gets_a_point(bursts):
    """At most 5 % by design; 4 or more of 20 would happen by chance in 2 %."""
    random, points = np.random.default_rng(7), 0
    for _ in range(20):
        mean = random.gamma(1 / 2.2, 2.2, size=60) if bursts else np.ones(60)
        values = 2 * np.sqrt(random.poisson(mean) + 3 / 8)
        points += bool(module._splits(values, module._penalty(values)))
    assert points <= 3
