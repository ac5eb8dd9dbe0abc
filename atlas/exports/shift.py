"""The report on a shift: everything that is said about one question, as text for a terminal and as JSON."""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pandas as pd

from atlas.drawing.captions import source_line
from atlas.exports.command_options import question_from, selection_from
from atlas.exports.plain_values import plain_value
from atlas.exports.whole_files import write_whole
from atlas.geography import provinces
from atlas.incidents.context import usable_sheet
from atlas.incidents.filters import Filters
from atlas.incidents.load import Incidents, read_incidents
from atlas.statistics.periods import Period, Question
from atlas.text import day_in_words, thousands
from atlas.topics.borders.measures.firsts import firsts
from atlas.topics.borders.measures.nearness import nearness
from atlas.topics.provinces.measures.change_classes import ChangeClasses, change_classes
from atlas.topics.shift.measures.centres import Centres, centres
from atlas.topics.shift.measures.change_in_share import ChangeInShare, change_in_share
from atlas.topics.shift.measures.change_points import ChangePoints, change_points
from atlas.topics.shift.measures.displacement import Displacement, displacement
from atlas.topics.shift.measures.evidence import evidence
from atlas.topics.shift.measures.flows import Flows, flows
from atlas.topics.shift.measures.province_tests import province_tests
from atlas.topics.shift.measures.shift import Shift, shift
from atlas.topics.shift.words import verdict as words


class ShiftReport(NamedTuple):
    """All that the report says, each part as its measure gave it."""

    opened: Incidents
    filters: Filters
    shift: Shift
    displacement: Displacement
    centres: Centres
    change_in_share: ChangeInShare
    change_points: dict[str, ChangePoints]
    """Of the monthly counts of the country, the region and the origin, by their names or codes."""
    flows: Flows
    nearness: pd.DataFrame
    firsts: pd.DataFrame
    province_tests: pd.DataFrame
    change_classes: ChangeClasses

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        return words.verdict_sentence(self.shift, provinces.region_names(), provinces.province_names())

    @property
    def caveat(self) -> str:
        """What could undo it."""
        return words.caveat_sentence(self.shift)


def shift_report(opened: Incidents, filters: Filters, question: Question) -> ShiftReport:
    """Answer a question with every measure there is for it.

    Parameters
    ----------
    opened
        The loaded table.
    filters
        Which incidents count; period and place are lifted.
    question
        The comparison.
    """
    covered = Period(opened.covers_from, opened.covers_to)
    rows = evidence(opened.table, filters, question.country).counted
    region = provinces.provinces_in(question.region)
    return ShiftReport(
        opened=opened,
        filters=filters,
        shift=shift(opened.table, filters, question, covered, usable_sheet("published_counts")),
        displacement=displacement(rows, question),
        centres=centres(rows, question),
        change_in_share=change_in_share(rows, covered, region, question.country),
        change_points=_change_points(rows, covered, question),
        flows=flows(rows, question),
        nearness=nearness(rows, question),
        firsts=firsts(rows, *covered),
        province_tests=province_tests(rows, question),
        change_classes=change_classes(rows, *covered),
    )


def _change_points(rows: pd.DataFrame, covered: Period, question: Question) -> dict[str, ChangePoints]:
    places = {code: provinces.provinces_in(code) for code in (question.region, question.origin)}
    country = {question.country: change_points(rows, covered, country=question.country)}
    return country | {code: change_points(rows, covered, held, question.country) for code, held in places.items()}


def as_json(report: ShiftReport) -> dict[str, object]:
    """Give the report as values that JSON can hold, the answer first.

    Shares and their differences are fractions, rates are per covered month, distances kilometres; null stands where
    there is no value or no bound.
    """
    parts = _head(report) | _body(report)
    return {name: plain_value(part) for name, part in parts.items()} | {"grid": _grid(report.shift)}


def as_lines(report: ShiftReport) -> Iterator[str]:
    """Give the report as lines of text for a terminal."""
    told, labels, names = report.shift, provinces.region_names(), provinces.province_names()
    yield report.sentence
    yield report.caveat
    yield ""
    yield f"Counted: {report.filters.everywhere_and_always().sentence()}."
    yield source_line(report.opened.version, report.opened.covers_to, report.opened.title)
    yield from ("", "The four tests")
    for line in words.four_answers(told, labels):
        yield f"  {line.name} {line.question} {words.capital(line.answer)}. {line.figures}"
    yield from ("", "How far it holds", f"  {words.grid_sentence(told)}")
    yield from (f"  {line}" for line in _robustness(told))
    yield from ("", "Where and when", f"  {_displacement(report.displacement)}", f"  {_change(report.change_in_share)}")
    yield from (f"  {line}" for line in _levels(report.change_points, labels))
    yield from ("", "What the same table says of other places", *(f"  {line}" for line in words.counter_reading(told)))
    yield from ("", "Provinces whose share changed", *(f"  {line}" for line in _provinces(report, names)))


def _head(report: ShiftReport) -> dict[str, object]:
    """Give what a reader of the file looks for first."""
    told, moved, change = report.shift, report.displacement, report.change_in_share
    dated = {"date": change.date, "low": change.low, "high": change.high} if change.date else None
    return {
        "verdict": told.verdict,
        "sentence": report.sentence,
        "caveat": report.caveat,
        "share_before": told.region.before.share,
        "share_after": told.region.after.share,
        "share_difference": told.region.difference,
        "rate_ratio": told.region.rate_ratio,
        "relative_odds_ratio": told.region.odds_ratio,
        "displacement_km": {"value": moved.value_km, "low": moved.low_km, "high": moved.high_km},
        "bearing_deg": moved.bearing_deg,
        "change_in_share": dated,
        "tests": told.tests,
        "tipping_point": {
            "to_lower_bound": told.tipping.to_lower_bound,
            "to_zero": told.tipping.to_zero,
            "published_gap": told.gap,
        },
        "strata": {f"at_least_{least}_killed": stratum for least, stratum in told.strata.items()},
        "specifications": {
            "n": told.specifications.n,
            "agree": told.specifications.agree,
            "same_sign_uncertain": told.specifications.same_sign_uncertain,
            "expected_agree": told.specifications.expected_agree,
            "expected_agree_95th_percentile": told.specifications.expected_high,
        },
    }


def _body(report: ShiftReport) -> dict[str, object]:
    """Give the rest, by the measure that said it."""
    told, opened = report.shift, report.opened
    shown = told._asdict()
    for said in ("tests", "verdict", "strata", "specifications"):
        del shown[said]
    return {
        "table": {
            "title": opened.title,
            "version": opened.version,
            "covers_from": opened.covers_from,
            "covers_to": opened.covers_to,
            "counted": report.filters.everywhere_and_always().sentence(),
        },
        **shown,
        "displacement": report.displacement,
        "centres": report.centres,
        "change_in_share_detail": report.change_in_share,
        "change_points": report.change_points,
        "flows": report.flows,
        "nearness": report.nearness,
        "firsts": report.firsts,
        "province_tests": report.province_tests,
        "change_classes": report.change_classes,
    }


def _grid(told: Shift) -> dict[str, object]:
    """Give the valid cells of the grid column by column names once: thousands of dicts would be mostly keys."""
    cells = told.specifications.cells
    valid = cells[cells["outcome"] != "too few"]
    rows = [plain_value(list(row)) for row in valid.itertuples(index=False)]
    return {
        "axes": list(told.specifications.axes),
        "by_option": plain_value(told.specifications.by_option()),
        "columns": [str(name) for name in cells.columns],
        "cells": rows,
    }


def _robustness(told: Shift) -> Iterator[str]:
    parts = {f"{least} or more killed": stratum for least, stratum in told.strata.items()}
    parts |= {f"only found through: {name}": stratum for name, stratum in told.streams.items()}
    for name, stratum in parts.items():
        says = words.change_in_words(stratum.reading.difference)
        counts = f"{stratum.reading.inside} of {stratum.reading.before.total + stratum.reading.after.total}"
        yield f"{words.capital(name)} ({counts}): {says}{'' if stratum.valid else '; too few to count'}."
    if told.undated.incidents:
        yield (
            f"{told.undated.incidents} not datable to one period; all before: "
            f"{words.change_in_words(told.undated.all_before)}; all after: "
            f"{words.change_in_words(told.undated.all_after)}."
        )


def _displacement(moved: Displacement) -> str:
    if moved.value_km is None or moved.low_km is None or moved.high_km is None:
        return f"Mean centre: {moved.reason}."
    bearing = (
        f", bearing {moved.bearing_deg:.0f} degrees"
        if moved.bearing_deg is not None
        else "; no direction can be given, for the region of uncertainty holds no movement at all"
    )
    spread = f"{moved.low_km:.0f} to {moved.high_km:.0f} km"
    return f"Mean centre moved {moved.value_km:.0f} km, 95% interval {spread}{bearing}."


def _change(change: ChangeInShare) -> str:
    if change.date is None or change.low is None or change.high is None:
        return f"No date of change: {change.reason}."
    low, high = _day(change.low), _day(change.high)
    return f"The share changed on {_day(change.date)}, 95% interval {low} to {high} (p = {change.p:.3f})."


def _levels(found: dict[str, ChangePoints], labels: dict[str, str]) -> Iterator[str]:
    """Say in which months the recorded number per month changed."""
    for place, changes in found.items():
        name = words.capital(words.region_in_words(place, labels)) if place in labels else place
        points = [
            f"{row['date']:%B %Y} (95% interval {row['low']:%B %Y} to {row['high']:%B %Y}; "
            f"{row['mean_before']:.1f} to {row['mean_after']:.1f} a month)"
            for row in changes.points.to_dict("records")
        ]
        yield f"Recorded incidents a month, {name}: {'; '.join(points) or 'no change of level found'}."


def _day(day: date) -> str:
    return day_in_words(day)


def _provinces(report: ShiftReport, names: dict[str, str]) -> Iterator[str]:
    table = report.province_tests
    table = table[(table["denominator"] == "all") & (table["level"] == "province")]
    for row in table[table["verdict"].isin(["rose", "fell"])].to_dict("records"):
        share = f"{row['share_before']:.0%} to {row['share_after']:.0%}"
        yield f"{names[str(row['unit'])]} {row['verdict']}: {share} (false discovery rate {row['q']:.3f})."
    yield f"{int((table['verdict'] == 'too few to say').sum())} provinces have too few incidents to say anything."


def run(options: argparse.Namespace) -> Iterator[str]:
    """Answer the question that the options ask; the file is written whole or not at all.

    Raises
    ------
    AtlasError
        When the table cannot be read, a period, the region or a filter cannot be used, or the file not be written.
    """
    opened = read_incidents(options.events)
    question = question_from(opened, options)
    filters = selection_from(opened, options.filters)
    report = shift_report(opened, filters, question)
    if options.json:
        text = json.dumps(as_json(report), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        write_whole(options.json, text.encode(), hint="Choose another file with --json.")
    rejected = opened.rejected["row"].nunique()
    if rejected:
        yield f"{opened.source_name}: {thousands(rejected)} rows are not valid and not counted (python -m atlas check)."
    yield from as_lines(report)
