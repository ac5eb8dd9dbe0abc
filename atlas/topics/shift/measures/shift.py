"""The shift of a country's activity to a region: every test, stress test and counter-reading of one question."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas.geography import provinces
from atlas.incidents.filters import Filters
from atlas.settings import COUNTRIES
from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import Estimate
from atlas.statistics.monthly import monthly
from atlas.statistics.periods import Period, Question
from atlas.statistics.shares import share_difference
from atlas.topics.shift.measures.evidence import evidence
from atlas.topics.shift.measures.readings import Reading, count, read
from atlas.topics.shift.measures.specifications import (
    DRAWS,
    FEWEST_INSIDE,
    FEWEST_OF_STREAM,
    FEWEST_PER_PERIOD,
    Specifications,
    specifications,
)
from atlas.topics.shift.measures.tipping import Published, Tipping, published_counts, tipping
from atlas.topics.shift.measures.verdict import FourTests, Verdict, decide, four_tests, strata_agree

STRATA = (5, 10)
"""The least tolls (best estimate of the killed) of the strata that hardly any reporter misses."""


class Undated(NamedTuple):
    """Rows whose date interval crosses the edge of a period, and the difference with all of them on one side."""

    incidents: int
    all_before: Estimate
    all_after: Estimate


class Stratum(NamedTuple):
    """The same comparison on a part of the rows."""

    reading: Reading
    valid: bool
    """At least 5 units inside the region in both periods together, and 20 in each period."""
    agrees: bool
    """Valid, and the lower bound of the difference lies above 0."""


class Shift(NamedTuple):
    """All that is said about one question."""

    question: Question
    provinces: tuple[str, ...]
    """The provinces of the region, by id."""
    region: Reading
    sure: Reading
    """The region on claimed and attributed incidents alone."""
    origin: Reading | None
    """Where the activity is said to have come from; None where the region holds part of it."""
    undated: Undated
    tests: FourTests
    verdict: Verdict
    leader: str
    """The region (of the eight, or the one asked about) with most units in the second period."""
    tipping: Tipping
    published: tuple[Published, ...]
    """Published counts for months of the second period, the widest gap first."""
    strata: dict[int, Stratum]
    """Incidents with at least so many killed."""
    strata_agree: bool
    streams: dict[str, Stratum]
    """One source stream at a time."""
    specifications: Specifications
    regions: dict[str, Reading]
    """Every region of the country, primary and composite, by region_id."""
    readings: dict[str, Reading]
    """What the same table says about other places: Nangarhar, Kabul, the west, Bajaur."""

    @property
    def gap(self) -> int | None:
        """How many more incidents the widest published count has; None where nothing is published for the period."""
        return self.published[0].gap if self.published else None

    @property
    def gap_exceeds(self) -> bool:
        """Tell whether the published gap is wider than the tipping point of a rise."""
        point = self.tipping.to_lower_bound
        return bool(self.tests.t1 and point is not None and self.gap is not None and self.gap > point)


def shift(
    table: pd.DataFrame,
    filters: Filters,
    question: Question,
    covered: Period,
    published: pd.DataFrame,
    *,
    draws: int = DRAWS,
) -> Shift:
    """Answer a question with everything that supports or undermines the answer.

    Parameters
    ----------
    table
        Plain table with all its columns.
    filters
        Its period and place are lifted; what it says about classes, labels and certainty holds.
    question
        The comparison.
    covered
        First and last covered day.
    published
        The side table ``published_counts``.
    draws
        See ``specifications``.
    """
    ground = evidence(table, filters, question.country)
    rows = ground.counted
    members = provinces.provinces_in(question.region)
    inside = _inside(rows, members)
    region = read(rows, inside, question)
    origin = _origin(rows, question, members)
    regions = {name: read(rows, _inside(rows, held), question) for name, held in _regions(question.country).items()}
    leader, leads = _leader(regions, region, question)
    found = four_tests(region, origin, leads)
    strata = {least: _stratum(rows, rows["killed_best"] >= least, inside, question) for least in STRATA}
    agree = strata_agree(
        {least: each.reading for least, each in strata.items()}, {least: each.valid for least, each in strata.items()}
    )
    grid = specifications(ground, question, covered, definitions(question), draws=draws)
    sure = is_sure(rows)
    return Shift(
        question=question,
        provinces=tuple(sorted(members)),
        region=region,
        sure=read(rows[sure], inside[sure], question),
        origin=origin,
        undated=_undated(rows, inside, question),
        tests=found,
        verdict=decide(region, found, grid.agreeing, agree),
        leader=leader,
        tipping=tipping(*count(rows, inside, question)),
        published=tuple(_published(rows, question, published)),
        strata=strata,
        strata_agree=agree,
        streams=_streams(rows, inside, question),
        specifications=grid,
        regions=regions,
        readings=_readings(table, filters, rows, question),
    )


def definitions(question: Question) -> dict[str, frozenset[str]]:
    """Give every region of the country that shares a province with the one asked about, that one first."""
    wanted = provinces.provinces_in(question.region)
    others = {name: held for name, held in _regions(question.country, composites=True).items() if held & wanted}
    return {question.region: wanted} | {name: held for name, held in others.items() if name != question.region}


def _regions(country: str, *, composites: bool = True) -> dict[str, frozenset[str]]:
    table = provinces.regions()
    named = table[(table["country"] == country) & (composites | (table["kind"] == "primary"))]
    return {str(name): provinces.provinces_in(str(name)) for name in dict.fromkeys(named["region_id"])}


def _inside(rows: pd.DataFrame, members: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return rows["province_id"].isin(list(members)).to_numpy(dtype=np.bool_)


def _origin(rows: pd.DataFrame, question: Question, members: frozenset[str]) -> Reading | None:
    origin = provinces.provinces_in(question.origin)
    return None if origin & members else read(rows, _inside(rows, origin), question)


def _leader(regions: Mapping[str, Reading], region: Reading, question: Question) -> tuple[str, bool]:
    """Name the region with most units in the second period, and tell whether it is the one asked about."""
    asked = provinces.provinces_in(question.region)
    primary = _regions(question.country, composites=False)
    rivals = {name: regions[name] for name, held in primary.items() if not held & asked}
    most = max(rivals, key=lambda name: rivals[name].after.inside)
    sure = max((each.after.inside_sure for each in rivals.values()), default=0)
    leads = region.after.inside > rivals[most].after.inside and region.after.inside_sure > sure
    return (question.region if region.after.inside > rivals[most].after.inside else most), leads


def _stratum(rows: pd.DataFrame, held: pd.Series, inside: np.ndarray, question: Question) -> Stratum:
    chosen = held.to_numpy(dtype=np.bool_)
    reading = read(rows[chosen], inside[chosen], question)
    valid = reading.inside >= FEWEST_INSIDE and min(reading.before.total, reading.after.total) >= FEWEST_PER_PERIOD
    return Stratum(reading, valid, valid and reading.difference.above(0))


def _streams(rows: pd.DataFrame, inside: np.ndarray, question: Question) -> dict[str, Stratum]:
    names = rows["found_through"].astype("str")
    sizes = names.value_counts()
    wanted = sorted(str(name) for name, size in sizes.items() if size >= FEWEST_OF_STREAM)
    return {name: _stratum(rows, names == name, inside, question) for name in wanted}


def _undated(rows: pd.DataFrame, inside: np.ndarray, question: Question) -> Undated:
    """Run the comparison with the rows that cross an edge all in the first, then all in the second period."""
    held = [period.holds(rows) for period in (question.before, question.after)]
    crossing = (question.before.touches(rows) | question.after.touches(rows)) & ~held[0] & ~held[1]
    if not crossing.any():
        same = share_difference(*count(rows, inside, question))
        return Undated(0, same, same)
    counted = count(rows, inside, question)
    differences = []
    for side, period in enumerate((question.before, question.after)):
        chosen = held[side] | crossing
        first, last = map(pd.Timestamp, period)
        days = rows.loc[chosen, "date_start"]
        days = days.where(days >= first, first).where(days <= last, last)
        moved = rows[chosen].assign(date_start=days, date_end=days)
        pair = [*counted]
        pair[side] = monthly(moved, inside[chosen], period, question.unit)
        differences.append(share_difference(*pair))
    return Undated(int(crossing.sum()), *differences)


def _published(rows: pd.DataFrame, question: Question, published: pd.DataFrame) -> list[Published]:
    areas = {country: code for code, country in COUNTRIES.items()}
    return published_counts(published, rows, question.after, areas[question.country])


def _readings(table: pd.DataFrame, filters: Filters, rows: pd.DataFrame, question: Question) -> dict[str, Reading]:
    """Read the places about which other claims are made, each in its own country."""
    west = provinces.provinces_in("af-west")
    neighbour = evidence(table, filters, "Pakistan").counted
    bajaur = neighbour["district"].astype("str").str.contains("Bajaur", regex=False).to_numpy(dtype=np.bool_)
    return {
        "Nangarhar": read(rows, _inside(rows, frozenset({"AF-NAN"})), question),
        "Kabul": read(rows, _inside(rows, frozenset({"AF-KAB"})), question),
        "the west": read(rows, _inside(rows, west), question),
        "Bajaur": read(neighbour, bajaur, question),
    }
