import pandas as pd
import pytest

from atlas.topics.timeline.measures import province_order

COUNTS = pd.DataFrame({2015: [1, 0, 0], 2016: [0, 9, 2], 2017: [1, 0, 0]}, index=["AF-NAN", "AF-KAB", "AF-BAL"])
NAMES = {"AF-NAN": "Nangarhar", "AF-KAB": "Kabul", "AF-BAL": "Balkh"}
REGIONS = {"AF-NAN": "af-east", "AF-KAB": "af-central", "AF-BAL": "af-north"}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("most incidents", ["AF-KAB", "AF-BAL", "AF-NAN"]),
        ("first year", ["AF-NAN", "AF-KAB", "AF-BAL"]),
        ("name", ["AF-BAL", "AF-KAB", "AF-NAN"]),
        ("region", ["AF-KAB", "AF-NAN", "AF-BAL"]),
    ],
)
def test_provinces_stand_in_the_order_asked_for(order, expected):
    assert province_order(COUNTS, order, NAMES, REGIONS) == expected


def test_nothing_can_be_ordered_too():
    assert province_order(COUNTS.iloc[:0], "name", {}, {}) == []
