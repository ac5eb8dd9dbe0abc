"""What a test of a claim gives: a verdict by a written rule, the figure behind it, and the incidents that count."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.incidents.filters import Filters
from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import Period

Verdict = Literal["supported", "partly supported", "not supported", "cannot tell", "not testable"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

RULES: dict[Verdict, str] = {
    "supported": "Everything that the claim says is borne out by sure incidents, or by a whole 95 % interval.",
    "partly supported": "Part of it is borne out, or all of it only by suspected or disputed incidents.",
    "not supported": "Sure incidents, or a whole 95 % interval, speak against it.",
    "cannot tell": "The table neither bears it out nor speaks against it; that nothing is recorded proves nothing.",
    "not testable": "It is about something that a table of incidents does not hold.",
}
"""The written rule of each verdict."""

_WEAKEST_FIRST: tuple[Verdict, ...] = ("not testable", "cannot tell", "not supported", "partly supported", "supported")


class Material(NamedTuple):
    """What a test may look at: rows of the table, all of which end by a day, and the days that are covered."""

    rows: pd.DataFrame
    """Plain table with every class and label, under the reader's other filters."""
    covered: Period

    def until(self, day: date) -> "Material":
        """Give what was known of the time up to a day; rows that end later are left out."""
        covered = self.covered.cut_to(Period(date.min, day))
        return Material(self.rows[(self.rows["date_end"] <= pd.Timestamp(day)).to_numpy()], covered)

    def held(self, kind: "Kind") -> pd.DataFrame:
        """Give the rows of a kind."""
        return self.rows[kind.holds(self.rows)]


class Kind(NamedTuple):
    """A kind of incident: the conditions of a selection, and two that no filter has."""

    filters: Filters
    crossing: bool = False
    """Only incidents that came from another country."""
    outside: tuple[str, ...] = ()
    """Countries where it did not happen."""
    words: tuple[str, ...] = ()
    """Words, in small letters, of which one stands in its place, district or summary."""

    def holds(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        """Tell of each row whether it is of this kind."""
        held = self.filters.holds(table)
        if self.crossing:
            held &= _came_from_elsewhere(table)
        if self.outside:
            held &= ~table["country"].isin(self.outside).to_numpy(dtype=np.bool_)
        if self.words:
            held &= _told(table).str.contains("|".join(self.words), regex=True).to_numpy(dtype=np.bool_)
        return held


class Finding(NamedTuple):
    """What a test found."""

    verdict: Verdict
    figure: str
    """The number or the names that decide, in a few words."""
    reason: str
    """Why the verdict is what it is, in one or two sentences."""
    sure: tuple[str, ...] = ()
    """Ids of the claimed and attributed incidents that count."""
    unsure: tuple[str, ...] = ()
    """Ids of the suspected and disputed ones."""
    toll: tuple[float, float, float] | None = None
    """Deaths or injuries recorded, low, best, high, where the claim names a number of them."""
    claimed: float | None = None
    """The number that the claim names."""


def finding(
    verdict: Verdict, figure: str, reason: str, rows: pd.DataFrame | None = None, **more: tuple[float, ...] | float
) -> Finding:
    """Put a finding together with the incidents behind it."""
    reason = reason[:1].upper() + reason[1:]
    if rows is None or rows.empty:
        return Finding(verdict, figure, reason, **more)  # type: ignore[arg-type]
    sure, names = is_sure(rows), rows["id"].astype("str").to_numpy()
    return Finding(verdict, figure, reason, tuple(names[sure]), tuple(names[~sure]), **more)  # type: ignore[arg-type]


def together(parts: Sequence[Finding]) -> Finding:
    """Join the findings on the parts of one claim.

    All alike give that verdict; a part that is borne out, wholly or partly, beside one that is not makes it partly
    supported; else the weakest holds.
    """
    verdicts = {part.verdict for part in parts}
    borne_out = verdicts & {"supported", "partly supported"}
    joint = next(each for each in _WEAKEST_FIRST if each in verdicts)
    verdict: Verdict = joint if len(verdicts) == 1 or not borne_out else "partly supported"
    sure = dict.fromkeys(name for part in parts for name in part.sure)
    unsure = dict.fromkeys(name for part in parts for name in part.unsure if name not in sure)
    tolls = [part for part in parts if part.toll is not None]
    toll, claimed = (tolls[0].toll, tolls[0].claimed) if len(tolls) == 1 else (None, None)
    figure = "; ".join(part.figure for part in parts if part.figure)
    reason = " ".join(part.reason for part in parts if part.reason)
    return Finding(verdict, figure, reason, tuple(sure), tuple(unsure), toll, claimed)


def _came_from_elsewhere(table: pd.DataFrame) -> NDArray[np.bool_]:
    origin = table["origin_province_id"]
    return (origin.notna() & (origin.astype("object") != "")).to_numpy(dtype=np.bool_)


def _told(table: pd.DataFrame) -> pd.Series:
    """Give what each row tells in words, in small letters."""
    columns = [table[name].astype("object").fillna("") for name in ("place", "district", "summary") if name in table]
    return pd.Series(
        [" ".join(words).lower() for words in zip(*columns, strict=True)], index=table.index, dtype="object"
    )
