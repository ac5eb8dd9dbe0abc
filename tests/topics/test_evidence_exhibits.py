"""The exhibits of context and coverage: drawn on screen and on paper, on the shipped table and on next to nothing."""

import dataclasses

import pytest

from atlas.drawing.view import View
from atlas.incidents.filters import Filters
from atlas.incidents.sheets import DEFINITIONS
from atlas.paper import Words, picture
from atlas.statistics.row_facts import RowFacts
from atlas.topics.context import exhibits as context
from atlas.topics.coverage import exhibits as coverage


def evidence(view):
    found = coverage.captured(view)
    return [
        context.strength_by_speaker(), context.leaders_over_time(view), context.yearly_level(view),
        context.provinces_of_briefs(view), coverage.capture_over_time(view, found),
        coverage.capture_by_year(view, found), coverage.reporting_over_time(view),
        *(coverage.capture_of(view, found, definition) for definition in DEFINITIONS),
    ]  # fmt: skip


def small(view, number, **filters):
    """Look at a table of a few rows of the shipped one."""
    opened = dataclasses.replace(view.incidents, table=view.incidents.table.head(number))
    return View.of(opened, RowFacts(opened.measured), Filters(**filters))


def test_titles_state_a_finding_and_lines_are_short(view):
    for exhibit in evidence(view):
        assert exhibit.title
        assert 0 < len(exhibit.line.split()) <= 20, exhibit.line


def test_each_is_drawn_on_paper_and_lays_out_its_numbers(view):
    for exhibit in evidence(view)[:7]:
        panels = {heading: draw("light") for heading, draw in exhibit.panels.items()}
        words = Words(exhibit.title, view.sentence, exhibit.alt, ("foot",))
        assert picture(panels, "A4 full width", "svg", words=words, fields={}, is_map=False)
        assert len(exhibit.table()), exhibit.key


@pytest.mark.parametrize(("rows", "filters"), [(1, {}), (1, {"countries": ("Iran",)}), (30, {"killed_min": 5000})])
def test_next_to_nothing_is_drawn_too(view, rows, filters):
    for exhibit in evidence(small(view, rows, **filters)):
        exhibit.table()
        for draw in exhibit.panels.values():
            draw("dark")
