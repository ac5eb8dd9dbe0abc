"""What stands beside the incidents: estimates of strength, leaders and turning points, names, and places named."""

import re
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from atlas.geography.provinces import province_names
from atlas.statistics.certainty import is_sure
from atlas.statistics.periods import Period

HALF_YEAR = timedelta(days=182)
"""How long before and after the loss of a leader incidents are counted."""

ACTIVITY = ("level", "change")
"""Kinds of claims that say where the group is active; a claim about one attack names a place for another reason."""

SPELLINGS = {"Jowzjan": "AF-JOW", "Paktia": "AF-PIA", "Tirah": "PK-KP"}
"""Names that the briefs use where the atlas writes another, or that lie in a province."""

LEADING = 10
"""How many provinces lead."""


class Spread(NamedTuple):
    """How far the estimates for one year lie apart."""

    year: int
    lowest: pd.Series
    highest: pd.Series
    estimates: int


class Aftermath(NamedTuple):
    """The incidents in the half years before and after a day on which a leading figure was lost."""

    day: date
    event: str
    before: int
    after: int


class Level(NamedTuple):
    """Incidents per year in a period, the sure ones and all, with its days."""

    days: Period
    sure: int
    every: int

    @property
    def per_year(self) -> tuple[float, float]:
        """The rates of the sure incidents and of all."""
        years = max(self.days.days, 1) / 365.25
        return self.sure / years, self.every / years


def strength(sheet: pd.DataFrame) -> pd.DataFrame:
    """Return the statements on the number of fighters, oldest first.

    Parameters
    ----------
    sheet
        context/strength.csv. Rows that count something else (districts, members arrested, families) are left out.

    Returns
    -------
    DataFrame
        The rows of the sheet in the order of their days, with ``middle``, the middle of the period.
    """
    fighters = sheet[(sheet["counted"] == "fighters") & sheet["period_start"].notna() & sheet["period_end"].notna()]
    middle = fighters["period_start"] + (fighters["period_end"] - fighters["period_start"]) / 2
    return fighters.assign(middle=middle).sort_values(["middle", "id"], ignore_index=True)


def widest_spread(statements: pd.DataFrame) -> Spread | None:
    """Find the year for which estimates of the whole group lie farthest apart, as a ratio; forecasts do not count."""
    whole = statements[(statements["kind"] == "estimate") & (statements["area"] == "all") & (statements["low"] > 0)]
    found = []
    for year in sorted(set(whole["period_start"].dt.year) | set(whole["period_end"].dt.year)):
        here = whole[(whole["period_start"].dt.year <= year) & (whole["period_end"].dt.year >= year)]
        if len(here) > 1:
            found.append(Spread(int(year), here.loc[here["low"].idxmin()], here.loc[here["high"].idxmax()], len(here)))
    return max(found, key=lambda spread: spread.highest["high"] / spread.lowest["low"], default=None)


def turning_points(leadership: pd.DataFrame, moments: pd.DataFrame) -> pd.DataFrame:
    """Put leaders and turning points into one order, each told once.

    Returns
    -------
    DataFrame
        Columns number (from 1), date, exact (False where only the month is known), lane (a kind of
        context/leadership.csv, or "moment"), words, disputed.
    """
    led = leadership.assign(
        exact=leadership["date_precision"] == "day", lane=leadership["kind"], words=leadership["event"]
    )
    known = set(led.loc[led["exact"], "date"])
    months = set(led.loc[~led["exact"], "date"].dt.to_period("M"))
    told = moments["date"].isin(known) | moments["date"].dt.to_period("M").isin(months)
    other = moments[~told].assign(exact=True, lane="moment", words=moments["label"])
    columns = ["date", "exact", "lane", "words", "disputed"]
    both: pd.DataFrame = pd.concat([led[columns], other[columns]]).sort_values("date", kind="stable", ignore_index=True)
    both.insert(0, "number", np.arange(1, len(both) + 1))
    return both


def aftermaths(points: pd.DataFrame, rows: pd.DataFrame, covered: Period) -> tuple[Aftermath, ...]:
    """Count incidents in the half years before and after each loss of a leading figure.

    Parameters
    ----------
    points
        As ``turning_points`` gives them; those killed or arrested on a known day count, disputed ones do not.
    rows
        Plain table; an incident counts on its first day.
    covered
        Both half years must lie in it.
    """
    lost = points[points["lane"].isin(["killed", "arrested"]) & points["exact"] & ~points["disputed"].astype(bool)]
    days = rows["date_start"]
    found = []
    for stamp, words in zip(lost["date"], lost["words"], strict=True):
        day = stamp.date()
        if covered.first <= day - HALF_YEAR and day + HALF_YEAR <= covered.last:
            before = int(((days >= stamp - HALF_YEAR) & (days < stamp)).sum())
            after = int(((days > stamp) & (days <= stamp + HALF_YEAR)).sum())
            found.append(Aftermath(day, words, before, after))
    return tuple(found)


def level(rows: pd.DataFrame, days: Period) -> Level:
    """Count the incidents of a period, those whose whole span lies in it."""
    held = days.holds(rows)
    return Level(days, int((held & is_sure(rows)).sum()), int(held.sum()))


def levels_by_year(rows: pd.DataFrame, covered: Period) -> tuple[Level, ...]:
    """Count the incidents of each calendar year, the first and last one cut to what is covered."""
    years = range(covered.first.year, covered.last.year + 1) if covered.days else ()
    return tuple(level(rows, Period(date(year, 1, 1), date(year, 12, 31)).cut_to(covered)) for year in years)


def yearly_counts(published: pd.DataFrame, country: str) -> pd.DataFrame:
    """Return what others counted in a country in whole calendar years: attacks, claims or events of the group.

    Parameters
    ----------
    published
        context/published_counts.csv.
    country
        ISO 3166 code.

    Returns
    -------
    DataFrame
        Rows of ``published`` with ``year``, in the order of the years.
    """
    start, end = published["period_start"], published["period_end"]
    whole = (start.dt.year == end.dt.year) & (start.dt.day_of_year == 1) & (end.dt.month == 12) & (end.dt.day == 31)
    counts = published["unit"].isin(["attacks", "claims", "events"]) & (published["compared_with"] != "")
    theirs = (published["area_id"] == country) & (published["actor"] == "the group")
    held: pd.DataFrame = published[whole & counts & theirs]
    return held.assign(year=held["period_start"].dt.year.astype(int)).sort_values(["year", "id"], ignore_index=True)


def provinces_named(claims: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Set the provinces that the briefs name as places of activity beside their rank in a table.

    Parameters
    ----------
    claims
        context/claims.csv.
    rows
        Plain table of the selection.

    Returns
    -------
    DataFrame
        Index province_id; name, claims (ids, a tuple), incidents_sure, incidents, rank (equals share one; NA without an
        incident): every province that a claim names and the ``LEADING`` first, most incidents first.
    """
    named = _named(claims)
    provinces = rows["province_id"].astype("object")
    every, sure = provinces.value_counts(), provinces[is_sure(rows)].value_counts()
    ranks = every.rank(method="min", ascending=False)
    lead = list(ranks[ranks <= LEADING].index)
    ids = sorted({*named, *lead}, key=lambda code: (-int(every.get(code, 0)), code))
    names = province_names()
    return pd.DataFrame(
        {
            "name": [names.get(code, code) for code in ids],
            "claims": [named.get(code, ()) for code in ids],
            "incidents_sure": [int(sure.get(code, 0)) for code in ids],
            "incidents": [int(every.get(code, 0)) for code in ids],
            "rank": pd.array([int(ranks[code]) if code in ranks else pd.NA for code in ids], dtype="Int64"),
        },
        index=pd.Index(ids, dtype="object", name="province_id"),
    )


def _named(claims: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Find the provinces that each claim of activity names in words."""
    known = {name: code for code, name in province_names().items()} | SPELLINGS
    found: dict[str, list[str]] = {}
    for name, words in claims.loc[claims["kind"].isin(ACTIVITY), ["id", "claim"]].itertuples(index=False):
        for spelling, code in known.items():
            if re.search(rf"\b{re.escape(spelling)}\b", words) and name not in found.setdefault(code, []):
                found[code].append(name)
    return {code: tuple(ids) for code, ids in found.items() if ids}
