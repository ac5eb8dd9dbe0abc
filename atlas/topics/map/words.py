"""What the map of incidents found, in a title and a line."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from atlas.drawing import headings
from atlas.drawing.headings import Of
from atlas.drawing.screen_map import Measure

_FILL: Mapping[Measure, str] = {
    "incidents": "{many} by province (fill)",
    "deaths": "people killed by province (fill)",
    "share": "share of {many} by province (fill)",
}


def title(counts: pd.DataFrame, names: Mapping[str, str], of: Of, measure: Measure) -> str:
    """Say where most of it is; ``counts`` has the incidents and deaths by province."""
    return headings.leaders(counts, names, Of("death", headings.DEATHS) if measure == "deaths" else of)


def line(period: tuple[date, date], of: Of, measure: Measure) -> str:
    """Say what the fill and the circles are."""
    return headings.line(f"{_FILL[measure].format(many=of.many)} and {of.many} by place (circles)", *period)
