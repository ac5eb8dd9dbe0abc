"""A play holds every dated incident once, in the bin that the series gives it, and stays small."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.statistics.province_counts import by_province
from atlas.statistics.row_facts import RowFacts, entries
from atlas.statistics.series import series
from atlas.topics.map.measures import MOST_BINS, MOST_SPOTS, playback, played_within
from tests.conftest import tiny_table

FIRST, LAST = date(2015, 1, 26), date(2026, 2, 6)
KABUL = {"province_id": "AF-KAB", "place": "Kabul", "latitude": 34.53, "longitude": 69.17}


def played(table, first=FIRST, last=LAST, coloured=None):
    held = entries(table)
    return playback(held, entries(coloured) if coloured is not None else held, first, last)


def pairs(tally, names):
    rows = zip(tally.group, tally.bin, tally.incidents, tally.sure, tally.killed_best, strict=True)
    return [(names[group], *map(int, rest)) for group, *rest in rows]


def test_incidents_lie_in_the_quarter_of_their_day():
    play = played(
        tiny_table(
            {"date_start": "2020-01-01", "killed_best": 3.0},
            {"date_start": "2020-03-31", "attribution": "suspected"},
            {"date_start": "2020-04-01", **KABUL},
        ),
        date(2020, 1, 1),
        date(2026, 2, 6),
    )
    assert play.step == "quarter"
    assert play.starts[:2] == (date(2020, 1, 1), date(2020, 4, 1))
    assert play.incidents[:3].tolist() == [2, 1, 0]
    assert play.sure[:3].tolist() == [1, 1, 0]
    assert sorted(pairs(play.by_province, play.provinces)) == [("AF-KAB", 1, 1, 1, 1), ("AF-NAN", 0, 2, 1, 4)]
    assert sorted(pairs(play.by_cell, play.cells.place)) == [("Jalalabad", 0, 2, 1, 4), ("Kabul", 1, 1, 1, 1)]


def test_what_no_single_bin_holds_is_counted_beside():
    play = played(tiny_table({"date_start": "2020-03-30", "date_end": "2020-04-02"}, {"date_start": "2020-03-30"}))
    assert (int(play.incidents.sum()), play.not_datable) == (1, 1)


def test_a_span_that_reaches_beyond_the_coverage_lies_in_the_covered_part():
    play = played(tiny_table({"date_start": "2014-12-01", "date_end": "2015-02-01"}))
    assert (play.incidents[0], play.not_datable) == (1, 0)


def test_an_incident_without_coordinates_is_in_its_province_and_in_no_circle():
    play = played(tiny_table({"latitude": None, "longitude": None, "location_precision": "province"}))
    assert play.by_province.incidents.tolist() == [1]
    assert play.by_province.located.tolist() == [0]
    assert not play.by_cell.incidents.size
    assert play.side == 0


def test_without_a_province_there_is_no_colour_but_a_bar():
    play = played(tiny_table({"province_id": None, "latitude": None, "longitude": None}, {}))
    assert play.by_province.incidents.tolist() == [1]
    assert play.incidents.sum() == 2


def test_provinces_are_coloured_by_the_wider_selection_and_bars_by_the_narrow_one():
    table = tiny_table({}, KABUL)
    facts = RowFacts(table)
    narrow, wide = (facts.entries(np.array(held)) for held in ([True, False], [True, True]))
    play = playback(narrow, wide, FIRST, LAST)
    assert play.incidents.sum() == 1
    assert sorted(name for name, *_ in pairs(play.by_province, play.provinces)) == ["AF-KAB", "AF-NAN"]
    assert pairs(play.by_cell, play.cells.place)[0][0] == "Jalalabad"


def test_nothing_and_no_covered_day():
    assert played(tiny_table({}).head(0)).incidents.sum() == 0
    empty = played(tiny_table({}), date(2020, 2, 1), date(2020, 1, 1))
    assert (empty.starts, empty.not_datable, empty.incidents.size) == ((), 1, 0)


@pytest.mark.parametrize(
    ("last", "step", "number"),
    [
        (date(2015, 1, 31), "month", 1),
        (date(2019, 12, 31), "month", 60),
        (date(2020, 1, 1), "quarter", 21),
        (date(2029, 12, 31), "quarter", 60),
        (date(2030, 1, 1), "year", 16),
    ],
)
def test_the_step_is_the_shortest_that_keeps_the_bins_few(last, step, number):
    play = played(tiny_table({}), FIRST, last)
    assert (play.step, len(play.starts)) == (step, number)


days = st.dates(date(2014, 6, 1), date(2026, 8, 1))


@settings(max_examples=25)
@given(spans=st.lists(st.tuples(days, st.integers(0, 120)), min_size=1, max_size=25))
def test_bins_are_those_of_the_series_and_nothing_is_lost(spans):
    ends = [(start, start + pd.Timedelta(days=more)) for start, more in spans]
    table = tiny_table(*({"date_start": str(start), "date_end": str(end)} for start, end in ends))
    play = played(table)
    counted = series(table, "quarter", FIRST, LAST)
    assert play.incidents.tolist() == counted.counts["incidents"].tolist()
    assert play.sure.tolist() == counted.counts["incidents_sure"].tolist()
    assert play.incidents.sum() + play.not_datable == len(table)
    assert play.not_datable == counted.not_datable + counted.outside
    assert play.by_cell.incidents.sum() == play.by_province.incidents.sum() == play.incidents.sum()


def test_the_sums_over_all_bins_are_those_of_the_provinces():
    table = tiny_table({}, {"killed_best": 5.0}, KABUL, {**KABUL, "attribution": "disputed", "killed_best": None})
    play, whole = played(table), by_province(table)
    for place, name in enumerate(play.provinces):
        held = play.by_province.group == place
        for column in ("incidents", "killed_best", "toll_known"):
            assert getattr(play.by_province, column)[held].sum() == whole.loc[name, column], (name, column)


def crowded(number):
    """A table with incidents everywhere and always."""
    generator = np.random.default_rng(7)
    table = tiny_table({}).take([0] * number).reset_index(drop=True)
    offsets = pd.to_timedelta(generator.integers(0, 4000, number), unit="D")
    start = pd.Timestamp(FIRST) + offsets
    return table.assign(
        date_start=start,
        date_end=start,
        latitude=generator.uniform(24, 42, number),
        longitude=generator.uniform(59, 78, number),
    )


def test_however_many_incidents_there_are_the_play_stays_bounded():
    play = played(crowded(40_000))
    assert len(play.starts) <= MOST_BINS
    assert len(play.by_cell.bin) <= MOST_SPOTS
    assert play.side > 500
    assert play.by_cell.incidents.sum() == play.incidents.sum() == 40_000


def test_the_rows_of_a_span_are_those_that_its_bins_count():
    table = tiny_table(
        {"date_start": "2020-01-01"},
        {"date_start": "2020-03-30", "date_end": "2020-04-02"},
        {"date_start": "2020-04-01"},
        {"date_start": "2014-12-01", "date_end": "2015-02-01"},
    )
    held = entries(table)
    spring = (12 * 2020 + 3, 12 * 2020 + 5)
    assert played_within(held, FIRST, LAST, *spring).tolist() == [False, False, True, False]
    play = playback(held, held, FIRST, LAST)
    for bin_, start in enumerate(play.starts):
        month = 12 * start.year + start.month - 1
        assert played_within(held, FIRST, LAST, month, month + 2).sum() == play.incidents[bin_]
    assert played_within(held, FIRST, LAST, 10_000, 29_999).sum() == len(table) - play.not_datable
    assert not played_within(held, LAST, FIRST, 10_000, 29_999).any()
