"""Every claim, tested on what was known by its day and on all data."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from atlas.incidents.context import usable_sheet
from atlas.statistics.periods import Period
from atlas.topics.claims.measures.finding import Finding, Material
from atlas.topics.claims.measures.registry import TESTS

CONTRADICTIONS: Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]] = (
    ("Where it is active", ("M3", "D1"), ("W1", "W9")),
    ("How many died in Kerman", ("W7",), ("G3",)),
    ("How many fighters it had", ("A4",), ("G4",)),
)
"""What the briefs say against each other: about what, and the claims on either side."""


class Claim(NamedTuple):
    """What a brief asserts."""

    id: str
    brief: str
    as_of: date
    """The day of the brief."""
    words: str
    test: str
    """What would test it, in words."""


class Tested(NamedTuple):
    """A claim with what the data say of it."""

    claim: Claim
    then: Finding
    """On the incidents up to the day of the brief."""
    now: Finding
    """On all of them."""


def claims() -> tuple[Claim, ...]:
    """Read the claims in the order of their table."""
    rows = usable_sheet("claims").to_dict("records")
    return tuple(Claim(row["id"], row["brief"], row["as_of"].date(), row["claim"], row["test"]) for row in rows)


def tested(table: pd.DataFrame, covered: Period) -> tuple[Tested, ...]:
    """Test every claim.

    Parameters
    ----------
    table
        Plain table with rows of every class and label; a reader's other filters may have been applied.
    covered
        The days that the table covers.
    """
    material = Material(table, covered)
    return tuple(
        Tested(claim, TESTS[claim.id](material.until(claim.as_of)), TESTS[claim.id](material)) for claim in claims()
    )
