from datetime import date

import numpy as np

from atlas.statistics.certainty import is_sure, tolls
from atlas.statistics.totals import Totals, totals

NO_POINT = {"latitude": None, "longitude": None}
NO_TOLL = {"killed_low": None, "killed_best": None, "killed_high": None}


def test_counts_and_tolls_are_intervals(tiny):
    table = tiny(
        {"attribution": "claimed", "killed_low": 2, "killed_best": 3, "killed_high": 5},
        {"attribution": "attributed", "killed_low": 1, "killed_best": 1, "killed_high": 1, "injured_low": 4,
         "injured_best": 4, "injured_high": 6},
        {"attribution": "suspected", "killed_low": 10, "killed_best": 11, "killed_high": 12},
        {"attribution": "disputed", **NO_TOLL},
    )  # fmt: skip
    found = totals(table)
    assert (found.incidents_sure, found.incidents) == (2, 4)
    assert (found.killed_low, found.killed_best, found.killed_high) == (3, 15, 18)
    assert (found.injured_low, found.injured_best, found.injured_high) == (4, 4, 6)
    assert found.toll_unknown == 1


def test_a_missing_bound_takes_the_one_below(tiny):
    table = tiny({"killed_low": 2, "killed_best": None, "killed_high": None}, {**NO_TOLL, "killed_best": 7})
    low, best, high = tolls(table)
    np.testing.assert_array_equal(low, [2, 0])
    np.testing.assert_array_equal(best, [2, 7])
    np.testing.assert_array_equal(high, [2, 7])


def test_sureness_does_not_depend_on_the_type_of_the_column(tiny):
    table = tiny({"attribution": "claimed"}, {"attribution": "disputed"}, {"attribution": None})
    plain = table.assign(attribution=table["attribution"].astype("str"))
    assert is_sure(table).tolist() == is_sure(plain).tolist() == [True, False, False]


def test_every_incident_is_placed_in_exactly_one_way(tiny):
    table = tiny(
        {},
        {**NO_POINT, "location_precision": "province"},
        {**NO_POINT, "location_precision": "district"},
        {**NO_POINT, "location_precision": "country", "province_id": None},
        {"country": "Russia", "province_id": None, "latitude": 55.8, "longitude": 37.4},
    )
    found = totals(table)
    assert (found.located, found.unlocated, found.country_only, found.abroad) == (1, 2, 1, 1)
    assert found.provinces == 1


def test_dates_span_the_selection(tiny):
    found = totals(tiny({"date_start": "2021-08-01", "date_end": "2021-08-31"}, {"date_start": "2016-07-23"}))
    assert (found.first, found.last) == (date(2016, 7, 23), date(2021, 8, 31))


def test_an_empty_selection_has_totals_too(tiny):
    found = totals(tiny({}).iloc[:0])
    assert found == Totals(*[0] * 9, None, None, *[0] * 5)
