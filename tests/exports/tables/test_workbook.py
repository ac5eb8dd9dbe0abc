import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from atlas.errors import DataError
from atlas.exports.stamp import Stamp
from atlas.exports.tables import workbook
from atlas.exports.tables.workbook import NAME, incidents_xlsx
from atlas.geography.provinces import province_names
from atlas.incidents import vocabulary
from atlas.incidents.columns import COLUMNS


@pytest.fixture(scope="module")
def book(files):
    return openpyxl.load_workbook(io.BytesIO(files["xlsx"]))


def test_every_cell_has_its_type_and_value(book, expected):
    header, *rows = book["incidents"].iter_rows()
    assert [cell.value for cell in header if cell.value != NAME] == list(COLUMNS)
    names = [cell.value for cell in header].index(NAME)
    assert len(rows) == len(expected)
    for row, cells in zip(rows, expected, strict=True):
        assert row[names].value == province_names().get(cells["province_id"])
        for cell, value in zip((*row[:names], *row[names + 1 :]), cells.values(), strict=True):
            found = cell.value
            if isinstance(value, date):
                assert isinstance(found, datetime)
                assert found.date() == value
                assert cell.number_format == "yyyy-mm-dd"
            else:
                assert found == value
                assert cell.data_type == ("s" if isinstance(value, str) else "n")


def test_the_header_stays_and_can_be_filtered(book, expected):
    sheet = book["incidents"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.max_row == len(expected) + 1
    widths = [column.width for column in sheet.column_dimensions.values()]
    assert min(widths) >= 5
    assert max(widths) <= workbook.WIDEST + 1


def test_the_dictionary_lists_every_column_and_every_value(book):
    rows = list(book["dictionary"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows if row[1] is None and row[0] != NAME] == list(COLUMNS)
    assert NAME in {row[0] for row in rows}
    for name, terms in vocabulary.LISTS.items():
        if name in COLUMNS:
            assert [row[1] for row in rows if row[0] == name and row[1]] == list(terms)


def test_the_stamp_stands_in_its_sheet_and_in_the_properties(book, early_stamp):
    listed = dict(book["stamp"].iter_rows(min_row=2, values_only=True))
    assert {key: listed[key] or "" for key in early_stamp.as_fields()} == early_stamp.as_fields()
    assert Stamp.from_text(book.properties.description) == early_stamp
    assert (book.properties.title, book.properties.created) == (early_stamp.title, datetime(2026, 11, 22))


def test_text_is_never_a_formula_or_a_link(early, early_stamp, monkeypatch):
    texts = ("=1+1", "@SUM(A1)", "https://example.org/x", "-5", "+1", "{=1}", "12")
    found = {name: [None] for name in COLUMNS} | {name: [text] for name, text in zip(COLUMNS, texts, strict=False)}
    monkeypatch.setattr(workbook, "columns", lambda _: found)
    data = incidents_xlsx(early, early_stamp)
    row = next(openpyxl.load_workbook(io.BytesIO(data))["incidents"].iter_rows(min_row=2))
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in row[: len(texts)]] == [
        (text, "s", None) for text in texts
    ]
    sheets = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "worksheets/" in name]
    assert not any(b"<f>" in zipfile.ZipFile(io.BytesIO(data)).read(name) for name in sheets)


@pytest.mark.parametrize(
    ("text", "whole"), [("x" * 32_767, True), ("x" * 32_768, False), ("💣" * 16_383, True), ("💣" * 16_384, False)]
)
def test_a_text_too_long_for_a_cell_is_shortened_and_says_so(early, early_stamp, monkeypatch, text, whole):
    monkeypatch.setattr(workbook, "columns", lambda _: {name: [None] for name in COLUMNS} | {"summary": [text]})
    sheet = openpyxl.load_workbook(io.BytesIO(incidents_xlsx(early, early_stamp)))["incidents"]
    head = [cell.value for cell in sheet[1]]
    found = sheet[2][head.index("summary")].value
    assert (found == text) is whole
    assert len(found.encode("utf-16-le")) <= 2 * 32_767
    assert whole or (found.endswith(workbook.CUT) and text.startswith(found.removesuffix(workbook.CUT)))


def test_more_rows_than_a_sheet_holds_are_refused(early, early_stamp, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", early.number - 1)
    with pytest.raises(DataError, match="do not fit into a sheet"):
        incidents_xlsx(early, early_stamp)


def test_the_same_view_gives_the_same_bytes(early, early_stamp, files):
    assert incidents_xlsx(early, early_stamp) == files["xlsx"]
