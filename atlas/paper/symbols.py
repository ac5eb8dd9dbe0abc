"""The outlines of markers, round zero and in parts of their radius, in the sizes that Plotly gives them."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from atlas.paper.axes import Floats
from atlas.paper.vocabulary import PrintError

_POLYGONS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-up": ((0, -1), (1.15, 1), (-1.15, 1)),
    "line-ew": ((-1.4, 0), (1.4, 0)),
}
_OPEN = "-open"


@cache
def outline(symbol: str) -> tuple[Floats, Floats]:
    """Give the corners of a symbol of radius one. Raises ``PrintError`` for one that is not known."""
    name = symbol.removesuffix(_OPEN)
    if name == "circle":
        turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        return np.cos(turns), np.sin(turns)
    if name not in _POLYGONS:
        raise PrintError(f"Cannot print the marker {symbol!r}.", hint=f"Use circle, {', '.join(_POLYGONS)}.")
    corners = np.array(_POLYGONS[name], dtype=float)
    return corners[:, 0], corners[:, 1]


def is_open(symbol: str) -> bool:
    """Tell whether a symbol is an outline without an inside."""
    return symbol.endswith(_OPEN)
