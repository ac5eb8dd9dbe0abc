from datetime import date

import numpy as np

from atlas.statistics.monthly import monthly_groups
from atlas.statistics.periods import Period, months_of


def test_rows_are_counted_per_group_and_month_and_those_without_a_group_nowhere():
    months = months_of(Period(date(2020, 1, 1), date(2020, 3, 31)))
    month = months.first + np.array([0, 0, 2, 2, -5])
    found = monthly_groups(month, np.array([1, 0, 1, -1, 0]), 2, months)
    assert found.tolist() == [[2, 0, 0], [1, 0, 1]]
