"""The map of flows: which part of the incidents would have to lie in which other province."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from atlas.drawing import base_map
from atlas.drawing.map_shapes import province_spots
from atlas.drawing.number_words import percent
from atlas.drawing.palette import AZURE, BACKGROUND, BLUE, INK, Theme
from atlas.topics.shift.measures.flows import Flows, Moved

__all__ = ["ARROWS", "Flows", "Moved", "flow_map"]

ARROWS = 14
"""How many flows are drawn at most, the largest ones."""

SMALLEST = 0.004
"""A flow below this part of all incidents is not drawn."""

_LABELLED, _NAMED = 4, 9
_KM_PER_SHARE = 280.0
"""An arrow's width in kilometres for a flow of all incidents."""
_LEAST_WIDTH_KM = 2.0
_GAP_KM = 12.0
_ASIDE_KM = 18.0
"""How far off its arrow a figure stands."""


def flow_map(flows: Flows, names: Mapping[str, str], *, theme: Theme, height: int = 400) -> go.Figure:
    """Draw the largest flows as arrows, as wide as their part of all incidents; the largest carry it in figures."""
    figure = base_map.blank_map(theme, height=height)
    spots, hue = province_spots(), BLUE if theme == "light" else AZURE
    largest = drawn(flows.plan)
    ends = pd.unique(largest.head(_NAMED)[["from", "to"]].to_numpy().ravel())[::-1]
    base_map.place_names(figure, {str(code): names[str(code)] for code in ends}, theme=theme)
    for row in largest.iloc[::-1].itertuples(index=False):
        start, end, share, km = row[0], row[1], float(row[2]), float(row[3])
        base_map.arrow(
            figure, spots[start], spots[end], hue=hue, theme=theme,
            width=max(_LEAST_WIDTH_KM, _KM_PER_SHARE * share), gap=_GAP_KM,
            hover=f"{names[start]} to {names[end]}<br>{percent(share)} of all incidents, {km:,.0f} km",
        )  # fmt: skip
    for start, end, share in largest.head(_LABELLED)[["from", "to", "share"]].itertuples(index=False, name=None):
        x, y = base_map.midway(spots[start], spots[end], aside=_KM_PER_SHARE * share / 2 + _ASIDE_KM)
        figure.add_annotation(
            x=x, y=y, text=percent(share), showarrow=False, borderpad=1,
            bgcolor=base_map.faint(BACKGROUND[theme], 0.72),
            font={"size": 11, "color": INK[theme]},
        )  # fmt: skip
    return figure


def drawn(plan: pd.DataFrame) -> pd.DataFrame:
    """Give the flows that are drawn: the largest ones that are not negligible, between provinces with a shape."""
    spots = province_spots()
    shaped = plan["from"].isin(list(spots)) & plan["to"].isin(list(spots))
    return plan.loc[shaped & (plan["share"] >= SMALLEST), ["from", "to", "share", "km"]].head(ARROWS)
