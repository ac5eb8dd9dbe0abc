from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.topics.borders.measures.firsts import AFTER_PAUSE, COLUMNS, EVER, firsts

COVERS = (date(2015, 1, 26), date(2026, 2, 6))
KUNDUZ = {"province_id": "AF-KDZ"}
quick = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_the_first_and_the_return_after_a_pause(tiny):
    table = tiny(
        {"date_start": "2018-03-01", **KUNDUZ},
        {"date_start": "2018-05-01", **KUNDUZ},
        {"date_start": "2021-10-08", **KUNDUZ},
        {"date_start": "2015-04-18"},
    )
    found = firsts(table, *COVERS)
    assert found.columns.tolist() == list(COLUMNS)
    assert found[["province_id", "kind", "id"]].to_numpy().tolist() == [
        ["AF-NAN", EVER, "KA-0004"],
        ["AF-KDZ", EVER, "KA-0001"],
        ["AF-KDZ", AFTER_PAUSE, "KA-0003"],
    ]
    assert found["before_coverage"].tolist() == [True, False, False]
    assert found["pause_months"].iloc[2] == pytest.approx(41.2, abs=0.1)


@pytest.mark.parametrize(("second", "returns"), [("2022-01-01", 1), ("2021-12-29", 0)])
def test_a_pause_is_as_long_as_asked(tiny, second, returns):
    table = tiny({"date_start": "2020-01-01"}, {"date_start": second})
    assert (firsts(table, *COVERS, pause_months=23.97)["kind"] == AFTER_PAUSE).sum() == returns


def test_a_vague_date_makes_an_interval_and_never_a_longer_pause(tiny):
    table = tiny(
        {"date_start": "2020-01-01", "date_end": "2020-12-31"},
        {"date_start": "2020-03-05"},
        {"date_start": "2022-12-01"},
    )
    found = firsts(table, *COVERS)
    assert len(found) == 1
    assert (found["date_start"].item(), found["date_end"].item()) == (
        pd.Timestamp("2020-01-01"),
        pd.Timestamp("2020-03-05"),
    )


def test_the_first_sure_incident_stands_beside_a_doubtful_first(tiny):
    doubtful = {"date_start": "2016-12-29", "attribution": "suspected"}
    found = firsts(tiny(doubtful, {"date_start": "2017-02-01"}), *COVERS)
    assert (found["attribution"].item(), found["sure_id"].item()) == ("suspected", "KA-0002")
    assert pd.isna(firsts(tiny(doubtful), *COVERS)["sure_start"].item())


def test_rows_without_a_province_or_outside_the_coverage_are_left_out(tiny):
    table = tiny({"province_id": None}, {"date_start": "2014-12-01"}, {"date_start": "2026-03-01"})
    assert firsts(table, *COVERS).empty


def test_a_pause_must_be_longer_than_nothing(tiny):
    with pytest.raises(ValueError, match="pause_months must lie above 0"):
        firsts(tiny({}), *COVERS, pause_months=0)


@quick
@given(
    days=st.lists(st.dates(date(2015, 2, 1), date(2025, 12, 31)), min_size=1, max_size=10),
    pause=st.sampled_from([1, 12, 24, 60]),
    seed=st.integers(0, 99),
)
def test_every_spell_begins_with_one_row_whatever_the_order(tiny, days, pause, seed):
    table = tiny(*({"date_start": str(day)} for day in days))
    found = firsts(table, *COVERS, pause_months=pause)
    assert (found["kind"] == EVER).sum() == 1
    assert found["date_start"].iloc[0] == table["date_start"].min()
    assert (found.loc[found["kind"] == AFTER_PAUSE, "pause_months"] >= pause - 0.05).all()
    later = firsts(table.sample(frac=1, random_state=seed), *COVERS, pause_months=pause)
    pd.testing.assert_frame_equal(found, later)
    assert len(firsts(table, *COVERS, pause_months=pause * 2)) <= len(found)
