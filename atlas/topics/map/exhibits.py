"""The map of the selected incidents, as paper, slides and a page that stands alone show it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from atlas.drawing import captions
from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.headings import counted_in
from atlas.drawing.number_words import bin_in_words
from atlas.drawing.screen_map import Measure
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.statistics.circles import Circles, levels
from atlas.statistics.province_counts import by_province
from atlas.statistics.totals import placing
from atlas.topics.map import words
from atlas.topics.map.figures import incident_map as drawing
from atlas.topics.map.figures import playback as map_play
from atlas.topics.map.measures import Playback, playback


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


def played(view: View) -> Playback:
    """Cut a selection into bins; while provinces are chosen the others keep their colour."""
    wider = view.seen_through(view.filters.without("provinces")) if view.filters.provinces else view
    return playback(view.entries, wider.entries, *view.period)


def exhibit(whole: Exhibit, play: Playback, *, key: str) -> Exhibit:
    """Show where a selection took place, bin by bin; on paper, which does not play, stands the map of the whole."""
    return replace(
        whole,
        key=key,
        caption=" ".join(filter(None, (whole.caption, map_play.play_words(play)))),
        table=lambda: by_bin(play).rename(index=provinces.province_names()),
    )


def by_bin(play: Playback) -> pd.DataFrame:
    """Lay out the incidents per province (index province) and bin (column); a province without any is left out."""
    tally = play.by_province
    columns = [bin_in_words(start, play.step) for start in play.starts]
    long = pd.DataFrame(
        {"province": [play.provinces[code] for code in tally.group], "bin": tally.bin, "incidents": tally.incidents}
    )
    wide = long.pivot_table(index="province", columns="bin", values="incidents", aggfunc="sum", fill_value=0)
    return wide.reindex(columns=range(len(columns)), fill_value=0).astype("int64").set_axis(columns, axis="columns")
