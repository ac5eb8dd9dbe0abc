"""What the country's incidents were aimed at in both periods, and how surely they were the group's, year by year."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas.incidents.vocabulary import LISTS, SURE
from atlas.statistics.beta_binomial import COARSE
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.measures.counted import Counted, model, rise

TARGET_COLUMNS = (
    "before", "after", "share_before", "share_after", "difference", "low", "high", "p_rise",
)  # fmt: skip


class Mixes(NamedTuple):
    """Both mixes.

    ``targets`` has the index target_type (kinds with any incident, the largest change of share first), the counts
    before and after, their pooled shares, the model's difference of shares (median, 95 % interval) and P(rise); not a
    number where the model says nothing. ``attribution`` has the index year and the columns claimed, attributed,
    suspected and disputed: incidents of the country, whatever their date precision, by their first day.
    """

    targets: pd.DataFrame
    attribution: pd.DataFrame


def mixes(rows: pd.DataFrame, question: Question, covered: Period) -> Mixes:
    """Compare the targets of both periods and count attribution by year; ``rows`` are those of the country."""
    return Mixes(_targets(rows, question), _attribution(rows, covered))


def named_by_chance(targets: pd.DataFrame, least: float = 0.975) -> float:
    """Return how many kinds would be named, risen or fallen, if none had changed: the tests times twice the error."""
    return float(targets["p_rise"].notna().sum() * 2 * (1 - least))


def _targets(rows: pd.DataFrame, question: Question) -> pd.DataFrame:
    kind = rows["target_type"].astype("str").to_numpy()
    lines = {}
    for name in LISTS["target_type"]:
        counted = Counted.of(rows, kind == name, question)
        if counted.inside:
            lines[name] = _line(counted, question)
    table = pd.DataFrame.from_dict(lines, orient="index", columns=list(TARGET_COLUMNS)).rename_axis("target_type")
    return table.iloc[np.argsort(-(table["share_after"] - table["share_before"]).abs().to_numpy(), kind="stable")]


def _line(counted: Counted, question: Question) -> list[float]:
    before, after = (int(side.inside.sum()) for side in counted)
    shares = [count / total if total else np.nan for count, total in zip((before, after), counted.totals, strict=True)]
    told = rise(model(counted, question, points=COARSE), question)
    if told is None:
        return [before, after, *shares, np.nan, np.nan, np.nan, np.nan]
    difference = [np.nan if bound is None else bound for bound in told.difference]
    return [before, after, *shares, *difference, told.p_rise]


def _attribution(rows: pd.DataFrame, covered: Period) -> pd.DataFrame:
    held = rows[covered.touches(rows)]
    years = pd.RangeIndex(covered.first.year, covered.last.year + 1, name="year")
    words = [*SURE, *(word for word in LISTS["attribution"] if word not in SURE)]
    table = pd.crosstab(held["date_start"].dt.year, held["attribution"].astype("str"))
    return table.reindex(index=years, columns=words, fill_value=0).astype("int64")
