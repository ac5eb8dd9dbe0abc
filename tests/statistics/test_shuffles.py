import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from atlas.statistics.shuffles import shuffles, within_sides

MONTHS = st.lists(st.integers(0, 6), min_size=1, max_size=25).map(
    lambda drawn: np.unique(np.sort(drawn), return_inverse=True)[1]
)


@given(MONTHS)
def test_months_move_as_a_whole(month):
    for order in shuffles(month, 5):
        assert sorted(order) == list(range(len(month)))
        assert (np.diff(month[order]) != 0).sum() == month.max()
        assert all((np.diff(order[month[order] == each]) == 1).all() for each in range(month.max() + 1))


@given(MONTHS, st.integers(0, 25))
def test_sides_stay_apart(month, drawn):
    split = min(drawn, len(month))
    sides = within_sides(shuffles(month, 5), split)
    assert (np.sort(sides[:, :split]) == np.arange(split)).all()
    assert (np.sort(sides[:, split:]) == np.arange(split, len(month))).all()


def test_every_order_comes_as_often_and_always_the_same():
    orders = shuffles(np.arange(3), 6000)
    assert (orders == shuffles(np.arange(3), 6000)).all()
    _, times = np.unique(orders, axis=0, return_counts=True)
    assert len(times) == 6
    assert abs(times - 1000).max() < 150  # five standard deviations


def test_nothing_has_orders_too():
    assert shuffles(np.empty(0, dtype=np.int64), 4).shape == (4, 0)
