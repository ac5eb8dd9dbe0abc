import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from atlas.statistics.estimate import UNKNOWN
from atlas.statistics.monthly import Monthly
from atlas.statistics.periods import DAYS_PER_MONTH
from atlas.statistics.rates import dispersion, exact_p, rate, rate_confidence, rate_ratio, tail


def counts(inside, total=None, days=30):
    inside = np.array(inside)
    return Monthly(inside, inside if total is None else np.array(total), np.full(len(inside), days))


def bursts(seed, months, mean):
    random = np.random.default_rng(seed)
    return counts(random.negative_binomial(mean / 2, 1 / 3, size=months))


def quasi_poisson(before, after):
    """Fit the model that the closed form stands for, with statsmodels' general one."""
    later = np.r_[np.zeros(len(before.inside)), np.ones(len(after.inside))]
    months = np.r_[before.days, after.days] / DAYS_PER_MONTH
    counted = np.r_[before.inside, after.inside]
    model = sm.GLM(counted, sm.add_constant(later), family=sm.families.Poisson(), offset=np.log(months))
    return model.fit(scale="X2")


def test_dispersion_is_the_scale_of_a_quasi_poisson_model():
    before, after = bursts(1, 40, 6.0), bursts(2, 30, 4.0)
    assert dispersion(before, after) == pytest.approx(quasi_poisson(before, after).scale, rel=1e-9)


def test_the_ratio_and_its_interval_are_those_of_a_quasi_poisson_model():
    before, after = bursts(1, 60, 12.0), bursts(2, 60, 9.0)
    found, model = rate_ratio(before, after), quasi_poisson(before, after)
    assert found.value == pytest.approx(float(np.exp(model.params[1])), rel=1e-9)
    low, high = np.exp(model.conf_int()[1])
    assert (found.low, found.high) == pytest.approx((low, high), rel=0.03)


def test_months_that_are_partly_covered_count_by_their_days():
    days = np.array([15, 30, 30])
    found = rate(Monthly(np.array([1, 2, 2]), np.array([1, 2, 2]), days))
    assert found.value == pytest.approx(5 / (75 / DAYS_PER_MONTH))
    assert found.low < found.value < found.high


def test_bursts_of_the_country_widen_what_a_rare_region_says():
    inside = [1, 0, 0, 1, 0, 0, 1, 0, 0, 1]
    even, uneven = [4] * 10, [0, 0, 20, 0, 0, 0, 20, 0, 0, 0]
    calm, rough = (counts(inside, np.maximum(inside, total)) for total in (even, uneven))
    assert dispersion(calm) == 1.0
    assert dispersion(rough) > 1
    assert rate(rough).high > rate(calm).high


def test_a_count_of_zero_leaves_the_known_side_bounded():
    none, some = counts([0] * 12), counts([2] * 12)
    fell, rose = rate_ratio(some, none), rate_ratio(none, some)
    assert (fell.value, fell.low) == (0.0, 0.0)
    assert 0 < fell.high < 1
    assert (rose.value, rose.high) == (None, None)
    assert rose.low > 1
    assert rate_ratio(none, none) == UNKNOWN
    assert rate(none).value == 0.0
    assert rate(none).high > 0


def test_one_month_each_allows_no_interval():
    before, after = counts([5]), counts([9])
    assert rate(before).low == 0.0
    assert rate(before).high is None
    assert rate_ratio(before, after) == (pytest.approx(9 / 5), 0.0, None)


def test_no_covered_day_is_no_rate():
    nothing = counts([0, 0], days=0)
    assert rate(nothing) == UNKNOWN
    assert rate_ratio(nothing, counts([1, 2])) == UNKNOWN
    assert exact_p(nothing, counts([1, 2])) is None


def test_few_months_take_students_quantile():
    assert tail(10**6) == pytest.approx(0.05, abs=1e-6)
    assert tail(4) < 0.01


def test_exact_test_gives_the_published_p():
    """The example of R's poisson.test: 11 cases in 800 against 21 in 3011; p = 0.07967."""
    rare = Monthly(np.array([11]), np.array([11]), np.array([800]))
    common = Monthly(np.array([21]), np.array([21]), np.array([3011]))
    assert exact_p(common, rare) == pytest.approx(0.07967, abs=5e-6)


monthly_counts = st.lists(st.integers(0, 6), min_size=2, max_size=30)


@given(monthly_counts, monthly_counts)
def test_swapping_the_periods_turns_the_ratio_round(first, second):
    before, after = counts(first), counts(second)
    there, back = rate_ratio(before, after), rate_ratio(after, before)
    if there == UNKNOWN:
        assert back == UNKNOWN
        return
    assert (back.low or 0.0) == pytest.approx(1 / there.high if there.high else 0.0)
    assert (there.low or 0.0) == pytest.approx(1 / back.high if back.high else 0.0)
    if there.value:
        assert there.low <= there.value <= (there.high or np.inf)


def test_the_confidence_of_a_higher_rate():
    days = np.array([182, 184])
    same = rate_confidence(np.array([5, 5]), days, np.array([5, 5]), days)
    assert same == pytest.approx(0.5, abs=1e-9)
    more = rate_confidence(np.array([2, 2]), days, np.array([8, 8]), days)
    assert more > 0.95
    assert rate_confidence(np.array([8, 8]), days, np.array([2, 2]), days) == pytest.approx(1 - more)
    assert 0.9 < rate_confidence(np.array([0, 0]), days, np.array([3, 2]), days) < 1


def test_a_burst_counts_for_less_and_nothing_is_said_of_nothing():
    days = np.array([182, 184])
    even = rate_confidence(np.array([2, 2]), days, np.array([6, 6]), days)
    assert rate_confidence(np.array([0, 4]), days, np.array([12, 0]), days) < even
    assert rate_confidence(np.array([0, 0]), days, np.array([0, 0]), days) is None
    assert rate_confidence(np.array([1]), np.array([0]), np.array([1]), np.array([5])) is None
