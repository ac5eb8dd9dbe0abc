"""Every exhibit of the atlas once, for the tests of paper."""

from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from atlas import settings
from atlas.drawing import screen_map
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.view import View
from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.statistics.periods import Question
from atlas.statistics.province_counts import province_counts
from atlas.statistics.row_facts import RowFacts
from atlas.topics.borders import exhibits as borders
from atlas.topics.comparison import exhibits as compare
from atlas.topics.map.exhibits import incident_map
from atlas.topics.provinces import exhibits as provinces
from atlas.topics.shift.figures import province_maps as shift_maps
from atlas.topics.shift.figures.flows import flow_map
from atlas.topics.shift.figures.path import path_map
from atlas.topics.shift.figures.shares import share_lines
from atlas.topics.shift.figures.specifications import specification_picture
from atlas.topics.timeline import exhibits as timeline
from tests.topics.shift.shift_builders import NAMES, centre, ellipse, plan, shares, years
from tests.topics.shift.shift_builders import grid as tiny_grid
from tests.topics.shift.shift_builders import provinces as tiny_provinces


@cache
def whole_view() -> View:
    opened = read_incidents(settings.EVENTS)
    return View.of(opened, RowFacts(opened.measured), Filters())


def over_time(view: View) -> list[Exhibit]:
    marked = timeline.Options(recurring=("Ramadan", "Nowruz"))
    grouped = timeline.Options(step="year", by="region_id")
    both = compare.compared(view, (replace(Filters(), end=settings.TALIBAN_TAKEOVER), Filters()))
    return [
        timeline.when(view),
        timeline.incidents_over_time(view, marked),
        replace(timeline.incidents_over_time(view, grouped), key="timeline_grouped"),
        timeline.deaths_over_time(view, marked),
        timeline.years_of_provinces(view),
        compare.both_over_time(both),
        compare.both_by(both, "region_id"),
    ]


def in_places(view: View, question: Question) -> list[Exhibit]:
    options = borders.Options()
    near, crossed = borders.near(view, options), borders.crossings_of(view, options)
    profile = provinces.profile_of(view, "AF-NAN")
    ranked = [
        replace(provinces.places_ranked(view, choice, provinces.ranked(view, choice)), key=f"ranking_{choice.measure}")
        for choice in map(provinces.Choice, ("incidents", "deaths", "share"))
    ]
    bounds = screen_map.breaks(province_counts(view.entries)["incidents"].tolist())
    return [
        *ranked,
        borders.shares_near(view, question, options),
        borders.near_over_time(view, near, options),
        borders.map_of_borders(view, near, crossed, options),
        borders.beyond(view),
        borders.first_incidents(view),
        provinces.province_over_time(view, profile, "AF-NAN"),
        provinces.province_mix(view, profile, "AF-NAN", "target"),
        provinces.province_lethality(view, profile, "AF-NAN"),
        incident_map(view, "incidents", bounds),
    ]


def of_the_shift() -> list[Exhibit]:
    """Draw the five steps from tiny measures: to work out the real ones takes many seconds."""
    region = shares([0.1, 0.15, np.nan, 0.3, 0.4])
    origin = shares([0.6, 0.4, 0.3, 0.2, 0.1]).assign(group="east")
    labels = {"north": "North and north-east", "east": "East"}
    found = SimpleNamespace(
        before=centre(300_000, 0, ellipse(300_000, 0, 150_000, 80_000)),
        after=centre(100_000, 50_000, ellipse(100_000, 50_000, 250_000, 120_000, 20)),
        path=years((2018, 12, 300_000, 0, False), (2019, 15, 200_000, 20_000, False), (2020, 2, 0, 0, True)),
    )
    moved = SimpleNamespace(ellipse=ellipse(-200_000, 50_000, 60_000, 40_000))
    flows = SimpleNamespace(plan=plan(("AF-NAN", "AF-KAB", 0.3, 120.0), ("AF-NAN", "AF-BAL", 0.1, 400.0)))
    roles = {"north": "region", "east": "origin"}
    both = pd.concat([region, origin])
    drawings = {
        "maps": {
            "Before": lambda theme: shift_maps.share_map(tiny_provinces(), "before", NAMES, theme=theme),
            "After": lambda theme: shift_maps.share_map(tiny_provinces(), "after", NAMES, theme=theme),
            "Difference": lambda theme: shift_maps.difference_map(tiny_provinces(), NAMES, theme=theme),
        },
        "shares": {"": lambda theme: share_lines(both, roles, labels, (date(2018, 8, 15),), theme=theme)},
        "path": {"": lambda theme: path_map(found, moved, theme=theme)},
        "flows": {"": lambda theme: flow_map(flows, NAMES, theme=theme)},
        "grid": {"": lambda theme: specification_picture(tiny_grid(), theme=theme)},
    }
    return [
        Exhibit(
            key, key.capitalize(), panels, "A caption.", pd.DataFrame, list, is_map=key in {"maps", "path", "flows"}
        )
        for key, panels in drawings.items()
    ]


@cache
def whole_gallery() -> dict[str, Exhibit]:
    view = whole_view()
    question = Question.at(settings.TALIBAN_TAKEOVER, view.incidents.covers_from, view.incidents.covers_to)
    found = [*over_time(view), *in_places(view, question), *of_the_shift()]
    return {exhibit.key: exhibit for exhibit in found}


@pytest.fixture(scope="session")
def gallery() -> dict[str, Exhibit]:
    """Give every exhibit of the atlas over the real table, by its key."""
    return whole_gallery()


@pytest.fixture(scope="session")
def view() -> View:
    """Look at the whole table."""
    return whole_view()
