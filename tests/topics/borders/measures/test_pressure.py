from datetime import date

import numpy as np

from atlas.topics.borders.measures.nearness import NORTH
from atlas.topics.borders.measures.pressure import pressure

COVERS = (date(2019, 6, 1), date(2022, 12, 31))
KHOST = {"province_id": "AF-KHO", "latitude": 33.339, "longitude": 69.920}
KABUL = {"province_id": "AF-KAB", "latitude": 34.528, "longitude": 69.172}
TERMEZ = {"country": "Uzbekistan", "province_id": "UZ-SU", "latitude": 37.224, "longitude": 67.278}


def cell(found, line, side, year):
    counts = found.counts
    hit = counts[(counts["line"] == line) & (counts["side"] == side) & (counts["bin"].dt.year == year)]
    return hit["least"].item(), hit["most"].item()


def test_bins_hold_sure_and_possible_on_both_sides(tiny):
    table = tiny(
        KHOST,
        KHOST | {"attribution": "suspected"},
        {"province_id": "AF-NAN", "location_precision": "province", "latitude": None, "longitude": None},
        TERMEZ | {"date_start": "2022-04-18"},
    )
    found = pressure(table, *COVERS)
    assert cell(found, "Pakistan", "own", 2020) == (1, 3)
    assert cell(found, "Pakistan", "other", 2020) == (0, 0)
    assert cell(found, "Uzbekistan", "other", 2022) == (1, 1)
    assert found.totals().loc["Uzbekistan"].tolist() == [0, 0, 1, 1]
    assert found.totals().loc[NORTH].tolist() == [0, 0, 0, 0]


def test_every_line_has_every_bin(tiny):
    counts = pressure(tiny(KHOST), *COVERS).counts
    assert counts.groupby(["line", "side"]).size().unique().tolist() == [4]
    assert len(counts) == 4 * (6 * 2 + 1)
    assert counts.loc[counts["bin"].dt.year == 2019, "partial"].all()


def test_what_is_in_no_bin_is_counted(tiny):
    crossing = KHOST | {"date_start": "2020-12-20", "date_end": "2021-01-10"}
    lost = {"province_id": None, "latitude": None, "longitude": None, "location_precision": "country"}
    found = pressure(tiny(crossing, lost, KABUL | {"date_start": "2020-12-20", "date_end": "2021-01-10"}), *COVERS)
    assert found.counts["most"].sum() == 0
    assert (found.not_datable, found.unplaced) == (1, 1)  # Kabul lies farther than 50 km from every border


def test_the_selected_period_cuts_the_bins(tiny):
    found = pressure(tiny(KHOST), *COVERS, start=date(2021, 1, 1), end=date(2022, 6, 30))
    assert (found.first, found.last) == (date(2021, 1, 1), date(2022, 6, 30))
    assert found.counts["most"].sum() == 0


def test_an_empty_table_gives_zeros(tiny):
    assert pressure(tiny({}).iloc[:0], *COVERS).counts["most"].sum() == 0


TOTALS = ["own_least", "own_most", "other_least", "other_most"]


def test_a_period_without_a_covered_day_has_totals_of_no_line(tiny):
    found = pressure(tiny(KHOST), *COVERS, start=date(2030, 1, 1))
    assert found.last < found.first
    totals = found.totals()
    assert (list(totals.columns), len(totals)) == (TOTALS, 0)  # a zero would say that somebody had looked


def test_a_line_of_one_side_alone_has_nothing_on_the_other(tiny):
    found = pressure(tiny(TERMEZ), *COVERS)
    north = found._replace(counts=found.counts[found.counts["line"] == NORTH]).totals()
    assert north.to_dict("index") == {NORTH: dict.fromkeys(TOTALS, 0)}


def test_totals_keep_the_order_of_lines(tiny):
    found = pressure(tiny(KHOST), *COVERS)
    assert found.totals().index.tolist() == found.counts["line"].unique().tolist()
    assert set(found.totals().dtypes) == {np.dtype("int64")}
