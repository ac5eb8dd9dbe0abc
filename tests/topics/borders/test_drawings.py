import json
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from atlas.drawing.palette import CRIMSON
from atlas.statistics.periods import Period, Question
from atlas.topics.borders import words as border_words
from atlas.topics.borders.figures import border_map
from atlas.topics.borders.figures import lane as border_lane
from atlas.topics.borders.figures import over_time as border_figures
from atlas.topics.borders.measures.crossings import beyond, crossings, pairs
from atlas.topics.borders.measures.firsts import firsts
from atlas.topics.borders.measures.nearness import NORTH, lines_of, nearness
from atlas.topics.borders.measures.pressure import pressure

COVERS = (date(2019, 6, 1), date(2022, 12, 31))
QUESTION = Question(Period(date(2019, 6, 1), date(2020, 12, 31)), Period(date(2021, 1, 1), date(2022, 12, 31)))
NAMES = {NORTH: "the northern neighbours together"}
KHOST = {"province_id": "AF-KHO", "latitude": 33.339, "longitude": 69.920}
TERMEZ = {
    "date_start": "2022-04-18", "place": "Termez", "country": "Uzbekistan", "province_id": "UZ-SU",
    "latitude": 37.224, "longitude": 67.278, "attack_type": "rocket or mortar fire",
    "origin_place": "Hairatan", "origin_province_id": "AF-BAL",
}  # fmt: skip
RUSSIA = {
    "date_start": "2022-09-05", "place": "<b>Moscow</b>", "country": "Russia", "province_id": None, "region_id": None,
    "killed_best": 40.0, "killed_high": 40.0,
}  # fmt: skip
THEMES = ["light", "dark"]


@pytest.fixture
def table(tiny):
    return tiny(
        KHOST,
        KHOST | {"date_start": "2021-05-01", "attribution": "suspected"},
        TERMEZ,
        RUSSIA,
        {"date_start": "2021-03-01", "province_id": None, "latitude": None, "longitude": None},
    )


def drawn(figure):
    return json.dumps(figure.to_plotly_json(), default=list)


@pytest.mark.parametrize("theme", THEMES)
def test_shares_are_spans_with_the_verdict_in_words(table, theme):
    found = nearness(table, QUESTION, (50,))
    figure = border_figures.shares_near(found, NAMES, theme=theme)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [bar.name for bar in bars] == ["before", "after"]
    assert list(bars[0].base) == found["before_low"].tolist()
    texts = [note.text for note in figure.layout.annotations]
    assert texts.count("too few to say") == len(found)
    assert NAMES[NORTH] in texts


def test_a_share_that_changed_is_marked_and_named(table):
    found = nearness(table, QUESTION, (50,)).assign(direction=["rose", *["uncertain"] * 6])
    assert any(
        "▲ rose" in str(note.text)
        for note in border_figures.shares_near(found, NAMES, theme="light").layout.annotations
    )
    caption = border_words.shares_caption(found, NAMES, "attacks", 2, 1)
    assert "The share rose near Pakistan; too few to say for" in caption
    assert (
        "Left out: 2 incidents not datable to one of the periods and 1 incident known only to the country." in caption
    )


def test_shares_without_incidents_are_drawn_without_a_share(table):
    found = nearness(table.iloc[:0], QUESTION, (50,))
    figure = border_figures.shares_near(found, NAMES, theme="light")
    assert "no incident" in drawn(figure)
    assert "NaN" not in figure.to_json()


@pytest.mark.parametrize("theme", THEMES)
def test_pressure_stacks_the_possible_on_the_sure_and_turns_the_far_side_down(table, theme):
    found = pressure(table, *COVERS)
    figure = border_figures.pressure_rows(found, NAMES, theme=theme)
    bars = {trace.name: trace for trace in figure.data if trace.type == "bar"}
    assert (
        sum(value or 0 for value in bars["in Afghanistan, sure"].y)
        == found.counts.query("side == 'own'")["least"].sum()
    )
    rest = found.counts.query("side == 'own'")
    assert sum(value or 0 for value in bars["in Afghanistan, possible"].y) == (rest["most"] - rest["least"]).sum()
    assert [value for value in bars["beyond the border, sure"].y if value] == [-1.0]
    assert figure.layout.yaxis.range[1] > 6 * 9


def test_rows_of_the_pressure_never_overlap(table):
    counts = pressure(table, *COVERS).counts
    lines = list(counts["line"].unique())
    zeros, height = border_figures._stacked(counts, lines)
    most = counts.groupby(["line", "side"])["most"].max()
    edges = [(zeros[line] + most.get((line, "own"), 0), zeros[line] - most.get((line, "other"), 0)) for line in lines]
    assert edges[0][0] <= height
    assert all(upper[1] > lower[0] for upper, lower in pairwise(edges))


@pytest.mark.parametrize("theme", THEMES)
def test_the_map_counts_each_border_and_marks_what_crossed(table, theme):
    rows = crossings(table).assign(number=1)
    found = pressure(table, *COVERS)
    totals = found.totals()
    figure = border_map.border_map(totals, lines_of(), 50, rows, theme=theme)
    texts = [note.text for note in figure.layout.annotations]
    assert "1–2" in texts  # the Durand Line
    assert ["1"] in [list(trace.text) for trace in figure.data if trace.mode == "text"]  # the crossing
    assert any(trace.mode == "markers" and trace.marker.color == CRIMSON for trace in figure.data)
    assert len(figure.to_json()) < 90_000


def test_a_crossing_without_a_point_or_off_the_map_is_not_drawn(tiny):
    far = {"place": "Tashkent", "province_id": "UZ-TK", "latitude": 41.3, "longitude": 69.3}
    lost = {"latitude": None, "longitude": None, "location_precision": "province"}
    assert border_map.on_map(crossings(tiny(TERMEZ, TERMEZ | far, TERMEZ | lost))).tolist() == [True, False, False]
    assert border_map.on_map(crossings(tiny({}))).tolist() == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_lane_has_a_row_per_country_and_names_the_deadliest_as_text(table, theme):
    figure = border_lane.lane(beyond(table), COVERS, theme=theme)
    assert list(figure.layout.yaxis.ticktext) == ["Russia", "Uzbekistan"]
    assert any("&lt;b&gt;Moscow" in str(note.text) for note in figure.layout.annotations)
    assert "<b>Moscow" not in drawn(figure)
    sizes = sorted(size for trace in figure.data if trace.mode == "markers" for size in trace.marker.size)
    assert sizes == [9.0, pytest.approx(19.0, abs=0.1)]


def test_names_in_the_lane_never_collide_and_the_deadliest_is_named(tiny):
    crowd = [RUSSIA | {"place": f"Town {day}", "date_start": f"2022-03-{day:02}", "killed_best": 10.0 + day} for day in
             range(1, 9)]  # fmt: skip
    table = beyond(tiny(*crowd, RUSSIA | {"country": "Iran", "date_start": "2022-03-02"}))
    notes = [note.text for note in border_lane.lane(table, COVERS, theme="light").layout.annotations]
    assert notes[0].startswith("&lt;b&gt;Moscow")
    assert notes[1:] == ["Town 8, 18 killed"]


def test_an_empty_lane_is_an_empty_figure(table):
    none = beyond(table.iloc[:1])
    assert not border_lane.lane(none, COVERS, theme="light").layout.annotations
    assert border_words.lane_caption(none, "attacks") == "attacks: no incident outside Afghanistan and Pakistan."


@pytest.mark.parametrize("theme", THEMES)
def test_first_marks_tell_sure_from_doubtful_and_draw_the_pause(tiny, theme):
    table = tiny({"date_start": "2019-06-20", "attribution": "suspected"}, {"date_start": "2022-06-01"}, KHOST)
    found = firsts(table, *COVERS, pause_months=12)
    figure = border_lane.first_marks(found, {"AF-NAN": "Nangarhar", "AF-KHO": "Khost"}, COVERS, theme=theme)
    assert list(figure.layout.yaxis.ticktext) == ["Nangarhar", "Khost"]
    names = [trace.name for trace in figure.data if trace.mode == "markers"]
    assert names == ["first recorded", "first recorded, suspected or disputed", "first after a pause"]
    assert next(trace for trace in figure.data if trace.name == "pause").x[1] == "2022-06-01"
    caption = border_words.firsts_caption(found, COVERS[0], 12, "attacks")
    assert "2 provinces with an incident, 1 return after at least 12 months without any" in caption


def test_the_answer_gives_counts_shares_and_the_interval(table):
    row = nearness(table, QUESTION, (50,), {"Pakistan": ("af-pk",)}).to_dict("records")[0]
    said = border_words.answer(row, "the border with Pakistan", (QUESTION.before, QUESTION.after), "incidents")
    assert said == (
        "Within 50 km of the border with Pakistan lay 1 of 1 incident (100%) from 1 June 2019 to 31 December 2020, and "
        "0 to 1 of 0 to 1 incidents (100%) from 1 January 2021 to 31 December 2022: one of the periods holds no "
        "incident, so that there is nothing to compare."
    )


ROW = {
    "band_km": 50, "line": "Iran", "direction": "rose", "before_possibly": 2, "after_possibly": 9,
    "before_low": 0.0, "before_high": 0.004, "after_low": 0.01, "after_high": 0.06,
    "difference_low": -0.014, "difference_high": 0.051, "low": 0.012, "high": 0.2,
    "p_rise_low": 0.98, "p_rise_high": 0.99,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [({}, "rose"), ({"direction": "uncertain"}, "no clear change"),
     ({"direction": "uncertain", "after_possibly": 7}, "too few to say")],
)  # fmt: skip
def test_a_change_is_named_only_where_it_is_known(change, told):
    assert border_words.verdict(ROW | change) == told
    assert border_words.difference_span(ROW) == "−1.4 to +5.1"
    assert "under 1% before and 1% to 6% after" in border_words.aside(ROW | change)


def test_captions_say_what_is_left_out(table):
    found = pressure(table, *COVERS)
    said = border_words.pressure_caption(found, NAMES, "attacks")
    assert "Pakistan 1 to 2" in said
    assert "Left out: 1 incident known only to the country." in said
    assert "2019 is covered only in part." in said
    crossed = crossings(table)
    told = border_words.crossings_caption(pairs(crossed), 3, "attacks", {"AF-BAL": "Balkh", "UZ-SU": "Surkhandarya"})
    assert "Balkh, Afghanistan to Surkhandarya, Uzbekistan (fire, 1)" in told
    assert "3 incidents with an origin whose country cannot be told." in told
    assert "no crossing of a border is recorded" in border_words.crossings_caption(pairs(crossed.iloc[:0]), 0, "a", {})
    assert "1 crossing outside this map" in border_words.map_caption(found, 0, 1, "attacks")


def test_the_lane_caption_counts_countries_and_the_deadliest(table):
    said = border_words.lane_caption(beyond(table), "attacks")
    assert "2 incidents outside Afghanistan and Pakistan in 2 countries, 1 of them outside the eight" in said
    assert "The deadliest: <b>Moscow</b>, 40 killed (best estimate)." in said


def test_no_incident_near_any_border_is_said(table):
    figure = border_figures.pressure_rows(pressure(table.iloc[:0], *COVERS), NAMES, theme="light")
    assert not [value for trace in figure.data for value in trace.y if value]
    assert "No incident lies near a border" in border_words.pressure_caption(
        pressure(table.iloc[:0], *COVERS), NAMES, "a"
    )


def test_bins_of_the_drawing_keep_the_table_as_it_is(table):
    counts = pressure(table, *COVERS).counts
    before = counts.copy()
    border_figures.pressure_rows(pressure(table, *COVERS), NAMES, theme="light")
    pd.testing.assert_frame_equal(counts, before)


def test_more_incidents_abroad_than_anybody_tells_apart_are_gathered_by_month(tiny):
    days = pd.date_range("2020-01-01", "2020-12-31", periods=900).strftime("%Y-%m-%d")
    rows = beyond(tiny(*(RUSSIA | {"date_start": day, "killed_best": 2.0} for day in days)))
    span = (date(2020, 1, 1), date(2020, 12, 31))
    discs = next(trace for trace in border_lane.lane(rows, span, theme="light").data if trace.mode == "markers")
    assert len(discs.x) == 12
    assert discs.text[0].startswith("Russia, January 2020<br>7")
    assert "one circle" in border_words.lane_caption(rows, "all")


def test_many_crossings_are_gathered_into_cells_and_the_latest_is_named(tiny):
    crossed = crossings(tiny(*[TERMEZ] * 700)).iloc[::-1].assign(number=range(1, 701))
    totals = pressure(tiny(TERMEZ), *COVERS, band_km=50, country="Afghanistan").totals()
    figure = border_map.border_map(totals, lines_of("Afghanistan"), 50, crossed, theme="light")
    told = [text for trace in figure.data if trace.mode == "markers" for text in trace.text or ()]
    assert told == ["1: Hairatan to Termez and 699 earlier ones within 20 km"]
