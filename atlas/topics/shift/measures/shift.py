"""The shift of a country's activity to a region: the answer to one question, and everything that bears on it."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.geography import provinces
from atlas.incidents.filters import Filters
from atlas.statistics.beta_binomial import COARSE
from atlas.statistics.monthly import units
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.answer import Answer, Sides, answer
from atlas.topics.shift.measures.counted import Counted, Rise, model, rise
from atlas.topics.shift.measures.coverage import Coverage, coverage
from atlas.topics.shift.measures.evidence import evidence
from atlas.topics.shift.measures.mixes import Mixes, mixes
from atlas.topics.shift.measures.over_time import Level, OverTime, level, over_time
from atlas.topics.shift.measures.places import Leads, Part, leads, members, parts, regions_of
from atlas.topics.shift.measures.readings import Reading, read
from atlas.topics.shift.measures.specifications import DRAWS, Specifications, specifications
from atlas.topics.shift.measures.verdict import Verdict

FEWEST_OF_STREAM = 20
"""A source stream is read by itself from so many rows on."""


class Undated(NamedTuple):
    """Rows whose date interval crosses the edge of a period, and the model with all of them on one side."""

    incidents: int
    all_before: Rise | None
    all_after: Rise | None


class Outline(NamedTuple):
    """What the shortest statement about one question rests on: a part of ``Shift``, in a fraction of its time."""

    question: Question
    answer: Answer
    region: Reading
    parts: tuple[Part, ...]
    """The primary regions that make a composite one."""
    over_time: OverTime

    @property
    def verdict(self) -> Verdict:
        """The verdict by the rule of ``verdict.decide``."""
        return self.answer.decision.verdict


class Shift(NamedTuple):
    """All that is said about one question."""

    question: Question
    provinces: tuple[str, ...]
    """The provinces of the region, by id."""
    answer: Answer
    region: Reading
    origin: Reading | None
    """Where the activity is said to have come from; None where the region holds part of it."""
    parts: tuple[Part, ...]
    """The primary regions that make a composite one."""
    leads: Leads
    over_time: OverTime
    level: Level
    wide: Rise | None
    """The primary reading under the wide prior: what level and difference owe to the standard one."""
    undated: Undated
    coverage: Coverage
    specifications: Specifications
    streams: dict[str, Reading]
    """One source stream at a time; shown apart, in no verdict."""
    regions: dict[str, Reading]
    """Every region of the country, primary and composite, by region_id."""
    readings: dict[str, Reading]
    """What the same table says about other places: Nangarhar, Kabul, the west, Bajaur."""
    mixes: Mixes

    @property
    def verdict(self) -> Verdict:
        """The verdict by the rule of ``verdict.decide``."""
        return self.answer.decision.verdict


def outline(table: pd.DataFrame, filters: Filters, question: Question, covered: Period) -> Outline:
    """Answer a question as far as one sentence needs it; the arguments are those of ``shift``."""
    rows, held = evidence(table, filters, question.country).narrowed().counted, provinces.provinces_in(question.region)
    inside = members(rows, held)
    found = answer(Sides.of(rows, inside, _origin(rows, question, held), question), question, COARSE)
    read_off = read(rows, inside, question, COARSE)
    return Outline(question, found, read_off, parts(rows, question), over_time(rows, question, covered))


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
    ground = evidence(table, filters, question.country).narrowed()
    rows, held = ground.counted, provinces.provinces_in(question.region)
    inside, origin = members(rows, held), _origin(rows, question, held)
    counted = Sides.of(rows, inside, origin, question)
    found = answer(counted, question)
    return Shift(
        question=question,
        provinces=tuple(sorted(held)),
        answer=found,
        region=read(rows, inside, question),
        origin=None if origin is None else read(rows, origin, question),
        parts=parts(rows, question),
        leads=leads(rows, question),
        over_time=over_time(rows, question, covered),
        level=level(rows, covered),
        wide=rise(model(counted.region, question.moved(prior="wide")), question),
        undated=_undated(rows, inside, question),
        coverage=coverage(table, counted.region, found.posterior, published, question),
        specifications=specifications(ground, question, covered, draws=draws),
        streams=_streams(rows, inside, question),
        regions={
            name: read(rows, members(rows, own), question, COARSE) for name, own in regions_of(question.country).items()
        },
        readings=_readings(table, filters, rows, question),
        mixes=mixes(rows, question, covered),
    )


def _origin(rows: pd.DataFrame, question: Question, held: frozenset[str]) -> NDArray[np.bool_] | None:
    origin = provinces.provinces_in(question.origin)
    return None if origin & held else members(rows, origin)


def _streams(rows: pd.DataFrame, inside: NDArray[np.bool_], question: Question) -> dict[str, Reading]:
    names = rows["found_through"].astype("str")
    sizes = names.value_counts()
    wanted = sorted(str(name) for name, size in sizes.items() if size >= FEWEST_OF_STREAM)
    chosen = {name: (names == name).to_numpy() for name in wanted}
    return {name: read(rows[each], inside[each], question, COARSE) for name, each in chosen.items()}


def _undated(rows: pd.DataFrame, inside: NDArray[np.bool_], question: Question) -> Undated:
    """Put the model to the rows that cross an edge all in the first, then all in the second period."""
    periods = (question.before, question.after)
    held = [period.holds(rows) for period in periods]
    crossing = (periods[0].touches(rows) | periods[1].touches(rows)) & ~held[0] & ~held[1]
    counted = Counted.of(rows, inside, question)
    found = []
    for side, period in enumerate(periods if crossing.any() else ()):
        chosen = held[side] | crossing
        first, last = map(pd.Timestamp, period)
        days = rows.loc[chosen, "date_start"]
        days = days.where(days >= first, first).where(days <= last, last)
        moved = rows[chosen].assign(date_start=days, date_end=days)
        pair = [*counted]
        pair[side] = units(moved, inside[chosen], question.unit)
        found.append(rise(model(Counted(*pair), question), question))
    if not found:
        same = rise(model(counted, question), question)
        return Undated(0, same, same)
    return Undated(int(crossing.sum()), *found)


def _readings(table: pd.DataFrame, filters: Filters, rows: pd.DataFrame, question: Question) -> dict[str, Reading]:
    """Read the places about which other claims are made, each in its own country."""
    neighbour = evidence(table, filters, "Pakistan").narrowed().counted
    bajaur = neighbour["district"].astype("str").str.contains("Bajaur", regex=False).to_numpy(dtype=np.bool_)
    named = {
        "Nangarhar": frozenset({"AF-NAN"}),
        "Kabul": frozenset({"AF-KAB"}),
        "the west": provinces.provinces_in("af-west"),
    }
    found = {name: read(rows, members(rows, held), question, COARSE) for name, held in named.items()}
    return found | {"Bajaur": read(neighbour, bajaur, question, COARSE)}
