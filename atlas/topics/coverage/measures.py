"""How much of what others counted the table holds, and how intensely it was reported year by year."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas.incidents.recorded import beside_published
from atlas.incidents.sheets import DEFINITIONS
from atlas.incidents.sources import read_sources
from atlas.settings import TALIBAN_TAKEOVER
from atlas.statistics.periods import Period

BRANCH_SPLIT = date(2019, 5, 15)
"""In the middle of May 2019 claims in Pakistan begin to name a Pakistan Province."""

FEWEST_IN_STREAM = 10
"""A way of finding incidents that gave fewer rows is no stream whose end would leave a gap."""

SILENCE_DAYS = 365
"""A stream has ended when it gave nothing in the last days of the covered time, at least so many."""

LEAST_SHARE = 0.05
"""A stream that gave a smaller part of the rows leaves no gap that would be seen."""

LONGEST_LAG_DAYS = 60
"""A source dated later tells of the incident in passing: a review of the year, a trial."""

EXACT_PLACES = ("site", "town")
"""Location precisions that put an incident on a point one may trust."""


class Break(NamedTuple):
    """A day across which counts must be compared with care."""

    day: date
    title: str
    why: str


class Yearly(NamedTuple):
    """How the incidents of one year were reported; shares and means are None where no row allows one."""

    year: int
    incidents: int
    families: float | None
    """Mean number of independent sources of an incident."""
    claimed: float | None
    """Share that the group claimed."""
    located: float | None
    """Share that is located to a town or better."""
    dated: int
    """Incidents known to the day of which a dated source tells within ``LONGEST_LAG_DAYS``."""
    lag_days: float | None
    """Mean days from them to their first source."""


class Reporting(NamedTuple):
    """How a group of incidents was reported, as ``Yearly`` without the year."""

    families: float | None
    claimed: float | None
    located: float | None


def captures(rows: pd.DataFrame, published: pd.DataFrame, covered: Period) -> pd.DataFrame:
    """Set published counts beside what the table holds by the same definition, in the same place and days.

    Parameters
    ----------
    rows
        Plain table with every class and label: each published count names its own.
    published
        context/published_counts.csv.
    covered
        The days that the table covers; a count of a period that is not wholly covered is left out.

    Returns
    -------
    DataFrame
        The compared rows of ``published`` in order of definition and time, with recorded_low and recorded_high and the
        capture ratio as ratio_low and ratio_high: recorded_low over figure_high and recorded_high over figure_low; NaN
        where nothing was published. It is above 1 where the table holds more than was counted, and, where a figure is
        "at least" so much, an upper bound.
    """
    start, end = published["period_start"], published["period_end"]
    fits = (start >= pd.Timestamp(covered.first)) & (end <= pd.Timestamp(covered.last))
    beside = beside_published(rows, published[fits])
    low, high = (beside[f"figure_{end}"].astype(float).replace(0, np.nan) for end in ("low", "high"))
    found = beside.assign(ratio_low=beside["recorded_low"] / high, ratio_high=beside["recorded_high"] / low)
    place = found["definition"].map({name: at for at, name in enumerate(DEFINITIONS)})
    ordered = found.assign(place=place).sort_values(["place", "period_start", "period_end", "id"], ignore_index=True)
    return ordered.drop(columns="place")


def capture_by_year(captured: pd.DataFrame) -> pd.DataFrame:
    """Pool the capture ratios per definition and calendar year, of counts of whole countries.

    Parameters
    ----------
    captured
        As `captures` gives it. A count belongs to the year in which its period begins and ends; longer ones to none.

    Returns
    -------
    DataFrame
        Columns definition, year, ratio_low, ratio_high and counts (how many were pooled).
    """
    first, last = captured["period_start"].dt.year, captured["period_end"].dt.year
    whole = (captured["area_id"].str.len() == len("AF")) & (first == last)
    return _pooled(captured[whole].assign(year=first[whole]), ["definition", "year"])


def capture_by_definition(captured: pd.DataFrame) -> pd.DataFrame:
    """Pool the capture ratios per definition: columns definition, ratio_low, ratio_high, counts."""
    return _pooled(captured[captured["area_id"].str.len() == len("AF")], ["definition"])


def _pooled(captured: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Divide what is recorded by what was counted, both summed: a median would let a count of one weigh like 697."""
    summed = ["recorded_low", "recorded_high", "figure_low", "figure_high"]
    counted = captured[captured["ratio_high"].notna()]
    grouped = counted.groupby(by, sort=False)
    sums = grouped[summed].sum().astype(float)
    return pd.DataFrame(
        {
            "ratio_low": sums["recorded_low"] / sums["figure_high"],
            "ratio_high": sums["recorded_high"] / sums["figure_low"],
            "counts": grouped.size(),
        }
    ).reset_index()


def reporting_by_year(rows: pd.DataFrame, covered: Period) -> tuple[Yearly, ...]:
    """Measure how the incidents of each covered year were reported; a row belongs to the year of its first day.

    ``rows`` is a plain table with the column sources.
    """
    years = rows["date_start"].dt.year
    return tuple(
        _yearly(year, rows[(years == year).to_numpy()]) for year in range(covered.first.year, covered.last.year + 1)
    )


def reporting(rows: pd.DataFrame) -> Reporting:
    """Measure how incidents were reported."""
    return Reporting(
        _mean(np.array([_read(text).families for text in rows["sources"]], dtype=float)),
        _mean((rows["attribution"] == "claimed").to_numpy(dtype=float)),
        _mean(rows["location_precision"].isin(EXACT_PLACES).to_numpy(dtype=float)),
    )


def _yearly(year: int, rows: pd.DataFrame) -> Yearly:
    found, late = reporting(rows), lags(rows)
    return Yearly(
        year, len(rows), found.families, found.claimed, found.located, len(late),
        _mean(np.array(late, dtype=float)),
    )  # fmt: skip


class _Sources(NamedTuple):
    """What of the sources of one incident is counted."""

    families: int
    days: tuple[date, ...]


@lru_cache(maxsize=1 << 18)
def _read(text: str) -> _Sources:
    """Read the sources of an incident once: a change of the filter counts the same ones again."""
    sources = read_sources(text)
    days = (_day(source.get("date", "")) for source in sources)
    return _Sources(len({source["family"] for source in sources}), tuple(day for day in days if day is not None))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:  # a source without a day
        return None


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None


def lags(rows: pd.DataFrame) -> list[int]:
    """List the days from each incident known to the day to its first dated source, where that is not far off.

    A source dated before the incident is not one of it, or names another day; it is passed over.
    """
    exact = rows[(rows["date_precision"] == "day").to_numpy()]
    found = []
    for day, text in zip(exact["date_end"], exact["sources"], strict=True):
        given = _days_to_sources(day, text)
        if given:
            found.append(min(given))
    return found


def _days_to_sources(day: pd.Timestamp, text: str) -> list[int]:
    """Give the days from an incident to each of its sources that has a day of its own."""
    first = day.date()
    return [late for each in _read(text).days if 0 <= (late := (each - first).days) <= LONGEST_LAG_DAYS]


def precision_mix(rows: pd.DataFrame, covered: Period) -> pd.DataFrame:
    """Count the incidents of each covered year by location precision: index year, a column per precision."""
    years = range(covered.first.year, covered.last.year + 1)
    counts = pd.crosstab(rows["date_start"].dt.year, rows["location_precision"], dropna=False)
    return counts.reindex(index=pd.Index(list(years), name="year"), fill_value=0).fillna(0).astype(int)


def breaks(rows: pd.DataFrame, covered: Period) -> tuple[Break, ...]:
    """List the days across which counts must be compared with care: two of history, and the end of each stream.

    ``rows`` is a plain table with the column found_through.
    """
    fixed = (
        Break(BRANCH_SPLIT, "Pakistan Province split off", "claims in Pakistan may carry either label"),
        Break(TALIBAN_TAKEOVER, "Taliban enter Kabul", "press, UN reporting and the authorities' figures changed"),
    )
    every = (*fixed, *stream_ends(rows, covered))
    return tuple(sorted(each for each in every if covered.first <= each.day <= covered.last))


def stream_ends(rows: pd.DataFrame, covered: Period) -> tuple[Break, ...]:
    """Find the ways of finding incidents that gave many rows and have given none for a long time."""
    through = rows["found_through"].astype("str")
    found = []
    for name, days in rows["date_start"].groupby(through):
        large = len(days) >= max(FEWEST_IN_STREAM, LEAST_SHARE * len(rows))
        last = days.max().date()
        if name and large and (covered.last - last).days > SILENCE_DAYS:
            found.append(
                Break(last, f"Last row found through {name}", f"{len(days)} of {len(rows)} rows came that way")
            )
    return tuple(found)


def crossed(period: Period, every: tuple[Break, ...]) -> tuple[Break, ...]:
    """Give the breaks that lie inside a period, so that its parts are not alike."""
    return tuple(each for each in every if period.first < each.day <= period.last)
