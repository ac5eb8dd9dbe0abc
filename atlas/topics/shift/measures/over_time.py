"""When the answer holds: sub-periods, whether "before" was one thing, and the country's own level."""

import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.geography import provinces
from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import Period, Question
from atlas.statistics.shares import SharePeriod
from atlas.topics.shift.measures.change_in_share import ChangeInShare, change_in_share
from atlas.topics.shift.measures.counted import Counted, Rise, model, rise
from atlas.topics.shift.measures.places import members

YEARS_BEFORE = 3
"""The last twelve covered months are set against the mean of so many years before them."""


class SubPeriod(NamedTuple):
    """A part of one of the two periods, between days on which the share is dated to have changed."""

    days: Period
    in_second: bool
    """Whether it belongs to the second period of the question."""
    counts: SharePeriod


class Broken(NamedTuple):
    """A period that is itself two: the share changed within it."""

    change: ChangeInShare
    rise: Rise
    """The part from the change on against the part before it."""


class OverTime(NamedTuple):
    """The region's share through the calendar."""

    change: ChangeInShare
    """Over the whole coverage."""
    edge_excluded: bool
    """Whether the interval of that date leaves out the edge of the question."""
    sub_periods: tuple[SubPeriod, ...]
    before_changed: Broken | None
    """None where no change within the first period is dated, or the model does not name one."""


class Level(NamedTuple):
    """The country's own level: its units in the last twelve covered months, and in the years before them."""

    recent: Period
    earlier: Period
    incidents: int
    """In the last twelve covered months."""
    a_year_before: float | None
    """Mean per year of the years before; None where the coverage does not reach back so far."""


def over_time(rows: pd.DataFrame, question: Question, covered: Period) -> OverTime:
    """Follow the region's share through the calendar.

    Parameters
    ----------
    rows
        Plain table of the country, all with a province.
    question
        The comparison.
    covered
        First and last covered day.
    """
    region = provinces.provinces_in(question.region)
    whole = change_in_share(rows, covered, region, question.country)
    inner = [change_in_share(rows, period, region, question.country) for period in (question.before, question.after)]
    found = tuple(
        SubPeriod(days, in_second, _counts(rows, members(rows, region), days))
        for in_second, period, change in zip((False, True), (question.before, question.after), inner, strict=True)
        for days in _split(period, change.date)
    )
    excluded = (
        whole.low is not None
        and whole.high is not None
        and not whole.low <= question.after.first <= whole.high + datetime.timedelta(days=1)
    )
    return OverTime(whole, excluded, found, _broken(rows, members(rows, region), question, inner[0]))


def level(rows: pd.DataFrame, covered: Period) -> Level:
    """Set the last twelve covered months of a country against the three years before them."""
    end = pd.Timestamp(covered.last) + pd.Timedelta(days=1)
    begins, starts = ((end - pd.DateOffset(years=years)).date() for years in (1, 1 + YEARS_BEFORE))
    recent = Period(begins, covered.last)
    earlier = Period(starts, begins - datetime.timedelta(days=1))
    reaches = covered.first <= starts
    count = int(earlier.holds(rows).sum())
    return Level(recent, earlier, int(recent.holds(rows).sum()), count / YEARS_BEFORE if reaches else None)


def _split(period: Period, day: datetime.date | None) -> tuple[Period, ...]:
    if day is None or not period.first < day <= period.last:
        return (period,)
    return Period(period.first, day - datetime.timedelta(days=1)), Period(day, period.last)


def _counts(rows: pd.DataFrame, inside: NDArray[np.bool_], days: Period) -> SharePeriod:
    held, sure = days.holds(rows), is_sure(rows)
    return SharePeriod(
        int((held & sure & inside).sum()), int((held & inside).sum()), int((held & sure).sum()), int(held.sum())
    )


def _broken(rows: pd.DataFrame, inside: NDArray[np.bool_], question: Question, change: ChangeInShare) -> Broken | None:
    """Put the same model to the two parts of the first period; a change is named from 0.975 either way."""
    halves = _split(question.before, change.date)
    if len(halves) < 2:
        return None
    asked = question.moved(before=halves[0], after=halves[1])
    told = rise(model(Counted.of(rows, inside, asked), asked), asked)
    if told is None or max(told.p_rise, told.p_fall) < 0.975:
        return None
    return Broken(change, told)
