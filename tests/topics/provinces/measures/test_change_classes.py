from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

from atlas.statistics.periods import Period
from atlas.topics.provinces.measures.change_classes import CLASSES, change_classes
from tests.conftest import tiny_table

COVERS = (date(2015, 1, 26), date(2022, 12, 31))


def spread(number, first_year, years, **more):
    """Spread incidents evenly over the months of some years."""
    step = 12 * years / number
    marks = [int(step * k) for k in range(number)]
    return [{"date_start": f"{first_year + m // 12}-{m % 12 + 1:02}-15", **more} for m in marks]


def of(baseline, recent, **more):
    """Give a province so many incidents in 2019-2021 and in 2022."""
    before = spread(baseline, 2019, 3, **more) if baseline else []
    return [*before, *(spread(recent, 2022, 1, **more) if recent else [])]


def classed(*rows, **options):
    return change_classes(tiny_table(*rows), *COVERS, **options).table


@pytest.mark.parametrize(
    ("baseline", "recent", "told"),
    [
        (0, 1, "new"),
        (12, 16, "rising"),
        (60, 6, "falling"),
        (24, 0, "gone quiet"),
        (72, 24, "steady"),
        (12, 4, "uncertain"),
        (6, 0, "uncertain"),
        (3, 1, "too few to say"),
        (1, 0, "too few to say"),
        (4, 0, "too few to say"),
    ],
)
def test_each_class_has_its_rule(baseline, recent, told):
    row = classed(*of(baseline, recent)).loc["AF-NAN"]
    assert row["class"] == told
    assert (row["recent"], row["recent_sure"]) == (recent, recent)
    assert row["baseline"] == pytest.approx(baseline / 3, rel=1e-3)


def test_independent_incidents_get_the_exact_test():
    """Evenly spread incidents have no dispersion, so p is twice the smaller tail of the binomial test."""
    row = classed(*of(12, 12)).loc["AF-NAN"]
    found = change_classes(tiny_table(*of(12, 12)), *COVERS)
    exact = poisson_test(12, found.recent.days, 12, found.baseline.days, method="exact-cond", alternative="larger")
    assert row["p"] == pytest.approx(2 * exact.pvalue)
    assert row["ratio"] == pytest.approx(found.baseline.days / found.recent.days)
    assert row["low"] < row["ratio"] < row["high"]


def test_a_burst_widens_the_interval():
    even = classed(*of(12, 16)).loc["AF-NAN"]
    burst = classed(*of(12, 0), *[{"date_start": "2022-03-05"}] * 16).loc["AF-NAN"]
    assert burst["ratio"] == even["ratio"]
    assert burst["low"] < even["low"]
    assert (even["class"], burst["class"]) == ("rising", "uncertain")


def test_the_sure_incidents_must_agree():
    doubtful = {"attribution": "suspected"}
    assert classed(*of(12, 0), *of(0, 16, **doubtful)).loc["AF-NAN", "class"] == "uncertain"
    assert classed(*of(0, 2, **doubtful)).loc["AF-NAN", "class"] == "uncertain"
    assert classed(*of(24, 0, **doubtful)).loc["AF-NAN", "class"] == "uncertain"


def test_the_periods_end_with_the_coverage():
    found = change_classes(tiny_table(*of(3, 1)), COVERS[0], date(2022, 2, 6))
    assert found.recent == Period(date(2021, 2, 7), date(2022, 2, 6))
    assert found.baseline == Period(date(2018, 2, 7), date(2021, 2, 6))
    leap = change_classes(tiny_table(*of(3, 1)), COVERS[0], date(2020, 2, 29))
    assert leap.recent == Period(date(2019, 3, 1), date(2020, 2, 29))


def test_what_straddles_an_edge_or_has_no_code_is_counted():
    found = change_classes(
        tiny_table(
            {"date_start": "2021-12-15", "date_end": "2022-01-15"},
            {"date_start": "2018-12-31", "date_end": "2019-01-01"},
            {"date_start": "2022-05-01", "province_id": None},
            {"date_start": "2016-05-01", "province_id": None},
            {"date_start": "2022-05-01", "province_id": "AF-KAB"},
        ),
        *COVERS,
    )
    assert (found.not_datable, found.not_placed) == (2, 1)
    assert found.table.loc["AF-NAN", ["recent", "baseline"]].tolist() == [0, 0]
    assert np.isnan(found.table.loc["AF-NAN", "ratio"])
    assert found.table["class"].tolist() == ["new", "too few to say"]


def test_regions_are_classed_too():
    rows = [*of(9, 0), *of(0, 3, province_id="AF-KDZ", region_id="af-north-east")]
    table = classed(*rows, by="region_id")
    assert table.index.tolist() == ["af-east", "af-north-east"]
    assert table.index.name == "region_id"
    assert table["recent"].tolist() == [0, 3]
    assert table["ratio"].tolist() == [0, np.inf]


def test_a_short_coverage_says_nothing():
    found = change_classes(tiny_table(*of(24, 12)), date(2021, 6, 1), COVERS[1])
    assert found.baseline == Period(date(2021, 6, 1), date(2021, 12, 31))
    assert found.table["class"].tolist() == ["too few to say"]
    shorter = change_classes(tiny_table(*of(0, 12)), date(2022, 6, 1), COVERS[1])
    assert shorter.recent.first == date(2022, 6, 1)
    assert shorter.table["class"].tolist() == ["too few to say"]


def test_an_empty_table_gives_an_empty_one():
    found = change_classes(tiny_table(*of(1, 1)).iloc[:0], *COVERS)
    assert len(found.table) == 0
    assert found.table["class"].cat.categories.tolist() == list(CLASSES)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 1460), st.sampled_from(["AF-NAN", "AF-KAB"]), st.sampled_from(["claimed", "disputed"])
        ),
        min_size=1,
        max_size=60,
    )
)
def test_interval_test_and_class_agree(drawn):
    start = np.datetime64("2019-01-01")
    rows = [
        {"date_start": str(start + day), "province_id": province, "attribution": word} for day, province, word in drawn
    ]
    table = classed(*rows)
    assert (table["recent"] >= table["recent_sure"]).all()
    assert ((table["p"] < 0.05) == ((table["low"] > 1) | (table["high"] < 1))).all()
    assert (table.loc[table["class"].isin(["rising", "falling", "gone quiet"]), "p"] < 0.05).all()
    known = table["ratio"].notna()
    assert (table["low"] <= table["ratio"])[known].all()
    assert (table["high"] >= table["ratio"])[known].all()
