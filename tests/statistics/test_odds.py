import numpy as np
import pytest

from atlas.statistics.estimate import UNKNOWN
from atlas.statistics.monthly import Monthly
from atlas.statistics.odds import relative_odds_ratio


def even(inside, outside, months=12):
    """Give the same counts to every month: incidents are then taken as independent."""
    share, days = np.full(months, inside), np.full(months, 30)
    return Monthly(share, share + outside, days)


def test_even_months_give_the_interval_of_the_textbook():
    before, after = even(2, 6), even(3, 3)
    cells = np.array([24, 72, 36, 36]) + 0.5
    centre = np.log(cells[2] * cells[1] / (cells[0] * cells[3]))
    reach = 1.959964 * np.sqrt((1 / cells).sum())
    found = relative_odds_ratio(before, after)
    assert found == pytest.approx((3.0, np.exp(centre - reach), np.exp(centre + reach)), rel=1e-6)


def test_reporting_that_falls_everywhere_leaves_the_value():
    before, full, half = even(2, 6), even(6, 6), even(3, 3)
    one, other = relative_odds_ratio(before, full), relative_odds_ratio(before, half)
    assert one.value == other.value == pytest.approx(3.0)
    assert other.low < one.low < one.high < other.high


def test_bursts_widen_the_interval():
    before, calm = even(2, 6), even(3, 3)
    inside = np.array([12, 0, 0, 0, 12, 0, 0, 0, 12, 0, 0, 0])
    rough = Monthly(inside, inside + np.roll(inside, 1), calm.days)
    assert (rough.n_inside, rough.n) == (calm.n_inside, calm.n)
    narrow, wide = relative_odds_ratio(before, calm), relative_odds_ratio(before, rough)
    assert wide.value == pytest.approx(narrow.value)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_an_empty_cell_gives_a_finite_value_inside_its_interval():
    found = relative_odds_ratio(even(0, 5), even(1, 4))
    assert 1 < found.low < found.value < found.high < np.inf


@pytest.mark.parametrize(
    ("before", "after"),
    [(even(0, 0), even(1, 1)), (even(1, 1), even(0, 0)), (even(0, 3), even(0, 2)), (even(3, 0), even(2, 0))],
)
def test_nothing_to_compare_is_unknown(before, after):
    assert relative_odds_ratio(before, after) == UNKNOWN


def test_one_month_allows_no_interval():
    assert relative_odds_ratio(even(2, 6, months=1), even(3, 3)) == (pytest.approx(3.0), 0.0, None)
