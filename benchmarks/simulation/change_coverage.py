"""Whether the interval of a change in share holds the true day, and how often none is dated where none is."""

import pandas as pd

from atlas.geography.provinces import provinces_in
from atlas.statistics.periods import DAYS_PER_MONTH, Period, Question
from atlas.topics.shift.measures.change_in_share import change_in_share
from benchmarks.simulation.outcome import Outcome
from benchmarks.simulation.tables import Truth

DATE = "date of the change in share (months)"
STILL = "no change in share is dated where there is none"


def covers(table: pd.DataFrame, question: Question, truth: Truth) -> dict[str, Outcome]:
    """Try the change in share on one table; its width is the length of the interval in months.

    With a change, tables in which none is dated give no interval: the coverage is that of the dates that are reported.
    Without one every table counts, and dating a change is the failure.
    """
    whole = Period(question.before.first, question.after.last)
    found = change_in_share(table, whole, provinces_in(question.region), question.country)
    if not truth.changed:
        return {STILL: Outcome(found.date is None, 0.0)}
    if found.low is None or found.high is None:
        return {DATE: Outcome(None, float("nan"))}
    width = ((found.high - found.low).days + 1) / DAYS_PER_MONTH
    return {DATE: Outcome(found.low <= question.after.first <= found.high, width)}
