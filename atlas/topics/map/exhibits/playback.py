"""A selection on the screen map, played through time."""

from dataclasses import replace

import pandas as pd

from atlas.drawing.exhibit import Exhibit
from atlas.drawing.number_words import bin_in_words
from atlas.drawing.view import View
from atlas.geography import provinces
from atlas.topics.map.figures import playback as map_play
from atlas.topics.map.measures import Playback, playback


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
