import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

from atlas.statistics.transport import EVENNESS, least_distance


def line(*places):
    at = np.array(places, dtype=float)
    return at, np.abs(at[:, None] - at[None, :])


def shares(counts):
    return np.array(counts, dtype=float) / sum(counts)


@st.composite
def worlds(draw):
    number = draw(st.integers(2, 7))
    sides = [draw(st.lists(st.integers(0, 9), min_size=number, max_size=number)) for _ in range(2)]
    places = draw(st.lists(st.integers(0, 900), min_size=number, max_size=number, unique=True))
    return places, *(shares([*side[:-1], side[-1] + 1]) for side in sides)


@settings(max_examples=30)
@given(worlds())
def test_on_a_line_it_is_wassersteins_distance(world):
    places, before, after = world
    at, km = line(*places)
    plan = least_distance(before, after, km)
    least = wasserstein_distance(at, at, before, after)
    assert least - 1e-6 <= (plan * km).sum() <= least * (1 + EVENNESS * 900) + 1e-6


@settings(max_examples=30)
@given(worlds())
def test_the_plan_turns_one_into_the_other_and_moves_no_more_than_it_must(world):
    places, before, after = world
    plan = least_distance(before, after, line(*places)[1])
    assert before - plan.sum(axis=1) + plan.sum(axis=0) == pytest.approx(after, abs=1e-7)
    assert plan.sum() == pytest.approx(np.abs(before - after).sum() / 2, abs=1e-7)
    assert (plan >= 0).all()


def test_of_two_shortest_plans_the_even_one_is_given():
    _, km = line(0, 100, 200, 300)
    plan = least_distance(np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.5, 0.5]), km)
    assert plan[0, 2] == plan[1, 3] == pytest.approx(0.5)


def test_nothing_to_move_is_no_plan():
    _, km = line(0, 100)
    assert least_distance(np.array([0.3, 0.7]), np.array([0.3, 0.7]), km).sum() == 0
    assert least_distance(np.zeros(0), np.zeros(0), np.zeros((0, 0))).shape == (0, 0)
