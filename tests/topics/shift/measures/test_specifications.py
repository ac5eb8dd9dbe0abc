from datetime import date

import pytest

from atlas.incidents.filters import Filters
from atlas.statistics.monthly import monthly
from atlas.statistics.periods import UNITS, Period, Question
from atlas.statistics.shares import share_difference
from atlas.topics.shift.measures.evidence import evidence
from atlas.topics.shift.measures.specifications import specifications

COVERED = Period(date(2018, 1, 1), date(2022, 12, 31))
ASKED = Question.at(date(2020, 7, 1), *COVERED)
NORTH = frozenset({"AF-KDZ", "AF-BAL"})
REGIONS = {"wide": NORTH, "narrow": frozenset({"AF-BAL"})}


def moved(tiny, inside_after=1, **more):
    """Make five years of three incidents a month, of which one lies in the north in the second half."""
    rows = []
    for number in range(60):
        day = f"{2018 + number // 12}-{number % 12 + 1:02}-05"
        later = number >= 30
        place = "AF-KDZ" if number % 2 else "AF-BAL"
        rows += [{"date_start": day, "province_id": place, "place": "x", **more}] * (inside_after if later else 0)
        rows += [{"date_start": day, **more}] * 2 + [{"date_start": day, "province_id": "AF-KAB", **more}]
    table = tiny(*rows)
    return table.assign(operation_id=table["id"])


@pytest.fixture(scope="module")
def grid(tiny):
    return specifications(evidence(moved(tiny), Filters(), "Afghanistan"), ASKED, COVERED, REGIONS, draws=20)


def test_the_first_cell_is_the_primary_specification(tiny, grid):
    table = moved(tiny)
    inside = table["province_id"].isin(NORTH).to_numpy()
    plain = share_difference(*(monthly(table, inside, period) for period in (ASKED.before, ASKED.after)))
    first = grid.cells.iloc[0]
    assert tuple(first[["difference", "low", "high"]]) == pytest.approx(plain)
    assert (first["inside"], first["before"], first["after"]) == (30, 90, 120)
    assert [first[axis] for axis in grid.axes] == [grid.cells[axis].cat.categories[0] for axis in grid.axes]


def test_every_cell_equals_its_own_table(tiny, grid):
    """Any cell can be had by filtering the table by hand."""
    table = moved(tiny)
    chosen = grid.cells[
        (grid.cells["region"] == "narrow") & (grid.cells["Kabul"] == "without") & (grid.cells["unit"] == "days")
        & (grid.cells["edge"] == "6 months later")
    ]  # fmt: skip
    kept = table[table["province_id"] != "AF-KAB"]
    inside = (kept["province_id"] == "AF-BAL").to_numpy()
    periods = Period(COVERED.first, date(2020, 12, 30)), Period(date(2021, 1, 1), COVERED.last)
    plain = share_difference(*(monthly(kept, inside, period, "days") for period in periods))
    assert tuple(chosen.iloc[0][["difference", "low", "high"]]) == pytest.approx(plain)


def test_every_option_is_crossed_with_every_other(grid):
    sizes = [len(grid.cells[axis].cat.categories) for axis in grid.axes]
    product = 1
    for size in sizes:
        product *= size
    assert len(grid.cells) == product
    assert not grid.cells.duplicated(list(grid.axes)).any()
    assert set(grid.cells["unit"]) == set(UNITS)


def test_a_clear_move_agrees_nearly_everywhere_and_hardly_ever_by_chance(grid):
    assert grid.agreeing > 0.9
    assert grid.expected_agree < 0.05
    assert grid.agree + grid.same_sign_uncertain <= grid.n


def test_cells_with_too_few_are_not_counted(grid):
    few = grid.cells[grid.cells["killed"] == "5 or more"]
    assert set(few["outcome"]) == {"too few"}
    assert grid.n == (grid.cells["outcome"] != "too few").sum()


def test_the_options_are_summed_up(grid):
    summary = grid.by_option()
    assert summary.loc["region"]["n"].sum() == grid.n
    assert summary.loc["region", "agree"].sum() == grid.agree
    assert summary.loc[("killed", "10 or more"), "n"] == 0


def test_the_same_table_gives_the_same_grid(tiny, grid):
    again = specifications(evidence(moved(tiny), Filters(), "Afghanistan"), ASKED, COVERED, REGIONS, draws=20)
    assert again.expected_agree == grid.expected_agree
    assert again.cells.equals(grid.cells)


def test_a_table_with_nothing_in_it_has_no_valid_cell(tiny):
    empty = evidence(tiny({}).iloc[:0], Filters(), "Afghanistan")
    found = specifications(empty, ASKED, COVERED, REGIONS, draws=20)
    assert (found.n, found.agree, found.agreeing, found.expected_agree) == (0, 0, None, None)


def test_an_edge_at_the_rim_of_the_coverage_is_not_moved_beyond_it(tiny):
    asked = Question.at(date(2018, 3, 1), *COVERED)
    found = specifications(evidence(moved(tiny), Filters(), "Afghanistan"), asked, COVERED, REGIONS, draws=0)
    assert list(found.cells["edge"].cat.categories) == ["as asked", "6 months later"]


def test_classes_and_labels_of_the_selection_are_the_primary_choice(tiny):
    table = tiny({}, {"event_class": "clash"}, {"label": "IS core"})
    found = evidence(table, Filters(), "Afghanistan")
    assert found.held.tolist() == [True, False, False]
    everything = evidence(table, Filters(classes=(), labels=()), "Afghanistan")
    assert everything.held.all()
