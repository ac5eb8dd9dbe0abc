"""The specification curve: each specification is its own table, equal ones stand once."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from atlas.incidents.filters import Filters
from atlas.statistics.beta_binomial import PRIORS, posterior
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.counted import Counted
from atlas.topics.shift.measures.evidence import evidence
from atlas.topics.shift.measures.specifications import AXES, specifications
from tests.conftest import tiny_table

COVERED = Period(date(2016, 1, 1), date(2023, 12, 31))
ASKED = Question.at(date(2020, 1, 1), *COVERED)
NORTH = ("AF-KDZ", "AF-BAL")


def moved(north_after=2, **more):
    """Make eight years of three incidents a month, and some in the north in the second half."""
    rows = []
    for number in range(96):
        day = f"{2016 + number // 12}-{number % 12 + 1:02}-05"
        north = {"date_start": day, "province_id": "AF-KDZ" if number % 2 else "AF-BAL", "place": "x", **more}
        rows += [north] * (north_after if number >= 48 else int(number % 8 == 0))
        rows += [{"date_start": day, **more}] * 2 + [{"date_start": day, "province_id": "AF-KAB", **more}]
    table = tiny_table(*rows)
    operations = np.where(table.index % 3 == 0, table["date_start"].dt.strftime("OP-%Y%m"), table["id"])
    return table.assign(operation_id=operations)


def asked(table, question=ASKED, draws=99):
    return specifications(evidence(table, Filters(), "Afghanistan"), question, COVERED, draws=draws)


@pytest.fixture(scope="module")
def curve():
    return asked(moved())


def test_the_question_as_asked_stands_first(curve):
    first = curve.cells.iloc[0]
    assert [first[axis] for axis in AXES] == [options[0] for options in AXES.values()]
    table = moved()
    counted = Counted.of(table, table["province_id"].isin(NORTH).to_numpy(), ASKED)
    found = posterior(*counted.blocks(), PRIORS["standard"])
    assert first["p_rise"] == pytest.approx(found.p_rise, abs=0.005)
    assert first["difference"] == pytest.approx(found.difference.value, abs=0.005)


@pytest.mark.parametrize(("unit", "kabul"), [("operations", "without"), ("days", "with")])
def test_a_specification_counts_what_its_own_table_holds(unit, kabul, curve):
    chosen = curve.cells[(curve.cells["count"] == unit) & (curve.cells["Kabul"] == kabul)].iloc[0]
    assert all(chosen[axis] == AXES[axis][0] for axis in AXES if axis not in {"count", "Kabul"})
    table = moved()
    table = table[(table["province_id"] != "AF-KAB") | (kabul == "with")]
    counted = Counted.of(table, table["province_id"].isin(NORTH).to_numpy(), ASKED.moved(unit=unit))
    assert (chosen["before"], chosen["after"]) == counted.totals
    assert chosen["inside"] == counted.inside


def test_equal_results_stand_once(curve):
    assert curve.combinations == 864
    assert curve.n < curve.combinations / 8
    assert not curve.cells.duplicated(list(AXES)).any()


def test_a_clear_move_holds_in_every_way_and_is_no_luck(curve):
    assert (curve.same_sign, curve.surely) == (1.0, 1.0)
    assert curve.p < 0.05
    assert curve.median > 0.2


def test_luck_is_the_rule_where_nothing_moved():
    """The same incidents in every half-year: whatever is dealt gives the same difference as the table itself."""
    table = moved(north_after=0)
    rest = table[~table["province_id"].isin(NORTH)]
    north = rest[rest["date_start"].dt.month.isin([1, 7])].drop_duplicates("date_start").assign(province_id="AF-KDZ")
    even = pd.concat([rest, north.assign(id=north["id"] + "N", operation_id=north["id"] + "N")], ignore_index=True)
    assert asked(even).p > 0.2


def test_the_same_table_gives_the_same_curve(curve):
    again = asked(moved())
    assert again.p == curve.p
    assert again.cells.equals(curve.cells)


def test_an_empty_table_has_no_curve():
    found = asked(moved().head(0))
    assert (found.n, found.median, found.p) == (0, None, None)


def test_a_table_that_begins_after_the_edge_has_no_warning_and_perhaps_no_curve():
    table = moved()
    late = table[table["date_start"] >= "2020-02-01"].reset_index(drop=True)
    found = asked(late)
    assert found.n == 0 or set(found.cells["edge"]) == {"6 months later"}
