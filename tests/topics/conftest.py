"""Every exhibit of the atlas, of the shipped table in its default view."""

import pytest

from atlas import settings
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.screen_map import class_bounds
from atlas.drawing.view import View
from atlas.exports.pack.build import answer_shift
from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.statistics.periods import Question
from atlas.statistics.row_facts import RowFacts
from atlas.topics.borders import exhibits as borders
from atlas.topics.comparison import exhibits as compare
from atlas.topics.map.exhibits import incident_map
from atlas.topics.provinces import exhibits as provinces
from atlas.topics.shift.exhibits import story as shift
from atlas.topics.timeline import exhibits as timeline


@pytest.fixture(scope="session")
def view() -> View:
    opened = read_incidents(settings.EVENTS)
    return View.of(opened, RowFacts(opened.measured), Filters())


@pytest.fixture(scope="session")
def question(view) -> Question:
    return Question.at(settings.TALIBAN_TAKEOVER, view.incidents.covers_from, view.incidents.covers_to)


@pytest.fixture(scope="session")
def told(view, question) -> shift.Story:
    return answer_shift(view, question)


@pytest.fixture(scope="session")
def exhibits(view, question, told) -> tuple[Exhibit, ...]:
    near, wanted = borders.near(view, borders.Options()), borders.Options()
    both = compare.compared(view, (Filters(countries=("Afghanistan",)), Filters(countries=("Pakistan",))))
    found = provinces.profile_of(view, "AF-NAN")
    ranks = provinces.ranked(view, provinces.Choice())
    return (
        timeline.when(view),
        incident_map(view, "incidents", class_bounds(view.facts)["incidents"]),
        *shift.steps(told),
        timeline.incidents_over_time(view, timeline.Options(by="region_id", recurring=("Ramadan",))),
        timeline.deaths_over_time(view, timeline.Options(step="year")),
        timeline.years_of_provinces(view),
        provinces.places_ranked(view, provinces.Choice(), ranks),
        provinces.province_over_time(view, found, "AF-NAN"),
        provinces.province_mix(view, found, "AF-NAN", "target"),
        provinces.province_mix(view, found, "AF-NAN", "method"),
        provinces.province_lethality(view, found, "AF-NAN"),
        borders.shares_near(view, question, wanted),
        borders.map_of_borders(view, near, borders.crossings_of(view, wanted), wanted),
        borders.near_over_time(view, near, wanted),
        borders.beyond(view),
        borders.first_incidents(view),
        compare.both_over_time(both),
        compare.both_by(both, "target_type"),
    )
