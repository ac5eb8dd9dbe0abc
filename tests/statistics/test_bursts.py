import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import f

from atlas.statistics.bursts import (
    ACCURACY_M,
    UNSEEN,
    burst_mean,
    burst_months,
    confidence_ellipse,
    operations,
    unit_weights,
)


def cloud(size, seed=1):
    return np.random.default_rng(seed).normal(scale=(2e5, 5e4), size=(size, 2))


def unseen(xy, weights):
    away = xy - np.average(xy, axis=0, weights=weights)
    size = weights.sum() ** 2 / (weights**2).sum()
    return UNSEEN * (away.T @ away / len(xy) + ACCURACY_M**2 * np.eye(2)) / size**2


@given(st.lists(st.integers(0, 5), min_size=6, max_size=20), st.integers(0, 99))
def test_the_covariance_is_that_of_leaving_out_one_month_at_a_time(months, seed):
    months = np.array([*months, 0, 1, 2])
    xy, weights = cloud(len(months), seed), np.random.default_rng(seed).uniform(0.5, 1, len(months))
    found = burst_mean(xy, weights, months, xy)
    kept = [months != month for month in np.unique(months)]
    left = np.array([np.average(xy[k], axis=0, weights=weights[k]) for k in kept]) - found.mean
    assert found.covariance == pytest.approx(left.T @ left + unseen(xy, weights), rel=1e-6, abs=1.0)


def test_one_incident_a_month_gives_hotellings_ellipse():
    xy = cloud(12)
    mean = burst_mean(xy, np.ones(12), np.arange(12), xy)
    found = confidence_ellipse((mean,), mean.mean)
    assert mean.freedom == pytest.approx(11)
    reach = 2 * 11 / 10 * f.ppf(0.95, 2, 10)
    assert found.semi_major == pytest.approx(np.sqrt(reach * np.linalg.eigvalsh(mean.covariance)[1]))


def test_a_burst_widens_the_ellipse():
    xy = np.repeat(cloud(10), 3, axis=0)
    calm = burst_mean(xy, np.ones(30), np.arange(30), xy)
    rough = burst_mean(xy, np.ones(30), np.repeat(np.arange(10), 3), xy)
    assert np.linalg.det(rough.covariance) > 4 * np.linalg.det(calm.covariance)
    assert rough.freedom < calm.freedom


def test_too_few_incidents_or_months_give_nothing():
    xy = cloud(8)
    assert burst_mean(xy[:4], np.ones(4), np.arange(4), xy) is None
    assert burst_mean(xy, np.ones(8), np.array([0, 1] * 4), xy) is None


def test_a_month_that_holds_nearly_all_gives_no_bound():
    xy = cloud(50)
    mean = burst_mean(xy, np.ones(50), np.array([1, 2, *[0] * 48]), xy)
    assert confidence_ellipse((mean,), mean.mean) is None


def test_an_operation_stays_in_its_first_month_and_a_lone_incident_is_its_own(tiny):
    table = tiny(
        {"date_start": "2020-02-01", "operation_id": "OP-1"},
        {"date_start": "2020-01-31", "operation_id": "OP-1"},
        {"date_start": "2020-02-01"},
        {"date_start": "2020-02-01", "operation_id": None},
    )
    january = 12 * 2020
    assert burst_months(table).tolist() == [january, january, january + 1, january + 1]
    assert operations(table).tolist() == [0, 0, 1, 2]
    assert unit_weights(table, "operations").tolist() == [0.5, 0.5, 1, 1]
    assert unit_weights(table, "days").tolist() == pytest.approx([1 / 3, 1, 1 / 3, 1 / 3])
    assert unit_weights(table, "incidents").tolist() == [1, 1, 1, 1]
