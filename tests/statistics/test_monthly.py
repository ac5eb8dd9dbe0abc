from datetime import date

import numpy as np

from atlas.statistics.monthly import monthly
from atlas.statistics.periods import Period

SPAN = Period(date(2020, 1, 1), date(2020, 3, 31))


def counted(table, unit="incidents"):
    inside = (table["province_id"] == "AF-KDZ").to_numpy()
    return monthly(table, inside, SPAN, unit)


def test_incidents_are_counted_month_by_month(tiny):
    table = tiny(
        {"date_start": "2020-01-05"},
        {"date_start": "2020-01-06", "province_id": "AF-KDZ"},
        {"date_start": "2020-03-31", "province_id": "AF-KDZ"},
        {"date_start": "2020-03-31", "date_end": "2020-04-02"},
    )
    found = counted(table)
    assert found.inside.tolist() == [1, 0, 1]
    assert found.total.tolist() == [2, 0, 1]
    assert found.days.tolist() == [31, 29, 31]
    assert (found.n_inside, found.n, found.share) == (2, 3, 2 / 3)


def test_an_operation_counts_once_and_lies_inside_when_any_part_does(tiny):
    table = tiny(
        {"date_start": "2020-01-31", "operation_id": "OP-1"},
        {"date_start": "2020-02-01", "operation_id": "OP-1", "province_id": "AF-KDZ"},
        {"date_start": "2020-02-01", "operation_id": "KA-0003"},
    )
    found = counted(table, "operations")
    assert found.total.tolist() == [1, 1, 0]
    assert found.inside.tolist() == [1, 0, 0]


def test_a_day_counts_once(tiny):
    table = tiny(*[{"date_start": "2020-02-01"}] * 3, {"date_start": "2020-02-01", "province_id": "AF-KDZ"})
    found = counted(table, "days")
    assert (found.n, found.n_inside) == (1, 1)


def test_an_empty_table_counts_nothing(tiny):
    found = counted(tiny().iloc[:0])
    assert found.n == 0
    assert found.share is None
    assert np.array_equal(found.total, [0, 0, 0])
