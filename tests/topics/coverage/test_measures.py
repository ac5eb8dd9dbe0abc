"""Capture ratios and reporting, on tables small enough to check by eye."""

import json
from datetime import date

import pandas as pd
import pytest

from atlas.incidents.context import read_sheet
from atlas.statistics.periods import Period
from atlas.topics.coverage import measures, words

COVERED = Period(date(2019, 1, 1), date(2023, 12, 31))


def published(**changes):
    """Take one real row of the table of counts and change it."""
    plain = read_sheet("published_counts").head(1)
    plain = plain.assign(
        id="PC-1", definition="recorded attacks", area="Afghanistan", area_id="AF", compared_with="attacks",
        period_start=pd.Timestamp(2020, 1, 1), period_end=pd.Timestamp(2020, 12, 31), figure_low=4.0, figure_high=4.0,
    )  # fmt: skip
    return plain.assign(**changes)


def cell(*sources):
    return json.dumps([{"publisher": "P", **source} for source in sources])


def test_a_capture_ratio_runs_from_the_sure_to_all(tiny):
    rows = tiny({}, {"attribution": "suspected"}, {"event_class": "operation"}, {"country": "Pakistan"})
    found = measures.captures(rows, published(), COVERED)
    assert found[["ratio_low", "ratio_high"]].to_numpy().tolist() == [[0.25, 0.5]]
    assert words.ratio(0.25, 0.5) == "25–50%"
    assert words.held_of(found.iloc[0]) == "1–2 of 4"


def test_a_count_of_days_that_are_not_covered_is_left_out(tiny):
    late = published(period_end=pd.Timestamp(2024, 1, 31))
    assert measures.captures(tiny({}), late, COVERED).empty


def test_of_none_no_part_can_be_held(tiny):
    found = measures.captures(tiny({}), published(figure_low=0.0, figure_high=0.0), COVERED)
    assert found["ratio_high"].isna().all()
    assert measures.capture_by_year(found).empty
    assert "No published count" in words.year_title(measures.capture_by_year(found))
    assert "No published count" in words.capture_title(measures.capture_by_definition(found))


def test_ratios_are_pooled_by_their_size_within_a_year(tiny):
    rows = tiny({}, {}, {})
    counts = pd.concat([published(), published(id="PC-2", figure_low=8.0, figure_high=8.0)])
    pooled = measures.capture_by_year(measures.captures(rows, counts, COVERED))
    assert pooled[["year", "counts"]].to_numpy().tolist() == [[2020, 2]]
    assert pooled["ratio_high"].tolist() == [pytest.approx(6 / 12)]


def test_a_count_over_two_years_belongs_to_none(tiny):
    over = published(period_end=pd.Timestamp(2021, 6, 30))
    assert measures.capture_by_year(measures.captures(tiny({}), over, COVERED)).empty


def test_the_lag_runs_to_the_first_source_and_passes_over_far_and_early_ones(tiny):
    rows = tiny(
        {"sources": cell({"family": "a", "date": "2020-01-04"}, {"family": "b", "date": "2020-01-02"})},
        {"sources": cell({"family": "a", "date": "2021-01-04"})},
        {"sources": cell({"family": "a", "date": "2019-12-31"})},
        {"sources": cell({"family": "a", "date": "2020"}, {"family": "b"})},
        {"sources": cell({"family": "a", "date": "2020-01-02"}), "date_precision": "month"},
    )
    assert measures.lags(rows) == [1]


def test_reporting_is_measured_by_year_and_a_year_without_rows_has_no_share(tiny):
    rows = tiny(
        {"sources": cell({"family": "a"}, {"family": "a"}, {"family": "b"})},
        {"sources": cell({"family": "a"}), "attribution": "suspected", "location_precision": "province"},
    )
    first, second = measures.reporting_by_year(rows, Period(date(2020, 1, 1), date(2021, 12, 31)))
    assert (first.incidents, first.families, first.claimed, first.located) == (2, 1.5, 0.5, 0.5)
    assert second == measures.Yearly(2021, 0, None, None, None, 0, None)
    mix = measures.precision_mix(rows, Period(date(2020, 1, 1), date(2021, 12, 31)))
    assert mix.loc[2020, ["town", "province"]].tolist() == [1, 1]
    assert mix.loc[2021].sum() == 0


def test_a_stream_that_fell_silent_is_a_break_and_one_that_goes_on_is_not(tiny):
    old = [{"found_through": "list", "date_start": "2020-03-01"}] * 10
    new = [{"found_through": "press", "date_start": "2023-11-01"}] * 10
    few = [{"found_through": "UN", "date_start": "2019-03-01"}]
    found = measures.breaks(tiny(*old, *new, *few), COVERED)
    assert [each.title for each in found] == [
        "Pakistan Province split off", "Last row found through list", "Taliban enter Kabul",
    ]  # fmt: skip
    inside = measures.crossed(Period(date(2020, 1, 1), date(2020, 12, 31)), found)
    assert [each.day for each in inside] == [date(2020, 3, 1)]
    assert "Last row found through list (1 March 2020)" in words.crossing_warning(inside)
    assert words.crossing_warning(()) == ""


def test_periods_are_written_compactly():
    written = [
        words.span_of_days(pd.Timestamp(first), pd.Timestamp(last))
        for first, last in (
            ("2021-01-01", "2021-12-31"), ("2021-10-01", "2021-10-31"), ("2021-09-19", "2021-09-19"),
            ("2021-08-01", "2024-12-11"), ("2021-08-16", "2021-08-31"),
        )
    ]  # fmt: skip
    assert written == ["2021", "Oct 2021", "19 September 2021", "Aug 2021 to Dec 2024", "16–31 Aug 2021"]
