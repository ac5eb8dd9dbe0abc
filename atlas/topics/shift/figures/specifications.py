"""The grid of specifications as one picture: how many agree, how the estimates lie, and which choices made them.

The picture follows the specification curve (Simonsohn, Simmons and Nelson 2020, Nature Human Behaviour 4, 1208-1214):
estimates in rising order, and beneath each the choices behind it. There are far more specifications than pixels, so
that a column stands for many neighbours in that order.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from atlas.drawing.base_figure import canvas
from atlas.drawing.base_map import safe
from atlas.drawing.number_words import percent
from atlas.drawing.palette import AZURE, BACKGROUND, BLUE, CRIMSON, GRID, INK, MUTED, NO_DATA, OTHER, Theme
from atlas.text import thousands
from atlas.topics.shift.measures.specifications import Specifications

__all__ = ["OUTCOME_WORDS", "Specifications", "specification_picture"]

COLUMNS = 90
"""How many columns the picture has at most."""

OUTCOME_WORDS: Mapping[str, str] = {
    "agrees": "agree",
    "same sign, uncertain": "same direction, uncertain",
    "opposite sign": "opposite direction",
    "too few": "too few incidents",
}
_ROW_PX = 13
_EXPECTED_PX = 20
_CURVE_PX, _STRIP_PX, _GAP_PX = 190, 104, 16
_EDGE_PX = {"l": 148, "r": 44, "t": 4, "b": 6}


class _Row(NamedTuple):
    axis: str
    option: str
    label: str


def specification_picture(grid: Specifications, names: Mapping[str, str], *, theme: Theme) -> go.Figure:
    """Draw how many specifications agree, their estimates in rising order, and the choices behind them.

    Parameters
    ----------
    grid
        The specifications.
    names
        Labels of options that are codes (regions).
    """
    rows = [
        _Row(axis, str(option), names.get(str(option), str(option)))
        for axis in grid.axes
        for option in grid.cells[axis].cat.categories
    ]
    matrix_px = len(rows) * _ROW_PX
    height = _EDGE_PX["t"] + _STRIP_PX + _GAP_PX + _CURVE_PX + _GAP_PX + matrix_px + _EDGE_PX["b"]
    figure = canvas(theme, height)
    inner = height - _EDGE_PX["t"] - _EDGE_PX["b"]
    curve = ((matrix_px + _GAP_PX) / inner, (matrix_px + _GAP_PX + _CURVE_PX) / inner)
    figure.update_layout(margin=_EDGE_PX, dragmode=False, hovermode="closest", bargap=0, barmode="stack")
    _strip(figure, grid, inner, theme)
    valid = grid.cells[grid.cells["outcome"] != "too few"].sort_values("difference", kind="stable")
    if len(valid):
        column = _columns(len(valid))
        _curve(figure, valid, column, curve, theme)
        _matrix(figure, valid, column, rows, domain=(0, matrix_px / inner), theme=theme)
    return figure


def _columns(cells: int) -> NDArray[np.int64]:
    """Give each cell, in order, its column: about as many in each."""
    return np.arange(cells) * min(COLUMNS, cells) // cells


def _hues(theme: Theme) -> dict[str, str]:
    return {"agrees": BLUE if theme == "light" else AZURE, "same sign, uncertain": OTHER, "opposite sign": CRIMSON,
            "too few": NO_DATA[theme]}  # fmt: skip


def _strip(figure: go.Figure, grid: Specifications, inner_px: int, theme: Theme) -> None:
    """Draw how many specifications are valid, and of these how many agree, as bars over the whole width."""
    domain = (1 - 40 / inner_px, 1.0)
    hues, counts = _hues(theme), grid.cells["outcome"].value_counts()
    few, everything = int(counts.get("too few", 0)), max(len(grid.cells), 1)
    bars = [
        (1.0, grid.n / everything, MUTED[theme], ""),
        (1.0, few / everything, hues["too few"], _legend("too few", few)),
    ]
    bars += [
        (
            0.0,
            int(counts.get(outcome, 0)) / max(grid.n, 1),
            hues[outcome],
            _legend(outcome, int(counts.get(outcome, 0))),
        )
        for outcome in ("agrees", "same sign, uncertain", "opposite sign")
    ]
    for level, part, hue, name in bars[2:] + bars[:2]:
        figure.add_trace(
            go.Bar(
                x=[part], y=[level], orientation="h", marker={"color": hue, "line": {"width": 0}}, xaxis="x2",
                yaxis="y2", name=name, showlegend=bool(name), hoverinfo="skip", width=0.25 if level else 0.9,
            )
        )  # fmt: skip
    figure.update_layout(
        xaxis2={"visible": False, "range": [0, 1], "anchor": "y2", "fixedrange": True},
        yaxis2={"visible": False, "domain": domain, "range": [-0.52, 1.3], "fixedrange": True},
        showlegend=True,
        legend={
            "y": domain[0] - _EXPECTED_PX / inner_px, "yanchor": "top", "x": 0, "font": {"size": 11},
            "itemclick": False, "itemdoubleclick": False, "traceorder": "normal", "itemwidth": 30,
            "bgcolor": "rgba(0,0,0,0)",
        },
    )  # fmt: skip
    if grid.expected_agree is not None:
        _mark_expected(figure, grid.expected_agree, theme)


def _legend(outcome: str, number: int) -> str:
    return f"{thousands(number)} {OUTCOME_WORDS[outcome]}"


def _mark_expected(figure: go.Figure, part: float, theme: Theme) -> None:
    """Mark on the bar of the valid specifications how many would agree if nothing had moved."""
    ends = {"y0": -0.5, "y1": 0.5, "yref": "y2", "xref": "x2"}
    figure.add_shape(type="line", x0=part, x1=part, line={"color": INK[theme], "width": 3}, **ends)
    figure.add_annotation(
        x=part, y=-0.5, yshift=-2, xref="x2", yref="y2", yanchor="top", xanchor="left" if part < 0.5 else "right",
        text=f"▴ {percent(part)} would agree if nothing had moved", showarrow=False, borderpad=0,
        font={"size": 11, "color": INK[theme]}, bgcolor=BACKGROUND[theme],
    )  # fmt: skip


def _curve(
    figure: go.Figure, valid: pd.DataFrame, column: NDArray[np.int64], domain: tuple[float, float], theme: Theme
) -> None:
    """Draw the middle estimate and the middle interval of each column."""
    parts = valid.groupby(column)
    middle = parts[["difference", "low", "high"]].median()
    usual = parts["outcome"].agg(lambda outcomes: outcomes.value_counts().index[0]).astype(str)
    hues = [_hues(theme)[outcome] for outcome in usual]
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
        f"{size} specifications: {middle_one * 100:+.1f} points<br>95 % interval {low * 100:+.1f} to {high * 100:+.1f}"
        f"<br>most of them: {OUTCOME_WORDS[outcome]}"
        for (middle_one, low, high), size, outcome in zip(middle.to_numpy(), parts.size(), usual, strict=True)
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
    """Ring the specification of all first choices: the table's first row."""
    place = np.flatnonzero(valid.index == 0)
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
    ticks = [f"{_heading(rows, place)}{safe(_short(row.label))}" for place, row in enumerate(rows)]
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
            part = float((valid.loc[held, "outcome"] == "agrees").mean())
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


def _short(label: str) -> str:
    """Leave the country out of a region's label: all of them are in one."""
    text = label.split(" (", maxsplit=1)[0]
    return text if len(text) <= 26 else f"{text[:25]}…"


def _rounded(values: "Sequence[float | None] | pd.Series[float]") -> list[float | None]:
    return [None if value is None else round(float(value), 4) for value in values]
