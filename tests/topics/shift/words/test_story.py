from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from atlas.topics.shift.words import story as words
from atlas.topics.shift.words.methods import METHODS
from tests.topics.shift.shift_builders import NAMES, centre, grid, plan, provinces, shares, years

QUESTION = SimpleNamespace(
    before=SimpleNamespace(first=date(2015, 1, 26), last=date(2021, 8, 14)),
    after=SimpleNamespace(first=date(2021, 8, 15), last=date(2026, 2, 6)),
    region="af-north-wide", origin="af-east", country="Afghanistan", unit="incidents",
)  # fmt: skip
LABELS = {"north": "North (Afghanistan)", "af-north-wide": "North and north-east (Afghanistan)"}


def test_the_maps_name_leaders_sure_changes_and_what_is_left_out():
    lead, details = words.maps_words(provinces(), QUESTION, NAMES, no_province=2, not_datable=1)
    assert lead.startswith("Most recorded incidents: Nangarhar 90% (6 to 9) and Kabul 10% (1) before 15 August 2021;")
    assert "rose in Kabul (+70.0 points, +20.0 to +90.0) and fell in Nangarhar" in details
    assert "For 1 province there are too few to say" in details
    assert details.endswith("Left out: 2 incidents without a province and 1 incident not datable to one period.")


def test_without_a_sure_change_the_maps_claim_none():
    _, details = words.maps_words(provinces(verdict="uncertain"), QUESTION, NAMES, 0, 0)
    assert details.startswith("For no single province can a change be told from chance.")
    assert "rose" not in details


def test_an_empty_period_is_named():
    table = provinces(after=0, after_sure=0, share_after=np.nan)
    lead, details = words.maps_words(table, QUESTION, NAMES, 0, 0)
    assert (
        lead == "No incidents with a province are recorded from then to 6 February 2026: there is nothing to compare."
    )
    assert details == ""


def test_the_shares_give_first_and_last_year_with_interval_and_the_gaps():
    series = SimpleNamespace(table=shares([0.1, np.nan, 0.4]), not_datable=1, sparse=[date(2017, 1, 1)])
    lead, details = words.shares_words(series, {"north": "region"}, LABELS, QUESTION)
    assert lead == (
        "The share of the north was 10% in 2016 (1 to 2 of 20; 95% interval 5% to 15%) and 40% in 2018 "
        "(1 to 2 of 20; 95% interval 35% to 45%)."
    )
    assert "fewer than 10 incidents in the country: 2017." in details
    assert "1 incident not datable to one year." in details


def test_shares_without_any_year_say_so():
    series = SimpleNamespace(table=shares([np.nan]), not_datable=0, sparse=[date(2016, 1, 1)])
    assert words.shares_words(series, {"north": "region"}, LABELS, QUESTION)[0].startswith(
        "No year has the 10 incidents"
    )


def displaced(**changes):
    return SimpleNamespace(**({"value_km": 89.0, "low_km": 29.0, "high_km": 153.0, "bearing_deg": 301.0} | changes))


def test_a_movement_has_a_direction_only_when_standing_still_is_excluded():
    found = SimpleNamespace(before=centre(0, 0), after=centre(1, 1), path=years((2015, 3, np.nan, np.nan, True)))
    lead, details = words.path_words(found, displaced())
    assert lead == "The mean centre moved 89 km (95% interval 29 to 153) to the west-north-west."
    assert "too few located incidents for a centre: 2015." in details
    still, _ = words.path_words(found, displaced(bearing_deg=None, low_km=0.0))
    assert "that it did not move cannot be excluded" in still
    assert "west" not in still
    assert words.path_words(found, displaced(value_km=None))[0].startswith("There are too few located incidents")


@pytest.mark.parametrize(
    ("bearing", "name"), [(0, "north"), (359, "north"), (90, "east"), (225, "south-west"), (12, "north-north-east")]
)
def test_directions_have_sixteen_names(bearing, name):
    assert words.compass(bearing) == name


def flows(**changes):
    moved = SimpleNamespace(**({"value": 0.41, "low": 0.17, "high": 0.5, "no_shift": 0.16, "p": 0.005} | changes))
    way = SimpleNamespace(value=116.0, low=40.0, high=150.0, no_shift=35.0, p=0.005)
    table = plan(("AF-NAN", "AF-KAB", 0.1, 114.0))
    return SimpleNamespace(plan=table, moved=moved, total_km=way, without_province=2, not_datable=0, too_few=False)


def test_flows_stand_beside_what_chance_gives():
    lead, details = words.flows_words(flows(), NAMES)
    assert (
        "41% of incidents would have to lie elsewhere (95% interval 17% to 50%), more than the 16% that chance" in lead
    )
    assert "No arrow is a route" in details
    assert "not surely more than the 16%" in words.flows_words(flows(p=0.3), NAMES)[0]
    assert "too few to tell this from chance" in words.flows_words(flows(low=None, high=None), NAMES)[0]
    assert "nothing can be compared" in words.flows_words(flows(value=None), NAMES)[0]


def test_the_curve_says_what_the_ways_of_counting_share():
    lead, details = words.grid_words(grid())
    assert lead == (
        "Counted in 200 different ways, the difference has the same sign in 90% of them; the middle one is "
        "+10.0 points."
    )
    assert "p = 0.020" in details
    nothing = grid()._replace(cells=grid().cells.head(0), median=None)
    assert words.grid_words(nothing) == ("No way of counting holds enough incidents.", "")


def test_a_gap_between_the_periods_has_two_edges():
    assert words.edge_days(QUESTION) == (date(2021, 8, 15),)
    apart = SimpleNamespace(
        before=QUESTION.before, after=SimpleNamespace(first=date(2022, 1, 1), last=date(2022, 12, 31))
    )
    assert words.edge_days(apart) == (date(2021, 8, 14), date(2022, 1, 1))


def test_every_step_has_a_method():
    assert set(METHODS) == {"maps", "shares", "path", "flows", "grid", "reporting", "targets", "attribution"}
    assert all(len(text) > 150 for text in METHODS.values())
