from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import binom

from atlas.statistics.periods import Period
from atlas.topics.shift.measures import change_in_share as module
from atlas.topics.shift.measures.change_in_share import FEWEST_ASIDE, change_in_share
from tests.conftest import tiny_table

PERIOD = Period(date(2016, 1, 1), date(2019, 12, 31))
NORTH = {"AF-KDZ", "AF-BAL"}


def run_of(number, first, share, *, apart=10, **more):
    """Give incidents at even distances, of which a share lies in the north, evenly mixed."""
    rows = []
    for k in range(number):
        inside = int((k + 1) * share) > int(k * share)
        day = first + timedelta(days=apart * k)
        rows.append({"date_start": str(day), "province_id": "AF-KDZ" if inside else "AF-NAN", **more})
    return rows


STEP = [*run_of(60, date(2016, 1, 1), 0.1), *run_of(60, date(2016, 1, 1) + timedelta(days=600), 0.6)]


def test_a_clear_change_is_dated_and_its_interval_holds_it():
    found = change_in_share(tiny_table(*STEP), PERIOD, NORTH)
    assert found.low <= date(2016, 1, 1) + timedelta(days=600) <= found.high
    assert found.low <= found.date <= found.high
    assert (found.high - found.low).days < 300
    assert (found.n, found.inside, found.reason, found.not_datable) == (120, 42, "", 0)
    assert found.before_share < 0.15
    assert found.after_share > 0.5
    assert found.p < 0.01
    assert found.months[0] == f"{found.date:%Y-%m}"


def test_the_order_of_the_rows_does_not_matter():
    table = tiny_table(*STEP)
    one, other = (change_in_share(each, PERIOD, NORTH) for each in (table, table.iloc[::-1]))
    assert one[:8] == other[:8]
    assert one.profile.equals(other.profile)


def test_the_profile_is_the_likelihood_ratio_of_a_textbook():
    table = tiny_table(*STEP)
    found = change_in_share(table, PERIOD, NORTH)
    member = table["province_id"].isin(NORTH).to_numpy()
    day = found.profile.index[17]
    before = (table["date_start"] < day).to_numpy()

    def log_likelihood(part):
        return binom.logpmf(part, 1, part.mean()).sum()

    gain = log_likelihood(member[before] * 1) + log_likelihood(member[~before] * 1) - log_likelihood(member * 1)
    assert found.profile["likelihood_ratio"].iloc[17] == pytest.approx(2 * gain)
    assert found.profile["likelihood_ratio"].idxmax().date() == found.date


def test_the_interval_in_the_profile_is_the_one_in_the_result():
    found = change_in_share(tiny_table(*STEP), PERIOD, NORTH)
    inside = found.profile.index[found.profile["plausible"]]
    assert inside[-1].date() == found.high
    assert found.low < inside[0].date() <= found.date


def test_a_constant_share_is_not_dated():
    found = change_in_share(tiny_table(*run_of(100, date(2016, 1, 1), 0.3)), PERIOD, NORTH)
    assert (found.date, found.low, found.high, found.before_share, found.after_share) == (None,) * 5
    assert found.p > 0.05
    assert found.months is None
    assert "never changed" in found.reason
    assert not found.profile["plausible"].any()


def test_one_burst_in_one_month_is_no_change():
    """Thirty incidents in the north in a single month: nothing that months of chance could not do."""
    even = run_of(60, date(2016, 1, 1), 0.0, apart=23)
    burst = run_of(30, date(2017, 12, 1), 1.0, apart=1)
    assert change_in_share(tiny_table(*even, *burst), PERIOD, NORTH).date is None


def test_too_few_incidents_say_so():
    few = change_in_share(tiny_table(*run_of(60, date(2016, 1, 1), 0.15)), PERIOD, NORTH)
    assert (few.inside, few.date, few.p) == (9, None, 1.0)
    assert few.reason == "the region has 9 datable incidents, fewer than 10"
    everything = change_in_share(tiny_table(*run_of(40, date(2016, 1, 1), 1.0)), PERIOD, NORTH)
    assert everything.reason == "no datable incident lies outside the region"
    one_day = change_in_share(tiny_table(*run_of(40, date(2016, 1, 1), 0.5, apart=0)), PERIOD, NORTH)
    assert one_day.reason == f"no day leaves {FEWEST_ASIDE} incidents on either side"
    assert change_in_share(tiny_table(*STEP).iloc[:0], PERIOD, NORTH).n == 0


def test_days_stay_together():
    pairs = [row for row in STEP for _ in range(2)]
    found = change_in_share(tiny_table(*pairs), PERIOD, NORTH)
    days = {row["date_start"] for row in STEP}
    assert found.n == 240
    assert len(found.profile) <= len(days) - 1
    assert {str(day.date()) for day in found.profile.index} <= days


def test_an_operation_is_never_split():
    spread = {"operation_id": "OP-1"}
    tail = run_of(6, date(2018, 6, 1), 1.0, apart=1, **spread)
    found = change_in_share(tiny_table(*STEP, *tail), PERIOD, NORTH)
    assert not [day for day in found.profile.index if date(2018, 6, 1) < day.date() <= date(2018, 6, 6)]


def test_what_cannot_be_dated_is_counted():
    more = [
        {"date_start": "2018-01-01", "date_end": "2018-01-31", "province_id": "AF-KDZ"},
        {"date_start": "2019-12-28", "date_end": "2020-01-02", "province_id": "AF-KDZ"},
        {"date_start": "2018-01-01", "date_end": "2018-01-07", "province_id": "AF-KDZ"},
        {"date_start": "2018-01-01", "province_id": None},
        {"date_start": "2018-01-01", "province_id": "PK-BA", "country": "Pakistan"},
        {"date_start": "2021-01-01", "province_id": "AF-KDZ"},
    ]
    found = change_in_share(tiny_table(*STEP, *more), PERIOD, NORTH)
    assert (found.n, found.inside, found.not_datable) == (121, 43, 2)


def test_many_days_are_taken_together(monkeypatch):
    monkeypatch.setattr(module, "MOST_GROUPS", 40)
    found = change_in_share(tiny_table(*STEP), PERIOD, NORTH)
    assert len(found.profile) < 40
    assert found.low <= date(2016, 1, 1) + timedelta(days=600) <= found.high
    assert found.low <= found.date <= found.high


def test_a_change_that_cannot_be_placed_may_lie_anywhere(monkeypatch):
    monkeypatch.setattr(module, "_plausible", lambda _, tried, *__: np.ones(len(tried), dtype=bool))
    found = change_in_share(tiny_table(*STEP), PERIOD, NORTH)
    assert (found.low, found.high) == PERIOD


def simulated(seed, after):
    """Draw 120 independent incidents over four years."""
    random = np.random.default_rng(seed)
    days = np.sort(random.integers(0, 1460, size=120))
    share = np.where(days < 900, 0.08, after)
    rows = [
        {
            "date_start": str(date(2016, 1, 1) + timedelta(days=int(day))),
            "province_id": "AF-KDZ" if inside else "AF-NAN",
        }
        for day, inside in zip(days, random.random(120) < share, strict=True)
    ]
    return change_in_share(tiny_table(*rows), PERIOD, NORTH)


def test_the_interval_holds_the_true_day():
    changed = date(2016, 1, 1) + timedelta(days=900)
    found = [simulated(seed, 0.6) for seed in range(8)]
    assert sum(each.low <= changed <= each.high for each in found) >= 7


def test_no_change_is_hardly_ever_dated():
    assert sum(simulated(seed, 0.08).date is not None for seed in range(20)) <= 3
