"""The screen map over time: what the browser plays without asking the server again."""

from typing import Any

import numpy as np

from atlas.drawing.number_words import bin_in_words, counted
from atlas.drawing.screen_map import Setting
from atlas.statistics.coordinates import Whole
from atlas.topics.map.measures import Playback, Tally

WINDOWS = {"month": (12, "Last 12 months"), "quarter": (4, "Last 4 quarters"), "year": (1, "Single years")}
"""Step to the bins of the moving window and what it is called."""

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""Step to its length."""

KM_PER_DEGREE = 111
"""Along a meridian."""


def play_view(play: Playback, setting: Setting) -> dict[str, Any]:
    """Compile the view that the browser plays.

    Parameters
    ----------
    play : Playback
        As ``analysis.playback.playback`` gives it.
    setting : Setting
        All that is not counted. Its bounds are those of the whole table: they stay as they are over the whole play.

    Returns
    -------
    dict
        JSON-ready, and bounded by provinces, bins and cells: at most 180 kB, however many incidents there are. In
        ``play``, ``counts`` and ``spots`` are the columns of the pairs (province or cell, bin) that hold an incident:
        bin, incidents, unsure ones, killed_best, incidents with any toll, and for provinces those without
        coordinates; ``runs`` and ``spot_runs`` say how many pairs each province or cell has. ``month`` is the first
        month, as its number since the year 0, and ``months`` how many a bin has.
    """
    names = sorted({str(place) for place in play.cells.place})
    width, wording = WINDOWS[play.step]
    held, runs = _runs(play.by_province.group)
    _, spot_runs = _runs(play.by_cell.group, len(play.cells.place))
    table = {
        "step": play.step,
        "month": 12 * play.starts[0].year + play.starts[0].month - 1 if play.starts else 0,
        "months": MONTHS[play.step],
        "bins": [bin_in_words(start, play.step) for start in play.starts],
        "years": [[place, start.year] for place, start in enumerate(play.starts) if start.month == 1 or place == 0],
        "window": [width, wording],
        "incidents": play.incidents.tolist(),
        "unsure": (play.incidents - play.sure).tolist(),
        "measure": setting.measure,
        "bounds": list(setting.bounds),
        "provinces": " ".join(play.provinces[place] for place in held),
        "runs": runs,
        "counts": [*_columns(play.by_province), (play.by_province.incidents - play.by_province.located).tolist()],
        "side": play.side,
        "cells": [
            play.cells.latitude.tolist(),
            play.cells.longitude.tolist(),
            [names.index(str(place)) for place in play.cells.place],
        ],
        "spot_runs": spot_runs,
        "spots": _columns(play.by_cell),
        "left": f"{counted(play.not_datable, 'incident')} not datable to one {play.step}" if play.not_datable else "",
        "gathered": f"While it plays, circles gather the places within about {play.side * KM_PER_DEGREE // 1000} km.",
    }
    return setting.view() | {"places": names, "play": table}


def _columns(tally: Tally) -> list[list[int]]:
    columns = (tally.bin, tally.incidents, tally.incidents - tally.sure, tally.killed_best, tally.toll_known)
    return [column.tolist() for column in columns]


def _runs(groups: Whole, size: int = 0) -> tuple[list[int], list[int]]:
    """Give the groups that occur, or all below a size, and how many pairs each has."""
    numbers = np.bincount(groups, minlength=size)
    held = np.arange(size) if size else np.flatnonzero(numbers)
    return held.tolist(), numbers[held].tolist()


def play_words(play: Playback) -> str:
    """Say from when to when it plays, where most lies, and what is in no bin."""
    if not len(play.starts):
        return ""
    first, last = (bin_in_words(start, play.step) for start in (play.starts[0], play.starts[-1]))
    most = int(play.incidents.max())
    peak = bin_in_words(play.starts[int(play.incidents.argmax())], play.step)
    left = (
        f" Left out: {counted(play.not_datable, 'incident')} not datable to one {play.step}."
        if play.not_datable
        else ""
    )
    highest = f" Most in one {play.step}: {counted(most, 'incident')} ({peak})." if most else ""
    return f"Played by {play.step}, {first} to {last}.{highest}{left}"
