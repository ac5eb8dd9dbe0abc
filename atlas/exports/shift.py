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
from atlas.settings import METHOD_VERSION, SMALLEST_DIFFERENCE
from atlas.statistics.periods import Period, Question
from atlas.statistics.probability import in_words, number, word
from atlas.text import day_in_words, thousands
from atlas.topics.borders.measures.firsts import firsts
from atlas.topics.borders.measures.nearness import nearness
from atlas.topics.provinces.measures.change_classes import ChangeClasses, change_classes
from atlas.topics.shift.measures.centres import Centres, centres
from atlas.topics.shift.measures.change_in_share import ChangeInShare
from atlas.topics.shift.measures.change_points import ChangePoints, change_points
from atlas.topics.shift.measures.displacement import Displacement, displacement
from atlas.topics.shift.measures.evidence import evidence
from atlas.topics.shift.measures.flows import Flows, flows
from atlas.topics.shift.measures.province_tests import named_by_chance, province_tests
from atlas.topics.shift.measures.shift import Shift, shift
from atlas.topics.shift.words import findings
from atlas.topics.shift.words import verdict as words
from atlas.topics.shift.words.headline import Statement, statement
from atlas.topics.shift.words.story import grid_words


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
    def statement(self) -> Statement:
        """The answer in words."""
        return statement(self.shift, self.filters, provinces.region_names(), provinces.province_names())


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
    found = shift(opened.table, filters, question, covered, usable_sheet("published_counts"))
    return ShiftReport(
        opened=opened,
        filters=filters,
        shift=found,
        displacement=displacement(rows, question),
        centres=centres(rows, question),
        change_in_share=found.over_time.change,
        change_points=_change_points(rows, covered, question),
        flows=flows(rows, question),
        nearness=nearness(rows, question),
        firsts=firsts(rows, *covered),
        province_tests=province_tests(rows, question, left_out=()),
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
    return {name: plain_value(part) for name, part in parts.items()} | {"specifications": _curve(report.shift)}


def as_lines(report: ShiftReport) -> Iterator[str]:
    """Return the report as lines of text for a terminal."""
    told, labels, names = report.shift, provinces.region_names(), provinces.province_names()
    said = report.statement
    yield from (said.headline, said.second, said.verdict, "")
    yield from (f"{title}: {text}" for title, text in said.lines)
    yield from ("", said.definition, f"Counted: {report.filters.everywhere_and_always().sentence()}.")
    yield source_line(report.opened.version, report.opened.covers_to, report.opened.title)
    yield from ("", "Readings of the region", *(f"  {line}" for line in _ways(told)))
    yield from ("", "Parts and leader", *(f"  {line}" for line in _parts(told, labels)))
    yield from ("", "Coverage", *(f"  {line}" for line in _coverage(told, labels)))
    yield from ("", "How it depends on the counting", f"  {' '.join(grid_words(told.specifications))}")
    yield from ("", "Where and when", f"  {_displacement(report.displacement)}", f"  {_change(report.change_in_share)}")
    yield from (f"  {line}" for line in _levels(report.change_points, labels))
    yield from (f"  {line}" for line in _sub_periods(told))
    yield from ("", "Targets", f"  {' '.join(findings.targets_words(told.mixes.targets))}")
    yield from ("", "What the same table says of other places", *(f"  {line}" for line in words.counter_reading(told)))
    yield from ("", "Provinces whose share changed", *(f"  {line}" for line in _provinces(report, names)))


def _head(report: ShiftReport) -> dict[str, object]:
    """Return what a reader of the file looks for first."""
    told, moved, change, said = report.shift, report.displacement, report.change_in_share, report.statement
    found, weakest = told.answer, told.answer.weakest
    dated = {"date": change.date, "low": change.low, "high": change.high} if change.date else None
    return {
        "verdict": told.verdict,
        "sentence": said.sentence,
        "headline": said.headline,
        "headline_word": None if weakest is None else word(weakest[1]),
        "headline_probability": None if weakest is None else weakest[1],
        "headline_reading": None if weakest is None else weakest[0],
        "caveat": " ".join(text for _, text in said.lines[1:]),
        "missing_for_supported": found.decision.missing,
        "p_rise": found.chances.p_rise,
        "p_rise_5": _p_rise_5(told),
        "p_rise_beyond_smallest": found.chances.p_beyond,
        "smallest_difference": told.question.smallest,
        "prior": told.question.prior,
        "p_origin_fell": found.chances.p_origin_fell,
        "p_rate": found.chances.rate,
        "p_leads": told.leads.p,
        "readings_of_p_rise": found.ways,
        "at_least_5_killed": found.deadly,
        "at_least_10_killed": found.deadliest,
        "wide_prior": told.wide,
        "share_before": told.region.before.share,
        "share_after": told.region.after.share,
        "share_difference": None if found.rise is None else found.rise.difference,
        "rate_ratio": told.region.rate_ratio,
        "relative_odds_ratio": told.region.odds_ratio,
        "displacement_km": {"value": moved.value_km, "low": moved.low_km, "high": moved.high_km},
        "bearing_deg": moved.bearing_deg,
        "change_in_share": dated,
        "sub_periods": told.over_time.sub_periods,
        "before_changed": _broken(told),
    }


def _p_rise_5(told: Shift) -> float | None:
    """Return P(rise > 5 points), whatever the smallest difference of the question is."""
    return None if told.answer.posterior is None else told.answer.posterior.p_beyond(SMALLEST_DIFFERENCE)


def _broken(told: Shift) -> dict[str, object] | None:
    broken = told.over_time.before_changed
    return None if broken is None else {"date": broken.change.date, "rise": broken.rise}


def _body(report: ShiftReport) -> dict[str, object]:
    """Return the rest, by the measure that said it."""
    told, opened = report.shift, report.opened
    shown = told._asdict()
    for said in ("answer", "specifications", "wide", "over_time"):
        del shown[said]
    return {
        "table": {
            "title": opened.title,
            "version": opened.version,
            "covers_from": opened.covers_from,
            "covers_to": opened.covers_to,
            "counted": report.filters.everywhere_and_always().sentence(),
        },
        "method_version": METHOD_VERSION,
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


def _curve(told: Shift) -> dict[str, object]:
    """Return the specifications column by column names once: hundreds of dicts would be mostly keys."""
    found = told.specifications
    return {
        "n": found.n,
        "combinations": found.combinations,
        "median": found.median,
        "same_sign": found.same_sign,
        "p_rise_at_least_0975": found.surely,
        "p": found.p,
        "columns": [str(name) for name in found.cells.columns],
        "cells": [plain_value(list(row)) for row in found.cells.itertuples(index=False)],
    }


def _ways(told: Shift) -> Iterator[str]:
    for way, p in told.answer.ways.items():
        yield f"P(rise) {way}: {'not to be read' if p is None else in_words(p)}"
    parts = {"5 or more killed": told.answer.deadly, "10 or more killed": told.answer.deadliest}
    parts |= {f"only found through {name}": reading.rise for name, reading in told.streams.items()}
    parts |= {"under the wide prior": told.wide}
    if told.undated.incidents:
        undated = f"the {told.undated.incidents} not datable to one period"
        parts |= {f"{undated} all before": told.undated.all_before, f"{undated} all after": told.undated.all_after}
    for name, each in parts.items():
        yield f"P(rise), {name}: {'not to be read' if each is None else in_words(each.p_rise)}"
    chances = told.answer.chances
    if chances.p_beyond is not None:
        yield f"P(rise of more than {told.question.smallest * 100:g} points): {in_words(chances.p_beyond)}"
    if chances.p_origin_fell is not None:
        yield f"P(fall of the origin's share): {in_words(chances.p_origin_fell)}"
    if chances.rate is not None:
        yield f"One-sided confidence that the region's own rate rose: {number(chances.rate)}"


def _parts(told: Shift, labels: dict[str, str]) -> Iterator[str]:
    for part in told.parts:
        yield f"{words.capital(words.region_in_words(part.region, labels))}: {words.reading_in_words(part.reading)}"
    leader = words.region_in_words(told.leads.leader, labels)
    ahead = "" if told.leads.p is None else f"; that the region asked about is ahead is {in_words(told.leads.p)}"
    yield f"{words.capital(leader)} has most in the second period{ahead}."


def _coverage(told: Shift, labels: dict[str, str]) -> Iterator[str]:
    place = words.region_in_words(told.question.region, labels)
    yield " ".join(findings.reporting_words(told.coverage, place))
    yield from filter(None, (findings.replication_words(each, place) for each in told.coverage.replications))
    yield from (findings.published_words(each) for each in told.coverage.published[:5])


def _sub_periods(told: Shift) -> Iterator[str]:
    for each in told.over_time.sub_periods:
        if each.counts.total:
            yield f"{words.capital(words.span_in_words(each.days))}: {words.count_in_words(each.counts)}"


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
        yield f"{names[str(row['unit'])]} {row['verdict']}: {share}."
    yield f"If nothing had changed, {named_by_chance(table):.1f} provinces would be named by chance."
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
