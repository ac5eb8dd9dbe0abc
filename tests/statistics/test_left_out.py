from atlas.incidents.filters import Filters
from atlas.statistics.left_out import beside


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
