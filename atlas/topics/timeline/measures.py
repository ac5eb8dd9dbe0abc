"""Whether incidents fall on recurring days more often than those days' part of the calendar would have it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.incidents.recurring import Band
from atlas.statistics.certainty import is_sure
from atlas.statistics.estimate import UNKNOWN, Estimate
from atlas.statistics.paired_rates import Exposed, paired_ratio
from atlas.statistics.periods import Period, month_numbers, months_of

FEWEST_EXPECTED = 5.0
"""Below this many expected incidents nothing is said about recurring days."""


LEAST_PART = 0.05
"""The part of the incidents that a country must have for its elections to be shown."""


class Recurrence(NamedTuple):
    """The incidents on the recurring days of one kind.

    ``incidents`` of ``total`` incidents dated to the day fall on them (``incidents_sure`` of these are sure), where
    ``expected`` would if every day were alike; ``share_of_days`` is the part of the covered days, weighted by the
    incidents of each country where bands concern single countries. ``ratio`` is the incidents per day on these days
    over those on all other days, ``ratio_sure`` the same over the sure ones; both are unknown when fewer than
    ``FEWEST_EXPECTED`` are expected.
    """

    kind: str
    bands: int
    incidents_sure: int
    incidents: int
    total: int
    expected: float
    share_of_days: float
    ratio: Estimate
    ratio_sure: Estimate


def recurrences(table: pd.DataFrame, bands: Sequence[Band], period: Period) -> list[Recurrence]:
    """Count the incidents on the recurring days of each kind, in the order of the bands.

    Parameters
    ----------
    table
        Plain table; only rows dated to the day and inside the period are counted.
    bands
        Recurring days; those of one kind stand together.
    period
        The covered days of the selection.

    Notes
    -----
    Incidents come in bursts, so the ratio has the month-clustered interval of ``paired_rates.paired_ratio``. It does
    not allow for the season, nor for the years in which a lunar month fell when the group was most active.
    """
    dated = table[((table["date_precision"] == "day") & period.holds(table)).to_numpy(dtype=np.bool_)]
    return [_recurrence(dated, kind, list(found), period) for kind, found in groupby(bands, lambda band: band.kind)]


def _recurrence(dated: pd.DataFrame, kind: str, bands: list[Band], period: Period) -> Recurrence:
    countries = [str(country) for country in dated["country"]]
    numbers = Counter(countries)
    marked = {country: _marked(bands, country, period) for country in numbers}
    place = (dated["date_start"].to_numpy().astype("datetime64[D]") - np.datetime64(period.first)).astype(np.int64)
    inside = np.array([marked[country][day] for country, day in zip(countries, place, strict=True)], dtype=np.bool_)
    expected = float(sum(number * marked[country].mean() for country, number in numbers.items()))
    sure = is_sure(dated)
    enough = expected >= FEWEST_EXPECTED
    weight = np.zeros(period.days)
    for country, number in numbers.items():
        weight += marked[country] * (number / len(dated))
    return Recurrence(
        kind=kind,
        bands=len(bands),
        incidents_sure=int((inside & sure).sum()),
        incidents=int(inside.sum()),
        total=len(dated),
        expected=expected,
        share_of_days=expected / len(dated) if len(dated) else 0.0,
        ratio=_ratio(dated["date_start"], inside, weight, period) if enough else UNKNOWN,
        ratio_sure=_ratio(dated.loc[sure, "date_start"], inside[sure], weight, period) if enough else UNKNOWN,
    )


def _marked(bands: Iterable[Band], country: str, period: Period) -> NDArray[np.bool_]:
    """Tell of each day of the period whether it recurs for a country."""
    marked = np.zeros(period.days, dtype=np.bool_)
    for band in bands:
        if band.country in ("", country):
            begin, end = max(band.first, period.first), min(band.last, period.last)
            marked[(begin - period.first).days : max(0, (end - period.first).days + 1)] = True
    return marked


def _ratio(days: pd.Series, inside: NDArray[np.bool_], weight: NDArray[np.float64], period: Period) -> Estimate:
    """Compare the incidents per day on recurring days with those on the others, month by month.

    ``weight`` tells of each day of the period how far it recurs: for which part of the incidents' countries.
    """
    months = months_of(period)
    calendar = pd.Series(pd.date_range(period.first, periods=period.days))
    month_of_day, month_of_row = month_numbers(calendar) - months.first, month_numbers(days) - months.first
    length = len(months.days)
    exposure = np.bincount(month_of_day, weights=weight, minlength=length)
    within = np.bincount(month_of_row[inside], minlength=length)
    without = np.bincount(month_of_row[~inside], minlength=length)
    others = Exposed(months.first, without, months.days - exposure)
    return paired_ratio(others, Exposed(months.first, within, exposure))


def leading_countries(table: pd.DataFrame) -> list[str]:
    """List the countries with at least ``LEAST_PART`` of the incidents, whose elections are worth showing."""
    parts = table["country"].astype("object").value_counts(normalize=True)
    return sorted(str(country) for country in parts.index[parts >= LEAST_PART])


Order = Literal["most incidents", "first year", "name", "region"]


def province_order(
    counts: pd.DataFrame, order: Order, names: Mapping[str, str], regions: Mapping[str, str]
) -> list[str]:
    """List the provinces of a year table in an order.

    Parameters
    ----------
    counts
        Index province_id, columns years, as ``places.by_year_and_province`` counts them.
    order
        "most incidents", "first year" with an incident, "name" or "region"; equals stand by number, then by name.
    names, regions
        Label and primary region of each province.

    Returns
    -------
    list of str
        Province ids, first to last.
    """
    years = counts.to_numpy()
    keys = pd.DataFrame(
        {
            "most incidents": -years.sum(axis=1),
            "first year": (np.cumsum(years, axis=1) == 0).sum(axis=1),  # how many years come before the first one
            "name": [names.get(str(code), str(code)) for code in counts.index],
            "region": [regions.get(str(code), "") for code in counts.index],
        },
        index=counts.index,
    )
    by = list(dict.fromkeys([order, "most incidents", "name"]))
    return [str(code) for code in keys.sort_values(by, kind="stable").index]
