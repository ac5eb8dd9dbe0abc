"""What the editors' review found: corrections by column, the drawn sample and the error rate of the first pass."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

SUBSTANCE = {
    "date": ("date_start", "date_end"),
    "province": ("province_id", "country"),
    "toll": (
        "killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high", "attackers_killed",
    ),
    "attribution": ("attribution",),
    "class": ("event_class",),
    "target": ("target_type",),
}  # fmt: skip
"""Columns whose correction is an error of substance; all others concern wording, precision or form."""

SUBSTANTIVE = frozenset(column for columns in SUBSTANCE.values() for column in columns)

FIRST_PASS = ((1, 266), (267, 531))
"""First and last number of the rows of the first pass, as the two editors shared them."""

DRAWN_EACH = 30
SEED = 20261122


class ErrorRate(NamedTuple):
    """Share of the sampled rows with an error of substance, and its 95 % interval (Wilson)."""

    wrong: int
    """Rows of which a value of substance was replaced."""
    lacking: int
    """Further rows of which one was missing and could be filled."""
    sampled: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share itself, 0 to 1."""
        return self.wrong / self.sampled


def drawn_sample() -> list[str]:
    """Draw the rows that were to be held against a second source: as many from each editor's part, by a fixed seed."""
    drawn: list[str] = []
    for first, last in FIRST_PASS:
        ids = [f"KA-{number:04d}" for number in range(first, last + 1)]
        drawn += np.random.default_rng(SEED).choice(ids, DRAWN_EACH, replace=False).tolist()
    return sorted(drawn)


def corrections_by_column(review: pd.DataFrame) -> "pd.Series[int]":
    """Count the rows in which each column was corrected, most first."""
    made = corrections(review).drop_duplicates(["id", "column"])
    counts = made["column"].value_counts()
    return counts.sort_index().sort_values(ascending=False, kind="stable")


def corrections(review: pd.DataFrame) -> pd.DataFrame:
    """Return the corrections, one row for each column that a line names."""
    made = review[review["verdict"] == "corrected"]
    split = made.assign(column=made["column"].str.split(r"\s*[;,/]\s*", regex=True)).explode("column")
    return split[split["column"] != ""]


def verdicts(review: pd.DataFrame) -> pd.Series:
    """Give each row that was held against a second source one verdict: corrected, else confirmed, else not found."""
    checked = review[review["checked_against"] == "second source"]
    order = pd.Categorical(checked["verdict"], ["corrected", "confirmed", "not found"], ordered=True)
    worst = checked.assign(verdict=order).sort_values(["id", "verdict"], kind="stable").drop_duplicates("id")
    return worst.set_index("id")["verdict"]


def sample_verdicts(review: pd.DataFrame) -> pd.Series:
    """Return the verdicts of the drawn rows alone: rows checked for looking doubtful say nothing on the rest."""
    found = verdicts(review)
    return found[found.index.isin(drawn_sample())]


def error_rate(review: pd.DataFrame) -> ErrorRate | None:
    """Estimate from the drawn sample how often a row of the first pass was wrong in substance; None without a sample.

    A correction counts whether the row's own pages or the second source led to it.
    """
    sampled = sample_verdicts(review).index
    if sampled.empty:
        return None
    made = corrections(review)
    made = made[made["column"].isin(SUBSTANTIVE) & made["id"].isin(sampled)]
    wrong = set(made.loc[made["was"] != "", "id"])
    low, high = proportion_confint(len(wrong), len(sampled), method="wilson")
    return ErrorRate(len(wrong), len(set(made["id"]) - wrong), len(sampled), float(low), float(high))
