"""The class bounds of the map: those of the default view over the whole period, whatever is selected now."""

from collections.abc import Mapping

from atlas.drawing import screen_map as maps
from atlas.incidents.filters import Filters
from atlas.statistics.province_counts import province_counts
from atlas.statistics.row_facts import Ledger


def class_bounds(ledger: Ledger) -> Mapping[maps.Measure, tuple[float, ...]]:
    """Compute the bounds of each measure, once for a table, so that a colour means the same number in every view."""
    counts = province_counts(ledger.entries(Filters().holds(ledger.table)))
    return {
        "incidents": maps.breaks(counts["incidents"].tolist()),
        "deaths": maps.breaks(counts["killed_best"].tolist()),
        "share": maps.SHARE_BREAKS,
    }
