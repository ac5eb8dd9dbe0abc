"""The screen maps of two periods and of their difference: what the browser draws beside each other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.drawing import screen_map
from atlas.statistics.circles import Levels
from atlas.text import thousands
from atlas.topics.shift.figures.province_maps import DIFFERENCE_BREAKS, NAMED, SHARE_BREAKS

HOMES = {"Afghanistan": [[29.2, 60.3], [38.7, 75.0]]}
"""South-west and north-east corner of a country, in degrees of latitude and longitude: what its maps show first."""

VERDICTS = ("rose", "fell", "uncertain", "too few to say")
"""A province names what is known of its change by the number in this list; the last two are hatched."""

UNCHANGED = len(DIFFERENCE_BREAKS)
"""The class in the middle of the scale of differences: the share moved by less than the first bound."""


def pair_view(
    shares: pd.DataFrame,
    before: Levels,
    after: Levels,
    *,
    country: str,
    headings: tuple[str, str, str],
    units: str = "incidents",
    selected: Sequence[str] = (),
    alt: str = "",
) -> dict[str, Any]:
    """Compile the view that the browser draws as three maps in step.

    Parameters
    ----------
    shares : DataFrame
        As ``visuals.shift_maps.share_map`` and ``difference_map`` read it: one row per province of the country.
    before, after : Levels
        The circles of both periods, as ``analysis.circles.levels`` gives them.
    country : str
        Whose provinces they are; others are drawn as outside.
    headings : (str, str, str)
        What stands above the maps.
    units : str
        What the shares count, in the plural.
    selected : sequence of str
        Province ids to outline.
    alt : str
        What the maps show, in words.

    Returns
    -------
    dict
        JSON-ready; the circles are bounded by ``levels``, the provinces by their number. ``counts`` of ``pair`` has,
        in the order of ``provinces``: class before, class after (-1 without an incident), class of the difference
        (-1 without one), verdict, incidents_sure and incidents before and after, and in thousandths the shares before
        and after, the difference and its interval (null where unknown).
    """
    sides = [_circles(levels) for levels in (before, after)]
    names = sorted({name for _, places in sides for name in places})
    number = {name: place for place, name in enumerate(names)}
    return {
        "pair": {
            "provinces": " ".join(map(str, shares.index)),
            "counts": _counts(shares),
            "totals": [int(shares[side].sum()) for side in ("before", "after")],
            "circles": [[screen_map.columns(level, number) for level in levels.levels] for levels in (before, after)],
            "named": _named(shares),
            "headings": list(headings),
            "country": country,
            "home": HOMES.get(country),
            "legends": _legends(units),
        },
        "places": names,
        "gathered": before.gathered or after.gathered,
        "selected": list(selected),
        "ring": [],
        "alt": alt,
    }


def share_classes(shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the class of each share, 0 to 5; -1 for none, which is not a small one."""
    found = np.searchsorted(SHARE_BREAKS, np.nan_to_num(shares), side="right")
    return np.where(np.nan_to_num(shares) > 0, found, -1)


def difference_classes(differences: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the class of each difference of shares, 0 (fell most) to 6 (rose most); -1 where it is not known."""
    known = np.nan_to_num(differences)
    step = np.searchsorted(DIFFERENCE_BREAKS, np.abs(known), side="right")
    return np.where(np.isnan(differences), -1, UNCHANGED + np.where(known > 0, step, -step))


def _counts(shares: pd.DataFrame) -> list[list[int | None]]:
    differences = shares["difference"].to_numpy(dtype=float).copy()
    differences[(shares["before"] + shares["after"] == 0).to_numpy()] = np.nan
    whole = [shares[name].tolist() for name in ("before_sure", "before", "after_sure", "after")]
    parts = [shares[name].to_numpy(dtype=float) for name in ("share_before", "share_after")]
    interval = [shares[name].to_numpy(dtype=float) for name in ("low", "high")]
    return [
        *(share_classes(part).tolist() for part in parts),
        difference_classes(differences).tolist(),
        [VERDICTS.index(str(verdict)) for verdict in shares["verdict"]],
        *whole,
        *(_thousandths(part) for part in (*parts, differences, *interval)),
    ]


def _thousandths(values: NDArray[np.float64]) -> list[int | None]:
    return [None if np.isnan(value) else round(float(value) * 1000) for value in values]


def _circles(levels: Levels) -> tuple[Levels, set[str]]:
    return levels, {str(place) for level in levels.levels for place in level.circles.place}


def _named(shares: pd.DataFrame) -> list[list[str]]:
    """Give for each map the provinces that carry their name: those with the largest figures."""
    figures = (shares["before"], shares["after"], shares["difference"].abs())
    largest = (figure[figure > 0].sort_values(ascending=False, kind="stable").index[:NAMED] for figure in figures)
    return [[str(code) for code in codes] for codes in largest]


def _legends(units: str) -> list[dict[str, Any]]:
    """Give the scale of both periods and that of the difference, with the bounds between their classes."""
    steps = [f"{bound * 100:.0f}" for bound in DIFFERENCE_BREAKS]
    return [
        {"title": f"% of the country’s {units}", "bounds": [f"{bound * 100:.0f}" for bound in SHARE_BREAKS]},
        {
            "title": "percentage points, after minus before",
            "bounds": [*(f"−{step}" for step in reversed(steps)), *(f"+{step}" for step in steps)],
        },
    ]


def circles_words(before: int, after: int) -> str:
    """Say how many located incidents the circles of both periods stand for."""
    return f"Circles: {thousands(before)} located incidents before, {thousands(after)} after."
