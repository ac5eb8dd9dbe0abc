from datetime import date

import pandas as pd

from atlas.exports.tables.cells import columns, records
from atlas.incidents.columns import COLUMNS, of_kind


def test_every_cell_is_the_one_of_the_opened_table(everything):
    cells, table = columns(everything), everything.incidents.table
    assert list(cells) == list(COLUMNS)
    for name in COLUMNS:
        there = table[name].tolist()
        for cell, value in zip(cells[name], there, strict=True):
            if cell is None:
                assert pd.isna(value) or value == ""
            elif isinstance(cell, date):
                assert pd.Timestamp(cell) == pd.Timestamp(value)
            else:
                assert cell == value


def test_cells_have_the_type_of_their_column(everything):
    cells = columns(everything)
    for kind, form in {"date": date, "count": int, "degrees": float, "text": str, "choice": str}.items():
        for name in of_kind(kind):
            assert {type(cell) for cell in cells[name]} <= {form, type(None)}


def test_the_shipped_table_has_what_the_tests_of_the_formats_need(expected):
    assert 20 < len(expected) < 60
    assert any(row["latitude"] is None for row in expected)
    assert any(row["injured_best"] is None for row in expected)
    assert len({row["id"] for row in expected}) == len(expected)


def test_an_empty_selection_has_columns_and_no_row(everything):
    nothing = everything.seen_through(everything.filters.__class__(killed_min=10_000))
    assert list(records(nothing)) == []
    assert set(columns(nothing)) == set(COLUMNS)
