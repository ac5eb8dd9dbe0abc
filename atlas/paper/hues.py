"""Colours as Plotly writes them, read for Matplotlib."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from matplotlib.colors import to_rgba

Rgba = tuple[float, float, float, float]

CLEAR: Rgba = (0.0, 0.0, 0.0, 0.0)
_RGBA = re.compile(r"rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*([\d.]+)\s*)?\)")


@lru_cache(maxsize=512)
def rgba(hue: str, opacity: float = 1.0) -> Rgba:
    """Read "#rrggbb", a name, or "rgba(r, g, b, a)" as four parts from 0 to 1, its opacity times another one."""
    found = _RGBA.fullmatch(hue.strip())
    if found is None:
        red, green, blue, alpha = to_rgba(hue)
    else:
        red, green, blue = (float(part) / 255 for part in found.groups()[:3])
        alpha = float(found[4] or 1)
    return red, green, blue, alpha * opacity


def graded(colorscale: Sequence[Any], part: float) -> Rgba:
    """Give the colour at a part, 0 to 1, of a scale of (part, colour) in rising order."""
    places = [float(place) for place, _ in colorscale]
    part = min(max(part, places[0]), places[-1])
    above = min(bisect_right(places, part), len(places) - 1)
    low, high = colorscale[above - 1], colorscale[above]
    way = (part - low[0]) / (high[0] - low[0]) if high[0] > low[0] else 1.0
    first, second = rgba(low[1]), rgba(high[1])
    red, green, blue, alpha = (one + way * (other - one) for one, other in zip(first, second, strict=True))
    return red, green, blue, alpha
