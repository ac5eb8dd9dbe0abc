import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.exports.plain_values import plain_value
from atlas.statistics.estimate import Estimate
from atlas.statistics.periods import Period, Question


def test_named_results_keep_their_names():
    assert plain_value(Estimate(0.123456789, None, float("inf"))) == {"value": 0.123457, "low": None, "high": None}


def test_dates_and_frozen_values():
    asked = Question.at(date(2021, 8, 15), date(2015, 1, 26), date(2026, 2, 6))
    found = plain_value(asked)
    assert found["after"] == {"first": "2021-08-15", "last": "2026-02-06"}
    assert plain_value(pd.Timestamp("2021-08-15")) == "2021-08-15"
    assert plain_value(pd.NaT) is None


def test_a_table_becomes_its_rows():
    table = pd.DataFrame({"n": np.array([1, 2]), "share": [0.5, np.nan]}, index=pd.Index(["a", "b"], name="unit"))
    assert plain_value(table) == [{"unit": "a", "n": 1, "share": 0.5}, {"unit": "b", "n": 2, "share": None}]


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="object"):
        plain_value(object())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_everything_can_be_written_as_strict_json(value):
    json.dumps(plain_value(value), allow_nan=False)


def test_periods_are_named():
    assert plain_value(Period(date(2021, 1, 1), date(2021, 1, 2))) == {"first": "2021-01-01", "last": "2021-01-02"}
