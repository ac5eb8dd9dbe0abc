"""Heatmaps: a rectangle for each cell that has a value."""

import numpy as np

from atlas.paper.axes import Floats, positions
from atlas.paper.hues import CLEAR, graded
from atlas.paper.scales import Scale
from atlas.paper.sheet import Box, Pen
from atlas.paper.vocabulary import Spec


def draw_cells(pen: Pen, trace: Spec, x: Scale, y: Scale, plot: Box) -> None:
    """Draw the cells of a heatmap; those without a value show what lies beneath."""
    across, down = (_edges(positions(trace, scale.axis)) for scale in (x, y))
    xs, ys = x.px(across), y.px(down)
    gap_x, gap_y = float(trace.get("xgap", 0.0)) / 2, float(trace.get("ygap", 0.0)) / 2
    low, high = float(trace["zmin"]), float(trace["zmax"])
    outlines, fills = [], []
    for row, line in enumerate(trace["z"]):
        top, bottom = sorted((float(ys[row]), float(ys[row + 1])))
        for column, value in enumerate(line):
            if value is None or np.isnan(value):
                continue
            left, right = sorted((float(xs[column]), float(xs[column + 1])))
            left, right = left + gap_x, right - gap_x
            outlines.append(
                ([left, right, right, left], [top + gap_y, top + gap_y, bottom - gap_y, bottom - gap_y])
            )  # fmt: skip
            fills.append(graded(trace["colorscale"], (float(value) - low) / (high - low)))
    pen.clip = plot
    pen.shapes(outlines, fills, [CLEAR] * len(fills), kind="cell")
    pen.clip = None


def _edges(middles: Floats) -> Floats:
    """Give the edges of cells, half-way between their middles."""
    if len(middles) < 2:
        middle = float(middles[0]) if len(middles) else 0.0
        return np.array([middle - 0.5, middle + 0.5])
    between = (middles[1:] + middles[:-1]) / 2
    return np.concatenate([[2 * middles[0] - between[0]], between, [2 * middles[-1] - between[-1]]])
