"""A small part of the proof that the displacement's ellipse covers; benchmarks/simulation has all of it."""

import pytest

from benchmarks.simulation.displacement_coverage import NAME, covers
from benchmarks.simulation.scenarios import QUESTION, SIZES, Scenario
from benchmarks.simulation.tables import table, truth

TABLES = 30


@pytest.mark.parametrize(("clustering", "shifted"), [("none", True), ("operations", False)])
def test_the_ellipse_holds_the_truth_in_small_tables(clustering, shifted):
    scenario = Scenario("small", clustering, size=SIZES[1], shifted=shifted)
    true = truth(scenario, recorded=True)
    tried = [covers(table(scenario, number), QUESTION, true)[NAME] for number in range(TABLES)]
    judged = [one for one in tried if one.covered is not None]
    assert len(judged) > TABLES * 0.8
    assert sum(one.covered for one in judged) >= 0.86 * len(judged)
    assert all(0 < one.width < 2000 for one in judged)
