from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.geography.projection import distance_km
from atlas.settings import TALIBAN_TAKEOVER
from atlas.statistics.ellipses import Ellipse
from atlas.statistics.periods import Question
from atlas.topics.shift.measures.displacement import displacement, holds, holds_origin

QUESTION = Question.at(TALIBAN_TAKEOVER, date(2015, 1, 26), date(2026, 2, 6))
KUNDUZ = {"province_id": "AF-KDZ", "region_id": "af-north-east", "latitude": 36.73, "longitude": 68.86}
HERAT = {"province_id": "AF-HER", "region_id": "af-west", "latitude": 34.35, "longitude": 62.2}


def monthly(year, months, *rows):
    return [{"date_start": f"{year + k // 12}-{k % 12 + 1:02}-05", **row} for k in range(months) for row in rows]


def test_a_move_from_jalalabad_to_kunduz_has_its_length_and_bearing(tiny):
    found = displacement(tiny(*monthly(2017, 20, {}, {}, {}), *monthly(2022, 20, KUNDUZ, KUNDUZ)), QUESTION)
    assert found.value_km == pytest.approx(float(distance_km(70.45, 34.43, 68.86, 36.73)), rel=1e-6)
    assert 0 < found.low_km < found.value_km < found.high_km < 2 * found.value_km
    assert found.bearing_deg == pytest.approx(330.9, abs=0.5)
    assert (found.n_before, found.n_after, found.too_few, found.reason) == (60, 40, False, "")


def test_where_nothing_moved_there_is_no_bearing(tiny):
    found = displacement(tiny(*monthly(2017, 10, {}, KUNDUZ), *monthly(2022, 10, KUNDUZ, {})), QUESTION)
    assert found.value_km == pytest.approx(0, abs=1e-6)
    assert (found.low_km, found.bearing_deg) == (0, None)
    assert found.high_km > 0
    assert holds_origin(found.ellipse)


def test_one_place_for_all_is_no_movement(tiny):
    found = displacement(tiny(*monthly(2017, 6, {}), *monthly(2022, 6, {})), QUESTION)
    assert (found.value_km, found.low_km, found.bearing_deg) == (0, 0, None)
    assert found.ellipse.semi_minor > 0


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (monthly(2017, 4, {}), monthly(2022, 9, {}), "period before"),
        (monthly(2017, 9, {}), monthly(2022, 2, {}, {}, {}), "period after"),
        (monthly(2017, 9, {}), [], "period after"),
        (monthly(2017, 9, {}), [*monthly(2022, 3, {}), *monthly(2023, 1, *[KUNDUZ] * 60)], "a few months"),
    ],
)
def test_too_little_is_said_to_be_too_little(tiny, before, after, reason):
    found = displacement(tiny(*before, *after), QUESTION)
    assert found.too_few
    assert reason in found.reason
    assert (found.value_km, found.low_km, found.high_km, found.bearing_deg, found.ellipse) == (None,) * 5
    assert (found.n_before, found.n_after) == (len(before), len(after))


def test_only_located_rows_of_the_country_inside_the_periods_count(tiny):
    rows = [*monthly(2017, 9, {}, HERAT), *monthly(2022, 9, {}, KUNDUZ)]
    others = [
        {"date_start": "2021-08-01", "date_end": "2021-08-31", **HERAT},
        {"date_start": "2014-01-01", **HERAT},
        {"country": "Pakistan", "province_id": "PK-BA", "date_start": "2022-05-01", "latitude": 30, "longitude": 67},
        {"date_start": "2022-05-01", "province_id": None, "latitude": None, "longitude": None,
         "location_precision": "country"},
    ]  # fmt: skip
    assert displacement(tiny(*rows, *others), QUESTION) == displacement(tiny(*rows), QUESTION)


def test_a_row_known_to_its_province_counts_at_its_centroid(tiny):
    vague = {**KUNDUZ, "latitude": None, "longitude": None, "location_precision": "province"}
    exact, rough = (
        displacement(tiny(*monthly(2017, 9, {}), *monthly(2022, 9, row)), QUESTION) for row in (KUNDUZ, vague)
    )
    assert rough.n_after == 9
    assert 0 < abs(rough.value_km - exact.value_km) < 60


def test_an_operation_counts_once_when_operations_are_counted(tiny):
    burst = [{**KUNDUZ, "date_start": "2022-05-09", "operation_id": "OP-1"}] * 30
    table = tiny(*monthly(2017, 20, {}), *monthly(2022, 20, {}), *burst)
    by_incident, by_operation = (displacement(table, QUESTION.moved(unit=unit)) for unit in ("incidents", "operations"))
    assert by_incident.value_km > 4 * by_operation.value_km > 0


PLACES = st.sampled_from([{}, KUNDUZ, HERAT])
MONTHS = st.integers(0, 30)
quick = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(st.lists(st.tuples(st.sampled_from([2017, 2022]), MONTHS, PLACES), min_size=12, max_size=40), st.integers(0, 9))
def test_the_value_lies_in_its_interval_and_the_order_of_rows_does_not_matter(tiny, drawn, seed):
    table = tiny(*[{"date_start": f"{y + m // 12}-{m % 12 + 1:02}-05", **place} for y, m, place in drawn])
    found = displacement(table, QUESTION)
    turned = displacement(table.sample(frac=1, random_state=seed), QUESTION)
    assert found.n_before + found.n_after == len(drawn)
    if found.too_few:
        assert turned == found
        return
    assert found.low_km <= found.value_km <= found.high_km
    assert (found.bearing_deg is None) == (found.low_km == 0) == holds_origin(found.ellipse)
    assert turned.value_km == pytest.approx(found.value_km)
    assert turned.ellipse == pytest.approx(found.ellipse, rel=1e-6, abs=1e-3)


def test_the_ellipse_knows_its_inside():
    ring = Ellipse(1.0, 1.0, 2.0, 1.0, 90.0)
    assert holds(ring, 1.0, 2.9)
    assert not holds(ring, 2.9, 1.0)


def test_an_empty_table_is_too_few(tiny):
    assert displacement(tiny({}).iloc[:0], QUESTION).too_few
