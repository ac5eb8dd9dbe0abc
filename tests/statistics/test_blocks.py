from datetime import date

import numpy as np

from atlas.statistics.blocks import blocks, covered_days, cut_block
from atlas.statistics.periods import Period, month_numbers

MONTHS = month_numbers([date(2020, 1, 5), date(2020, 6, 30), date(2020, 7, 1), date(2021, 12, 1)])
INSIDE = np.array([True, False, True, False])


def test_half_years_and_years_that_hold_something():
    halves = blocks(MONTHS, INSIDE)
    assert halves.number.tolist() == [4040, 4041, 4043]
    assert halves.inside.tolist() == [1, 1, 0]
    assert halves.total.tolist() == [2, 1, 1]
    assert (halves.n_inside, halves.n, halves.share) == (2, 4, 0.5)
    assert blocks(MONTHS, INSIDE, "year").total.tolist() == [3, 1]
    assert blocks(MONTHS[:0], INSIDE[:0]).share is None


def test_a_block_can_be_left_out():
    halves = blocks(MONTHS, INSIDE)
    assert halves.without(4041).number.tolist() == [4040, 4043]
    assert halves.without(None).n == halves.n


def test_the_half_year_that_an_edge_cuts():
    assert cut_block(Period(date(2015, 1, 1), date(2021, 8, 14)), Period(date(2021, 8, 15), date(2026, 1, 1))) == 4043
    assert cut_block(Period(date(2015, 1, 1), date(2021, 6, 30)), Period(date(2021, 7, 1), date(2026, 1, 1))) is None


def test_covered_days_of_every_block():
    numbers, days = covered_days(Period(date(2020, 6, 30), date(2021, 1, 2)))
    assert numbers.tolist() == [4040, 4041, 4042]
    assert days.tolist() == [1, 184, 2]
    assert len(covered_days(Period(date(2020, 1, 2), date(2020, 1, 1)))[0]) == 0
