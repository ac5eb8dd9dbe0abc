"""Titles and lines of the exhibits stay short, whatever is selected."""

import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.drawing import headings
from atlas.drawing.exhibit import Exhibit
from atlas.drawing.headings import Of
from atlas.drawing.view import View
from atlas.incidents.filters import Filters
from atlas.statistics.series import series
from atlas.topics.borders import exhibits as borders
from atlas.topics.comparison import exhibits as comparison
from atlas.topics.map.exhibits import incident_map
from atlas.topics.provinces import exhibits as provinces
from atlas.topics.timeline import exhibits as timeline

MOST_WORDS, MOST_WORDS_OF_LINE, MOST_NUMBERS = 25, 20, 3
NUMBER = re.compile(r"(?<![\w-])\d[\d,.]*")
COVERS = (date(2019, 6, 1), date(2022, 12, 31))

days = st.none() | st.dates(date(2015, 1, 1), date(2027, 1, 1))
selections = st.builds(
    Filters,
    start=days,
    end=days,
    countries=st.sampled_from([(), ("Afghanistan",), ("Tajikistan",), ("Iran", "Russia")]),
    provinces=st.sampled_from([(), (), ("AF-KDZ",), ("PK-BA", "AF-KAB")]),
    classes=st.sampled_from([(), ("attack",), ("foiled plot",), ("clash", "operation")]),
    labels=st.sampled_from([(), ("ISKP",)]),
    attack_types=st.sampled_from([(), ("suicide bombing",)]),
    killed_min=st.sampled_from([0, 0, 1, 50, 9999]),
)


def drawn(view: View, step: str, band: int, border: str) -> list[Exhibit]:
    """Give the exhibits of a selection that cost little."""
    wanted = borders.Options(border, band)
    near, crossed = borders.near(view, wanted), borders.crossings_of(view, wanted)
    both = comparison.compared(view, (view.filters, Filters(countries=("Pakistan",))))
    return [
        timeline.incidents_over_time(view, timeline.Options(step=step, by="attack_type")),
        timeline.when(view),
        timeline.deaths_over_time(view, timeline.Options(step=step)),
        timeline.years_of_provinces(view),
        *(incident_map(view, measure, (1, 2, 5, 10)) for measure in ("deaths", "share")),
        borders.near_over_time(view, near, wanted),
        borders.map_of_borders(view, near, crossed, wanted),
        borders.beyond(view),
        comparison.both_over_time(both),
        comparison.both_by(both, "target_type"),
    ]


def assert_short(exhibit: Exhibit) -> None:
    assert exhibit.title
    assert not exhibit.title.endswith("."), exhibit.title
    assert len(exhibit.title.split()) <= MOST_WORDS, exhibit.title
    assert len(NUMBER.findall(exhibit.title)) <= MOST_NUMBERS, exhibit.title
    assert exhibit.line, exhibit.key
    assert len(exhibit.line.split()) <= MOST_WORDS_OF_LINE, exhibit.line


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    filters=selections,
    step=st.sampled_from(timeline.STEPS[1:]),
    band=st.sampled_from([25]),
    border=st.sampled_from([borders.ALL, "Iran", borders.NORTH]),
)
def test_titles_and_lines_are_short_whatever_is_selected(view, filters, step, band, border):
    for exhibit in drawn(view.seen_through(filters), step, band, border):
        assert_short(exhibit)


def test_titles_of_the_costly_exhibits_are_short(view, question):
    for filters in (Filters(), Filters(countries=("Tajikistan",)), Filters(killed_min=9999)):
        seen = view.seen_through(filters)
        for by in ("province_id", "region_id"):
            choice = provinces.Choice("deaths", by)
            assert_short(provinces.places_ranked(seen, choice, provinces.ranked(seen, choice)))
        for code in ("AF-NAN", "TJ-KT"):
            found = provinces.profile_of(seen, code)
            assert_short(provinces.province_over_time(seen, found, code))
            assert_short(provinces.province_mix(seen, found, code, "target"))
            assert_short(provinces.province_lethality(seen, found, code))
        assert_short(borders.first_incidents(seen))
        assert_short(borders.shares_near(seen, question, borders.Options()))
        told = borders.story(seen, question, borders.Options())
        assert told
        assert len(told.sentence.split()) <= MOST_WORDS


ATTACK = Of("attack")


def counted(tiny, *years, **given):
    rows = [given | {"date_start": f"{year}-{1 + number % 12:02}-03"} for number, year in enumerate(years)]
    table = tiny(*rows) if rows else tiny({}).iloc[:0]
    return series(table, "quarter", *COVERS)


@pytest.mark.parametrize(
    ("years", "title"),
    [
        ((), "No recorded attack can be dated to one quarter"),
        ((2021,), "1 recorded attack, 2021"),
        ((2020, 2022), "2 recorded attacks, 2020 to 2022"),
        ((2020, 2021, 2021, 2021, 2022), "Recorded attacks peaked in 2021"),
        ((2020, 2020, 2021, 2021, 2022), "Recorded attacks were most numerous in 2020 or 2021"),
    ],
)
def test_a_peak_is_named_only_where_there_is_one(tiny, years, title):
    assert headings.over_time(counted(tiny, *years), ATTACK) == title


def test_a_peak_of_suspected_attacks_alone_is_not_named_alone(tiny):
    sure = [{"date_start": f"2020-0{month}-03"} for month in (1, 2, 3)]
    doubtful = [{"date_start": f"2021-0{month}-03", "attribution": "suspected"} for month in (1, 2, 3, 4)]
    found = series(tiny(*sure, *doubtful), "quarter", *COVERS)
    assert headings.over_time(found, ATTACK) == "Recorded attacks were most numerous in 2020 or 2021"


def test_leaders_are_named_only_where_sure_and_all_agree():
    names = {"a": "Alpha", "b": "Beta"}
    table = pd.DataFrame({"incidents_sure": [1, 4], "incidents": [9, 5]}, index=["a", "b"])
    assert headings.leaders(table, names, ATTACK) == "Recorded attacks are divided among 2 provinces"
    table["incidents_sure"] = [6, 4]
    assert headings.leaders(table, names, ATTACK) == "Alpha has more than half of the recorded attacks"
    assert headings.leaders(table.head(1), names, ATTACK) == "All recorded attacks with a known province are in Alpha"
    assert headings.leaders(table * 0, names, ATTACK) == "No recorded attack with a known province"
