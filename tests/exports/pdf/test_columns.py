import pytest

from atlas.exports.pdf.columns import LEAST_SCALE, Column, grids

ROOM = 480.0


def column(head, *texts, right=False):
    return Column(head, texts, right)


def test_short_columns_are_as_wide_as_their_texts_and_heads():
    (grid,) = grids([column("Province", "Kabul", "Khyber Pakhtunkhwa"), column("Incidents", "7", right=True)], ROOM)
    assert [set(track) for track in grid.tracks()] == [{"pt"}, {"pt"}]
    assert grid.tracks()[0]["pt"] > grid.tracks()[1]["pt"]
    assert grid.scale == 1


def test_running_text_shares_what_is_left_the_longer_one_more():
    (grid,) = grids([column("Number", "KA-0001"), column("Where", "w " * 20), column("What", "t " * 60)], ROOM)
    narrow, where, what = grid.tracks()
    assert set(narrow) == {"pt"}
    assert 1 < what["fr"] / where["fr"] < 3


@pytest.mark.parametrize("number", [12, 40])
def test_a_wide_table_goes_on_beside_its_first_column_and_loses_no_column(number):
    first = column("name", "Badakhshan")
    others = [column(f"share {n}", "1,234.567", right=True) for n in range(number)]
    dealt = grids([first, *others], ROOM)
    assert [each for grid in dealt for each in grid.columns[1:]] == others
    assert {grid.columns[0] for grid in dealt} == {first}
    for grid in dealt:
        assert LEAST_SCALE <= grid.scale <= 1
        assert sum(track["pt"] for track in grid.tracks()) <= ROOM + 1
