"""The closed forms give what statsmodels and scipy give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, t
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson

from atlas.statistics import intervals

sizes = st.floats(0.5, 1e5)
parts = st.floats(0.0, 1.0)
alphas = st.floats(0.001, 0.4)


@given(parts, sizes, alphas)
def test_wilson(part, size, alpha):
    ours, theirs = intervals.wilson(part * size, size, alpha), proportion_confint(part * size, size, alpha, "wilson")
    assert np.allclose(np.clip(ours, 0, 1), np.clip(theirs, 0, 1), atol=1e-9)


@given(parts, sizes, parts, sizes)
def test_difference(second, second_size, first, first_size):
    told = (second * second_size, second_size, first * first_size, first_size)
    assert np.allclose(
        intervals.difference(*told), confint_proportions_2indep(*told, method="newcomb"), rtol=1e-7, atol=1e-7
    )


@given(st.floats(0, 1e5), st.floats(0.1, 1e4), alphas)
def test_poisson_rate(count, exposure, alpha):
    ours, theirs = intervals.poisson_rate(count, exposure, alpha), confint_poisson(count, exposure, "score", alpha)
    assert np.allclose(ours, theirs, rtol=1e-6, atol=1e-9)


@given(st.floats(0.01, 0.99), sizes, st.floats(0.01, 0.99), sizes)
def test_odds_ratio(second, second_size, first, first_size):
    told = (second * second_size, second_size, first * first_size, first_size)
    theirs = confint_proportions_2indep(*told, method="logit-adjusted", compare="odds-ratio")
    assert intervals.odds_ratio(*told) == pytest.approx(theirs, rel=1e-6)


@given(st.floats(1, 500), alphas)
def test_reaches(freedom, alpha):
    assert intervals.student_reach(freedom, alpha) == pytest.approx(t.ppf(1 - alpha / 2, freedom), rel=1e-6)
    assert intervals.normal_reach(alpha) == pytest.approx(norm.isf(alpha / 2))


def test_arrays_and_nothing_at_all():
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = intervals.wilson(np.array([0.0, 5.0, 0.0]), np.array([10.0, 5.0, 0.0]))
    assert (low[0], high[1]) == (0.0, 1.0)
    assert np.isnan(low[2]) or low[2] == 0.0
