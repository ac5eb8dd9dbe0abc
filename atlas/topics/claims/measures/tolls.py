"""The tolls that the briefs name, beside every figure that a reporter gave of the same attack."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from atlas.text import day_in_words, thousands
from atlas.topics.claims.measures.finding import Material
from atlas.topics.claims.measures.kinds import AllOf, Toll
from atlas.topics.claims.measures.registry import TESTS


class Report(NamedTuple):
    """What one reporter said."""

    reporter: str
    as_of: str
    low: float
    high: float
    """The same as the low one where the reporter gave a single figure."""

    def words(self) -> str:
        """Write it: "interior ministry, 2021-08-27: 79"."""
        figure = thousands(self.low) if self.low == self.high else f"{thousands(self.low)} to {thousands(self.high)}"
        who = ", ".join(part for part in (self.reporter, self.as_of) if part)
        return f"{who}: {figure}"


class Attack(NamedTuple):
    """One attack with all that was said of its deaths."""

    name: str
    ids: tuple[str, ...]
    low: float
    best: float
    high: float
    reports: tuple[Report, ...]
    claimed: tuple[tuple[str, int], ...]
    """Which claim says which number."""


def attacks(material: Material, tolls: pd.DataFrame) -> tuple[Attack, ...]:
    """Gather the attacks of which a brief names the dead, in the order of their days.

    Parameters
    ----------
    material
        The incidents.
    tolls
        Who reported which toll: the table of ``atlas.incidents.tolls``.
    """
    found: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for claim, test in TESTS.items():
        for toll in _tolls_in(test):
            rows = material.held(toll.kind)
            if toll.measure == "killed" and len(rows) >= toll.attacks:
                found.setdefault(tuple(rows["id"].astype("str")), []).append((claim, toll.figure))
    listed = [_attack(material.rows, ids, claimed, tolls) for ids, claimed in found.items()]
    return tuple(sorted(listed, key=lambda attack: attack.ids))


def _tolls_in(test: object) -> Sequence[Toll]:
    if isinstance(test, Toll):
        return [test]
    return [toll for part in test.parts for toll in _tolls_in(part)] if isinstance(test, AllOf) else []


def _attack(table: pd.DataFrame, ids: tuple[str, ...], claimed: list[tuple[str, int]], tolls: pd.DataFrame) -> Attack:
    rows = table[table["id"].isin(ids).to_numpy()]
    low, best, high = (rows[f"killed_{bound}"].astype(float) for bound in ("low", "best", "high"))
    best = best.fillna(low)
    largest = rows.iloc[int(best.to_numpy().argmax())]
    name = f"{largest['place']}, {day_in_words(largest['date_start'])}"
    if len(rows) > 1:
        name += f" and {len(rows) - 1} more"
    told = tolls[tolls["id"].isin(ids) & tolls["killed_low"].notna()] if len(rows) == 1 else tolls[:0]
    reports = tuple(
        Report(str(row["reporter"]), str(row["as_of"] or ""), float(row["killed_low"]), float(row["killed_high"]))
        for row in told.to_dict("records")
    )
    toll = float(low.sum()), float(best.sum()), float(high.fillna(best).sum())
    return Attack(name, ids, *toll, reports, tuple(claimed))
