from atlas.incidents.filters import Filters
from atlas.topics.changes import words
from atlas.topics.changes.measures import differences

NAMES = {"AF-NAN": "Nangarhar", "AF-KAB": "Kabul", "AF-HER": "Herat"}


def test_conditions_counts_and_provinces_of_two_views(tiny):
    table = tiny(
        {"province_id": "AF-NAN"}, {"province_id": "AF-NAN", "attribution": "suspected"}, {"province_id": "AF-KAB"},
        {"province_id": "AF-HER", "date_start": "2022-01-01", "killed_best": 4.0},
        {"province_id": "AF-KAB", "date_start": "2022-01-01"},
    )  # fmt: skip
    first, second = Filters(killed_max=3), Filters(attributions=("claimed",))
    found = differences((first, first.apply(table)), (second, second.apply(table)))
    assert (found.only_first, found.only_second) == (("at most 3 killed",), ("attribution: claimed",))
    assert (found.first.incidents, found.second.incidents, found.both) == (4, 4, 3)
    assert found.provinces["change"].to_dict() == {"AF-KAB": "as many", "AF-HER": "new", "AF-NAN": "fewer"}
    assert found.provinces.loc["AF-NAN", ["rank_first", "rank_second"]].tolist() == [1, 2]
    said = words.sentences(found, NAMES)
    assert said[0] == "Only the first asks for at most 3 killed."
    assert "The first holds 3 to 4 incidents, the second 4 incidents; 3 incidents stand in both." in said
    assert "Only in the second: Herat." in said
    assert words.table_of(found, NAMES)["Change"].tolist() == ["as many", "new", "fewer"]


def test_equal_views_differ_in_nothing(tiny):
    table = tiny({})
    found = differences((Filters(), table), (Filters(), table))
    said = words.sentences(found, NAMES)
    assert said[0] == "Both select by the same filters."
    assert said[-1] == "Nangarhar leads in both."


def test_an_empty_view_has_no_leader_and_all_provinces_are_gone(tiny):
    table = tiny({}, {"province_id": None})
    found = differences((Filters(), table), (Filters(), table.iloc[:0]))
    said = words.sentences(found, NAMES)
    assert not any("leads" in each for each in said)
    assert said[-1] == "Only in the first: Nangarhar."


def test_rows_are_counted_once_whatever_number_of_cells_changed():
    changes = [("KA-1", "changed"), ("KA-1", "changed"), ("KA-2", "added")]
    assert words.by_kind(changes) == "1 row added, 1 row changed and no row removed"
