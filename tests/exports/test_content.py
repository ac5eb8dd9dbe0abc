import numpy as np
import pandas as pd
import pytest

from atlas.exports.content import Cell, written


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1234, Cell("1,234", number=True)),
        (2.0, Cell("2", number=True)),
        (0.12345, Cell("0.123", number=True)),
        (np.nan, Cell("", number=True)),
        (pd.Timestamp("2021-08-15"), Cell("2021-08-15", number=False)),
        (pd.NaT, Cell("", number=False)),
        (None, Cell("", number=False)),
        (True, Cell("yes", number=False)),
        ("Kabul", Cell("Kabul", number=False)),
    ],
)
def test_a_value_is_written_the_same_way_everywhere(value, said):
    table = pd.DataFrame({"x": pd.Series([value], dtype=object)})
    assert written(table).lines == ((said,),)


def test_a_named_index_comes_first_and_an_unnamed_one_is_left_out():
    table = pd.DataFrame({"killed_best": [1]}, index=pd.Index(["Kabul"], name="province"))
    assert written(table).heads == ("province", "killed best")
    assert written(table.reset_index(drop=True)).heads == ("killed best",)


def test_years_and_names_of_rows_have_no_thousands_separator():
    table = pd.DataFrame({"year": [2021], "killed": [1500]}, index=pd.Index([1200], name="row"))
    assert [cell.text for cell in written(table).lines[0]] == ["1200", "2021", "1,500"]
