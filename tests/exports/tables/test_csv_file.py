import csv
import io
import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from atlas.exports.tables.csv_file import encoded, incidents_csv, metadata, metadata_name
from atlas.incidents.columns import COLUMNS
from atlas.incidents.files import FORMULA_SIGNS, neutralised, read_raw, restored
from atlas.incidents.load import read_incidents

WRITABLE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))
TRICKY = st.builds("".join, st.lists(st.sampled_from(["'", "=", "+", "-", "@", "\t", "\r", '"', ",", "a", "\n"])))


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_cell_stands_in_the_file_as_text_that_means_it(files, expected):
    header, *rows = rows_of(files["csv"])
    assert header == list(COLUMNS)
    assert len(rows) == len(expected)
    for row, cells in zip(rows, expected, strict=True):
        for text, (name, value) in zip(row, cells.items(), strict=True):
            if isinstance(value, date):
                assert date.fromisoformat(text) == value
            elif isinstance(value, int | float):
                assert float(text) == value
                assert ("." in text) == (COLUMNS[name].kind == "degrees")
            else:
                assert restored(text) == (value or "")


def test_it_opens_again_as_the_same_table(everything, early_stamp, tmp_path):
    path = tmp_path / "again.csv"
    path.write_bytes(incidents_csv(everything, early_stamp))
    (tmp_path / metadata_name(path.name)).write_bytes(metadata(everything, early_stamp, path.name))
    again, before = read_incidents(path), everything.incidents
    assert_frame_equal(again.table, before.table)
    assert again.rejected.empty
    assert (again.covers_from, again.covers_to, again.title) == (before.covers_from, before.covers_to, before.title)
    assert again.notes == ()


def test_the_metadata_carry_licence_and_stamp(everything, early_stamp):
    found = json.loads(metadata(everything, early_stamp, "own.csv"))
    assert found["dc:license"] == early_stamp.licence
    assert found["atlas:stamp"] == early_stamp.as_fields()
    assert [column["name"] for column in found["tableSchema"]["columns"]] == list(COLUMNS)
    assert "dc:license" not in json.loads(metadata(everything, replace(early_stamp, licence=""), "own.csv"))


def test_the_mark_by_which_spreadsheets_know_utf_8_stands_once_at_the_head(files):
    assert files["csv"].startswith(b"\xef\xbb\xbf")
    assert files["csv"].count(b"\xef\xbb\xbf") == 1


def test_numbers_below_zero_stay_numbers_and_formulas_become_text():
    cells = [-5, -5.5, "-5", "=1+1", "@x", "+x", "\tx", "\rx", "x=1", None]
    rows = rows_of(encoded([[cell] for cell in cells]))
    assert rows == [["-5", "-5.5", "'-5", "'=1+1", "'@x", "'+x", "'\tx", "'\rx", "x=1", ""]]


@pytest.mark.parametrize("text", ["it's", "'quoted'", "'", "''", "", "plain"])
def test_other_text_is_left_alone(text):
    assert neutralised(text) == restored(text) == text


@given(text=WRITABLE | TRICKY)
def test_no_cell_begins_like_a_formula_and_every_text_comes_back(text):
    assert not neutralised(text).startswith(FORMULA_SIGNS)
    assert restored(neutralised(text)) == text


@settings(max_examples=40)
@given(texts=st.lists(WRITABLE | TRICKY, min_size=1, max_size=8))
def test_what_is_written_is_read_again(texts, tmp_path_factory):
    path = tmp_path_factory.mktemp("comma") / "own.csv"
    path.write_bytes(encoded([["id", *(f"KA-{n}" for n in range(len(texts)))], ["text", *texts]]))
    assert read_raw(path)["text"].fillna("").tolist() == texts


def test_a_column_without_a_marked_cell_is_the_same_as_before(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("id,text\nKA-1,it's\nKA-2,\n", encoding="utf-8")
    assert read_raw(path)["text"].tolist()[0] == "it's"
    assert pd.isna(read_raw(path)["text"].tolist()[1])
