"""The answer to a question: the probabilities that the verdict and its word rest on, each read in one way."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.beta_binomial import POINTS, Posterior
from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import Question
from atlas.topics.shift.measures.counted import Counted, Rise, confidence_of_rate, model, rise
from atlas.topics.shift.measures.verdict import Chances, Decision, decide

Way = Literal["by half-year", "by year", "by month", "without the cut half-year", "sure rows alone", "capture changed"]
"""A way of reading the same question for the same region."""

WEIGHED: tuple[Way, ...] = (
    "by half-year", "by year", "without the cut half-year", "sure rows alone", "capture changed",
)  # fmt: skip
"""The ways among which the weakest gives the headline its word; by month the share's drift is not allowed for."""

CAPTURE = 4.0
"""By so much the capture of the region against the rest may have changed (95 %) in the last of them."""

DEADLY, DEADLIEST = 5, 10
"""Least tolls (best estimate of the killed) of what hardly any reporter misses."""

FEWEST_DEADLY = 20
"""Incidents with many killed that each period needs before they count."""


class Sides(NamedTuple):
    """Everything that is counted for one answer."""

    region: Counted
    sure: Counted
    """Claimed and attributed rows alone."""
    origin: Counted | None
    """None where the region holds part of the origin."""
    deadly: Counted
    deadliest: Counted

    @classmethod
    def of(
        cls, rows: pd.DataFrame, inside: NDArray[np.bool_], origin: NDArray[np.bool_] | None, question: Question
    ) -> "Sides":
        """Count the rows of a country; ``inside`` and ``origin`` tell which lie in the region and in its origin."""
        killed = rows["killed_best"].to_numpy(dtype=float)

        def part(held: NDArray[np.bool_]) -> Counted:
            return Counted.of(rows[held], inside[held], question)

        return cls(
            region=Counted.of(rows, inside, question),
            sure=part(is_sure(rows)),
            origin=None if origin is None else Counted.of(rows, origin, question),
            deadly=part(killed >= DEADLY),
            deadliest=part(killed >= DEADLIEST),
        )


class Answer(NamedTuple):
    """One question answered for one region."""

    rise: Rise | None
    """The primary reading; None where the region has none, or all, of what is counted."""
    ways: dict[Way, float | None]
    """P(rise) in each way; None where a way has too little to read."""
    deadly: Rise | None
    deadliest: Rise | None
    chances: Chances
    decision: Decision
    posterior: Posterior | None

    @property
    def rises(self) -> bool:
        """Whether a rise is likelier than a fall in the primary reading: the direction that the words speak of."""
        return self.rise is None or self.rise.p_rise >= 0.5

    @property
    def weakest(self) -> tuple[Way, float] | None:
        """The way that gives the direction its lowest probability, and that probability; None without any."""
        found = {way: self.ways[way] for way in WEIGHED}
        told = [(way, p if self.rises else 1 - p) for way, p in found.items() if p is not None]
        return min(told, key=lambda each: each[1]) if told else None


def answer(sides: Sides, question: Question, points: int = POINTS) -> Answer:
    """Work out the probabilities and apply the rule.

    Parameters
    ----------
    sides
        What is counted.
    question
        Periods, smallest difference and prior.
    points
        Points of the model's grid; fewer where thousands of tables are tried.
    """
    primary = model(sides.region, question, points=points)
    deadly, deadliest = (rise(model(part, question, points=points), question) for part in sides[3:5])
    told = rise(primary, question)
    fell = None if sides.origin is None else model(sides.origin, question, points=points)
    chances = Chances(
        inside=sides.region.inside,
        blocks=_blocks(sides.region),
        p_rise=None if told is None else told.p_rise,
        p_beyond=None if told is None else told.p_beyond,
        p_origin_fell=None if fell is None else 1 - fell.p_rise,
        origin_apart=sides.origin is not None,
        rate=confidence_of_rate(sides.region, question),
        p_deadly=None if deadly is None else deadly.p_rise,
        deadly_counts=min(sides.deadly.totals) >= FEWEST_DEADLY,
    )
    return Answer(told, _ways(sides, question, primary, points), deadly, deadliest, chances, decide(chances), primary)


def _blocks(counted: Counted) -> tuple[int, int]:
    before, after = counted.blocks()
    return len(before.number), len(after.number)


def _ways(sides: Sides, question: Question, primary: Posterior | None, points: int) -> dict[Way, float | None]:
    def p(found: Posterior | None) -> float | None:
        return None if found is None else found.p_rise

    region = sides.region
    return {
        "by half-year": p(primary),
        "by year": p(model(region, question, "year", points=points)),
        "by month": p(model(region, question, "month", points=points)),
        "without the cut half-year": p(model(region, question, whole=False, points=points)),
        "sure rows alone": p(model(sides.sure, question, points=points)),
        "capture changed": None if primary is None else primary.p_rise_if_capture_changed(CAPTURE),
    }
