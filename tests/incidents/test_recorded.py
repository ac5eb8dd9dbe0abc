import pandas as pd
import pytest

from atlas.incidents.context import read_sheet
from atlas.incidents.recorded import attacks, beside_published, number, recorded, within
from atlas.incidents.sheets import COMPARED_WITH

DAYS = (pd.Timestamp("2020-01-01"), pd.Timestamp("2020-12-31"))


@pytest.fixture
def table(tiny):
    return tiny(
        {"killed_low": 1, "killed_best": 2, "killed_high": 4, "injured_low": 3, "injured_best": 3, "injured_high": 5},
        {"attribution": "suspected", "killed_low": 0, "killed_best": 0, "killed_high": 1},
        {"attribution": "attributed", "label": "IS Pakistan Province", "killed_low": None, "killed_best": None,
         "killed_high": None},
        {"label": "IS core", "killed_low": 50, "killed_best": 50, "killed_high": 50},
        {"event_class": "operation", "target_type": "the group itself"},
        {"event_class": "foiled plot", "attribution": "suspected"},
        {"attribution": "disputed", "event_class": "clash"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ("attacks", (2, 3)),
        ("claimed attacks", (1, 1)),
        ("deadly attacks", (1, 1)),
        ("all events", (4, 6)),
        ("killed in attacks", (1, 5)),
        ("injured in attacks", (3, 5)),
    ],
)
def test_each_way_of_counting_is_an_interval(table, counted, expected):
    assert recorded(table, counted) == expected


def test_every_way_of_counting_is_covered_and_none_sees_more_than_all(table):
    for counted in COMPARED_WITH:
        low, high = recorded(table, counted)
        assert low <= high
    assert recorded(table.head(0), "killed in attacks") == (0, 0)


def test_the_default_view_leaves_out_other_classes_and_labels(table):
    assert attacks(table)["id"].tolist() == ["KA-0001", "KA-0002", "KA-0003"]
    assert number(table) == (4, 7)


def test_a_row_counts_in_its_area_and_only_when_its_whole_span_lies_in_the_period(tiny):
    table = tiny(
        {"date_start": "2020-12-31"},
        {"date_start": "2020-12-31", "date_end": "2021-01-01", "date_precision": "week"},
        {"date_start": "2020-01-01", "province_id": "AF-KAB"},
        {"date_start": "2020-06-01", "province_id": "PK-KP", "country": "Pakistan"},
        {"date_start": "2019-12-31"},
    )
    assert within(table, "AF", *DAYS)["id"].tolist() == ["KA-0001", "KA-0003"]
    assert within(table, "AF-NAN", *DAYS)["id"].tolist() == ["KA-0001"]
    assert within(table, "PK", *DAYS)["id"].tolist() == ["KA-0004"]
    assert within(table, "TJ", *DAYS).empty


def test_published_figures_stand_beside_what_was_recorded_in_their_days(tiny):
    table = tiny({"date_start": "2021-10-05"}, {"date_start": "2021-10-31", "attribution": "suspected"})
    beside = beside_published(table, read_sheet("published_counts"))
    october = beside[(beside["period_start"] == "2021-10-01") & (beside["period_end"] == "2021-10-31")].set_index("who")
    counts = ["figure_low", "recorded_low", "recorded_high"]
    assert october.loc["UN Special Representative (Lyons)", counts].tolist() == [48, 1, 2]
    assert october.loc["Flashpoint", counts].tolist() == [26, 1, 1]
    assert beside["compared_with"].isin(COMPARED_WITH).all()
