from datetime import date

import numpy as np
import pytest

from atlas.settings import TALIBAN_TAKEOVER
from atlas.statistics.periods import Question
from atlas.topics.shift.measures.flows import BY_REGION, PLAN, flows, leading

QUESTION = Question.at(TALIBAN_TAKEOVER, date(2015, 1, 26), date(2026, 2, 6))
KUNDUZ = {"province_id": "AF-KDZ"}
BALKH = {"province_id": "AF-BAL"}
HERAT = {"province_id": "AF-HER"}
KUNAR = {"province_id": "AF-KNR"}


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch):
    monkeypatch.setattr("atlas.topics.shift.measures.flows.DRAWS", 39)


def monthly(year, months, *rows):
    return [{"date_start": f"{year + k // 12}-{k % 12 + 1:02}-05", **row} for k in range(months) for row in rows]


def test_the_nearest_province_gives_and_what_stays_is_not_moved(tiny):
    table = tiny(*monthly(2017, 6, {}, {}, HERAT, HERAT), *monthly(2022, 6, {}, KUNDUZ, HERAT, BALKH))
    found = flows(table, QUESTION)
    assert tuple(found.plan.columns) == PLAN
    ways = {(row["from"], row["to"]): row["share"] for row in found.plan.to_dict("records")}
    assert ways == pytest.approx({("AF-NAN", "AF-KDZ"): 0.25, ("AF-HER", "AF-BAL"): 0.25})
    assert found.moved.value == pytest.approx(0.5)
    assert found.total_km.value == pytest.approx(found.plan["share_km"].sum())
    assert found.plan["share_km"].tolist() == pytest.approx((found.plan["share"] * found.plan["km"]).tolist())
    assert found.plan.loc[0, "from"] == "AF-HER"
    assert 250 < found.plan.set_index("from").loc["AF-NAN", "km"] < 350
    assert found.shares.loc["AF-NAN"].tolist() == [0.5, 0.25]


def test_a_full_move_is_beyond_chance_and_lies_in_its_interval(tiny):
    found = flows(tiny(*monthly(2017, 20, {}), *monthly(2022, 20, KUNDUZ)), QUESTION)
    for measure in (found.moved, found.total_km):
        assert 0 < measure.low <= measure.value <= measure.high
        assert measure.p == pytest.approx(1 / 40)
        assert measure.no_shift < measure.value
    assert found.moved.value == found.moved.high == 1


def test_chance_alone_is_seldom_called_a_shift(tiny):
    """Twelve tables in bursts, without a shift: the interval holds 0 in nearly all, though some share always moves."""
    random = np.random.default_rng(5)
    held = []
    for _ in range(12):
        places = random.choice([{}, KUNDUZ, HERAT, KUNAR], size=36)
        rows = [{"date_start": f"{2016 + k // 4}-{k % 4 * 3 + 1:02}-05", **places[k]} for k in range(36)]
        found = flows(tiny(*[row for row in rows for _ in range(2)]), QUESTION)
        assert found.moved.value > 0
        assert (found.moved.low > 0) <= (found.moved.p < 0.1)
        held.append(found.moved.low == 0)
    assert sum(held) >= 9


def test_regions_add_their_provinces_up(tiny):
    table = tiny(*monthly(2017, 6, {}, KUNAR), *monthly(2022, 6, KUNDUZ, BALKH))
    found = flows(table, QUESTION)
    assert tuple(found.by_region.columns) == BY_REGION
    ways = {(row["from"], row["to"]): row["share"] for row in found.by_region.to_dict("records")}
    assert ways == pytest.approx({("af-east", "af-north"): 0.5, ("af-east", "af-north-east"): 0.5})
    assert found.by_region["share"].sum() == pytest.approx(found.moved.value)
    assert found.by_region["share_km"].sum() == pytest.approx(found.total_km.value)


def test_leading_flows_are_the_largest(tiny):
    plan = flows(tiny(*monthly(2017, 6, {}, {}, {}), *monthly(2022, 6, KUNDUZ, KUNDUZ, HERAT)), QUESTION).plan
    assert leading(plan, 1)["to"].tolist() == ["AF-KDZ"]
    assert len(leading(plan, 9)) == 2
    assert leading(plan, 0).empty


def test_what_has_no_province_or_day_is_counted_apart(tiny):
    rows = [*monthly(2017, 6, {}), *monthly(2022, 6, KUNDUZ)]
    others = [
        {"province_id": None, "latitude": None, "longitude": None, "location_precision": "country"},
        {"date_start": "2021-08-01", "date_end": "2021-08-31"},
        {"country": "Pakistan", "province_id": "PK-BA"},
    ]
    found = flows(tiny(*rows, *others), QUESTION)
    assert (found.n_before, found.n_after, found.without_province, found.not_datable) == (6, 6, 1, 1)
    assert found.moved == flows(tiny(*rows), QUESTION).moved


@pytest.mark.parametrize("after", [monthly(2022, 2, KUNDUZ, KUNDUZ, KUNDUZ), monthly(2022, 4, KUNDUZ)])
def test_too_few_gives_a_plan_without_a_test(tiny, after):
    found = flows(tiny(*monthly(2017, 6, {}), *after), QUESTION)
    assert found.too_few
    assert found.moved == (1, None, None, None, None)
    assert len(found.plan) == 1


def test_an_empty_period_gives_nothing(tiny):
    for table in (tiny(*monthly(2017, 6, {})), tiny({}).iloc[:0]):
        found = flows(table, QUESTION)
        assert found.plan.empty
        assert found.by_region.empty
        assert found.moved == found.total_km == (None,) * 5
        assert leading(found.plan, 3).empty


def test_a_country_without_provinces_gives_nothing(tiny):
    abroad = {"country": "Russia", "province_id": None}
    found = flows(tiny(*monthly(2017, 6, abroad), *monthly(2022, 6, abroad)), QUESTION.moved(country="Russia"))
    assert (found.without_province, found.too_few, found.moved.value) == (12, True, None)


def test_the_same_rows_in_any_order_give_the_same_flows(tiny):
    table = tiny(*monthly(2017, 6, {}, KUNAR), *monthly(2022, 6, KUNDUZ, {}))
    first, turned = flows(table, QUESTION), flows(table.sample(frac=1, random_state=3), QUESTION)
    assert first.moved == pytest.approx(turned.moved)
    assert first.plan.equals(turned.plan)


def test_an_operation_counts_once_when_operations_are_counted(tiny):
    burst = [{**KUNDUZ, "date_start": "2022-05-09", "operation_id": "OP-1"}] * 6
    table = tiny(*monthly(2017, 6, {}), *monthly(2022, 5, {}), *burst)
    moved = [flows(table, QUESTION.moved(unit=unit)).moved.value for unit in ("incidents", "operations")]
    assert moved == pytest.approx([6 / 11, 1 / 6])
