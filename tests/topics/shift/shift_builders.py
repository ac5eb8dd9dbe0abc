"""Small finished measures of a shift, as its drawings and sentences take them."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from atlas.topics.shift.measures.specifications import AXES, Specifications

NAMES = {"AF-NAN": "Nangarhar", "AF-KAB": "Kabul", "AF-BAL": "Balkh"}


def provinces(**changes):
    table = pd.DataFrame(
        {
            "before_sure": [6, 1, 0], "before": [9, 1, 0], "after_sure": [1, 5, 0], "after": [2, 8, 0],
            "share_before": [0.9, 0.1, 0.0], "share_after": [0.2, 0.8, 0.0], "difference": [-0.7, 0.7, 0.0],
            "low": [-0.9, 0.2, np.nan], "high": [-0.2, 0.9, np.nan],
            "p_rise": [0.001, 0.999, np.nan], "verdict": ["fell", "rose", "too few to say"],
        },
        index=pd.Index(["AF-NAN", "AF-KAB", "AF-BAL"], name="province_id"),
    )  # fmt: skip
    return table.assign(**changes)


def shares(values):
    years = list(range(2016, 2016 + len(values)))
    return pd.DataFrame(
        {
            "group": "north", "first": pd.to_datetime([f"{year}-01-01" for year in years]),
            "last": pd.to_datetime([f"{year}-12-31" for year in years]), "inside_sure": 1, "inside": 2,
            "total_sure": 15, "total": 20, "share": values, "low": [value - 0.05 for value in values],
            "high": [value + 0.05 for value in values],
        }
    )  # fmt: skip


def plan(*rows):
    return pd.DataFrame(rows, columns=["from", "to", "share", "km"])


def ellipse(x, y, major, minor, angle=0.0):
    return SimpleNamespace(centre_x=x, centre_y=y, semi_major=major, semi_minor=minor, angle=angle)


def centre(x, y, spread=None):
    return SimpleNamespace(
        incidents=20, areas=3, left_out=1, mean=None if x is None else SimpleNamespace(x=x, y=y), spread=spread
    )


def years(*rows):
    columns = ["year", "incidents", "x", "y", "too_few"]
    return pd.DataFrame(rows, columns=columns).set_index("year")


def grid(cells=200):
    random = np.random.default_rng(3)
    difference = random.normal(0.1, 0.08, cells)
    chosen = {axis: random.choice(list(options), cells) for axis, options in AXES.items()}
    p_rise = np.clip(0.5 + difference * 4, 0, 1)
    measures = {"inside": 20, "before": 90, "after": 60, "difference": difference, "low": difference - 0.08,
                "high": difference + 0.08, "p_rise": p_rise}  # fmt: skip
    table = pd.DataFrame(chosen | measures)
    return Specifications(table, 864, 0.1, 0.9, float((p_rise >= 0.975).mean()), 0.02)
