"""The view of a play: a sparse table that adds up, with bounds that stay, and a message that stays small."""

import json
from datetime import date
from itertools import product

import pandas as pd
import pytest

from atlas.drawing.screen_map import Setting
from atlas.geography.provinces import provinces
from atlas.statistics.row_facts import entries
from atlas.topics.map.figures import playback as map_play
from atlas.topics.map.measures import playback
from tests.conftest import tiny_table

FIRST, LAST = date(2015, 1, 26), date(2026, 2, 6)
MOST_BYTES = 180_000


def view(table, first=FIRST, last=LAST, **more):
    held = entries(table)
    return map_play.play_view(playback(held, held, first, last), Setting("incidents", (2, 5), **more))


TABLE = tiny_table(
    {"date_start": "2020-01-01"},
    {"date_start": "2020-05-01", "attribution": "suspected", "killed_best": 4.0},
    {"date_start": "2020-05-02", "province_id": "AF-KAB", "place": "Kabul", "latitude": 34.53, "longitude": 69.17},
    {"date_start": "2020-05-02", "latitude": None, "longitude": None},
    {"date_start": "2020-03-30", "date_end": "2020-04-02"},
)


def test_a_view_is_plain_json_with_the_setting_of_the_single_map():
    found = view(TABLE, selected=("AF-KAB",), alt="Said")
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert (found["selected"], found["alt"], found["legend"]["classes"][-1]) == (["AF-KAB"], "Said", "5 and more")


def test_the_pairs_of_a_province_stand_together_and_runs_say_how_many():
    play = view(TABLE)["play"]
    assert play["provinces"] == "AF-KAB AF-NAN"
    assert play["runs"] == [1, 2]
    bins = [play["bins"][number] for number in play["counts"][0]]
    assert bins == ["Q2 2020", "Q1 2020", "Q2 2020"]
    assert play["counts"][1:] == [[1, 1, 2], [0, 0, 1], [1, 1, 5], [1, 1, 2], [0, 0, 1]]


def test_every_column_of_cells_has_the_same_length():
    play = view(TABLE)["play"]
    assert len({len(column) for column in play["spots"]}) == 1
    assert sum(play["spot_runs"]) == len(play["spots"][0])
    assert {len(column) for column in play["cells"]} == {len(play["spot_runs"])}


def test_it_says_what_no_bin_holds():
    assert view(TABLE)["play"]["left"] == "1 incident not datable to one quarter"
    assert view(TABLE.head(1))["play"]["left"] == ""
    assert "Left out: 1 incident not datable to one quarter." in words(TABLE)


def words(table, first=FIRST, last=LAST):
    held = entries(table)
    return map_play.play_words(playback(held, held, first, last))


def test_the_words_name_the_span_and_the_fullest_bin():
    assert words(TABLE.head(4)) == "Played by quarter, Q1 2015 to Q1 2026. Most in one quarter: 3 incidents (Q2 2020)."
    assert words(TABLE.head(0)) == "Played by quarter, Q1 2015 to Q1 2026."
    assert words(TABLE, LAST, FIRST) == ""


def test_a_year_is_marked_at_its_first_bin():
    assert view(TABLE)["play"]["years"][:2] == [[0, 2015], [4, 2016]]


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_every_step_has_a_window(step):
    bins, wording = map_play.WINDOWS[step]
    assert bins >= 1
    assert wording


def test_the_message_is_bounded_with_every_province_in_every_bin():
    days = [str(day.date()) for day in pd.date_range("2015-02-01", "2029-12-01", freq="QS")]
    homes = list(provinces().index)
    pairs = list(product(homes, days))
    table = tiny_table({}).take([0] * len(pairs)).reset_index(drop=True)
    stamps = pd.to_datetime([day for _, day in pairs])
    table = table.assign(
        province_id=pd.Categorical([home for home, _ in pairs]),
        date_start=stamps,
        date_end=stamps,
        latitude=[24 + number % 18 for number in range(len(pairs))],
        longitude=[59 + number % 19 for number in range(len(pairs))],
        killed_best=100.0,
    )
    table = pd.concat([table] * 12, ignore_index=True)
    found = view(table, FIRST, date(2029, 12, 31))
    assert len(found["play"]["counts"][0]) >= 7000
    assert len(json.dumps(found, separators=(",", ":"))) < MOST_BYTES
