"""Parts of a pack where little or nothing is selected."""

from datetime import date
from functools import cache

import pytest

from atlas import settings
from atlas.drawing.screen_map import class_bounds
from atlas.exports.content import Order
from atlas.exports.pack.build import answer_shift
from atlas.exports.pack.parts import Source, part
from atlas.incidents.filters import Filters, options
from atlas.statistics.periods import Question


@pytest.fixture(scope="module")
def source_of(everything):
    opened = everything.incidents
    asked = Question.at(settings.TALIBAN_TAKEOVER, opened.covers_from, opened.covers_to)
    bounds, choices = class_bounds(everything.facts)["incidents"], options(opened.table)

    def source(**filters):
        view = everything.seen_through(Filters(**filters))
        order = Order(question=asked, made=date(2026, 11, 22))
        return Source(view, order, cache(lambda: answer_shift(view, asked)), choices, bounds)

    return source


@pytest.mark.parametrize("page", ["map", "timeline", "incidents"])
def test_a_page_of_an_empty_selection_says_so_and_shows_nothing(source_of, page):
    made = part(source_of(killed_min=9_000), page)
    assert made.paragraphs == (f"No incident matches the selection: {source_of(killed_min=9_000).view.sentence}.",)
    assert (made.exhibits, made.sheets) == ((), ())


def test_the_overview_of_an_empty_selection_counts_none_and_draws_nothing(source_of):
    made = part(source_of(killed_min=9_000), "overview")
    assert made.numbers[0].value == "0"
    assert made.paragraphs[0].startswith("No incident matches")
    assert not made.exhibits


def test_borders_keep_what_lifts_the_period_and_say_that_it_does(source_of):
    day = date(2014, 12, 1)
    made = part(source_of(start=day, end=day), "borders")
    assert [each.key for each in made.exhibits] == ["shares_near"]
    assert made.paragraphs[-1].startswith("Compared here: attacks by ISKP or IS Pakistan Province")
    assert part(source_of(), "borders").paragraphs[-1].startswith("Within 50 km")


def test_a_page_that_does_not_tell_of_the_shift_does_not_wait_for_it(everything, source_of):
    def never():
        raise AssertionError

    whole = source_of()._replace(answer=never)
    for page in ("overview", "map", "timeline", "provinces", "borders", "incidents"):
        assert part(whole, page).key == page
