import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.geography.projection import plane_points
from atlas.statistics.ellipses import Ellipse

SIZES = st.floats(1.0, 1e6)


@given(SIZES, SIZES, st.floats(0, 179.9))
def test_every_point_of_the_outline_solves_the_equation_of_the_matrix(one, other, turn):
    axes = np.array([[np.cos(np.radians(turn)), -np.sin(np.radians(turn))]]).T
    across = np.array([[-axes[1, 0]], [axes[0, 0]]])
    matrix = one**2 * axes @ axes.T + other**2 * across @ across.T
    found = Ellipse.of(np.array([3.0, -7.0]), matrix)
    away = found.outline(12) - (3.0, -7.0)
    assert np.einsum("ni,ij,nj->n", away, np.linalg.inv(matrix), away) == pytest.approx(1.0, rel=1e-4)
    assert found.semi_major >= found.semi_minor


def test_the_angle_is_that_of_the_long_axis_from_east():
    assert Ellipse.of(np.zeros(2), np.diag([9.0, 4.0])) == pytest.approx((0, 0, 3, 2, 0))
    assert Ellipse.of(np.zeros(2), np.diag([4.0, 9.0])).angle == pytest.approx(90)
    assert Ellipse.of(np.zeros(2), np.array([[2.0, 1.0], [1.0, 2.0]])).angle == pytest.approx(45)


def test_a_matrix_without_breadth_is_a_line():
    assert Ellipse.of(np.zeros(2), np.diag([4.0, 0.0])).semi_minor == 0
    assert Ellipse.of(np.zeros(2), np.zeros((2, 2))).semi_major == 0


def test_the_outline_in_degrees_is_the_one_in_the_plane():
    ring = Ellipse(2e5, -2.7e5, 5e4, 2e4, 30.0)
    back = plane_points(*ring.lonlat(8).T)
    assert np.column_stack([[p.x for p in back], [p.y for p in back]]) == pytest.approx(ring.outline(8), abs=0.01)
    assert ring.outline(8)[0] == pytest.approx(ring.outline(8)[-1])
    assert ring.at(1.0, 2.0)[:2] == (1.0, 2.0)
