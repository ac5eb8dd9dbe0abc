"""Both sides of a border, before and after."""

from datetime import date, timedelta

import pytest

from atlas.drawing.headings import Of
from atlas.statistics.periods import Period, Question
from atlas.topics.borders import words
from atlas.topics.borders.figures import border_map
from atlas.topics.borders.measures.crossings import crossings
from atlas.topics.borders.measures.nearness import lines_of
from atlas.topics.borders.measures.pressure import pressure
from atlas.topics.borders.measures.sides import sides

QUESTION = Question(Period(date(2019, 1, 1), date(2020, 12, 31)), Period(date(2021, 1, 1), date(2022, 12, 31)))
KHOST = {"province_id": "AF-KHO", "latitude": 33.339, "longitude": 69.920}
MIRANSHAH = {
    "country": "Pakistan", "province_id": "PK-KP", "place": "Miranshah", "latitude": 33.0, "longitude": 70.07,
}  # fmt: skip
PAKISTAN = {"Pakistan": lines_of()["Pakistan"]}


def spread(row, year, number):
    """Lay incidents over two years, three weeks apart."""
    days = (date(year, 1, 5) + timedelta(days=21 * step) for step in range(number))
    return [row | {"date_start": day.isoformat()} for day in days]


@pytest.fixture
def moved(tiny):
    return tiny(
        *spread(KHOST, 2019, 30), *spread(KHOST, 2021, 2), *spread(MIRANSHAH, 2019, 2), *spread(MIRANSHAH, 2021, 30)
    )


def test_one_side_emptied_and_the_other_filled(moved):
    own, other = sides(moved, QUESTION, 50, PAKISTAN)
    assert (own.country, own.trend, other.country, other.trend) == ("Afghanistan", "fell", "Pakistan", "rose")
    assert own.before == pytest.approx((30 / 731 * 365.2425,) * 2)
    said = words.sides_sentence((own, other), 50, Of("attack"))
    assert said == "Within 50 km of Pakistan's border, recorded attacks fell on the Afghan side and rose on the other"


def test_few_incidents_say_nothing_about_a_change(tiny):
    few = tiny(*spread(KHOST, 2019, 4), *spread(KHOST, 2021, 1))
    assert [side.trend for side in sides(few, QUESTION, 50, PAKISTAN)] == ["too few to say"] * 2


def test_suspected_incidents_alone_name_no_direction(tiny):
    doubtful = tiny(*spread(KHOST | {"attribution": "suspected"}, 2019, 30), *spread(KHOST, 2021, 2))
    assert sides(doubtful, QUESTION, 50, PAKISTAN)[0].trend == "no clear change"


def test_nothing_near_is_nothing_a_year(tiny):
    own, other = sides(tiny({}).iloc[:0], QUESTION, 50, PAKISTAN)
    assert own.before == own.after == other.before == other.after == (0.0, 0.0)


def test_the_map_of_many_crossings_has_no_annotation_or_trace_for_each(tiny):
    fired = {
        "place": "Termez", "country": "Uzbekistan", "province_id": "UZ-SU", "latitude": 37.224, "longitude": 67.278,
        "attack_type": "rocket or mortar fire", "origin_place": "Hairatan", "origin_province_id": "AF-BAL",
    }  # fmt: skip
    table = tiny(*spread(fired, 2021, 300))
    rows = crossings(table).assign(number=range(1, 301))
    totals = pressure(table, QUESTION.before.first, QUESTION.after.last).totals()
    one = border_map.border_map(totals, lines_of(), 50, rows.head(1), theme="light")
    many = border_map.border_map(totals, lines_of(), 50, rows, theme="light")
    assert len(many.layout.annotations) == len(one.layout.annotations)
    assert len(many.data) <= len(one.data) + border_map.ARROWS
    numbers = next(trace for trace in many.data if trace.mode == "text")
    assert list(numbers.text) == ["1, 2, 3, 4 …"]
