"""The series of incidents under every pair of step and split, with and without the layers over its bars."""

import numpy as np
import pytest

from atlas.drawing.exhibit import Exhibit
from atlas.topics.timeline.exhibits import STEPS, Options, deaths_over_time, incidents_over_time

SPLITS = (None, "region_id", "country", "attack_type", "attribution")


def counted(exhibit: Exhibit) -> float:
    """Give the sum of all bars: the incidents that are drawn."""
    bars = [trace.y for trace in exhibit.panels[""]("light").data if trace.type == "bar"]
    return float(sum(np.nansum(np.asarray(bar, dtype=float)) for bar in bars))


@pytest.mark.parametrize("step", STEPS)
def test_every_split_of_a_step_draws_the_same_incidents(view, step):
    drawn = {
        (by, layers): counted(incidents_over_time(view, Options(step, by, means=layers, moments=layers)))
        for by in SPLITS
        for layers in (False, True)
    }
    assert len(set(drawn.values())) == 1, drawn
    assert 0 < drawn[None, False] <= view.number


@pytest.mark.parametrize("step", STEPS)
def test_every_step_lays_out_its_deaths(view, step):
    exhibit = deaths_over_time(view, Options(step))
    best = next(trace for trace in exhibit.panels[""]("dark").data if trace.name == "best estimate")
    assert sum(best.y) == exhibit.table()["killed_best"].sum() > 0
