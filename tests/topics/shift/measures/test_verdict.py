from itertools import product

import pytest

from atlas.topics.shift.measures.verdict import VERDICTS, Chances, decide

CLEAR = Chances(
    inside=40, blocks=(12, 8), p_rise=0.99, p_beyond=0.95, p_origin_fell=0.99, origin_apart=True, rate=0.9,
    p_deadly=0.9, deadly_counts=True,
)  # fmt: skip


def verdict(**changes):
    return decide(CLEAR._replace(**changes)).verdict


def test_everything_together_is_supported():
    assert decide(CLEAR) == ("supported", ())
    assert verdict(p_beyond=0.90, p_origin_fell=0.95, rate=0.80, p_deadly=0.80) == "supported"


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"p_beyond": 0.8999}, "size"), ({"p_origin_fell": 0.9499}, "origin"), ({"p_origin_fell": None}, "origin"),
        ({"rate": 0.7999}, "rate"), ({"rate": None}, "rate"), ({"p_deadly": 0.7999}, "deadly"),
    ],
)  # fmt: skip
def test_a_sure_rise_that_lacks_something_names_it(changes, missing):
    found = decide(CLEAR._replace(**changes))
    assert (found.verdict, found.missing) == ("rise_only", (missing,))


def test_a_condition_that_does_not_apply_is_met():
    assert verdict(origin_apart=False, p_origin_fell=None) == "supported"
    assert verdict(deadly_counts=False, p_deadly=0.1) == "supported"


def test_a_sure_rise_may_be_small():
    assert verdict(p_beyond=0.05) == "rise_small"
    assert verdict(p_rise=0.9749, p_beyond=0.05) == "not_supported"


def test_a_rise_that_is_not_sure_is_denied_or_open():
    assert verdict(p_rise=0.5, p_beyond=0.0501) == "cannot_tell"
    assert verdict(p_rise=0.01, p_beyond=0.0) == "not_supported"


@pytest.mark.parametrize("changes", [{"inside": 9}, {"blocks": (3, 8)}, {"blocks": (12, 3)}, {"p_rise": None}])
def test_too_little_is_never_more_than_open(changes):
    assert decide(CLEAR._replace(**changes)) == ("cannot_tell", ())


def test_every_combination_has_a_verdict_of_the_list():
    grid = (0.0, 0.04, 0.5, 0.9, 0.98, 1.0)
    found = {verdict(p_rise=rise, p_beyond=beyond, rate=rate) for rise, beyond, rate in product(grid, repeat=3)}
    assert found == set(VERDICTS)
