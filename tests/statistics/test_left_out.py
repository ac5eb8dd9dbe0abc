import numpy as np

from atlas.incidents.filters import Filters
from atlas.statistics.left_out import beside, lacking, left_out_by, parts_of


def test_what_is_left_out_is_counted_by_class_and_by_label(tiny):
    table = tiny({}, {"event_class": "clash"}, {"event_class": "clash", "label": "IS core"}, {"label": "IS other"})
    everything = Filters().without("classes", "labels").holds(table)
    found = beside(table, everything, Filters().holds(table), Filters().classes)
    assert found.by_class == {"clash": 2}
    assert found.other_labels == 1
    assert found.incidents == 3


def test_nothing_stands_beside_everything(tiny):
    table = tiny({}, {"event_class": "clash"})
    everything = Filters().without("classes", "labels").holds(table)
    assert beside(table, everything, everything, ()).incidents == 0
    assert beside(table.iloc[:0], everything[:0], everything[:0], ("attack",)).incidents == 0


def test_rows_divide_into_sure_and_others_and_no_part_is_empty(tiny):
    table = tiny({}, {"attribution": "suspected"}, {"attribution": "disputed"})
    parts = parts_of(table, np.array([True, True, False]))
    assert [(part.words, part.held.tolist()) for part in parts] == [
        ("claimed or attributed", [True, False, False]),
        ("suspected or disputed", [False, True, False]),
    ]
    assert [part.words for part in parts_of(table, np.array([False, True, True]))] == ["suspected or disputed"]
    assert parts_of(table, np.zeros(3, dtype=bool)) == ()


def test_a_condition_leaves_out_what_it_alone_excludes():
    selected = np.array([True, False, False])
    (found,) = left_out_by(selected, {"country: Iran": np.array([True, True, False])})
    assert (found.words, found.held.tolist()) == ("country: Iran", [False, True, False])


def test_what_no_selected_row_has_is_named(tiny):
    nowhere = {"province_id": None, "latitude": None, "longitude": None}
    table = tiny(nowhere, nowhere | {"killed_low": None}, {"killed_low": None})
    assert lacking(table, np.array([True, True, False])) == ("a province", "coordinates")
    assert lacking(table, np.array([False, True, True])) == ("a known toll",)
    assert lacking(table, np.ones(3, dtype=bool)) == ()
