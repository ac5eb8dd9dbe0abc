"""The profile of one province."""

from datetime import date

import pytest

from atlas.errors import DataError
from atlas.statistics.periods import Period
from atlas.topics.provinces.measures.profile import (
    border_distances,
    gaps,
    longest_pause,
    mix,
    neighbour_counts,
    profile,
)

COVERED = Period(date(2015, 1, 26), date(2025, 12, 31))
KABUL = {"province_id": "AF-KAB", "region_id": "af-central", "place": "Kabul", "latitude": 34.53, "longitude": 69.17}


def test_a_profile_counts_its_province_and_the_rest_of_its_country(tiny):
    table = tiny({}, KABUL, KABUL, {"province_id": "PK-KP", "country": "Pakistan"}, {"province_id": None})
    found = profile(table, "AF-NAN", COVERED, COVERED)
    assert found.country == "Afghanistan"
    assert (found.totals.incidents, found.country_incidents) == (1, 3)
    assert found.share.value == pytest.approx(1 / 3)
    assert found.share.low < 1 / 3 < found.share.high
    assert found.series.step == "year"
    assert found.series.counts["incidents"].sum() == 1
    assert found.precision["town"] == 1


def test_a_province_without_an_incident_has_a_profile(tiny):
    found = profile(tiny(KABUL), "AF-NUR", COVERED, COVERED)
    assert found.totals.incidents == 0
    assert found.pause is None
    assert found.targets.empty
    assert found.lethality.here.attacks == 0
    assert found.share.value == 0
    empty = profile(tiny(), "AF-NUR", COVERED, COVERED)
    assert (empty.country_incidents, empty.share.value) == (0, None)


def test_a_short_selection_is_counted_by_quarter(tiny):
    short = Period(date(2020, 1, 1), date(2020, 12, 31))
    assert profile(tiny({}), "AF-NAN", short, COVERED).series.step == "quarter"


def test_an_unknown_province_is_an_error_that_names_it(tiny):
    with pytest.raises(DataError, match="XX-1"):
        profile(tiny({}), "XX-1", COVERED, COVERED)


def test_the_longest_pause_lies_between_two_incidents_or_goes_on(tiny):
    period = Period(date(2020, 1, 1), date(2020, 12, 31))
    rows = [{"date_start": "2020-01-10"}, {"date_start": "2020-03-01"}, {"date_start": "2020-12-20"}]
    found = longest_pause(tiny(*rows), period)
    assert (found.first, found.last, found.days, found.going_on) == (date(2020, 3, 2), date(2020, 12, 19), 293, False)
    going_on = longest_pause(tiny(*rows[:2]), period)
    assert (going_on.first, going_on.last, going_on.going_on) == (date(2020, 3, 2), date(2020, 12, 31), True)


def test_a_span_of_days_hides_no_pause(tiny):
    period = Period(date(2020, 1, 1), date(2020, 12, 31))
    rows = [
        {"date_start": "2020-01-01", "date_end": "2020-12-31", "date_precision": "year"},
        {"date_start": "2020-02-01"},
        {"date_start": "2020-11-01"},
    ]
    assert longest_pause(tiny(*rows), period) is None


def test_the_mix_lists_what_is_there_and_what_is_conspicuously_not(tiny):
    def spread(number, target):
        return [
            {"date_start": f"{2016 + k // 12 % 4}-{k % 12 + 1:02d}-09", "target_type": target} for k in range(number)
        ]

    here = tiny(*spread(40, "Taliban"), *spread(3, "media"))
    rest = tiny(*spread(50, "civilians"), *spread(50, "Taliban"), *spread(1, "prison"))
    found = mix(here, rest, "target_type", COVERED)
    assert found.index.tolist() == ["Taliban", "media", "civilians"]
    assert found["verdict"].tolist() == ["more often", "not told apart", "less often"]
    assert found["incidents"].sum() == len(here)


def test_the_borders_come_nearest_first(tiny):
    found = border_distances(tiny({}, {"location_precision": "district"}), "AF-NAN", "Afghanistan")
    assert found["neighbour"].iloc[0] == "Pakistan"
    assert found["province_low"].iloc[0] < 1
    assert found["located"].tolist() == [1] * len(found)
    assert 40 < found["nearest"].iloc[0] < 70
    assert found["province_low"].round().is_monotonic_increasing


def test_a_border_has_no_distance_where_nothing_is_located(tiny):
    found = border_distances(tiny(), "AF-BDS", "Afghanistan")
    assert found["nearest"].isna().all()
    assert (found["located"] == 0).all()


def test_the_neighbours_stand_with_their_counts_across_the_border_too(tiny):
    table = tiny(KABUL, KABUL, {"province_id": "PK-KP", "country": "Pakistan", "attribution": "disputed"})
    found = neighbour_counts(table, "AF-NAN")
    assert found.index.tolist()[:2] == ["AF-KAB", "PK-KP"]
    assert found.loc["PK-KP", ["incidents_sure", "incidents"]].tolist() == [0, 1]
    assert found["incidents"].sum() == 3
    assert "AF-NAN" not in found.index


def test_the_gaps_are_counted_and_full_knowledge_has_none(tiny):
    assert gaps(tiny({})) == {}
    found = gaps(tiny({"attribution": "disputed", "latitude": None, "longitude": None, "attack_type": "unknown"}, {}))
    assert found == {"suspected or disputed": 1, "without coordinates": 1, "of unknown method": 1}
