"""The map of the selected incidents, as paper, slides and a page that stands alone show it."""

from collections.abc import Sequence

import numpy as np

from atlas.drawing import captions
from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.headings import counted_in
from atlas.drawing.screen_map import Measure
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.circles import Circles, levels
from atlas.statistics.province_counts import by_province
from atlas.statistics.totals import placing
from atlas.topics.map import words
from atlas.topics.map.figures import incident_map as drawing


def incident_map(view: View, measure: Measure, bounds: Sequence[float]) -> Exhibit:
    """Show the provinces by a measure with the located incidents on them; ``bounds`` are those of the Map page."""
    counts, names = view.provinces, provinces.province_names()
    of, (first, last) = counted_in(view.filters), view.period
    return Exhibit(
        key="map",
        title=words.title(counts, names, of, measure),
        line=words.line(view.period, of, measure),
        panels={
            "": lambda theme: drawing.incident_map(
                counts, _finest(view), names, theme=theme, measure=measure, bounds=bounds,
                selected=view.filters.provinces, ring=view.filters.ring, covered=first <= last,
            )
        },
        caption=captions.map_caption(counts, placing(view.entries), names, view.sentence),
        table=lambda: by_province(view.entries).rename(index=names).rename_axis("province"),
        incidents=ids(lambda: view.table),
        is_map=True,
    )  # fmt: skip


def _finest(view: View) -> Circles:
    """Give the circles of the last level: single places, or where those are too many the smallest cells."""
    found = levels(view.entries).levels
    if found:
        return found[-1].circles
    none, nobody = np.array([], dtype=np.int64), np.array([], dtype=object)
    return Circles(none, none, none, none, none, none, nobody, nobody)
