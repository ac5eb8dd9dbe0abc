import json
from datetime import date, timedelta

import pytest

from atlas.drawing import palette, time_figures
from atlas.incidents.recurring import KINDS, RULES, bands
from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.series import series
from atlas.topics.timeline.figures import HUES, OPACITY, bands_caption, draw_bands
from atlas.topics.timeline.measures import Recurrence

SPAN = date(2018, 1, 1), date(2019, 12, 31)


@pytest.fixture
def timeline(tiny):
    return time_figures.timeline(series(tiny({"date_start": "2018-05-20"}), "month", *SPAN), theme="light")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_band_lies_behind_the_bars_and_each_kind_stands_once_in_the_legend(timeline, theme):
    found = bands(KINDS, *SPAN, countries=["Afghanistan", "Pakistan"])
    before, height = len(timeline.data), timeline.layout.height
    draw_bands(timeline, found, theme)
    assert {shape.layer for shape in timeline.layout.shapes} == {"below"}
    assert [(shape.x0, shape.x1) for shape in timeline.layout.shapes] == [
        (band.first.isoformat(), (band.last + timedelta(days=1)).isoformat()) for band in found
    ]
    assert [trace.name for trace in timeline.data[before:]] == list(KINDS)
    assert timeline.layout.height > height
    assert "://" not in timeline.to_json()


def test_no_band_changes_nothing(timeline):
    before = json.loads(timeline.to_json())
    assert json.loads(draw_bands(timeline, (), "dark").to_json()) == before


def blended(hue, ground, opacity):
    parts = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (hue, ground)]
    return "#" + "".join(f"{round(opacity * a + (1 - opacity) * b):02x}" for a, b in zip(*parts, strict=True))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bands_can_be_told_from_the_ground_and_words_can_be_read_on_them(theme):
    assert tuple(HUES) == KINDS
    for hue in HUES.values():
        drawn = blended(hue, palette.BACKGROUND[theme], OPACITY[theme])
        assert palette.contrast(drawn, palette.BACKGROUND[theme]) > 1.25
        assert palette.contrast(palette.INK[theme], drawn) > 4.5


def found(ratio, sure=None, **changes):
    told = Recurrence("Ramadan", 11, 35, 55, 442, 38.06, 0.0861, ratio, ratio if sure is None else sure)
    return told._replace(**changes)


@pytest.mark.parametrize(
    ("ratio", "sure", "said"),
    [
        (Estimate(1.5, 0.91, 2.5), None, "1.5 times the daily rate of other days (95% interval 0.91 to 2.5): too un"),
        (Estimate(1.5, 1.1, 2.1), None, "more than on other days"),
        (Estimate(1.5, 1.1, 2.1), Estimate(1.2, 0.8, 1.8), "too uncertain to say"),
        (Estimate(0.5, 0.3, 0.8), None, "fewer than on other days"),
        (UNKNOWN, None, "(9% of the days): too few to say"),
    ],
)
def test_a_direction_is_said_only_where_both_intervals_support_it(ratio, sure, said):
    caption = bands_caption([found(ratio, sure)], RULES)
    assert said in caption
    assert "35 to 55, where an even spread would give 38.1" in caption
    assert "442 incidents dated to the day" in caption
    assert "may differ by one" in caption


def test_no_band_says_nothing():
    assert bands_caption([], RULES) == ""
