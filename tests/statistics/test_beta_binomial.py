"""The model of two shares: known limits, symmetry, and agreement of its two ways and grids."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from atlas.statistics import beta_binomial
from atlas.statistics.beta_binomial import COARSE, PRIORS, Prior, p_more_than_half, posterior
from atlas.statistics.blocks import Blocks


def period(*counts):
    """Make blocks of (inside, total)."""
    inside, total = np.array(counts, dtype=np.int64).reshape(-1, 2).T
    return Blocks(np.arange(len(counts)), inside, total)


BEFORE = period(*[(1, 20)] * 10)
AFTER = period(*[(4, 20)] * 8)

counts = st.lists(
    st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=6
)


def test_a_clear_rise_is_seen_and_its_size():
    found = posterior(BEFORE, AFTER)
    assert found.p_rise > 0.99
    assert found.difference.low < 0.15 < found.difference.high
    assert found.difference.value == pytest.approx(0.15, abs=0.03)
    assert found.before.value == pytest.approx(0.05, abs=0.02)
    assert found.p_beyond(0.05) < found.p_rise
    assert found.p_beyond(-1) == pytest.approx(1)


def test_nothing_is_said_where_there_is_nothing_to_compare():
    assert posterior(period((0, 9), (0, 9)), period((0, 4))) is None
    assert posterior(period((9, 9)), period((4, 4))) is None
    assert posterior(period(), period((1, 4))) is None


def test_a_smaller_second_period_without_any_is_hardly_a_rise():
    """The reason for a level centred on the region's own share: none of 20 must not look like a rise from 1 of 240."""
    assert posterior(period(*[(0, 20)] * 11, (1, 20)), period(*[(0, 5)] * 4)).p_rise < 0.6


@given(counts, counts)
def test_swapping_the_periods_swaps_rise_and_fall(first, second):
    one, other = (posterior(*pair, points=COARSE) for pair in ((period(*first), period(*second)),
                                                             (period(*second), period(*first))))  # fmt: skip
    assert (one is None) == (other is None)
    if one is not None:
        assert one.p_rise == pytest.approx(1 - other.p_rise, abs=1e-9)
        assert one.difference.low == pytest.approx(-other.difference.high, abs=2e-3)


@given(counts, counts)
def test_probabilities_are_ordered(first, second):
    found = posterior(period(*first), period(*second), points=COARSE)
    if found is not None:
        beyond = [found.p_beyond(least) for least in (0.0, 0.05, 0.1, 0.3)]
        assert beyond == sorted(beyond, reverse=True)
        assert min(beyond) >= 0
        assert max(beyond) <= 1 + 1e-9
        assert found.difference.low <= found.difference.value <= found.difference.high


@given(counts, counts)
def test_the_coarse_grid_tells_the_same_probability(first, second):
    fine, coarse = (posterior(period(*first), period(*second), points=points) for points in (601, COARSE))
    if fine is not None:
        assert coarse.p_rise == pytest.approx(fine.p_rise, abs=0.003)


def test_one_block_of_one_is_the_beta_distribution():
    """With a single incident in a block the correlation says nothing: the posterior is the plain one."""
    flat = Prior(level_sd=50, difference_sd=50, level=0.0)
    ones = period(*[(1, 1)] * 6, *[(0, 1)] * 14)
    found = posterior(ones, ones, flat)
    plain = beta(6, 14)  # a flat prior on the logit
    assert found.before.low == pytest.approx(plain.ppf(0.025), abs=0.003)
    assert found.before.high == pytest.approx(plain.ppf(0.975), abs=0.003)


def test_tables_and_gamma_function_agree(monkeypatch):
    table = posterior(BEFORE, AFTER).weights
    monkeypatch.setattr(beta_binomial, "LONGEST_TABLE", 0)
    np.testing.assert_allclose(posterior(BEFORE, AFTER).weights, table, atol=1e-12)


def test_bursts_in_one_block_say_less_than_the_same_spread_out():
    burst = period((8, 8), *[(0, 16)] * 4)
    spread = period(*[(2, 15), (1, 14), (2, 15), (1, 14), (2, 14)])
    assert posterior(BEFORE, burst).p_rise < posterior(BEFORE, spread).p_rise


def test_a_change_of_capture_weakens_and_a_bias_moves():
    found = posterior(BEFORE, AFTER)
    weaker = [found.p_rise_if_capture_changed(factor) for factor in (1, 2, 3, 4)]
    assert weaker == sorted(weaker, reverse=True)
    assert weaker[0] == found.p_rise
    uncertain, even = found.factor_at(0.975), found.factor_at(0.5)
    assert 1 < uncertain < even
    assert found.p_odds_beyond(even) == pytest.approx(0.5, abs=1e-6)
    assert found.p_odds_beyond(uncertain) == pytest.approx(0.975, abs=1e-6)


def test_leading_is_having_more_than_half():
    assert p_more_than_half(period((5, 10), (5, 10))) == pytest.approx(0.5)
    assert p_more_than_half(period(*[(8, 10)] * 5)) > 0.95
    assert p_more_than_half(period()) is None


def test_wider_priors_say_more_and_every_prior_is_symmetric():
    assert posterior(BEFORE, BEFORE, PRIORS["wide"]).p_rise == pytest.approx(0.5, abs=1e-6)
    narrow, wide = (posterior(BEFORE, AFTER, PRIORS[name]).difference.value for name in ("narrow", "wide"))
    assert narrow < wide


def test_it_is_fast():
    posterior(BEFORE, AFTER)
    begin = time.process_time()
    for _ in range(10):
        assert posterior(BEFORE, AFTER).difference.low is not None
    assert (time.process_time() - begin) / 10 < 0.2  # some 0.01 on a quiet machine
