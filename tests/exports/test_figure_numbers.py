import csv
import io
from datetime import date

import numpy as np
import pandas as pd
import pytest

from atlas.drawing.exhibit import Exhibit, ids
from atlas.exports.figure_files import figure_csv
from atlas.exports.stamp import Stamp
from atlas.topics.timeline.exhibits import when, years_of_provinces

MONTHS = pd.DataFrame(
    {
        "incidents": [3, 0],
        "share": [1 / 3, np.nan],
        "low": [-0.25, -1e-17],
        "first day": [date(2020, 1, 2), None],
        "words": ["=cmd()", 'a "b", #c'],
        "kind": pd.Categorical(["up", None]),
        "sure": [True, False],
    },
    index=pd.MultiIndex.from_arrays(
        [pd.to_datetime(["2020-01-01", "2020-02-01"]), ["AF-NAN", "AF-KAB"]], names=["month", "province"]
    ),
)


def exhibit(table: pd.DataFrame) -> Exhibit:
    rows = pd.DataFrame({"id": ["KA-0001", "KA-0002"]})
    return Exhibit("own", "A title", {}, "A caption,\nin two lines.", lambda: table, ids(lambda: rows))


def parts(data: bytes) -> tuple[list[list[str]], dict[str, str]]:
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines.pop() == ""
    first = next(number for number, line in enumerate(lines) if line.startswith("# "))
    assert all(line.startswith("# ") for line in lines[first:])
    told = dict(line.removeprefix("# ").split(": ", 1) for line in lines[first:])
    return list(csv.reader(lines[:first])), told


@pytest.fixture(scope="module")
def written(early_stamp):
    return figure_csv(exhibit(MONTHS), early_stamp)


def test_the_cells_stand_after_what_names_the_row(written):
    rows, _ = parts(written)
    header = ["month", "province", "incidents", "share", "low", "first day", "words", "kind", "sure"]
    assert rows == [
        header,
        ["2020-01-01", "AF-NAN", "3", repr(1 / 3), "-0.25", "2020-01-02", "'=cmd()", "up", "True"],
        ["2020-02-01", "AF-KAB", "0", "", "-1e-17", "", 'a "b", #c', "", "False"],
    ]


def test_pandas_reads_the_same_numbers_and_passes_over_the_comments(written):
    again = pd.read_csv(io.BytesIO(written), comment="#", index_col=["month", "province"])
    assert len(again) == 2
    for name in ("incidents", "share", "low"):
        assert again[name].to_numpy() == pytest.approx(MONTHS[name].to_numpy(), rel=0, abs=0, nan_ok=True)
    assert again["words"].tolist()[1] == 'a "b", #c'


def test_stamp_caption_and_incidents_stand_below(written, early_stamp):
    _, told = parts(written)
    assert Stamp.from_fields(told) == early_stamp
    assert (told["Figure"], told["Caption"]) == ("A title", "A caption, in two lines.")
    assert told["IncidentIds"].split() == ["KA-0001", "KA-0002"]
    assert "not a census" in told["Note"]


def test_a_numbering_of_rows_is_no_column_and_levels_of_columns_are_joined(early_stamp):
    table = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("before", 2020), ("after", 2021)]))
    rows, _ = parts(figure_csv(exhibit(table), early_stamp))
    assert rows == [["before 2020", "after 2021"], ["1", "2"]]


def test_a_column_named_like_the_index_is_kept(early_stamp):
    table = pd.DataFrame({"year": [1]}, index=pd.Index([2020], name="year"))
    assert parts(figure_csv(exhibit(table), early_stamp))[0] == [["year", "year"], ["2020", "1"]]


def test_an_empty_table_keeps_its_header(early_stamp):
    assert parts(figure_csv(exhibit(MONTHS.head(0)), early_stamp))[0][0][:3] == ["month", "province", "incidents"]


def test_the_mark_for_older_spreadsheets_stands_at_the_head(written):
    assert written.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("draw", [when, years_of_provinces], ids=["when", "years"])
def test_figures_of_the_pages_are_written_with_the_rows_of_their_tables(early, early_stamp, draw):
    shown = draw(early)
    rows, told = parts(figure_csv(shown, early_stamp))
    table = shown.table()
    assert len(rows) == len(table) + 1
    assert {len(row) for row in rows} == {table.shape[1] + table.index.nlevels}
    assert told["IncidentIds"].split() == list(shown.incidents())
