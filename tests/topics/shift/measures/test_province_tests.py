from datetime import date

import numpy as np
import pytest

from atlas.statistics.periods import Question
from atlas.topics.shift.measures.province_tests import COLUMNS, named_by_chance, province_tests

ASKED = Question.at(date(2021, 8, 15), date(2015, 1, 26), date(2026, 2, 6))
KUNDUZ = {"province_id": "AF-KDZ", "region_id": "af-north-east"}
KABUL = {"province_id": "AF-KAB", "region_id": "af-central"}
ZABUL = {"province_id": "AF-ZAB", "region_id": "af-south"}


def spread(number, first_year, **more):
    """Spread incidents over the months of four years, several to a month when there are more."""
    months = [(first_year + k // 12 % 4, k % 12 + 1) for k in range(number)]
    return [{"date_start": f"{year}-{month:02}-05", **more} for year, month in months]


@pytest.fixture
def moved(tiny):
    """Nangarhar gives way to Kunduz, Kabul stays, Zabul is hardly there."""
    return tiny(
        *spread(60, 2016), *spread(4, 2016, **KUNDUZ), *spread(40, 2016, **KABUL), *spread(1, 2016, **ZABUL),
        *spread(12, 2022), *spread(48, 2022, **KUNDUZ), *spread(36, 2022, **KABUL),
    )  # fmt: skip


def line(found, unit, denominator="all"):
    return found[(found["unit"] == unit) & (found["denominator"] == denominator)].iloc[0]


def test_who_rose_who_fell_and_who_is_too_rare(moved):
    found = province_tests(moved, ASKED)
    assert tuple(found.columns) == COLUMNS
    verdicts = {unit: line(found, unit)["verdict"] for unit in ("AF-KDZ", "AF-NAN", "AF-KAB", "AF-ZAB", "AF-BAM")}
    assert verdicts == {
        "AF-KDZ": "rose", "AF-NAN": "fell", "AF-KAB": "uncertain", "AF-ZAB": "too few to say",
        "AF-BAM": "too few to say",
    }  # fmt: skip
    assert line(found, "af-north-wide")["verdict"] == "rose"


def test_a_line_counts_compares_and_divides(moved):
    kunduz = line(province_tests(moved, ASKED), "AF-KDZ")
    assert (kunduz["before"], kunduz["after"], kunduz["before_sure"]) == (4, 48, 4)
    assert kunduz["share_before"] == pytest.approx(4 / 105)
    assert kunduz["difference"] == pytest.approx(48 / 96 - 4 / 105)
    assert kunduz["p_rise"] > 0.99
    assert 0 < kunduz["low"] < kunduz["difference"] < kunduz["high"]
    assert 1 < kunduz["ratio_low"] < kunduz["rate_ratio"] < kunduz["ratio_high"]


def test_every_province_of_the_country_has_a_line_and_the_shares_are_whole(moved):
    found = province_tests(moved, ASKED)
    whole = found[(found["denominator"] == "all") & (found["level"] == "province")]
    assert len(whole) == 34
    assert whole[["share_before", "share_after"]].sum().tolist() == pytest.approx([1, 1])


def test_a_province_left_out_leaves_the_denominator_and_the_list(moved):
    found = province_tests(moved, ASKED)
    assert found["denominator"].unique().tolist() == ["all", "without Nangarhar", "without Kabul"]
    without = found[found["denominator"] == "without Nangarhar"]
    assert "AF-NAN" not in without["unit"].tolist()
    assert line(found, "AF-KDZ", "without Nangarhar")["share_after"] == pytest.approx(48 / 84)
    assert line(found, "af-east", "without Nangarhar")["before"] == 0


def test_how_many_are_named_by_chance_is_counted_among_those_asked(moved):
    found = province_tests(moved, ASKED, left_out=())
    asked = found["verdict"] != "too few to say"
    assert named_by_chance(found) == pytest.approx(0.05 * asked.sum())
    assert (found.loc[found["verdict"] == "rose", "p_rise"] >= 0.975).all()


def test_what_only_doubtful_incidents_say_is_uncertain(tiny):
    doubtful = KUNDUZ | {"attribution": "suspected"}
    table = tiny(*spread(60, 2016), *spread(40, 2016, **KABUL), *spread(48, 2022, **doubtful), *spread(48, 2022))
    found = line(province_tests(table, ASKED), "AF-KDZ")
    assert found["low"] > 0
    assert (found["after_sure"], found["verdict"]) == (0, "uncertain")


def test_an_empty_period_says_nothing(tiny):
    found = province_tests(tiny(*spread(30, 2016)), ASKED)
    assert set(found["verdict"]) == {"too few to say"}
    assert np.isnan(line(found, "AF-NAN")["p_rise"])


def test_operations_can_be_the_unit(tiny):
    rows = [{"date_start": "2022-03-05", "operation_id": "OP", **KUNDUZ}, {"date_start": "2022-03-05", **KUNDUZ}]
    same = [row | {"operation_id": "OP"} for row in rows]
    found = province_tests(tiny(*spread(30, 2016), *same), ASKED.moved(unit="operations"))
    assert line(found, "AF-KDZ")["after"] == 1


def test_another_country_has_its_own_provinces(tiny):
    table = tiny({"country": "Pakistan", "province_id": "PK-BA", "region_id": "pk-balochistan"})
    found = province_tests(table, ASKED.moved(country="Pakistan"))
    assert found["denominator"].unique().tolist() == ["all"]
    assert line(found, "PK-BA")["before"] == line(found, "pk-balochistan")["before"] == 1
