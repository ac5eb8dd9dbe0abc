"""Whether the confidence ellipse of the displacement holds the true one."""

import numpy as np
import pandas as pd

from atlas.statistics.periods import Question
from atlas.topics.shift.measures.displacement import displacement, holds
from benchmarks.simulation.outcome import Outcome
from benchmarks.simulation.tables import Truth

NAME = "displacement of the mean centre (km)"


def covers(table: pd.DataFrame, question: Question, truth: Truth) -> dict[str, Outcome]:
    """Try the displacement on one table; its width is the mean diameter of the ellipse in kilometres.

    Where nothing moves the truth is (0, 0): the ellipse that holds it is then one that gives no bearing.
    """
    found = displacement(table, question)
    if found.ellipse is None:
        return {NAME: Outcome(None, float("nan"))}
    width = 2 * float(np.sqrt(found.ellipse.semi_major * found.ellipse.semi_minor)) / 1000
    return {NAME: Outcome(holds(found.ellipse, *(float(part) for part in truth.displacement)), width)}
