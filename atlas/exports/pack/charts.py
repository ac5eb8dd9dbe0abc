"""Native Office charts from the figures of the atlas, so that a reader of a slide can edit them.

A chart is read from the same Plotly figure that the screen shows: its traces, their order, colours and stacking. Only
figures whose form is known become charts; a map, a heatmap or any form that is new stays a picture, which is never
wrong.
"""

from collections.abc import Callable, Mapping

import plotly.graph_objects as go

from atlas.exports.pack.chart import Chart
from atlas.exports.pack.chart_columns import columns, rows_of_columns
from atlas.exports.pack.chart_lines import lines
from atlas.exports.pack.chart_rows import rows, spans

Reader = Callable[[go.Figure], tuple[Chart, ...]]
"""Reads a figure as charts; none where it has another form."""

_READERS: tuple[Reader, ...] = (columns, rows_of_columns, rows, spans, lines)


def charts(panels: Mapping[str, go.Figure]) -> tuple[Chart, ...]:
    """Read the panels of an exhibit as native charts; none where one of them cannot be a chart.

    Parameters
    ----------
    panels
        Heading to figure in the light theme, as `Pictures.panels` gives them.
    """
    found: list[Chart] = []
    for heading, figure in panels.items():
        read = _read(figure)
        if not read:
            return ()
        found += [chart._replace(heading=chart.heading or heading) for chart in read]
    return tuple(found)


def _read(figure: go.Figure) -> tuple[Chart, ...]:
    if not figure.data or any(trace.type not in ("bar", "scatter") for trace in figure.data):
        return ()
    return next((found for reader in _READERS if (found := reader(figure))), ())
