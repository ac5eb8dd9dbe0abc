"""Deaths per attack."""

from datetime import date

import pytest

from atlas.statistics.periods import Period
from atlas.topics.provinces.measures.lethality import KINDS, MASS_KILLED, lethality, toll

YEARS = Period(date(2018, 1, 1), date(2019, 12, 31))


def killed(number: float | None, **changes):
    return {"killed_low": number, "killed_best": number, "killed_high": number} | changes


def test_the_means_go_over_the_attacks_with_a_figure(tiny):
    found = toll(tiny(killed(0), killed(3), killed(None), {"killed_low": 3, "killed_best": None, "killed_high": 9}))
    assert (found.attacks, found.known) == (4, 3)
    assert (found.low, found.best, found.high) == (2, 2, 4)
    assert found.median == 3
    assert found.deadliest == pytest.approx(0.5)
    assert found.interval.low is None


def test_the_interval_of_the_mean_holds_it_and_needs_ten_attacks(tiny):
    rows = [killed(k % 5, date_start=f"2018-{k % 12 + 1:02d}-03") for k in range(20)]
    interval = toll(tiny(*rows)).interval
    assert interval.low < interval.value == 2 < interval.high
    assert toll(tiny(*rows[:9])).interval.low is None


def test_no_figure_is_not_nobody_killed(tiny):
    found = toll(tiny(killed(None)))
    assert (found.attacks, found.known, found.best, found.median) == (1, 0, None, None)
    assert toll(tiny(killed(0))).best == 0
    assert toll(tiny(killed(0))).deadliest is None


def test_only_attacks_of_known_method_and_toll_make_the_shares(tiny):
    here = tiny(
        killed(MASS_KILLED, attack_type="suicide bombing"),
        killed(MASS_KILLED - 1, attack_type="complex assault"),
        killed(None, attack_type="unknown"),
        killed(50, attack_type="shooting", event_class="operation"),
    )
    found = lethality(here, tiny(), YEARS).kinds
    assert found.index.tolist() == list(KINDS)
    assert found["incidents"].tolist() == [1, 2, 1]
    assert found["share"].tolist() == [0.5, 1.0, 0.5]
    assert set(found["verdict"]) == {"too few to say"}


def test_more_suicide_bombings_than_elsewhere_are_told_apart(tiny):
    def many(number, **changes):
        return tiny(*(killed(2, date_start=f"2018-{k % 12 + 1:02d}-03", **changes) for k in range(number)))

    found = lethality(many(40, attack_type="suicide bombing"), many(60), YEARS)
    assert found.kinds["verdict"].tolist() == ["more often", "more often", "not told apart"]
    assert (found.here.attacks, found.rest.attacks) == (40, 60)
