"""The class bounds of the map: those of the default view over the whole period, whatever is selected now."""

from collections.abc import Mapping

from atlas.drawing import screen_map
from atlas.incidents.filters import Filters
from atlas.statistics.province_counts import province_counts
from atlas.statistics.row_facts import RowFacts


def class_bounds(facts: RowFacts) -> Mapping[screen_map.Measure, tuple[float, ...]]:
    """Compute the bounds of each measure, once for a table, so that a colour means the same number in every view."""
    counts = province_counts(facts.entries(Filters().holds(facts.table)))
    return {
        "incidents": screen_map.breaks(counts["incidents"].tolist()),
        "deaths": screen_map.breaks(counts["killed_best"].tolist()),
        "share": screen_map.SHARE_BREAKS,
    }
