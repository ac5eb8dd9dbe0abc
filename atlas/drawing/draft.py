"""A Plotly figure that is written down as plain dictionaries while it is drawn, and checked once when it is read.

Plotly checks and copies the whole figure at each step: for each new annotation all that are there already. A figure of
thirty steps takes 40 to 90 ms so, and 2 to 13 ms where the steps are gathered. Drawing is most of what a page costs.
"""

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any, Self

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType
from plotly.subplots import make_subplots

_DRAFT = "_draft"

Plain = dict[str, Any]
"""Part of a figure as Plotly's schema has it; what it may hold is checked by Plotly."""

NO_TEMPLATE: Plain = {"data": {"scatter": [{"type": "scatter"}]}}
"""What Plotly writes for a figure that follows no template; an empty one would be replaced by its default."""


class _Steps:
    """What has been drawn so far."""

    def __init__(self, data: Iterable[Plain], layout: Mapping[str, object], columns: int = 1) -> None:
        self.data = list(data)
        self.layout: Plain = {}
        self.columns = columns
        """How many plots stand side by side in each row of the grid."""
        merge(self.layout, layout)

    def place(self, row: int | None, col: int | None) -> str:
        """Give what ends the names of the axes of a plot of the grid: nothing for the first."""
        number = 1 if row is None or col is None else (row - 1) * self.columns + col
        return "" if number == 1 else str(number)

    def append(self, key: str, told: Plain, row: int | None, col: int | None) -> None:
        """Append an annotation or a shape, in a plot of the grid where one is named."""
        if row is not None:
            at = self.place(row, col)
            told = {"xref": f"x{at}", "yref": f"y{at}"} | told
        self.layout.setdefault(key, []).append({name: value for name, value in told.items() if value is not None})

    def axes(self, letter: str, row: int | None, col: int | None) -> list[str]:
        """List the axes of a letter that a change is meant for: those of one plot, or all that there are."""
        if row is not None:
            return [f"{letter}axis{self.place(row, col)}"]
        first = f"{letter}axis"
        return [first, *(key for key in self.layout if key.startswith(first) and key != first)]


class Figure(go.Figure):  # type: ignore[misc]
    """A figure as Plotly has it; its steps are gathered, and reading anything of it lets Plotly check them all.

    Once it has been read a further step makes it a draft again. Until then the parts that were read can be changed as
    those of any other figure.
    """

    def __init__(self, told: Mapping[str, Any] | None = None, layout: Mapping[str, object] | None = None) -> None:
        whole = told or {}  # as copying and pickling hand it over
        self.__dict__[_DRAFT] = _Steps(whole.get("data", ()), layout or whole.get("layout", {"template": NO_TEMPLATE}))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Let Plotly check the draft: only a figure that has been checked has the attributes of one."""
        steps = self.__dict__.pop(_DRAFT, None)
        if steps is None:
            raise AttributeError(name)
        super().__init__(data=steps.data, layout=steps.layout)
        self.__dict__["_columns"] = steps.columns
        return getattr(self, name)

    def _steps(self) -> _Steps:
        """Give the draft; a figure that was checked becomes one again."""
        if _DRAFT not in self.__dict__:
            told = _Steps(
                (one.to_plotly_json() for one in self.data),
                self.layout.to_plotly_json(),
                self.__dict__.get("_columns", 1),
            )
            self.__dict__.clear()
            self.__dict__[_DRAFT] = told
        steps: _Steps = self.__dict__[_DRAFT]
        return steps

    def to_dict(self) -> Plain:
        """Give the figure as plain dictionaries; a draft as it is written, which is how pages send it."""
        if _DRAFT not in self.__dict__:
            checked: Plain = super().to_dict()
            return checked
        steps = self._steps()
        return deepcopy({"data": steps.data, "layout": steps.layout})

    def copy(self) -> Self:
        """Give a figure that can be drawn on while this one stays as it is; they share the traces."""
        steps = self._steps()
        return type(self)({"data": steps.data}, steps.layout)

    def add_trace(self, trace: BaseTraceType, row: int | None = None, col: int | None = None) -> Self:
        """Add a trace, in a plot of the grid where one is named."""
        steps = self._steps()
        told = trace.to_plotly_json()
        if row is not None:
            at = steps.place(row, col)
            told |= {"xaxis": f"x{at}", "yaxis": f"y{at}"}
        steps.data.append(told)
        return self

    def add_annotation(self, row: int | None = None, col: int | None = None, **told: object) -> Self:
        """Write a text on the figure, in a plot of the grid where one is named."""
        self._steps().append("annotations", told, row, col)
        return self

    def add_shape(self, row: int | None = None, col: int | None = None, **told: object) -> Self:
        """Draw a line or an area on the figure, in a plot of the grid where one is named."""
        self._steps().append("shapes", told, row, col)
        return self

    def add_hline(self, y: object, row: int | None = None, col: int | None = None, **told: object) -> Self:
        """Draw a line across a plot at a height."""
        steps = self._steps()
        at = steps.place(row, col)
        across: Plain = {"type": "line", "x0": 0, "x1": 1, "y0": y, "y1": y, "xref": f"x{at} domain", "yref": f"y{at}"}
        steps.append("shapes", across | told, None, None)
        return self

    def update_layout(self, told: Mapping[str, object] | None = None, **more: object) -> Self:
        """Set properties of the layout, those of parts beside what these hold already."""
        merge(self._steps().layout, {**(told or {}), **more})
        return self

    def update_annotations(self, **told: object) -> Self:
        """Set properties of all texts that were written so far."""
        for note in self._steps().layout.get("annotations", ()):
            merge(note, told)
        return self

    def update_xaxes(self, row: int | None = None, col: int | None = None, **told: object) -> Self:
        """Set properties of all axes below the plots, or of one in the grid."""
        return self._update_axes("x", row, col, told)

    def update_yaxes(self, row: int | None = None, col: int | None = None, **told: object) -> Self:
        """Set properties of all axes beside the plots, or of one in the grid."""
        return self._update_axes("y", row, col, told)

    def _update_axes(self, letter: str, row: int | None, col: int | None, told: Plain) -> Self:
        steps = self._steps()
        if isinstance(told.get("title"), str):
            told |= {"title": {"text": told["title"]}}
        for axis in steps.axes(letter, row, col):
            merge(steps.layout.setdefault(axis, {}), told)
        return self

    def set_subplots(self, rows: int, cols: int, **told: object) -> Self:
        """Lay a grid of plots, as ``plotly.subplots.make_subplots`` does."""
        steps = self._steps()
        steps.columns = cols
        for key, value in deepcopy(_grid(rows, cols, json.dumps(told))).items():
            merge(steps.layout, {key: [*steps.layout.get(key, ()), *value] if isinstance(value, list) else value})
        return self


@lru_cache(maxsize=64)
def _grid(rows: int, cols: int, told: str) -> Plain:
    """Lay out a grid of plots; Plotly takes 50 ms for one."""
    laid: Plain = make_subplots(rows=rows, cols=cols, **json.loads(told)).layout.to_plotly_json()
    return {key: value for key, value in laid.items() if key != "template"}


def merge(into: Plain, told: Mapping[str, object]) -> None:
    """Set properties in place: a part keeps what is not named, None takes a property away, all else is replaced."""
    for key, value in told.items():
        held = into.get(key)
        if value is None:
            into.pop(key, None)
        elif isinstance(value, Mapping):
            part = held if isinstance(held, dict) else {}
            into[key] = part
            merge(part, value)
        else:
            into[key] = list(value) if isinstance(value, tuple | list) else value
