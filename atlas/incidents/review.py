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

SECOND_REVIEW = "second review"
"""Mark of the lines of the later check, which drew rows of the whole table by year."""

SECOND_SEED = 20261201
SECOND_SIZE = 130

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


def sample_by_year(attacks: pd.DataFrame) -> list[str]:
    """Draw rows for the second review: about 130, from each year in proportion, at least one, by a fixed seed.

    Parameters
    ----------
    attacks
        The rows of class attack, with ``id`` and ``date_start`` as text (ISO).
    """
    ordered = attacks.sort_values("id")
    draw = np.random.default_rng(SECOND_SEED)
    drawn: list[str] = []
    for _, year in ordered.groupby(ordered["date_start"].str[:4]):
        size = max(1, round(SECOND_SIZE * len(year) / len(ordered)))
        drawn += draw.choice(year["id"].to_numpy(dtype=str), size, replace=False).tolist()
    return sorted(drawn)


class ColumnError(NamedTuple):
    """Rows of the second review in which one group of columns was wrong, with the 95 % interval (Wilson)."""

    group: str
    wrong: int
    checked: int
    low: float
    high: float


SECOND_GROUPS = {
    "any of these": tuple(SUBSTANTIVE | {"attack_type"}),
    "date": SUBSTANCE["date"],
    "province": SUBSTANCE["province"],
    "killed": ("killed_low", "killed_best", "killed_high"),
    "killed, best figure": ("killed_best",),
    "injured": ("injured_low", "injured_best", "injured_high"),
    "injured, best figure": ("injured_best",),
    "attackers killed": ("attackers_killed",),
    "attribution": SUBSTANCE["attribution"],
    "target": SUBSTANCE["target"],
    "attack type": ("attack_type",),
}
"""Columns that the second review compared, by the name under which they are told."""


def errors_by_column(review: pd.DataFrame) -> list[ColumnError]:
    """Estimate from the second review how often each group of columns was wrong; empty without one.

    A value that was missing and could be filled is no error.
    """
    lines = review[(review["checked_against"] == SECOND_REVIEW) & (review["verdict"] != "not found")]
    checked = lines["id"].nunique()
    if not checked:
        return []
    made = corrections(lines)
    made = made[made["was"] != ""]
    found: list[ColumnError] = []
    for group, columns in SECOND_GROUPS.items():
        wrong = int(made.loc[made["column"].isin(columns), "id"].nunique())
        low, high = proportion_confint(wrong, checked, method="wilson")
        found.append(ColumnError(group, wrong, checked, float(low), float(high)))
    return found


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
    made = corrections(review[review["checked_against"] != SECOND_REVIEW])
    made = made[made["column"].isin(SUBSTANTIVE) & made["id"].isin(sampled)]
    wrong = set(made.loc[made["was"] != "", "id"])
    low, high = proportion_confint(len(wrong), len(sampled), method="wilson")
    return ErrorRate(len(wrong), len(set(made["id"]) - wrong), len(sampled), float(low), float(high))
