"""Shares here beside the rest of the country."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from atlas.statistics.periods import Period
from atlas.topics.provinces.measures.contrasts import COLUMNS, Marked, contrasts

YEARS = Period(date(2018, 1, 1), date(2019, 12, 31))


def rows(tiny, number: int, **changes):
    return tiny(*({"date_start": f"{2018 + k // 12 % 2}-{k % 12 + 1:02d}-15"} | changes for k in range(number)))


def compared(here, rest, ours, theirs) -> pd.Series:
    found = contrasts(Marked.rows(here, ours), Marked.rows(rest, theirs), 1, YEARS)
    assert list(found.columns) == list(COLUMNS)
    return found.iloc[0]


def test_a_clear_difference_is_named_with_its_interval(tiny):
    here, rest = rows(tiny, 48), rows(tiny, 96)
    found = compared(here, rest, np.arange(48) % 4 > 0, np.arange(96) % 8 == 0)
    assert found["incidents"] == 36
    assert found["rest"] == 12
    assert found["share"] == pytest.approx(0.75)
    assert found["difference"] == pytest.approx(0.625)
    assert 0 < found["difference_low"] < 0.625 < found["difference_high"]
    assert found["low"] < 0.75 < found["high"]
    assert found["verdict"] == "more often"
    assert compared(rest, here, np.arange(96) % 8 == 0, np.arange(48) % 4 > 0)["verdict"] == "less often"


def test_it_is_not_named_when_only_the_unsure_incidents_differ(tiny):
    here = pd.concat([rows(tiny, 24), rows(tiny, 24, attribution="suspected")], ignore_index=True)
    rest = rows(tiny, 96)
    mark = np.repeat([False, True], 24)
    assert compared(here, rest, mark, np.arange(96) % 8 == 0)["difference_low"] > 0
    assert compared(here, rest, mark, np.arange(96) % 8 == 0)["verdict"] == "not told apart"
    assert compared(here, rest, mark, np.arange(96) % 8 == 0)["incidents_sure"] == 0


def test_below_ten_there_is_a_share_and_no_interval(tiny):
    found = compared(rows(tiny, 9), rows(tiny, 50), np.ones(9, dtype=bool), np.zeros(50, dtype=bool))
    assert found["share"] == 1
    assert found[["low", "high", "difference", "difference_low", "difference_high"]].isna().tolist()[:2] == [True, True]
    assert pd.isna(found["difference_low"])
    assert found["verdict"] == "too few to say"


def test_nothing_here_is_no_share(tiny):
    found = compared(tiny(), rows(tiny, 20), np.zeros(0, dtype=bool), np.ones(20, dtype=bool))
    assert found["incidents"] == 0
    assert pd.isna(found["share"])
    assert found["rest_share"] == 1
