"""Two periods of the opened table as one exhibit: its circles, its incidents and its table belong together."""

from dataclasses import replace

import pytest

from atlas.incidents.filters import Filters
from atlas.topics.shift.exhibits import before_after
from atlas.topics.shift.measures.before_after import before_after as compare_periods


def paired(view, question):
    lifted = view.filters.everywhere_and_always()
    return before_after.pair(view, question, compare_periods(lifted.apply(view.incidents.measured), question))


@pytest.fixture(scope="module")
def pair(view, question):
    return paired(view, question)


def test_each_side_is_the_country_in_its_period(pair, question):
    for side, period in ((pair.before, question.before), (pair.after, question.after)):
        assert side.number > 50
        assert set(side.table["country"].astype(str)) == {question.country}
        assert period.holds(side.table).all()


def test_period_and_place_of_the_selection_are_lifted_and_the_rest_stays(view, question, pair):
    narrow = replace(view.filters, provinces=("AF-KAB",), start=question.after.first, attributions=("claimed",))
    found = paired(view.seen_through(narrow), question)
    assert 0 < found.before.number < pair.before.number
    assert set(found.before.table["attribution"].astype(str)) == {"claimed"}
    assert found.found.provinces["before"].gt(0).sum() > 1


def test_the_exhibit_lists_the_incidents_of_both_periods_and_counts_the_circles(pair):
    shown = before_after.exhibit(pair, key="map")
    assert len(shown.incidents()) == pair.before.number + pair.after.number
    located = [int(levels.levels[0].circles.incidents.sum()) for levels in pair.circles]
    assert f"Circles: {located[0]} located incidents before, {located[1]} after." in shown.caption
    assert "Nangarhar" in shown.lead
    assert shown.table().loc["Nangarhar", "before"] == pair.found.provinces.loc["AF-NAN", "before"]
    assert len(shown.panels) == 3


def test_a_selection_that_holds_nothing_says_so(view, question):
    empty = paired(view.seen_through(Filters(killed_min=100_000)), question)
    shown = before_after.exhibit(empty, key="map")
    assert "nothing to compare" in shown.lead
    assert "Circles: 0 located incidents before, 0 after." in shown.caption
