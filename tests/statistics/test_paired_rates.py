import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.statistics.estimate import UNKNOWN
from atlas.statistics.paired_rates import Exposed, exposed, paired_ratio
from atlas.statistics.periods import DAYS_PER_MONTH, Period, months_of


def counts(*numbers, first=0, days=30):
    return Exposed(first, np.array(numbers), np.full(len(numbers), days))


def test_rows_count_in_the_month_of_their_first_day(tiny):
    table = tiny({"date_start": "2020-01-31"}, {"date_start": "2020-03-01"}, {"date_start": "2020-03-31"})
    found = exposed(table, months_of(Period(*(np.datetime64(day).item() for day in ("2020-01-01", "2020-03-31")))))
    assert found.counts.tolist() == [1, 0, 2]
    assert found.rate == pytest.approx(3 / 91 * DAYS_PER_MONTH)


def test_equal_series_have_the_ratio_one_with_the_poisson_interval():
    series = counts(1, 5, 0, 2)
    ratio = paired_ratio(series, series)
    assert ratio.value == 1
    assert ratio.low < 1 < ratio.high
    # No month deviates from the other: what is left is the least variance that counts can have.
    assert np.log(ratio.high) == pytest.approx(3.182446 * np.sqrt(2 / 8), rel=1e-5)


def test_what_moves_both_series_at_once_does_not_widen_the_interval():
    waves, others = counts(*[0, 20] * 20), counts(*[0, 10] * 20)
    against_time = counts(*[10, 0] * 20)
    together, apart = paired_ratio(waves, others), paired_ratio(waves, against_time)
    assert together.value == apart.value == 0.5
    assert together.high / together.low < apart.high / apart.low


def test_a_rate_is_per_day_and_not_per_calendar_month():
    assert paired_ratio(counts(3, 3), counts(3, 3, days=15)).value == pytest.approx(2)


def test_nothing_is_said_without_incidents_or_days():
    assert paired_ratio(counts(0, 0), counts(1, 2)) == UNKNOWN
    assert paired_ratio(counts(1, 2), counts(0, 0)) == (0, None, None)
    assert paired_ratio(counts(1, 2, days=0), counts(1, 2)) == UNKNOWN


def test_a_single_month_gives_no_interval():
    assert paired_ratio(counts(4), counts(2)) == (0.5, None, None)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=60), st.lists(st.integers(0, 30), min_size=2, max_size=60))
def test_the_interval_holds_the_ratio_and_turns_over_with_the_sides(left, right):
    there, back = paired_ratio(counts(*left), counts(*right)), paired_ratio(counts(*right), counts(*left))
    if sum(left) and sum(right):
        assert there.low <= there.value <= there.high
        assert there.low * back.high == pytest.approx(1)


def test_the_interval_covers_the_truth_when_both_series_share_their_waves():
    draws = np.random.default_rng(20210815)
    held = 0
    for _ in range(400):
        wave = draws.gamma(2, 0.5, 132)
        found = paired_ratio(counts(*draws.poisson(wave)), counts(*draws.poisson(0.3 * wave)))
        held += found.low <= 0.3 <= found.high
    assert held >= 0.92 * 400
