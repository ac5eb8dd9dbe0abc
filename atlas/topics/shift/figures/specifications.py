"""The specification curve as one picture: how the estimates lie, and which choices made them.

The picture follows Simonsohn, Simmons and Nelson (2020, Nature Human Behaviour 4, 1208-1214): estimates in rising
order, and beneath each the choices behind it. Where there are more specifications than columns that an eye follows, a
column stands for neighbours in that order.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from atlas.drawing.base_figure import canvas
from atlas.drawing.base_map import safe
from atlas.drawing.number_words import percent
from atlas.drawing.palette import AZURE, BACKGROUND, BLUE, GRID, INK, MUTED, OTHER, Theme
from atlas.topics.shift.measures.specifications import AXES, Specifications
from atlas.topics.shift.measures.verdict import SURE_RISE

COLUMNS = 60
"""How many columns the picture has at most."""

_ROW_PX = 14
_CURVE_PX, _GAP_PX = 210, 14
_EDGE_PX = {"l": 168, "r": 44, "t": 4, "b": 6}


class _Row(NamedTuple):
    axis: str
    option: str
    label: str


def specification_picture(grid: Specifications, *, theme: Theme) -> go.Figure:
    """Draw the estimates in rising order and the choices behind them; an empty canvas where there is none."""
    rows = [_Row(axis, option, option) for axis, options in AXES.items() for option in options]
    matrix_px = len(rows) * _ROW_PX
    height = _EDGE_PX["t"] + _CURVE_PX + _GAP_PX + matrix_px + _EDGE_PX["b"]
    figure = canvas(theme, height)
    inner = height - _EDGE_PX["t"] - _EDGE_PX["b"]
    figure.update_layout(margin=_EDGE_PX, dragmode=False, hovermode="closest", showlegend=False)
    if grid.n:
        cells = grid.cells.sort_values("difference", kind="stable")
        column = np.arange(len(cells)) * min(COLUMNS, len(cells)) // len(cells)
        _curve(figure, cells, column, ((matrix_px + _GAP_PX) / inner, 1.0), theme)
        _matrix(figure, cells, column, rows, domain=(0, matrix_px / inner), theme=theme)
    return figure


def _curve(
    figure: go.Figure, valid: pd.DataFrame, column: NDArray[np.int64], domain: tuple[float, float], theme: Theme
) -> None:
    """Draw the middle estimate and the middle interval of each column."""
    parts = valid.groupby(column)
    middle = parts[["difference", "low", "high"]].median()
    sure = parts["p_rise"].median()
    strong = BLUE if theme == "light" else AZURE
    hues = [strong if p >= SURE_RISE else OTHER for p in sure]
    wide: list[float | None] = [
        bound for low, high in zip(middle["low"], middle["high"], strict=True) for bound in (low, high, None)
    ]
    figure.add_trace(
        go.Scatter(
            x=[place for place in middle.index for _ in range(3)], y=_rounded(wide), mode="lines", hoverinfo="skip",
            line={"color": MUTED[theme], "width": 1}, opacity=0.55, showlegend=False, xaxis="x", yaxis="y",
        )
    )  # fmt: skip
    told = [
        f"{size} specifications: {middle_one * 100:+.1f} points<br>95% interval {low * 100:+.1f} to {high * 100:+.1f}"
        for (middle_one, low, high), size in zip(middle.to_numpy(), parts.size(), strict=True)
    ]
    figure.add_trace(
        go.Scatter(
            x=list(middle.index), y=_rounded(middle["difference"]), mode="markers", text=told, hoverinfo="text",
            marker={"color": hues, "size": 6}, showlegend=False, xaxis="x", yaxis="y",
        )
    )  # fmt: skip
    _mark_primary(figure, valid, column, theme)
    figure.update_layout(
        xaxis={"visible": False, "anchor": "free", "range": [-0.5, column[-1] + 0.5], "fixedrange": True},
        yaxis={
            "domain": domain, "tickformat": "+.0%", "gridcolor": GRID[theme], "zerolinecolor": INK[theme],
            "zerolinewidth": 1.4, "nticks": 6, "fixedrange": True, "tickfont": {"color": MUTED[theme]},
        },
    )  # fmt: skip


def _mark_primary(figure: go.Figure, valid: pd.DataFrame, column: NDArray[np.int64], theme: Theme) -> None:
    """Ring the question as asked: the first row, where it is valid."""
    first = [options[0] for options in AXES.values()]
    asked = (valid.loc[0, [*AXES][2:]] == first[2:]).all() and valid.loc[0, "edge"] == first[0]
    place = np.flatnonzero(valid.index == 0) if asked else np.zeros(0, dtype=np.int64)
    if len(place):
        x, y = int(column[place[0]]), float(valid["difference"].iloc[place[0]])
        mark = {"color": "rgba(0,0,0,0)", "size": 13, "line": {"color": INK[theme], "width": 2}}
        figure.add_trace(go.Scatter(x=[x], y=[y], mode="markers", marker=mark, hoverinfo="skip", showlegend=False))
        figure.add_annotation(
            x=x, y=y, text="as asked", ax=0, ay=26, arrowhead=0, arrowcolor=INK[theme], arrowwidth=1, standoff=7,
            font={"size": 11, "color": INK[theme]}, bgcolor=BACKGROUND[theme], borderpad=1,
        )  # fmt: skip


def _matrix(
    figure: go.Figure, valid: pd.DataFrame, column: NDArray[np.int64], rows: Sequence[_Row], *,
    domain: tuple[float, float], theme: Theme,
) -> None:  # fmt: skip
    """Shade for each option and column how many of the column's specifications made that choice."""
    chosen = np.array([_part(valid, row, column) for row in rows])
    ticks = [f"{_heading(rows, place)}{safe(row.label)}" for place, row in enumerate(rows)]
    figure.add_trace(
        go.Heatmap(
            z=np.round(chosen, 2).tolist(), y=list(range(len(rows))), x0=0, dx=1, xaxis="x", yaxis="y3", zmin=0, zmax=1,
            colorscale=[[0, "rgba(128,128,128,0)"], [1, INK[theme]]], showscale=False, hoverinfo="skip", ygap=2,
        )
    )  # fmt: skip
    figure.update_layout(
        yaxis3={
            "domain": domain, "anchor": "x", "range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))),
            "ticktext": ticks, "tickfont": {"size": 10, "color": INK[theme]}, "fixedrange": True, "showgrid": False,
            "zeroline": False,
        }
    )  # fmt: skip
    for place, row in enumerate(rows):
        held = valid[row.axis] == row.option
        if held.any():
            part = float((valid.loc[held, "p_rise"] >= SURE_RISE).mean())
            figure.add_annotation(
                x=1, xref="paper", xanchor="left", xshift=4, y=place, yref="y3", text=percent(part), showarrow=False,
                font={"size": 10, "color": MUTED[theme]},
            )  # fmt: skip
        if place and rows[place - 1].axis != row.axis:
            figure.add_shape(
                type="line", x0=0, x1=1, xref="paper", y0=place - 0.5, y1=place - 0.5, yref="y3",
                line={"color": GRID[theme], "width": 1},
            )  # fmt: skip


def _part(valid: pd.DataFrame, row: _Row, column: NDArray[np.int64]) -> NDArray[np.float64]:
    sizes = np.bincount(column)
    return np.asarray(np.bincount(column[(valid[row.axis] == row.option).to_numpy()], minlength=len(sizes)) / sizes)


def _heading(rows: Sequence[_Row], place: int) -> str:
    """Name the axis at its first option."""
    first = place == 0 or rows[place - 1].axis != rows[place].axis
    return f"<b>{safe(rows[place].axis)}</b>  " if first else ""


def _rounded(values: "Sequence[float | None] | pd.Series[float]") -> list[float | None]:
    return [None if value is None else round(float(value), 4) for value in values]
