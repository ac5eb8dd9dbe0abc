"""What must hold for every table, checked on random ones."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.statistics.circles import circles
from atlas.statistics.province_counts import by_province, by_year_and_province
from atlas.statistics.series import series
from atlas.statistics.totals import totals

COVERS = (date(2015, 1, 26), date(2016, 11, 6))
PROVINCES = {
    "AF-NAN": ("Afghanistan", "af-east"),
    "AF-KDZ": ("Afghanistan", "af-north-east"),
    "PK-BA": ("Pakistan", "pk-balochistan"),
}
STEPS = st.sampled_from(["day", "week", "month", "quarter", "year"])
GROUPS = st.sampled_from(["region_id", "country", "attack_type", "attribution", "province_id"])
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def incidents(draw):
    """Draw one incident: most have a day and a point, some only a span or a province, some lie abroad."""
    start = pd.Timestamp(draw(st.dates(date(2014, 12, 1), date(2017, 1, 31))))
    province = draw(st.sampled_from([*PROVINCES, None]))
    country, region = PROVINCES.get(province, (draw(st.sampled_from(["Afghanistan", "Russia"])), None))
    point = draw(st.booleans())
    killed = sorted(draw(st.lists(st.integers(0, 40), min_size=3, max_size=3)))
    bounds = dict(zip(("killed_low", "killed_best", "killed_high"), killed, strict=True))
    return {
        "date_start": start, "date_end": start + pd.Timedelta(days=draw(st.sampled_from([0, 0, 0, 6, 30, 364]))),
        "province_id": province, "country": country, "region_id": region,
        "latitude": draw(st.sampled_from([34.4, 34.43, 36.7])) if point else None,
        "longitude": draw(st.sampled_from([70.45, 69.18])) if point else None,
        "place": draw(st.sampled_from(["Jalalabad", "Kabul", None])),
        "attribution": draw(st.sampled_from(["claimed", "attributed", "suspected", "disputed"])),
        "attack_type": draw(st.sampled_from(["bombing", "shooting", "unknown"])),
        **(bounds if draw(st.booleans()) else dict.fromkeys(bounds)),
    }  # fmt: skip


rows_of_a_table = st.lists(incidents(), max_size=12)


@quick
@given(rows=rows_of_a_table, step=STEPS, by=GROUPS)
def test_every_row_is_in_one_bin_and_one_group_or_left_out_by_name(tiny, rows, step, by):
    found = series(tiny(*rows), step, *COVERS, by=by)
    binned = found.counts["incidents"].sum()
    assert binned + found.not_datable + found.outside == len(rows)
    assert found.incidents_by.sum(axis="columns").tolist() == found.counts["incidents"].tolist()
    assert found.sure_by.sum(axis="columns").tolist() == found.counts["incidents_sure"].tolist()
    assert found.killed_by.sum(axis="columns").tolist() == found.counts["killed_best"].tolist()


@quick
@given(rows=rows_of_a_table, step=STEPS)
def test_bins_cover_each_day_of_the_coverage_once(tiny, rows, step):
    counts = series(tiny(*rows), step, *COVERS).counts
    assert counts["covered_days"].sum() == (COVERS[1] - COVERS[0]).days + 1
    assert (counts["covered_days"] > 0).all()
    assert (counts["killed_low"] <= counts["killed_best"]).all()
    assert (counts["killed_best"] <= counts["killed_high"]).all()


@quick
@given(rows=rows_of_a_table)
def test_a_day_known_to_the_day_never_crosses_an_edge(tiny, rows):
    table = tiny(*rows)
    days = table[table["date_start"] == table["date_end"]]
    assert series(days, "day", *COVERS).not_datable == 0


@quick
@given(rows=rows_of_a_table, kept=st.integers(0, 12))
def test_fewer_rows_never_raise_a_total(tiny, rows, kept):
    table = tiny(*rows)
    whole, part = totals(table), totals(table.iloc[:kept])
    for name in ("incidents_sure", "incidents", "killed_low", "killed_best", "killed_high", "provinces", "located"):
        assert getattr(part, name) <= getattr(whole, name)
    assert whole.located + whole.unlocated + whole.country_only + whole.abroad == whole.incidents == len(rows)


@quick
@given(rows=rows_of_a_table, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(tiny, rows, seed):
    table = tiny(*rows)
    shuffled = table.sample(frac=1, random_state=seed)
    assert totals(table) == totals(shuffled)
    pd.testing.assert_frame_equal(by_province(table), by_province(shuffled))
    for one, other in zip(circles(table, 500), circles(shuffled, 500), strict=True):
        np.testing.assert_array_equal(one, other)
    month, other = (series(each, "month", *COVERS, by="region_id") for each in (table, shuffled))
    pd.testing.assert_frame_equal(month.counts, other.counts)
    pd.testing.assert_frame_equal(month.incidents_by, other.incidents_by)


@quick
@given(rows=rows_of_a_table, side=st.sampled_from([125, 500, 4000]))
def test_circles_hold_every_row_with_a_point(tiny, rows, side):
    table = tiny(*rows)
    found = circles(table, side)
    assert found.incidents.sum() == table["latitude"].notna().sum()
    assert (found.incidents_sure <= found.incidents).all()


@quick
@given(rows=rows_of_a_table)
def test_provinces_and_years_add_up(tiny, rows):
    table = tiny(*rows)
    provinces, years = by_province(table), by_year_and_province(table, *COVERS)
    assert provinces["incidents"].sum() == table["province_id"].notna().sum()
    assert len(rows) == years.counts.to_numpy().sum() + years.not_datable + years.no_province + years.outside
