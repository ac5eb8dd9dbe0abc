from datetime import date

import pandas as pd
import pytest

from atlas.incidents.filters import Filters
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.shift import definitions, shift

COVERED = Period(date(2018, 1, 1), date(2022, 12, 31))
ASKED = Question.at(date(2020, 7, 1), *COVERED)
PUBLISHED = pd.DataFrame(
    {
        "id": ["PC-001"], "who": ["A source"], "actor": ["the group"], "area_id": ["AF"], "unit": ["attacks"],
        "period_start": [pd.Timestamp("2021-01-01")], "period_end": [pd.Timestamp("2021-12-31")],
        "figure_low": [500.0], "source": ["https://example.org"],
    }
)  # fmt: skip


def months(first, last, *incidents):
    """Give the same incidents to every month of a span."""
    days = pd.date_range(first, last, freq="MS")
    return [{"date_start": f"{day:%Y-%m}-05", **row} for day in days for row in incidents]


EAST, NORTH, KABUL = {}, {"province_id": "AF-KDZ", "region_id": "af-north-east"}, {"province_id": "AF-KAB"}


def answer(tiny, *rows, question=ASKED, **lifted):
    table = tiny(*rows)
    return shift(table.assign(operation_id=table["id"]), Filters(**lifted), question, COVERED, PUBLISHED, draws=5)


@pytest.fixture(scope="module")
def moved(tiny):
    before = months("2018-01", "2020-06", EAST, EAST, KABUL)
    deadly = months("2020-07", "2022-12", {**NORTH, "killed_best": 6.0}, NORTH, {**KABUL, "killed_best": 6.0})
    return answer(tiny, *before, *months("2018-01", "2020-06", {**EAST, "killed_best": 6.0}), *deadly)


def test_a_clear_move_passes_every_test(moved):
    assert moved.tests == (True, True, True, True)
    assert moved.leader == "af-north-wide"
    assert moved.region.before.inside == 0
    assert moved.region.after == (60, 60, 90, 90)
    assert moved.strata[5].agrees
    assert moved.strata_agree


def test_the_region_is_printed_in_full_and_other_definitions_stand_beside_it(moved):
    assert "AF-KDZ" in moved.provinces
    assert list(definitions(ASKED)) == ["af-north-wide", "af-north", "af-north-east", "af-border"]
    assert set(moved.specifications.cells["region"]) == set(definitions(ASKED))


def test_a_published_gap_wider_than_the_tipping_point_is_said(moved):
    assert moved.gap == 500 - 36
    assert moved.gap_exceeds == (moved.gap > moved.tipping.to_lower_bound)


def test_other_places_are_read_from_the_same_rows(moved):
    assert moved.readings["Nangarhar"].difference.below(0)
    assert moved.readings["Kabul"].after.inside == 30
    assert moved.readings["Bajaur"].before.total == 0


def test_place_and_period_of_the_selection_are_lifted_and_the_rest_holds(tiny, moved):
    rows = months("2018-01", "2020-06", EAST), months("2020-07", "2022-12", NORTH, {**NORTH, "attribution": "disputed"})
    found = answer(tiny, *rows[0], *rows[1], provinces=("AF-KAB",), start=date(2022, 1, 1))
    assert found.region.after == (30, 60, 30, 60)
    sure = answer(tiny, *rows[0], *rows[1], attributions=("claimed",))
    assert sure.region.after == (30, 30, 30, 30)
    assert found.sure.after.inside == 30


def test_nothing_moved_is_not_called_a_shift(tiny):
    found = answer(tiny, *months("2018-01", "2022-12", EAST, EAST, EAST, EAST, NORTH))
    assert not found.tests.t1
    assert found.verdict in {"not_supported", "cannot_tell"}
    assert found.tipping.to_lower_bound == 0
    assert not found.gap_exceeds


def test_a_region_that_holds_the_origin_has_no_second_test(tiny):
    asked = ASKED.moved(region="af-east-wide")
    found = answer(tiny, *months("2018-01", "2022-12", EAST), question=asked)
    assert found.origin is None
    assert found.tests.t2 is None


def test_rows_across_the_edge_are_tried_on_either_side(tiny):
    spanning = {"date_start": "2020-06-20", "date_end": "2020-07-10", **NORTH}
    rows = [*months("2018-01", "2020-06", EAST, EAST), *months("2020-07", "2022-12", EAST, NORTH)]
    found = answer(tiny, *rows, *[spanning] * 5)
    assert found.undated.incidents == 5
    assert found.undated.all_before.value < found.region.difference.value < found.undated.all_after.value


def test_an_empty_selection_cannot_tell(tiny):
    found = answer(tiny, {"country": "Pakistan", "province_id": "PK-KP", "region_id": "pk-merged"})
    assert found.verdict == "cannot_tell"
    assert found.region.difference == (None, None, None)
    assert found.tipping.to_zero is None


def test_the_same_input_gives_the_same_answer(tiny):
    rows = [*months("2018-01", "2020-06", EAST, EAST), *months("2020-07", "2022-12", EAST, NORTH)]
    first, second = (answer(tiny, *rows) for _ in range(2))
    assert first._replace(specifications=None) == second._replace(specifications=None)
    assert first.specifications.expected_agree == second.specifications.expected_agree
